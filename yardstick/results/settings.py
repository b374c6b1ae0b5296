"""Where this process finds its store, its accounts and its declarations.

Apart from the desk that opens them, so that the command which starts the server reads what it
needs without every package the server reads.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Settings:
    """Where this process finds things. Each is an environment variable with the same meaning.

    Attributes:
        store: `YARDSTICK_STORE`, the store's folder.
        accounts: `YARDSTICK_AUTH`, the accounts file.
        data: `YARDSTICK_DATA`, the catalogue's folder.
        queries: Beside the product; not a setting, because its text is trusted.
        database: `YARDSTICK_DATABASE`, URL of the operations database; empty for the store's own.
    """

    store: Path = ROOT / "data" / "store"
    accounts: Path = ROOT / "auth.yaml"
    data: Path = ROOT / "data"
    queries: Path = ROOT / "queries"
    database: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read the settings, each with its default."""
        return cls(
            store=Path(environment.get("YARDSTICK_STORE") or cls.store),
            accounts=Path(environment.get("YARDSTICK_AUTH") or cls.accounts),
            data=Path(environment.get("YARDSTICK_DATA") or cls.data),
            database=environment.get("YARDSTICK_DATABASE", ""),
        )


def here() -> Settings:
    """Return the settings of this process: of its environment, each with its default."""
    return Settings.from_environment(os.environ)

"""What a bar is, what it answers, and which there are."""

from __future__ import annotations

import importlib
import pkgutil
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

_ID = re.compile(r"s\d{2}")


@dataclass(frozen=True)
class Outcome:
    """What a bar found.

    Attributes:
        n: How many times it tried.
        failures: What gave way, one sentence each; empty where the bar holds.
        figure: What was measured, by name with its unit in it.
    """

    n: int
    failures: tuple[str, ...] = ()
    figure: Mapping[str, float | int | str] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether it tried at all, and nothing gave way."""
        return self.n > 0 and not self.failures


class Bar(Protocol):
    """What a module of a bar must hold."""

    STATEMENT: str
    TARGET: str

    @staticmethod
    def check(folder: Path, *, full: bool) -> Outcome:
        """Try to break it.

        Args:
            folder: Empty, and thrown away afterwards.
            full: Whether at the size of the target; small enough for every test run otherwise.
        """


def bars() -> dict[str, Bar]:
    """Return every bar by its id in capitals, in order."""
    here = [str(Path(__file__).parent)]
    names = sorted(found.name for found in pkgutil.iter_modules(here) if _ID.fullmatch(found.name))
    package = __name__.rpartition(".")[0]
    return {
        name.upper(): cast("Bar", importlib.import_module(f"{package}.{name}")) for name in names
    }

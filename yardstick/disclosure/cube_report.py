"""What was done to protect a cube and what an attacker could find out, for the directors."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from yardstick.disclosure.cube_attack import Findings
    from yardstick.disclosure.cube_margins import Errors

TABLES = {0: "the total", 1: "one-way tables", 2: "two-way tables", 3: "three-way tables"}


@dataclass(frozen=True)
class BlockReport:
    """One authority's cube of one family of measures in one period.

    Attributes:
        area: Its code.
        period: Its code.
        measures: What is counted.
        wording: By dimension, the rung that was used ("finest" for none).
        errors: By measure and order of margin, how far margins are off. The largest is for the
            publishers: what is stated to others is `stated`, which an attacker is given.
        stated: By measure and order of margin, the largest error that is stated.
        findings: What the attack found out; None for a cube held back from the last release.
        seeds: How many seeds were tried.
        is_close: Whether margins are as close as the product promises; where not, say so.
        held: Whether the previous cube stands, because fewer than ten records changed.
    """

    area: str
    period: str
    measures: tuple[str, ...]
    wording: Mapping[str, str]
    errors: Mapping[str, Mapping[int, Errors]]
    stated: Mapping[str, Mapping[int, int]]
    findings: Findings | None
    seeds: int
    is_close: bool
    held: bool

    def sentences(self) -> list[str]:
        """Return the report in plain words."""
        if self.findings is None:
            return ["Fewer than ten records changed, so the previous figures stand unchanged."]
        said = [self._attack(self.findings)]
        for measure, orders in self.stated.items():
            parts = [f"{TABLES[order]} within {most}" for order, most in orders.items()]
            if parts:
                said.append(f"{measure}: {', '.join(parts)} of the true number.")
        if not self.is_close:
            said.append("Some tables are further from the truth than the product aims at.")
        return said

    def _attack(self, findings: Findings) -> str:
        if not findings.tried:
            return "There is no small number in these figures that could be worked out."
        return (
            f"Of {findings.tried:,} small numbers none could be worked out, by anybody who knows "
            "all published tables and every other authority's records. "
            f"{findings.public:,} of them are within a narrower range by published tables alone."
        )


def digest(published: pd.DataFrame) -> str:
    """Return the SHA-256 of the published cubes, whatever the order of their rows."""
    rows = sorted(
        "\x1f".join(map(str, row)) for row in published.itertuples(index=False, name=None)
    )
    head = "\x1f".join(map(str, published.columns))
    return hashlib.sha256("\x1e".join([head, *rows]).encode()).hexdigest()


def key_id(key: bytes) -> str:
    """Return a name for a release key that does not give it away."""
    return hmac.new(key, b"key id", hashlib.sha256).hexdigest()[:12]

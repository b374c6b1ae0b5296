"""What one release of cubes leaves for the next: true counts and what was shown. Secret."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from yardstick.disclosure.cube_attack import Findings
from yardstick.disclosure.cube_block import Made
from yardstick.disclosure.cube_counts import Counts
from yardstick.disclosure.cube_margins import Errors
from yardstick.disclosure.cube_report import BlockReport
from yardstick.disclosure.cube_spec import CubeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

_VERSION = 1
_UNREADABLE = "What the last release left for this one cannot be read: restore its file."


@dataclass(frozen=True)
class Memory:
    """What a release must remember for the next one. Secret: it holds true counts.

    Attributes:
        blocks: By area, period and names of the measures: the cube and the counts it was made of.
    """

    blocks: Mapping[tuple[str, str, tuple[str, ...]], Made] = field(repr=False)

    @classmethod
    def of(cls, made: Iterable[Made]) -> Memory:
        """Return the memory of a release's cubes."""
        named = {
            (each.report.area, each.report.period, each.report.measures): each for each in made
        }
        return cls(named)

    def as_bytes(self) -> bytes:
        """Return it as a file; without the records' tokens, which nobody needs again."""
        cubes = [_written(made) for made in self.blocks.values()]
        return json.dumps({"version": _VERSION, "cubes": cubes}, ensure_ascii=False).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Memory:
        """Read what `as_bytes` wrote.

        Raises:
            CubeError: It is something else. Without it cells would be drawn anew, and two draws
                of one count give more away than one; so there is no release then.
        """
        try:
            said = json.loads(content)
            if said["version"] == _VERSION:
                return cls.of([_read(each) for each in said["cubes"]])
        except (ValueError, KeyError, TypeError) as fault:
            raise CubeError(_UNREADABLE) from fault
        raise CubeError(_UNREADABLE)


def _written(made: Made) -> dict[str, Any]:
    counts = made.counts
    return {
        "rungs": made.rungs,
        "codes": counts.codes.tolist(),
        "numbers": counts.numbers.tolist(),
        "sizes": counts.sizes,
        "cells": counts.cells,
        "shown": made.shown.tolist(),
        "report": asdict(made.report),
    }


def _read(said: dict[str, Any]) -> Made:
    cells, measures = tuple(said["cells"]), len(said["numbers"])
    numbers, shown = (
        np.array(said[name], dtype=np.int64).reshape(measures, len(cells))
        for name in ("numbers", "shown")
    )
    codes = np.array(said["codes"], dtype=np.int64).reshape(len(cells), len(said["sizes"]))
    counts = Counts(codes, numbers, tuple(said["sizes"]), cells, ("",) * len(cells))
    return Made(tuple(said["rungs"]), counts, shown, _report(said["report"]))


def _report(said: dict[str, Any]) -> BlockReport:
    errors = {
        measure: {int(order): Errors(*found) for order, found in orders.items()}
        for measure, orders in said["errors"].items()
    }
    stated = {
        measure: {int(order): most for order, most in orders.items()}
        for measure, orders in said["stated"].items()
    }
    findings = said["findings"] and Findings(**said["findings"])
    plain = {**said, "measures": tuple(said["measures"])}
    return BlockReport(**{**plain, "errors": errors, "stated": stated, "findings": findings})

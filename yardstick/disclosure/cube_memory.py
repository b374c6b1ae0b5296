"""What a release leaves for the next one's cubes, as a file: true counts, so secret like records.

Tokens are not in it: they only draw cells, and what was drawn is remembered.
"""

from __future__ import annotations

import gzip
import json
from dataclasses import asdict
from typing import Any

import numpy as np

from yardstick.disclosure.cube_attack import Findings
from yardstick.disclosure.cube_block import Made
from yardstick.disclosure.cube_counts import Counts
from yardstick.disclosure.cube_margins import Errors
from yardstick.disclosure.cube_report import BlockReport
from yardstick.disclosure.cubes import Memory


def written(memory: Memory) -> bytes:
    """Return the file of a memory; the same memory gives the same bytes."""
    blocks = [
        {
            "rungs": made.rungs,
            "sizes": made.counts.sizes,
            "cells": made.counts.cells,
            "numbers": made.counts.numbers.tolist(),
            "shown": made.shown.tolist(),
            "report": asdict(made.report),
        }
        for made in memory.blocks.values()
    ]
    return gzip.compress(json.dumps(blocks, separators=(",", ":")).encode(), mtime=0)


def remembered(file: bytes) -> Memory:
    """Return the memory of a file."""
    made = [_made(block) for block in json.loads(gzip.decompress(file))]
    return Memory({(one.report.area, one.report.period, one.report.measures): one for one in made})


def _made(block: dict[str, Any]) -> Made:
    cells = tuple(block["cells"])
    numbers = np.array(block["numbers"], dtype=np.int64)
    counts = Counts(
        codes=np.zeros((len(cells), len(block["sizes"])), dtype=np.int64),  # cells are named
        numbers=numbers.reshape(-1, len(cells)),
        sizes=tuple(block["sizes"]),
        cells=cells,
        tokens=("",) * len(cells),
    )
    shown = np.array(block["shown"], dtype=np.int64).reshape(-1, len(cells))
    return Made(tuple(block["rungs"]), counts, shown, _report(block["report"]))


def _report(said: dict[str, Any]) -> BlockReport:
    errors = {
        measure: {int(order): Errors(*found) for order, found in orders.items()}
        for measure, orders in said.pop("errors").items()
    }
    stated = {
        measure: {int(order): most for order, most in orders.items()}
        for measure, orders in said.pop("stated").items()
    }
    measures, found = tuple(said.pop("measures")), said.pop("findings")
    findings = Findings(**found) if found is not None else None
    return BlockReport(**said, measures=measures, errors=errors, stated=stated, findings=findings)

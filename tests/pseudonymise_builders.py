"""A small register, key and files for tests of the partners' own tool. Every pupil is invented."""

from __future__ import annotations

import csv
import io
import sys
from typing import TYPE_CHECKING

from yardstick.pseudonymise import key_file
from yardstick.pseudonymise.making import Maker
from yardstick.pseudonymise.register import read_register
from yardstick.pseudonymise.tokens import purpose_key

if TYPE_CHECKING:
    from pathlib import Path

KEY = bytes(range(32))
PASSPHRASE = "harbour pebble lantern moss"
QUICK = 2**4  # scrypt's cost, for tests
YEAR, PERIOD, DATASET = "2024/25", "2024/25 Autumn", "school_exclusions"
# Made up, with the check letter that belongs to them (DfE's guide to pupil numbers).
DERBY, LEICESTER, RUTLAND = "F831400024001", "J856400024001", "N857400024001"
TEMPORARY = "M83040002400A"

REGISTER = {
    "region": "midshire",
    "letters": "MS",
    "tables": {
        DATASET: {
            "exclusions": [
                {"name": "pupil_ref", "type": "token", "required": True, "of": ["UPN"],
                 "does": "token", "bands": []},
                {"name": "pupil_before", "type": "token", "required": False, "of": ["UPN"],
                 "does": "token_before", "bands": []},
                {"name": "nc_year", "type": "code", "required": False, "of": ["DateOfBirth"],
                 "does": "year_group", "bands": []},
                {"name": "start_date", "type": "date", "required": True, "of": [],
                 "does": "keep", "bands": []},
                {"name": "district", "type": "text", "required": False, "of": ["Postcode"],
                 "does": "district", "bands": []},
                {"name": "note", "type": "text", "required": False, "of": [], "does": "keep",
                 "bands": []},
            ],
            "headcount": [
                {"name": "nc_year", "type": "code", "required": True, "of": [], "does": "keep",
                 "bands": []},
                {"name": "pupils", "type": "whole", "required": True, "of": [], "does": "keep",
                 "bands": []},
            ],
        }
    },
    "mappings": {
        "census": {
            "id": "census",
            "files": {"roll": ["id", "upn"], "excluded": ["id", "start"]},
            "values": {"years": {"X": "14", "*": ""}, "groups": {"W": "white", "WB": "british"}},
            "tables": {
                "exclusions": [
                    {"from": "excluded", "with": {"roll": "id"}, "within": "start",
                     "columns": {"UPN": "roll.upn", "start_date": "start",
                                 "DateOfBirth": "roll.born", "note": {"given": "area"}}}
                ],
                "headcount": [
                    {"from": "roll", "only": {"status": ["C", "M"]}, "count": True,
                     "columns": {"nc_year": {"of": "year", "codes": "years"},
                                 "urn": {"of": "school", "list": "schools", "column": "urn"}}}
                ],
            },
        }
    },
}  # fmt: skip


def register():
    return read_register(REGISTER)


def key(year=YEAR, dataset=DATASET, secret=KEY):
    return purpose_key(secret, "MS", dataset, year)


def maker(**more):
    """Return what makes the values of a year's columns, of the same key unless told otherwise."""
    return Maker(key(), more.pop("before", None), YEAR, **more)


def key_at(path: Path, secret=KEY, region="MS") -> Path:
    key_file.save(path, secret, PASSPHRASE, region, cost=QUICK)
    return path


def write_csv(path: Path, *rows, encoding="utf-8", delimiter=",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Typed(io.StringIO):
    """What a person types, a line at a time, where the tool asks."""

    def __init__(self, *lines: str, terminal: bool = False) -> None:
        super().__init__("".join(f"{line}\n" for line in lines))
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def types(monkeypatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", Typed(*lines))

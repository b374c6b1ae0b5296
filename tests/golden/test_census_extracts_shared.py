"""Extracts of a school census, as another system writes them, become returns by a mapping."""

from __future__ import annotations

import csv
import gzip
import json
import shutil

import pytest
from conftest import SHARED
from pseudonymise_builders import PASSPHRASE, key_at, read_csv, types, write_csv

from yardstick.commands import main

EXTRACTS = SHARED / "data" / "records"
TERM = "2024/25 Autumn"
ROLLS_AND_EXCLUSIONS = (
    "pupilnolongeronroll",
    "pupilonroll",
    "termlyexclusionsoffroll",
    "termlyexclusionsonroll",
)

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not EXTRACTS.is_dir(), reason="the extracts are not here"),
]


@pytest.fixture
def extracts(tmp_path):
    for name in (
        "pupilnolongeronroll",
        "pupilonroll",
        "termlyexclusionsoffroll",
        "termlyexclusionsonroll",
    ):
        (source,) = EXTRACTS.glob(f"2024_autumn_{name}.csv*")
        opened = gzip.open if source.suffix == ".gz" else open
        with opened(source, "rb") as packed, (tmp_path / f"{name}.csv").open("wb") as plain:
            shutil.copyfileobj(packed, plain)
    return sorted(tmp_path.glob("*.csv"))


def pupils_in(extracts):
    for path in extracts:
        if path.name.startswith("pupil"):
            with path.open(newline="", encoding="utf-8") as file:
                yield from (row["upn"] for row in csv.DictReader(file))


def test_a_partner_need_not_retype_a_term(extracts, tmp_path, monkeypatch, capsys):
    lists = tmp_path / "lists"
    lists.mkdir()
    schools = write_csv(
        lists / "schools.csv",
        ("school", "urn", "phase", "type"),
        *((f"SCH{at}", f"10000{at}", "SEC", "ACA") for at in range(1, 10)),
    )
    pupils = write_csv(
        lists / "pupils.csv",
        ("upn", "fsm", "looked_after"),
        *((upn, "N", "N") for upn in pupils_in(extracts)),
    )
    key_at(tmp_path / "region.key", region="EM")
    types(monkeypatch, PASSPHRASE)
    out = tmp_path / "out"
    more = ["--first", "2024-09-01", "--last", "2024-12-31", "--any-identifier", "--area", "831"]
    done = main(
        ["pseudonymise", "prepare", *map(str, extracts), "--mapping", "school_census",
         "--data-set", "school_exclusions", "--period", TERM, "--key", str(tmp_path / "region.key"),
         "--schools", str(schools), "--pupils", str(pupils), *more, "--leave-out-wrong", "--yes",
         "--out", str(out)]
    )  # fmt: skip
    assert done == 0, capsys.readouterr().err
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert {file["table"] for file in manifest["files"]} == {
        "exclusions", "leavers", "joiners", "headcount"
    }  # fmt: skip
    written = "".join(path.read_text("utf-8") for path in out.glob("*.csv"))
    assert not any(upn in written for upn in pupils_in(extracts))
    assert all(row["category"] != "FIXD" for row in read_csv(out / "exclusions.csv"))

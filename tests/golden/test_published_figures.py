"""The figures DfE published for 2025 come out of the product as DfE printed them.

The small extract in `data/samples/` is loaded by the product's own commands and asked through
the product's own door. Where the full table is at hand, it is asked for every figure as well.
"""

from __future__ import annotations

import json
import re
import sys

import pytest
from conftest import ROOT, SHARED
from desk_builders import CATALOGUE, ENGLAND, REGION

from yardstick.commands import main

MEASURES = {
    "Ref rate": "R02", "Re-ref %": "R03", "45d %": "R06", "CIN rate": "R07", "S47 rate": "R08",
    "ICPC15 %": "R09", "CPP start": "R10", "CPP": "R11", "CPP end": "R12", "Rpt CPP %": "R13",
    "CLA": "R15", "CLA start": "R16", "CLA cease": "R17", "UASC n": "R18", "EET %": "S01",
    "Suit %": "S02", "3+ %": "S03", "Long %": "S04", "Hlth %": "S07", "Imm %": "S05",
    "Dent %": "S06", "Susp /100": "X01", "PEx /100": "X02", "1+ susp %": "X03", "GLD %": "E01",
    "Phonics %": "E02", "RWM %": "E03", "A8": "E05", "P8 (2024)": "E06", "5+EM %": "E07",
    "Abs %": "E09", "PA %": "E10", "CLA A8": "C03", "CLA RWM %": "C02", "CLA PA %": "C06",
    "Agency %": "W01", "Vac %": "W02", "Turnover %": "W03", "Caseload": "W04",
}  # fmt: skip
# DfE, 2025 (reporting year, or academic year for education): a few of each table, by hand.
BY_HAND = {
    "R02": {"E10000007": 704.4, "E06000016": 352.9, REGION.code: 515.3, ENGLAND: 519.4},
    "R09": {"E06000015": 95.4, REGION.code: 84.2, ENGLAND: 81.4},
    "R15": {"E06000018": 93, REGION.code: 62, ENGLAND: 67},
    "S04": {"E06000017": 100, "E10000007": 54},
    "S07": {"E06000061": 48, "E06000062": 49, REGION.code: 85},
    "E05": {"E06000017": 50.4, ENGLAND: 46},
    "X02": {"E06000018": 0.31, ENGLAND: 0.13},
    "W01": {"E06000061": 19.5, "E06000015": 0},
}
NOT_PUBLISHED = {"S03": "E06000017", "C03": "E06000061", "C02": "E06000062"}


def load(folder, file):
    """Make a real store with one account, and load a file into it, by the product's commands."""
    store, auth = folder / "store", folder / "auth.yaml"
    auth.write_text(
        "credentials: {usernames: {}}\n"
        "partners:\n  derbyshire:\n    grants:\n"
        + "".join(f"    - {{dataset: {name}, reach: region}}\n" for name in CATALOGUE.datasets),
        "utf-8",
    )
    assert main(["published", "add", str(file), "--store", str(store)]) == 0
    return store, auth


def ask(loaded, capsys, monkeypatch, indicator):
    """Ask the command line for the newest figures of an indicator, by area."""
    store, auth = loaded
    if "checker" not in auth.read_text("utf-8"):
        monkeypatch.setattr(sys, "stdin", _Line("correct lantern meadow\n"))
        named = ["--name", "Checker", "--partner", "derbyshire", "--auth", str(auth)]
        assert main(["accounts", "add", "checker", *named]) == 0
    capsys.readouterr()
    question = ["--indicator", indicator, "--as", "checker", "--auth", str(auth)]
    assert main(["figures", *question, "--store", str(store), "--format", "json"]) == 0
    return {row["area"]: row for row in json.loads(capsys.readouterr().out)}


class _Line:
    def __init__(self, line):
        self.line = line

    def isatty(self):
        return False

    def readline(self):
        return self.line


@pytest.fixture(scope="module")
def extract(tmp_path_factory):
    return load(tmp_path_factory.mktemp("extract"), ROOT / "data/samples/official_lait.csv")


@pytest.mark.parametrize("indicator", BY_HAND)
def test_published_value_is_the_one_printed(extract, indicator, capsys, monkeypatch):
    rows = ask(extract, capsys, monkeypatch, indicator)
    assert len(rows) == 12  # ten authorities, the region, England
    for area, value in BY_HAND[indicator].items():
        assert rows[area]["value"] == pytest.approx(value)
        assert (rows[area]["basis"], rows[area]["invented"]) == ("published", False)


@pytest.mark.parametrize(("indicator", "area"), NOT_PUBLISHED.items())
def test_what_is_not_published_has_no_value(extract, indicator, area, capsys, monkeypatch):
    row = ask(extract, capsys, monkeypatch, indicator)[area]
    assert (row["value"], row["status"]) == (None, "x")


def test_a_number_published_without_a_rate_stands_as_the_numerator(extract, capsys, monkeypatch):
    rows = ask(extract, capsys, monkeypatch, "R18")
    assert (rows[ENGLAND]["numerator"], rows["E06000017"]["numerator"]) == (6540, 6)
    assert rows[ENGLAND]["value"] == pytest.approx(5.4, abs=0.05)


def printed_tables():
    """Read the value tables of the design's section 6: geography and measure to the text."""
    text = (SHARED / "design" / "domain.md").read_text("utf-8")
    header, found = [], {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| geography |"):
            header = cells
        elif header and line.startswith("|") and not line.startswith("|---"):
            found |= {
                (cells[0], name): cell for name, cell in zip(header[1:], cells[1:], strict=True)
            }
        elif not line.startswith("|"):
            header = []
    return found


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the official files are not here")
def test_every_figure_of_the_full_table_is_the_one_printed(tmp_path, capsys, monkeypatch):
    loaded = load(tmp_path, SHARED / "data/published/lait/bds_long_0.parquet")
    names = {area.name: code for code, area in CATALOGUE.reference.areas.items()}
    places = {code: name for name, code in names.items()}
    printed = printed_tables()
    checked = 0
    for measure, indicator in MEASURES.items():
        for area, row in ask(loaded, capsys, monkeypatch, indicator).items():
            text = printed[places[area], measure]
            value = row["numerator"] if measure == "UASC n" else row["value"]
            if text == "-":
                assert value is None, (measure, area)
            else:
                decimals = len(re.sub(r"^-?\d+\.?", "", text))
                assert value == pytest.approx(float(text), abs=0.51 * 10**-decimals), (
                    measure,
                    area,
                )
            checked += 1
    assert checked == len(MEASURES) * 12

"""A figure back to its cells and files, and made again from them: exact for one's own area only."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from desk_builders import (
    DERBY,
    RUTLAND,
    cells,
    new_store,
    open_desk,
    publish_values,
    selection,
    send,
)
from trace_builders import trace as built

from yardstick.charts import traces
from yardstick.commands import main
from yardstick.model import Basis, Status
from yardstick.results import remade as remaking
from yardstick.results.remade import remade, same
from yardstick.results.types import Point
from yardstick.store.errors import StoreError
from yardstick.ui.wiring import viewer_at

QUARTERS = ("2024-25 Q1", "2024-25 Q2", "2024-25 Q3", "2024-25 Q4")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    store = new_store(tmp_path_factory.mktemp("trace"))
    for step, period in enumerate(QUARTERS):
        said = {"R02": 100 + step, "R03": 20, "R02S/1A": 30, "R02S/1B": 11, "R24": 8}
        send(store, RUTLAND, period, **said)
        send(store, DERBY, period, R02=900, R03=200)
    send(store, RUTLAND, "2025-26 Q1", R02=4, R03="c")
    publish_values(
        store,
        "2025",
        ("Unacc_Asylmn_Seek_Childn", DERBY, "2023-24", 72.0),
        ("FSP_NEW_GOODDEV", DERBY, "2023/24", 61.5),
        ("FSP_NEW_GOODDEV", RUTLAND, "2023/24", None),
    )
    return open_desk(store)


@pytest.fixture
def traced(desk):
    def made(indicator, basis=Basis.QUARTERLY, account="rutland.lead", **asked):
        results = desk.results(viewer_at(desk, account))
        asked = {"area": RUTLAND, "period": "2024-25 Q4", **asked}
        return results.trace(selection(indicator=indicator, basis=basis, **asked))

    return made


def test_an_own_figure_is_told_to_the_cell(traced, desk):
    found = traced("R03")
    assert list(found.cells["item"]) == ["R02", "R03"]
    assert list(found.cells["number"]) == [103.0, 20.0]
    [(period, version, _, submission, _)] = found.returns.itertuples(index=False)
    assert (period, version, submission) == ("2024-25 Q4", 1, found.cells["submission"][0])
    assert remade(desk.store, desk.catalogue, found) == pytest.approx(100 * 20 / 103)
    assert found.own
    assert traces.scope(found) == ""


def test_another_authoritys_figure_tells_no_cell_and_no_fingerprint(traced):
    found = traced("R03", area=DERBY)
    assert found.cells.empty
    assert set(found.returns["submission"]) == set(found.returns["file"]) == {""}
    assert found.point.value == pytest.approx(100 * 200 / 900)
    assert "for Derby to read" in traces.scope(found)


def test_a_year_of_quarters_is_traced_to_four_returns(traced, desk):
    found = traced("R03", Basis.ROLLING)
    assert list(found.returns["period"]) == list(QUARTERS)
    assert remade(desk.store, desk.catalogue, found) == pytest.approx(100 * 80 / 406)
    assert "of four quarters together" in traces.transformation(found)
    short = dataclasses.replace(found, returns=found.returns.iloc[:3])
    assert remade(desk.store, desk.catalogue, short) is None


@pytest.mark.parametrize("basis", [Basis.QUARTERLY, Basis.ANNUALISED, Basis.ROLLING])
def test_a_rate_over_the_population_is_made_again(traced, desk, basis):
    found = traced("R02", basis)
    assert same(found.point.value, remade(desk.store, desk.catalogue, found))
    assert ("times four" in traces.transformation(found)) == (basis is Basis.ANNUALISED)


def test_a_part_is_made_of_every_code_it_is_returned_under(traced, desk):
    found = traced("R02S")
    assert found.part
    assert same(found.point.value, remade(desk.store, desk.catalogue, found))


def test_what_is_not_shown_is_made_of_nothing_either(traced, desk):
    found = traced("R03", period="2025-26 Q1")
    assert traces.figure(found) == "too few to report"
    assert traces.transformation(found) == "No figure is shown: too few to report."
    assert remade(desk.store, desk.catalogue, found) is None
    assert [cell.text for cell in traces.tables(found)[0].rows[1]][2] == "c"


def test_an_official_value_is_traced_to_its_file(traced, desk):
    found = traced("E01", Basis.PUBLISHED, "derbyshire.dcs", area=DERBY, period="2023/24")
    assert (found.measure, list(found.files["value"])) == ("FSP_NEW_GOODDEV", [61.5])
    assert found.as_published
    assert "Nothing was done to it." in traces.transformation(found)
    assert remade(desk.store, desk.catalogue, found) == 61.5
    missing = traced("E01", Basis.PUBLISHED, "derbyshire.dcs", area=RUTLAND, period="2023/24")
    assert remade(desk.store, desk.catalogue, missing) is None
    elsewhere = dataclasses.replace(found, files=found.files.iloc[:0])
    assert remade(desk.store, desk.catalogue, elsewhere) is None


def test_a_rate_that_is_made_of_an_official_number_is_made_again(traced, desk):
    found = traced("R18", Basis.PUBLISHED, area=DERBY, period="2023-24")
    assert not found.as_published
    assert same(found.point.value, remade(desk.store, desk.catalogue, found))
    assert "over" in traces.transformation(found)


def test_a_file_that_says_otherwise_is_found_out(traced, desk, monkeypatch):
    found = traced("R03")
    monkeypatch.setattr(remaking, "counts_of", lambda *_: cells({"R02": 103, "R03": 21}))
    assert not same(found.point.value, remade(desk.store, desk.catalogue, found))
    monkeypatch.setattr(remaking, "counts_of", lambda *_: cells({"R02": 0, "R03": 0}))
    assert remade(desk.store, desk.catalogue, found) is None
    monkeypatch.setattr(remaking, "return_called", lambda _store, _identifier: None)
    with pytest.raises(StoreError, match="The ledger has no return"):
        remade(desk.store, desk.catalogue, found)


def test_without_an_estimate_there_is_no_rate(traced, desk, monkeypatch):
    found = traced("R02")
    reference = type(desk.catalogue.reference)
    monkeypatch.setattr(reference, "population", lambda *_: None)
    assert remade(desk.store, desk.catalogue, found) is None


def test_nothing_is_the_same_as_nothing_only():
    assert same(None, None)
    assert not same(None, 1.0)
    assert not same(1.0, None)
    assert same(0.1 + 0.2, 0.3)


def without_people():
    return dataclasses.replace(built().stamp, population="", invented=False)


# ---- in words -----------------------------------------------------------------------------


def test_a_citation_says_all_that_is_needed_to_find_the_figure_again():
    said = traces.citation(built())
    for part in ("Leicester, 2024-25 Q4", "Source:", "Yardstick release", "definitions d1"):
        assert part in said
    assert "Population: mid-2023" in said
    assert "Population" not in traces.citation(built(stamp=without_people()))


def test_a_number_is_told_as_a_number(traced, desk):
    found = traced("R02")
    counted = found.indicator.model_copy(update={"denominator": None})
    alone = dataclasses.replace(found, indicator=counted, point=Point(103.0, Status.SHOWN))
    assert traces.transformation(alone).startswith("It is the number as returned:")
    assert remade(desk.store, desk.catalogue, alone) == 103.0


def test_what_is_empty_has_no_table():
    empty = built(cells=pd.DataFrame(), returns=pd.DataFrame())
    assert traces.tables(empty) == ()
    assert [table.caption for table in traces.tables(built())] == [
        "The cells it is made of",
        "The returns it is from",
    ]


# ---- on the command line ------------------------------------------------------------------


@pytest.fixture
def run(desk, capsys):
    def command(*given, leaves=0, account="rutland.lead"):
        asked = ["trace", *given, "--as", account, "--store", str(desk.store.root)]
        assert main(asked) == leaves
        told = capsys.readouterr()
        return told.out + told.err

    return command


OF = ("--indicator", "R03", "--period", "2024-25 Q4")


def test_the_command_makes_an_own_figure_again(run):
    told = run(*OF, "--area", "857")
    assert "20 referrals" in told
    assert "Made again from the stored files, it is the same figure." in told


def test_the_command_says_when_the_files_give_another_figure(run, monkeypatch):
    monkeypatch.setattr(remaking, "counts_of", lambda *_: cells({"R02": 103, "R03": 21}))
    assert "another figure" in run(*OF, "--area", RUTLAND, leaves=1)


def test_the_command_makes_nobody_elses_figure_again(run):
    told = run(*OF, "--area", DERBY)
    assert "It is not made again" in told
    assert "s0000" not in told


def test_the_command_says_what_it_cannot_trace(run):
    assert "is not the GSS or DfE code" in run(*OF, "--area", "1", leaves=2)
    wrong = ("--indicator", "R03", "--period", "1999-00 Q4", "--area", "857")
    assert run(*wrong, leaves=2)

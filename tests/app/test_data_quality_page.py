"""Data quality on screen: what all may know of any authority, its checks for those it is of."""

from __future__ import annotations

from dataclasses import replace

import pytest
import real_stage
from desk_builders import RUTLAND, new_store, open_desk, send
from fake_desk import DIRECTOR, GUEST
from screens import markup, text, titles
from workflow_builders import check_by_json, written

from yardstick.access.policy import viewer_for
from yardstick.store.build import untold
from yardstick.ui import menu
from yardstick.ui.wiring import submissions_for

pytest_plugins = ["stage"]

SECTIONS = {
    "Timeliness": "Leicester: 2 of 2 returns received, 1 late",
    "Against DfE": "Leicester: 1 of 2 figures agree with DfE",
    "Every authority": "19 of 20 returns received, 1 late",
}


@pytest.mark.parametrize(("section", "said"), SECTIONS.items())
def test_a_section_has_its_finding_chart_table_and_files(open_page, section, said):
    app = open_page("data_quality", section=section)
    assert not app.exception
    assert titles(app) == [said]
    [chart] = app.get("plotly_chart")
    assert chart.proto.alt.startswith(said)
    assert '<table class="ys-table">' in markup(app)
    assert "/download/quality?" in markup(app)
    assert "order=" in markup(app)


def test_it_opens_on_when_returns_came(open_page):
    assert titles(open_page("data_quality")) == [SECTIONS["Timeliness"]]


def test_no_authority_is_marked_better_or_worse_than_another(open_page):
    shown = text(open_page("data_quality", section="Every authority"))
    for word in ("best", "worst", "rank", "league"):
        assert word not in shown.lower()


def test_whoever_was_given_nothing_has_no_such_page():
    assert "data_quality" not in [module.PAGE.path for module in menu.open_to(GUEST)]
    assert "data_quality" in [module.PAGE.path for module in menu.open_to(DIRECTOR)]


# ---- what the checks found ----------------------------------------------------------------


@pytest.fixture
def open_as(tmp_path, monkeypatch):
    """Return the page of a store to which Rutland has sent one file that was refused, one kept."""
    store = new_store(tmp_path)
    send(store, RUTLAND, "2024-25 Q3", R02=100, R03=10)
    made = open_desk(store)
    check_by_json(monkeypatch)
    lead = viewer_for("rutland.lead", made.accounts, made.region)
    writer = submissions_for(made, lead)
    for said in ({"refuses": ["CELL-01"]}, {"counts": {"R02": 90}, "asks": ["RIIA-01"]}):
        file = written(tmp_path, **said)
        writer.receive([file], "riia_quarterly", RUTLAND, "2024-25 Q4", untold)

    def opened(account, area=RUTLAND):
        asked = {"section": "Checks", "area": area}
        return real_stage.open_as(monkeypatch, made, account, "data_quality", asked)

    with real_stage.behind(monkeypatch, made):
        yield opened


@pytest.mark.parametrize("account", ["rutland.lead", "host.publisher"])
def test_its_own_people_and_the_host_read_what_the_checks_found(open_as, account):
    app = open_as(account)
    assert not app.exception
    assert titles(app) == ["Rutland: what the checks found"]
    shown = text(app)
    assert "1 file was taken in, 1 refused. 1 figure was asked about, 0 confirmed" in shown
    assert "CELL-01" in shown
    assert "RIIA-01 Within 5 plans or 3 %." in shown
    assert "2 of 2 returns, the newest first" in shown


@pytest.mark.parametrize("account", ["derbyshire.dcs", "executive.reader"])
def test_others_are_told_whose_it_is(open_as, account):
    shown = text(open_as(account))
    assert "own people and for the host" in shown
    assert "CELL-01" not in shown
    assert "s000002" not in shown


def test_an_own_area_without_a_file_says_so(open_as):
    shown = text(open_as("derbyshire.dcs", "E10000007"))
    assert "No file has been sent here" in shown


def test_a_viewer_without_a_partner_has_sections_without_checks(open_page):
    nobody = replace(DIRECTOR, areas=frozenset(), partner="executive")
    assert titles(open_page("data_quality", nobody, section="Every authority")) == [
        "19 of 20 returns received, 1 late"
    ]

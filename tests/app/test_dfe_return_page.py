"""The return to DfE on screen: shown exactly to publishers of the host, signed, then fetched."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace

import pytest
import real_stage
from audit_reader import audit_lines
from desk_builders import REGION, RUTLAND, new_store, open_desk, send
from screens import markup, text, titles

from yardstick.access.audit import Action
from yardstick.access.errors import AccessDenied
from yardstick.access.policy import viewer_for
from yardstick.export.files import ExportError
from yardstick.store.errors import StoreError
from yardstick.store.places import open_store, operations
from yardstick.ui import shell
from yardstick.web import return_files

PERIOD, BEFORE = "2024-25 Q3", "2024-25 Q2"
PUBLISHER, MANAGER, DIRECTOR = "host.publisher", "host.manager", "derbyshire.dcs"


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    """A released store, to be copied: building one takes longer than what is tested here."""
    store = new_store(tmp_path_factory.mktemp("dfe"))
    for area in REGION.authorities:
        for period in (BEFORE, PERIOD):
            send(store, area, period, R02=1000, R03=200, R10=3 if area == RUTLAND else 40)
    return open_desk(store)


@pytest.fixture
def desk(begun, tmp_path, monkeypatch):
    root = shutil.copytree(begun.store.root, tmp_path / "store")
    made = replace(begun, store=open_store(root))
    with real_stage.behind(monkeypatch, made):
        yield made


@pytest.fixture
def open_as(desk, monkeypatch):
    def opened(account, **params):
        return real_stage.open_as(monkeypatch, desk, account, "dfe_return", params)

    return opened


def fetched(desk, account, **params):
    viewer = viewer_for(account, desk.accounts, desk.region)
    return return_files.dfe_return(viewer, "", {"period": PERIOD, "format": "csv"} | params)


def actions(desk):
    found = audit_lines(operations(desk.store))
    return [(who, did) for who, did, to in found if "checksum" in to]


def sign(app):
    app.toggle(key="dfe_exact").set_value(True).run()
    [button] = [one for one in app.button if one.label == "Sign this return"]
    button.click()
    return app.run()


def test_it_opens_without_a_figure_and_says_what_is_missing(open_as, desk):
    app = open_as(PUBLISHER)
    assert not app.exception
    assert titles(app) == [f"Return to DfE, {PERIOD}: two signatures are missing"]
    assert "10 of 10 authorities have returned the quarter." in text(app)
    assert "Child protection plans started" not in text(app)
    assert actions(desk) == []


def test_two_publishers_sign_what_they_see_and_then_it_can_be_fetched(open_as, desk):
    app = sign(open_as(PUBLISHER))
    assert "Your signature is written down." in text(app)
    assert titles(app) == [f"Return to DfE, {PERIOD}: one signature is missing"]
    assert "Sign this return" not in [one.label for one in app.button]
    assert "/download/" not in markup(app)
    app = sign(open_as(MANAGER))
    assert titles(app) == [f"Return to DfE, {PERIOD}: signed by two people"]
    assert "host.publisher" in text(app)
    links = re.findall(r"/download/dfe_return\?period=2024-25\+Q3&amp;format=(\w+)", markup(app))
    assert links == ["csv", "xlsx"]
    file, dataset = fetched(desk, PUBLISHER)
    assert (file.name, dataset) == ("dfe-return-2024-25-q3.csv", "riia_quarterly")
    assert actions(desk)[-1] == (PUBLISHER, Action.MADE_DFE_RETURN)
    with pytest.raises(ExportError):
        fetched(desk, PUBLISHER, format="png")


def test_exact_figures_are_shown_when_asked_for_and_each_look_is_written_down(open_as, desk):
    app = open_as(PUBLISHER)
    app.toggle(key="dfe_exact").set_value(True).run()
    assert "Each look at them stands in the audit log." in text(app)
    assert "10. Child protection plans started per 10,000" in text(app)
    assert "3.7 (3)" in text(app)  # Rutland's, which nobody else is shown
    assert (PUBLISHER, Action.LOOKED_AT_DFE_RETURN) in actions(desk)


def test_another_quarter_can_be_chosen_by_its_link(open_as):
    assert titles(open_as(PUBLISHER, dfe_quarter=BEFORE)) == [
        f"Return to DfE, {BEFORE}: two signatures are missing"
    ]


def test_a_file_is_refused_until_both_have_signed(desk):
    with pytest.raises(StoreError, match="two people"):
        fetched(desk, PUBLISHER)


@pytest.mark.parametrize("account", [DIRECTOR, "nottinghamshire.analyst", "executive.reader"])
def test_nobody_else_gets_the_page_or_a_file(open_as, desk, account, monkeypatch):
    monkeypatch.setattr(shell, "_path_asked_for", lambda: "dfe_return")
    assert titles(open_as(account)) == ["Not available"]
    with pytest.raises(AccessDenied):
        fetched(desk, account)


def test_before_the_first_return_there_is_nothing_to_sign(tmp_path, open_as, monkeypatch):
    store = new_store(tmp_path / "empty")
    send(store, RUTLAND, "2024/25", "provisional_outcomes", E01=60, N_EYFSP=100)
    empty = open_desk(store)
    monkeypatch.setattr(shell.reception, "desk", lambda: empty)
    assert titles(open_as(PUBLISHER)) == ["No return to DfE yet"]

"""The pages of records and of education with little to show: nothing, one record, one authority.

Each is opened on a release of its own by somebody who may see all there is: with one record in
every section, with the others in the first, of own records, and the last, of others' where it is.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from desk_builders import CATALOGUE, DERBYSHIRE, LEICESTER, REGION, new_store, open_desk, viewer
from screens import app_at, markup, text, titles

from pages import commissioning, education, exclusions, workforce
from yardstick.access.purposes import Purposes
from yardstick.demonstration import invent_education
from yardstick.demonstration.records import invent_records
from yardstick.store.receipt import record_invented
from yardstick.ui import cards, purpose, shell

READER = replace(viewer(DERBYSHIRE), roles=frozenset({"commissioning", "exclusions_restricted"}))
PAGES = {one.PAGE.path: one for one in (commissioning, exclusions, workforce, education)}
NOT_FOR_READERS = re.compile(r"\b(?:nan|NaN|NaT|inf|NoneType)\b")


@pytest.fixture(scope="module")
def invented():
    """Return a region's invented records and results, few of them."""
    records = invent_records(CATALOGUE, REGION, 0.02)
    return [*records, *invent_education(CATALOGUE, REGION)]


def of_one_authority(invented):
    return [vars(one) for one in invented if one.area == DERBYSHIRE]


def of_one_record(invented):
    """Keep one row of each table of the newest return of each kind."""
    newest = {one.dataset: vars(one) for one in invented if one.area == DERBYSHIRE}
    kept = []
    for of in newest.values():
        if "tables" in of:
            few = {name: rows.slice(0, 1) for name, rows in of["tables"].items()}
            kept.append({**of, "tables": few})
        else:
            kept.append({**of, "counts": of["counts"].head(1)})
    return kept


def of_nothing_shown(invented):
    """Keep the records of another authority only, and results without a single number."""
    kept = []
    for one in invented:
        if one.area == LEICESTER and "tables" in vars(one):
            kept.append(vars(one))
        elif "counts" in vars(one):
            kept.append({**vars(one), "counts": one.counts.assign(number=None, status="c")})
    return kept


STATES = {
    "empty": lambda _invented: [],
    "one authority": of_one_authority,
    "one record": of_one_record,
    "all suppressed": of_nothing_shown,
}


def record(store, of):
    day = dt.date(2025, 10, 1)
    usual = {"received": day, "due": day, "submitted_by": "test"}
    record_invented(store, **(usual | of))


@pytest.fixture(scope="module", params=STATES)
def state(request, tmp_path_factory, invented):
    """Return the name of a state, and a desk on a release that is in it."""
    store = new_store(tmp_path_factory.mktemp("state"))
    for of in STATES[request.param](invented):
        record(store, of)
    return request.param, open_desk(store)


@pytest.fixture
def open_section(state, monkeypatch):
    """Return a function that opens a page's section, and a view of it, in one session."""
    _, desk = state
    monkeypatch.setattr(shell.reception, "desk", lambda: desk)
    monkeypatch.setattr(shell, "signed_in", lambda: READER)
    kept = Purposes()
    kept.keep("s1", exclusions.DATASET, "To see what a release shows")
    monkeypatch.setattr(purpose, "PURPOSES", kept)
    monkeypatch.setattr(purpose, "session_hash", lambda: "s1")
    monkeypatch.setattr(purpose, "door", lambda: SimpleNamespace(engine=None, key=b""))
    monkeypatch.setattr(purpose, "record", lambda *_: None)
    cards._replayed.clear()
    yield lambda path, **params: app_at(path, params).run()
    cards._replayed.clear()


def sections(page):
    """Yield what a link says for each section of a page and each view of it."""
    for section, views in page._SECTIONS.items():
        if page is commissioning and len(views) > 1:
            yield from ({"section": section, page._KEYS[section]: view} for view in views)
        elif page is exclusions and len(views) > 1:
            yield from ({"section": section, f"view_{section.lower()}": view} for view in views)
        else:
            yield {"section": section}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sensible_with_little_to_show(state, open_section, path):
    """One heading, no fault, no word of a program; and a chart, or why there is none."""
    every = list(sections(PAGES[path]))
    for params in every if state[0] == "one record" else (every[0], every[-1]):
        app = open_section(path, **params)
        assert not app.exception, params
        assert 'role="alert"' not in markup(app), params
        assert len(titles(app)) == 1, params
        said = text(app)
        assert NOT_FOR_READERS.search(said) is None, (params, NOT_FOR_READERS.search(said))
        if state[0] == "empty":
            assert len(app.get("plotly_chart")) == 0, params
        if not app.get("plotly_chart"):
            assert re.search(r"\b[Nn]o(?:thing|ne|t)?\b", said), params

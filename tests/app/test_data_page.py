"""Data: who has submitted what, and what an empty release says."""

from __future__ import annotations

import pandas as pd
import result_builders as made
from screens import markup, text

pytest_plugins = ["stage"]


def test_data_says_who_has_submitted_what(open_page):
    shown = text(open_page("data"))
    for state in ("● Received", "◐ Received late", "○ Missing", "↻ Resubmitted"):
        assert state in shown
    assert "4 of 4 periods, the newest first" in shown
    assert "Characteristics of children in need" in shown
    assert "1 of 1 revised figures" in shown


def test_data_shows_the_recent_periods_and_every_one_when_asked(open_page, monkeypatch):
    row = made.coverage().returns.iloc[0].to_dict()
    periods = [f"{year}-{year - 1999} Q{part}" for year in (2023, 2024) for part in (1, 2, 3, 4)]
    returns = pd.DataFrame([{**row, "period": period} for period in periods])
    held = made.coverage(returns=returns)
    monkeypatch.setattr("fake_desk.FakeResults.coverage", lambda _self: held)
    app = open_page("data")
    assert "6 of 8 periods" in text(app)
    app.toggle(key="every").set_value(True).run()
    assert "8 of 8 periods" in text(app)


def test_an_authority_that_did_not_exist_has_no_state(open_page, monkeypatch):
    returns = made.coverage().returns
    oldest = returns["period"].min()
    existed = (returns["area"] != "E06000061") | (returns["period"] != oldest)
    held = made.coverage(returns=returns[existed])
    monkeypatch.setattr("fake_desk.FakeResults.coverage", lambda _self: held)
    assert "not applicable: the authority did not exist" in text(open_page("data"))


def test_authorities_whose_returns_were_not_given_are_neither_listed_nor_waited_for(
    open_page, monkeypatch
):
    returns = made.coverage().returns
    own = made.coverage(returns=returns[returns["area"] == "E06000016"])
    monkeypatch.setattr("fake_desk.FakeResults.coverage", lambda _self: own)
    page = open_page("data")
    listed = markup(page).partition('class="ys-returns"')[2].partition("</section>")[0]
    assert "Leicester<" in listed
    assert "Derbyshire<" not in listed
    assert "0 of 1 authorities have returned 2024-25 Q4; not yet: Leicester." in text(page)


def test_an_empty_release_says_so_everywhere(open_page, monkeypatch):
    full = made.coverage()
    empty = made.coverage(
        returns=full.returns.iloc[:0], files=full.files.iloc[:0], revisions=full.revisions.iloc[:0]
    )
    monkeypatch.setattr("fake_desk.FakeResults.coverage", lambda _self: empty)
    shown = text(open_page("data"))
    assert "No return has been given to your organisation, or none has been made." in shown
    assert "None has been loaded." in shown
    assert "No figure was revised in this release." in shown
    assert "No quarterly return is held." in shown


def test_the_foot_says_who_has_not_returned_the_newest_quarter(open_page, monkeypatch):
    assert "8 of 10 authorities have returned 2024-25 Q4; not yet: Leicester" in text(open_page())
    returns = made.coverage().returns.assign(state="received")
    held = made.coverage(returns=returns)
    monkeypatch.setattr("fake_desk.FakeResults.coverage", lambda _self: held)
    assert "10 of 10 authorities have returned 2024-25 Q4." in text(open_page("", release="r1"))

"""The page of notes: an authority's people write on their own figures, others read who may."""

from __future__ import annotations

import pytest
import real_stage
from desk_builders import DERBY, RUTLAND, new_store, open_desk, send
from screens import markup, press, text, titles

LEAD, OTHER, PUBLISHER = "rutland.lead", "derbyshire.dcs", "host.publisher"
QUARTER = "2024-25 Q4"
OF = {"indicator": "R02", "basis": "quarterly", "area": RUTLAND}
SAID = "A new system since May."


@pytest.fixture
def open_as(tmp_path, monkeypatch):
    store = new_store(tmp_path)
    for area in (RUTLAND, DERBY):
        for period in ("2024-25 Q3", QUARTER):
            send(store, area, period, R02=100, R03=10)
    made = open_desk(store)

    def opened(account, path="notes", **params):
        app = real_stage.open_as(monkeypatch, made, account, path, {**OF, **params})
        assert not app.exception
        return app

    with real_stage.behind(monkeypatch, made):
        yield opened


def written(open_as, words=SAID):
    app = open_as(LEAD, period=QUARTER)
    app.text_area[0].input(words)
    return press(app, "Write this note")


def test_a_note_is_written_on_the_page_and_stands_at_once_for_everybody(open_as):
    assert "There is no note on this figure." in text(open_as(LEAD, period=QUARTER))
    open_as(OTHER, "indicator")  # drawn, and kept as a card, before there is a note
    app = written(open_as)
    assert "The note stands beside the figure now." in text(app)
    assert titles(app)[0].endswith(f"124.8* for Rutland, {QUARTER}")
    assert "● Stands beside the figure" in text(app)
    for account in (OTHER, PUBLISHER, LEAD):
        for path in ("indicator", "area", "region", "trace"):
            assert SAID in text(open_as(account, path)), (account, path)


def test_a_note_is_superseded_and_ended_and_stays_in_the_list(open_as):
    app = written(open_as)
    app.text_area[0].input("Mended.")
    app = press(app, "Write this note")
    assert "Superseded" in text(app)
    app = press(app, "End this note")
    said = text(app)
    assert "The note has ended." in said
    assert "There is no note on this figure." in said
    assert all(word in said for word in ("Mended.", SAID, "Ended"))
    assert SAID not in text(open_as(OTHER, "indicator"))


def test_what_may_not_be_said_is_refused_without_being_repeated(open_as):
    app = written(open_as, "Pupil F831400024001 moved.")
    assert "This holds what looks like a unique pupil number (UPN)" in text(app)
    assert "F831400024001" not in markup(app)
    assert "There is no note on this figure." in text(app)


@pytest.mark.parametrize("account", [OTHER, PUBLISHER])
def test_nobody_else_is_given_the_form(open_as, account):
    written(open_as)
    app = open_as(account, period=QUARTER)
    assert SAID in text(app)
    assert "Only people of Rutland write on this figure." in text(app)
    assert [one.label for one in app.button if "note" in one.label] == []


def test_a_note_is_written_on_a_chosen_period_and_the_chart_leads_to_it(open_as):
    assert "Choose a period above to write on its figure." in text(open_as(LEAD))
    chart = markup(open_as(LEAD, "indicator"))
    assert "period=2024-25+Q4" in chart.split('">Write a note on this figure')[0][-300:]
    between = markup(open_as(LEAD, "indicator", view="Between areas", period="2024-25 Q3"))
    assert "period=2024-25+Q3" in between.split('">Write a note on this figure')[0][-300:]
    assert "Write a note on this figure" not in markup(open_as(OTHER, "indicator"))

"""A return on the screen of its partner: sent, mended, answered, signed off, taken back."""

from __future__ import annotations

import json
import re

import pytest
from desk_builders import RUTLAND
from return_steps import LEAD, SESSION, sent_id, signed, unfold, writer
from screens import markup, press, text, titles

from yardstick.access.errors import AccessDenied
from yardstick.charts.returns import STANDS
from yardstick.model import State
from yardstick.ui import shell
from yardstick.ui.shelf import SHELF

pytest_plugins = ["return_stage"]

DIRECTOR = "executive.reader"
ANALYST, AREA = "nottinghamshire.analyst", "E10000024"


def choose(app, **said):
    """Choose a file, as `workflow_builders.written` would write it, and send it."""
    app.file_uploader[0].set_value([("return.json.csv", json.dumps(said).encode(), "text/csv")])
    return press(app.run(), "Check and send")


def report_link(app):
    return re.search(r"/download/report\?report=([\w-]+)&", markup(app)).group(1)


def test_what_must_be_mended_is_said_first_and_the_report_can_be_fetched(open_as):
    app = choose(open_as(LEAD), refuses=["CELL-01", "CELL-02"])
    assert not app.exception
    said = text(app)
    assert "2 things must be mended It was not taken in and nothing of it was kept." in said
    assert "CELL-01 Returns!C2 Is 41. About 20. mended" in said
    name = report_link(app)
    assert SHELF.get(SESSION, name, "csv").name == "report-riia_quarterly-2026-27-Q2.csv"
    assert SHELF.get(SESSION, name, "xlsx").data.startswith(b"PK")
    with pytest.raises(AccessDenied):
        SHELF.get("another session", name, "csv")


def test_a_return_without_questions_can_be_signed_off_at_once(open_as, returns_desk):
    app = choose(open_as(LEAD), counts={"R02": 90, "R03": 9})
    assert "Nothing to mend It is kept and checked." in text(app)
    one = sent_id(app)
    app = press(app, "Sign off")
    assert "It is signed off. The host is asked to approve it." in text(app)
    assert writer(returns_desk, LEAD).sent(one).state is State.SIGNED_OFF


def test_questions_are_answered_on_the_page_and_each_answer_counts_once(open_as, returns_desk):
    app = choose(open_as(LEAD), counts={"R02": 90}, asks=["CHK-001", "CHK-002"])
    assert "2 questions to answer It is kept. Answer each question below" in text(app)
    one = sent_id(app)
    boxes = [box for box in app.text_input if "that it is right" in box.label]
    boxes[0].input("A new form.")
    app = press(app, "Save the answers")
    assert "1 question to answer" in text(app)
    [box] = [box for box in app.text_input if "that it is right" in box.label]
    writer(returns_desk, LEAD).answer(one, "CHK-002", "Answered elsewhere meanwhile.")
    box.input("It is right.")
    app = press(app, "Save the answers")
    said = text(app)
    assert "Sign off" in [button.label for button in app.button]
    assert "CHK-001 Returns!C2 A new form. rutland.lead" in said
    assert "It is right." not in said


def test_a_step_that_is_done_is_not_done_again_by_a_second_click(open_as, returns_desk):
    app = choose(open_as(LEAD), counts={"R02": 90})
    one = sent_id(app)
    writer(returns_desk, LEAD).sign_off(one, "Elsewhere")
    app = press(app, "Sign off")
    assert [move.why for move in writer(returns_desk, LEAD).sent(one).moves][-1] == "Elsewhere"
    assert 'role="alert"' not in markup(app)


def test_a_return_is_taken_back_with_a_reason(open_as, returns_desk):
    app = choose(open_as(LEAD), counts={"R02": 90})
    one = sent_id(app)
    assert "Withdraw this return" not in [button.label for button in app.button]
    app = press(unfold(app, "take back"), "Withdraw this return")
    assert "Say why, in a few words." in text(app)
    app.text_input(key=f"withdraw {one}").input("The wrong quarter.")
    app = press(app, "Withdraw this return")
    assert writer(returns_desk, LEAD).sent(one).state is State.WITHDRAWN
    assert "The wrong quarter." in text(app)


def test_the_same_again_changes_nothing_and_says_so(open_as):
    app = choose(open_as(LEAD), counts={"R02": 100})
    first = sent_id(app)
    app = choose(app, counts={"R02": 100})
    assert sent_id(app) == first
    app = choose(app, counts={"R02": 101})
    assert sent_id(app) != first
    assert "1 of 1 cell. Figure Before After Where" in text(unfold(app))


def test_without_a_file_and_with_one_that_cannot_be_read_the_reader_is_told(open_as):
    app = press(open_as(LEAD), "Check and send")
    assert "Choose the file of the return first." in text(app)
    app = choose(app, unreadable=True)
    assert "It cannot be read." in text(app)
    assert "It cannot be read." not in text(app.run())


def test_what_may_no_longer_be_sent_is_refused_at_the_click(open_as, monkeypatch):
    app = open_as(LEAD)
    app.file_uploader[0].set_value([("return.csv", b"{}", "text/csv")])
    app.run()
    monkeypatch.setattr("yardstick.submissions.partner_acts.may_send", lambda *_: False)
    app = press(app, "Check and send")
    assert titles(app) == ["Your organisation sends no returns"]


def test_a_session_that_ended_meanwhile_does_nothing(open_as, returns_desk, monkeypatch):
    app = choose(open_as(LEAD), counts={"R02": 90})
    one = sent_id(app)
    monkeypatch.setattr(shell, "signed_in", lambda: None)
    press(app, "Sign off")
    assert writer(returns_desk, LEAD).sent(one).state is State.CHECKED


def test_whoever_sends_nothing_is_told_where_to_look(open_as):
    assert titles(open_as(DIRECTOR)) == ["Your organisation sends no returns"]


def test_everything_that_was_sent_is_a_part_of_the_page_of_its_own(open_as, returns_desk):
    signed(returns_desk, counts={"R02": 90})
    said = text(open_as(LEAD, section="Everything sent"))
    assert "2 of 2 returns, the newest first" in said
    assert STANDS[State.SIGNED_OFF] in said
    assert "Templates" not in said
    assert "Nothing has been sent yet." in text(open_as(ANALYST, section="Everything sent"))


def test_before_the_first_return_nothing_can_be_looked_at(open_as):
    assert "Nothing has been sent yet." in text(open_as(ANALYST, section="Answer and sign off"))
    app = open_as(ANALYST)
    app.selectbox(key="send_dataset").select("riia_quarterly").run()
    assert markup(app).count(f"/download/template?dataset=riia_quarterly&amp;area={AREA}") == 2


def test_a_return_of_records_has_a_template_for_each_table(open_as, returns_desk, monkeypatch):
    of_records = next(one for one in returns_desk.catalogue.datasets.values() if one.tables)
    may = lambda *_: ((of_records.id, RUTLAND), (of_records.id, "E06000016"))  # noqa: E731 - as short as it can be
    monkeypatch.setattr("yardstick.submissions.door.Submissions.may_send", may)
    app = open_as(LEAD)
    assert not app.exception
    assert markup(app).count("/download/template") == 1 + len(of_records.tables)
    assert app.selectbox(key="send_area").options == ["Rutland", "Leicester"]

"""The whole way of a return on screen: sent, mended, answered, signed off, approved, published."""

from __future__ import annotations

import json
import re

import pytest
from desk_builders import RUTLAND, new_store, open_desk, send
from screens import app_at, markup, text, titles
from workflow_builders import check_by_json

from yardstick.access.errors import AccessDenied
from yardstick.access.policy import viewer_for
from yardstick.charts import returns
from yardstick.charts.returns import STANDS
from yardstick.model import State
from yardstick.store.release import list_releases
from yardstick.submissions.sent import Inbox
from yardstick.ui import cards, jobs, one_return, sending, shell
from yardstick.ui.shelf import SHELF
from yardstick.ui.wiring import submissions_for

LEAD, PUBLISHER, DIRECTOR = "rutland.lead", "host.publisher", "executive.reader"
ANALYST, AREA = "nottinghamshire.analyst", "E10000024"
SESSION = "session-of-the-reader"


@pytest.fixture
def desk(tmp_path, monkeypatch):
    store = new_store(tmp_path)
    send(store, RUTLAND, "2024-25 Q3", R02=100, R03=10)
    made = open_desk(store)
    check_by_json(monkeypatch)
    monkeypatch.setattr(shell.reception, "desk", lambda: made)
    monkeypatch.setattr(shell.logbook, "note_view", lambda *_: None)
    monkeypatch.setattr(sending, "session_hash", lambda: SESSION)
    cards._replayed.clear()
    yield made
    cards._replayed.clear()


@pytest.fixture
def open_as(desk, monkeypatch):
    def opened(account, path="returns", **params):
        monkeypatch.setattr(
            shell, "signed_in", lambda: viewer_for(account, desk.accounts, desk.region)
        )
        return app_at(path, params).run()

    return opened


def writer(desk, account):
    return submissions_for(desk, viewer_for(account, desk.accounts, desk.region))


def press(app, label):
    next(one for one in app.button if one.label == label).click()
    return app.run()


def choose(app, **said):
    """Choose a file, as `workflow_builders.written` would write it, and send it."""
    app.file_uploader[0].set_value([("return.json.csv", json.dumps(said).encode(), "text/csv")])
    return press(app.run(), "Check and send")


def sent_id(app):
    return re.findall(r"s\d{6}-[0-9a-f]{8}", app.selectbox(key="which_return").value)[0]


def report_link(app):
    return re.search(r"/download/report\?report=([\w-]+)&", markup(app)).group(1)


# ---- a partner ----------------------------------------------------------------------------


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


def test_a_return_without_questions_can_be_signed_off_at_once(open_as, desk):
    app = choose(open_as(LEAD), counts={"R02": 90, "R03": 9})
    assert "Nothing to mend It is kept and checked." in text(app)
    one = sent_id(app)
    app = press(app, "Sign off")
    assert "It is signed off. The host is asked to approve it." in text(app)
    assert writer(desk, LEAD).sent(one).state is State.SIGNED_OFF


def test_questions_are_answered_on_the_page_and_each_answer_counts_once(open_as, desk):
    app = choose(open_as(LEAD), counts={"R02": 90}, asks=["CHK-001", "CHK-002"])
    assert "2 questions to answer It is kept. Answer each question below" in text(app)
    one = sent_id(app)
    boxes = [box for box in app.text_input if "that it is right" in box.label]
    boxes[0].input("A new form.")
    app = press(app, "Save the answers")
    assert "1 question to answer" in text(app)
    [box] = [box for box in app.text_input if "that it is right" in box.label]
    writer(desk, LEAD).answer(one, "CHK-002", "Answered elsewhere meanwhile.")
    box.input("It is right.")
    app = press(app, "Save the answers")
    said = text(app)
    assert "Sign off" in [button.label for button in app.button]
    assert "CHK-001 Returns!C2 A new form. rutland.lead" in said
    assert "It is right." not in said


def test_a_step_that_is_done_is_not_done_again_by_a_second_click(open_as, desk):
    app = choose(open_as(LEAD), counts={"R02": 90})
    one = sent_id(app)
    writer(desk, LEAD).sign_off(one, "Elsewhere")
    app = press(app, "Sign off")
    assert [move.why for move in writer(desk, LEAD).sent(one).moves][-1] == "Elsewhere"
    assert 'role="alert"' not in markup(app)


def test_a_return_is_taken_back_with_a_reason(open_as, desk):
    app = choose(open_as(LEAD), counts={"R02": 90})
    one = sent_id(app)
    assert "Withdraw this return" not in [button.label for button in app.button]
    app = press(unfold(app, "take back"), "Withdraw this return")
    assert "Say why, in a few words." in text(app)
    app.text_input(key=f"withdraw {one}").input("The wrong quarter.")
    app = press(app, "Withdraw this return")
    assert writer(desk, LEAD).sent(one).state is State.WITHDRAWN
    assert "The wrong quarter." in text(app)


def show(app, section):
    """Choose a section of the page."""
    app.session_state["section"] = section
    return app.run()


def unfold(app, part="changes"):
    """Open a part of what is shown of a return: without a name, what it changes."""
    app.session_state[f"{part} {sent_id(app)}"] = True
    return app.run()


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


def test_a_session_that_ended_meanwhile_does_nothing(open_as, desk, monkeypatch):
    app = choose(open_as(LEAD), counts={"R02": 90})
    one = sent_id(app)
    monkeypatch.setattr(shell, "signed_in", lambda: None)
    press(app, "Sign off")
    assert writer(desk, LEAD).sent(one).state is State.CHECKED


def test_whoever_sends_nothing_is_told_where_to_look(open_as):
    assert titles(open_as(DIRECTOR)) == ["Your organisation sends no returns"]


def test_everything_that_was_sent_is_a_part_of_the_page_of_its_own(open_as, desk):
    signed(desk, counts={"R02": 90})
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


def test_a_return_of_records_has_a_template_for_each_table(open_as, desk, monkeypatch):
    of_records = next(one for one in desk.catalogue.datasets.values() if one.tables)
    may = lambda *_: ((of_records.id, RUTLAND), (of_records.id, "E06000016"))  # noqa: E731 - as short as it can be
    monkeypatch.setattr("yardstick.submissions.door.Submissions.may_send", may)
    app = open_as(LEAD)
    assert not app.exception
    assert markup(app).count("/download/template") == 1 + len(of_records.tables)
    assert app.selectbox(key="send_area").options == ["Rutland", "Leicester"]


# ---- the host -----------------------------------------------------------------------------


def signed(desk, **said):
    """Send a return and sign it off, as its partner does."""
    door = writer(desk, LEAD)
    file = desk.store.root.parent / "return.json"
    file.write_text(json.dumps(said), "utf-8")
    kept = door.receive([file], "riia_quarterly", RUTLAND, "2024-25 Q4", lambda *_: None).sent
    return door.sign_off(kept.id).id


def test_a_publisher_approves_looks_ahead_publishes_and_goes_back(open_as, desk):
    one = signed(desk, counts={"R02": 90, "R03": 9})
    app = open_as(PUBLISHER, "publishing")
    assert not app.exception
    assert titles(app) == ["1 return to approve; none approved for the next release"]
    app = press(app, "Approve")
    assert "Name the partners&#x27; instruction" in text(app)
    app.text_input(key=f"approve {one}").input("Minute 7")
    app = press(app, "Approve")
    assert titles(app) == ["No return to approve; 1 approved for the next release"]
    app = press(show(app, "Releases"), "Show what the next release would change")
    assert "1 return, 2 new figures, 0 revised figures" in text(app)
    app = press(app, "Publish what is approved")
    assert "Name the partners&#x27; instruction" in text(app)
    app.text_input(key="publish_instruction").input("Minute 7")
    app = press(app, "Publish what is approved")
    newest, first = (info.id for info in list_releases(desk.store))
    assert f"Release {newest} is what readers see now." in text(app)
    app.text_input(key="back_why").input("A mistake.")
    app = press(app, "Have readers get this one")
    assert f"Readers see release {first} now." in text(app)


def test_a_publisher_turns_a_return_down_and_its_partner_reads_why(open_as, desk):
    one = signed(desk, counts={"R02": 90})
    app = unfold(open_as(PUBLISHER, "publishing"), "against")
    app.text_input(key=f"reject {one}").input("Half the region's total.")
    app = press(app, "Turn it down")
    assert "Its partner can read why." in text(app)
    sign = {"section": "Answer and sign off"}
    assert "Half the region&#x27;s total." in text(open_as(LEAD, **sign))
    assert signed(desk, counts={"R02": 90}) != one
    assert "It says what the version before it said." in text(unfold(open_as(LEAD, **sign)))


def test_a_publisher_takes_a_return_out(open_as, desk):
    one = signed(desk, counts={"R02": 90})
    app = unfold(open_as(PUBLISHER, "publishing"), "against")
    app.text_input(key=f"withdraw {one}").input("Sent twice.")
    press(app, "Withdraw it")
    assert writer(desk, PUBLISHER).sent(one).state is State.WITHDRAWN


def test_figures_that_a_publisher_may_not_read_stay_with_their_partner(open_as, desk, monkeypatch):
    signed(desk, counts={"R02": 4321})
    monkeypatch.setattr("yardstick.submissions.partner_acts.reads_figures", lambda *_: False)
    said = text(unfold(open_as(PUBLISHER, "publishing")))
    assert "Its figures are for its own partner to read." in said
    assert "4,321" not in said


def test_an_empty_inbox_says_so(open_as, monkeypatch):
    monkeypatch.setattr("yardstick.submissions.door.Submissions.inbox", lambda _self: Inbox("", ()))
    assert "No partner has sent a return yet." in text(open_as(PUBLISHER, "publishing"))


def test_of_very_many_returns_the_newest_are_offered_and_any_other_by_what_it_is_of(
    open_as, desk, monkeypatch
):
    monkeypatch.setattr(one_return, "MOST_OFFERED", 1)
    send(desk.store, RUTLAND, "2024-25 Q4", R02=110)
    newest, first = writer(desk, PUBLISHER).inbox().returns
    app = open_as(PUBLISHER, "publishing")
    assert [one.label for one in app.selectbox[:2]] == ["Returns of", "Look at a return"]
    assert [newest.id in one for one in app.selectbox(key="which_return").options] == [True]
    kind = app.selectbox(key="returns_of")
    assert kind.options[1].endswith(", Rutland")
    app = kind.select(f"{first.submission.dataset} {RUTLAND}").run()
    offered = app.selectbox(key="which_return").options
    assert [newest.id in offered[0], first.id in offered[1]] == [True, True]


def test_the_list_of_what_was_sent_is_drawn_anew_after_a_move_and_only_then(
    open_as, desk, monkeypatch
):
    drawn = []
    listed = returns.list_of
    monkeypatch.setattr(returns, "list_of", lambda *of: drawn.append(1) or listed(*of))
    one = signed(desk, counts={"R02": 90})
    every = {"path": "publishing", "section": "Everything sent"}
    for _ in range(2):
        assert STANDS[State.SIGNED_OFF] in text(open_as(PUBLISHER, **every))
    assert len(drawn) == 1
    writer(desk, PUBLISHER).approve(one, "Minute 7")
    assert STANDS[State.APPROVED] in text(open_as(PUBLISHER, **every))
    assert len(drawn) == 2


def test_a_second_click_finds_the_act_that_runs(monkeypatch):
    held = {}
    monkeypatch.setattr(jobs.st, "session_state", held)
    running = held["job publish"] = jobs._Job()
    assert not jobs.start("publish", lambda _tell: None)
    running.ended.set()
    assert jobs.start("publish", lambda _tell: "done")
    assert held["job publish"].ended.wait(10)
    assert held["job publish"].result == "done"

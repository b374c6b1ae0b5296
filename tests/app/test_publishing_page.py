"""What the host does with returns on screen: approved or turned down, then published."""

from __future__ import annotations

from desk_builders import RUTLAND, send
from return_steps import LEAD, PUBLISHER, signed, unfold, writer
from screens import press, text, titles

from yardstick.charts import returns
from yardstick.charts.returns import STANDS
from yardstick.model import State
from yardstick.store.release import list_releases
from yardstick.submissions.sent import Inbox
from yardstick.ui import jobs, one_return, shell

pytest_plugins = ["return_stage"]


def show(app, section):
    """Choose a section of the page."""
    app.session_state["section"] = section
    return app.run()


def test_a_publisher_approves_looks_ahead_publishes_and_goes_back(open_as, returns_desk):
    one = signed(returns_desk, counts={"R02": 90, "R03": 9})
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
    newest, first = (info.id for info in list_releases(returns_desk.store))
    assert f"Release {newest} is what readers see now." in text(app)
    app.text_input(key="back_why").input("A mistake.")
    app = press(app, "Have readers get this one")
    assert f"Readers see release {first} now." in text(app)


def test_whoever_is_no_longer_signed_in_approves_nothing(open_as, returns_desk, monkeypatch):
    one = signed(returns_desk, counts={"R02": 90, "R03": 9})
    app = open_as(PUBLISHER, "publishing")
    app.text_input(key=f"approve {one}").input("Minute 7")
    asked = []
    monkeypatch.setattr(shell, "signed_in", lambda: asked.append(one))
    monkeypatch.setattr(shell, "sign_in_page", lambda: None)
    press(app, "Approve")
    assert asked == [one, one]  # by the act, and by the run after it
    assert writer(returns_desk, PUBLISHER).sent(one).state is State.SIGNED_OFF


def test_the_page_that_is_drawn_asks_once_who_is_signed_in(open_as, returns_desk, monkeypatch):
    signed(returns_desk, counts={"R02": 90, "R03": 9})
    app = open_as(PUBLISHER, "publishing")
    found, asked = shell.signed_in, []
    monkeypatch.setattr(shell, "signed_in", lambda: asked.append(1) or found())
    assert not app.run().exception
    assert asked == [1]


def test_a_publisher_turns_a_return_down_and_its_partner_reads_why(open_as, returns_desk):
    one = signed(returns_desk, counts={"R02": 90})
    app = unfold(open_as(PUBLISHER, "publishing"), "against")
    app.text_input(key=f"reject {one}").input("Half the region's total.")
    app = press(app, "Reject this return")
    assert "Its partner can read why." in text(app)
    sign = {"section": "Answer and sign off"}
    assert "Half the region&#x27;s total." in text(open_as(LEAD, **sign))
    assert signed(returns_desk, counts={"R02": 90}) != one
    assert "It says what the previous version said." in text(unfold(open_as(LEAD, **sign)))


def test_a_publisher_takes_a_return_out(open_as, returns_desk):
    one = signed(returns_desk, counts={"R02": 90})
    app = unfold(open_as(PUBLISHER, "publishing"), "against")
    app.text_input(key=f"withdraw {one}").input("Sent twice.")
    press(app, "Withdraw this return")
    assert writer(returns_desk, PUBLISHER).sent(one).state is State.WITHDRAWN


def test_figures_that_a_publisher_may_not_read_stay_with_their_partner(
    open_as, returns_desk, monkeypatch
):
    signed(returns_desk, counts={"R02": 4321})
    monkeypatch.setattr("yardstick.submissions.partner_acts.reads_figures", lambda *_: False)
    said = text(unfold(open_as(PUBLISHER, "publishing")))
    assert "Its figures are for its own partner to read." in said
    assert "4,321" not in said


def test_an_empty_inbox_says_so(open_as, monkeypatch):
    monkeypatch.setattr("yardstick.submissions.door.Submissions.inbox", lambda _self: Inbox("", ()))
    assert "No partner has sent a return yet." in text(open_as(PUBLISHER, "publishing"))


def test_of_very_many_returns_the_newest_are_offered_and_any_other_by_what_it_is_of(
    open_as, returns_desk, monkeypatch
):
    monkeypatch.setattr(one_return, "MOST_OFFERED", 1)
    send(returns_desk.store, RUTLAND, "2024-25 Q4", R02=110)
    newest, first = writer(returns_desk, PUBLISHER).inbox().returns
    app = open_as(PUBLISHER, "publishing")
    assert [one.label for one in app.selectbox[:2]] == ["Returns of", "Choose a return"]
    assert [newest.id in one for one in app.selectbox(key="which_return").options] == [True]
    kind = app.selectbox(key="returns_of")
    assert kind.options[1].endswith(", Rutland")
    app = kind.select(f"{first.submission.dataset} {RUTLAND}").run()
    offered = app.selectbox(key="which_return").options
    assert [newest.id in offered[0], first.id in offered[1]] == [True, True]


def test_the_list_of_what_was_sent_is_drawn_anew_after_a_move_and_only_then(
    open_as, returns_desk, monkeypatch
):
    drawn = []
    listed = returns.list_of
    monkeypatch.setattr(returns, "list_of", lambda *of: drawn.append(1) or listed(*of))
    one = signed(returns_desk, counts={"R02": 90})
    every = {"path": "publishing", "section": "Everything sent"}
    for _ in range(2):
        assert STANDS[State.SIGNED_OFF] in text(open_as(PUBLISHER, **every))
    assert len(drawn) == 1
    writer(returns_desk, PUBLISHER).approve(one, "Minute 7")
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

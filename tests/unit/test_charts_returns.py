"""What is said of returns: what to do first, questions in boxes, cells before and after."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pandas as pd
import pytest
from desk_builders import CATALOGUE, DERBY, RUTLAND

from yardstick.charts import previews, return_report, returns
from yardstick.charts.returns import Names
from yardstick.model import State
from yardstick.store.answers import Question
from yardstick.store.entries import Submission
from yardstick.store.moves import Move
from yardstick.submissions import Preview, Sent

NAMES = Names(CATALOGUE)
DAY = dt.date(2025, 5, 1)
AT = dt.datetime(2025, 5, 1, 9, 30, tzinfo=dt.UTC)


def sent(state=State.RECEIVED, **said):
    submission = Submission(
        sequence=7,
        dataset=said.get("dataset", "riia_quarterly"),
        area=RUTLAND,
        period="2024-25 Q4",
        version=said.get("version", 1),
        received=DAY,
        due=said.get("due", DAY),
        submitted_by="lead",
        invented=False,
        file="",
        rows=3,
        tables="",
        sha256="f" * 64,
        content="",
    )
    moves = (Move(1, 7, state, AT, "", "", ""),)
    asked = tuple(said.get("open", ()))
    return Sent(submission, moves, (), asked, frozenset(said.get("steps", ())))


def asked(many, code="CHK-001"):
    return [Question(code, f"C{row}", "Is 41.", "About 20.") for row in range(many)]


def texts(table):
    return [[cell.text for cell in row] for row in table.rows]


def test_the_finding_says_what_waits_for_whoever_sends():
    waiting = [sent(steps=["answer"]), sent(steps=["sign_off"]), sent(steps=["sign_off"])]
    finding = returns.own_finding(waiting)
    assert finding == "1 return to answer questions about and 2 returns to sign off"
    assert returns.own_finding([sent()]) == "No return is waiting for you"


def test_each_question_has_a_box_and_of_very_many_each_check():
    few = returns.boxes(sent(open=asked(2)))
    assert [(box.code, box.place) for box in few] == [("CHK-001", "C0"), ("CHK-001", "C1")]
    many = sent(open=[*asked(20), *asked(1, "CHK-002")])
    one, other = returns.boxes(many)
    assert (one.where, one.place) == ("CHK-001: 20 questions", "")
    assert (other.where, other.ask) == ("CHK-002: 1 question", "One answer to all of CHK-002")
    assert one.still_open(many)
    assert not one.still_open(sent(open=asked(1, "CHK-002")))
    assert not few[0].still_open(sent(open=asked(3)[1:]))


def test_a_return_is_called_by_what_it_is_of_and_says_when_it_was_late():
    late = sent(State.RELEASED, version=2, due=dt.date(2025, 4, 1))
    [row] = texts(returns.list_of([late], NAMES))
    assert row[0] == "National quarterly indicators, Rutland, 2024-25 Q4, version 2"
    assert row[1:3] == ["Published", "1 May 2025, late"]
    assert texts(returns.list_of([sent(dataset="gone")], NAMES))[0][0].startswith("gone, Rutland")
    assert NAMES.items("gone") == {}


def test_a_move_that_the_program_made_says_so():
    [row] = texts(returns.history(sent()))
    assert row == ["Received", "1 May 2025, 09:30", "the program, after a fault", "–", "–"]


def test_changed_counts_are_shown_as_they_were_and_are():
    frame = pd.DataFrame(
        {
            "item": ["R02", "R03", "odd", "R02S"],
            "breakdown": ["", "", "", "1A"],
            "before": [1200.0, None, None, None],
            "before_status": ["shown", "c", None, None],
            "after": [1201.5, 9.0, 3.0, None],
            "after_status": ["shown", "shown", "shown", "x"],
            "place": ["Returns!C2", None, "C4", "C5"],
        }
    )
    table = returns.changed(frame, sent(version=2), NAMES)
    assert table.caption == "What it changes: 4 of 4 cells."
    rows = texts(table)
    assert rows[0] == ["Referrals", "1,200", "1,201.5", "Returns!C2"]
    assert rows[1][1:] == ["c", "9", "–"]
    assert rows[2] == ["odd", "–", "3", "C4"]
    assert rows[3][0].startswith("Referrals by source: ")
    assert rows[3][2] == "x"


def test_changed_records_are_shown_by_their_key():
    frame = pd.DataFrame(
        {
            "table": ["leavers"],
            "key": ["EM1|2024/25 Autumn"],
            "column": ["reason"],
            "before": [None],
            "after": ["12"],
            "row": [4],
        }
    )
    table = returns.changed(frame, sent(), NAMES)
    assert "first version" in table.caption
    assert texts(table) == [["EM1|2024/25 Autumn", "leavers", "reason", "–", "12", "4"]]


CELL = {"dataset": "riia_quarterly", "area": RUTLAND, "period": "2024-25 Q4"}


@pytest.fixture
def preview():
    none = pd.DataFrame(columns=["dataset", "area", "period"])
    return Preview("", (), none, none, none, none)


def test_a_preview_without_anything_has_no_table(preview):
    assert previews.tables(preview, NAMES) == ()
    assert previews.sentence(preview).startswith("Against nothing published yet: 0 returns,")


def test_a_preview_says_what_is_new_revised_missing_and_judged_otherwise():
    figure = {**CELL, "item": "R02", "breakdown": ""}
    revised = {**figure, "before": 5.0, "before_status": "shown"}
    revised |= {"after": 7.0, "after_status": "shown"}
    crossed = {"indicator": "R03", "area": DERBY, "period": None}
    found = Preview(
        "r0001-aaaa",
        (sent(State.SIGNED_OFF),),
        pd.DataFrame([figure, {**figure, "item": "R03"}]),
        pd.DataFrame([revised]),
        pd.DataFrame([{**CELL, "period": "2024-25 Q3"}, {**CELL, "area": DERBY}]),
        pd.DataFrame([{**crossed, "before": "worse", "after": "similar"}]),
    )
    assert "1 return, 2 new figures, 1 revised figure, 2 missing returns, 1 judgement" in (
        previews.sentence(found)
    )
    waits, new, changed, missing, judged = map(texts, previews.tables(found, NAMES))
    assert waits[0][1] == "Signed off: awaiting approval by the host"
    assert new == [["National quarterly indicators", "Rutland", "2024-25 Q4", "2"]]
    assert changed == [["Referrals", "Rutland", "2024-25 Q4", "5", "7"]]
    assert [row[1:] for row in missing] == [["Derby", "2024-25 Q4"], ["Rutland", "2024-25 Q3"]]
    assert judged[0][1:] == ["Derby", "–", "worse", "similar"]


def test_nothing_found_is_said_so_and_notes_are_empty():
    checked = SimpleNamespace(refused=False, findings=(), asks=())
    received = SimpleNamespace(checked=checked, sent=sent(State.CHECKED))
    assert return_report.finding(received) == "Nothing to mend"
    assert return_report.notes(checked) == ()

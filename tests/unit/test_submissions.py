"""A return from its file to a release: what is kept, what is asked, what is written down."""

from __future__ import annotations

import pytest
from store_builders import INSTRUCTION, QUARTER, RUTLAND
from workflow_builders import ANALYST, LEAD, NOW, PUBLISHER, TERM, written

from yardstick.access.audit import audit_key, check_chain
from yardstick.intake.errors import IntakeError
from yardstick.model import State
from yardstick.store.build import untold
from yardstick.store.errors import StoreError
from yardstick.store.ledger import returns
from yardstick.store.places import operations
from yardstick.submissions.receive import hash_of

pytest_plugins = ["workflow_fixtures"]


def test_a_return_goes_all_the_way_and_every_move_is_in_the_audit_log(work):
    sent = work.receive(counts={"R02": 41}).sent
    assert sent.state is State.CHECKED
    assert work.at(LEAD).sign_off(sent.id).state is State.SIGNED_OFF
    assert work.at(PUBLISHER).approve(sent.id, INSTRUCTION).state is State.APPROVED
    release = work.publish()
    assert work.shown() == {(RUTLAND, "R02"): 41.0}
    found = work.at(PUBLISHER).sent(sent.id)
    assert [(move.state, move.account) for move in found.moves] == [
        (State.RECEIVED, ANALYST.account),
        (State.CHECKED, ANALYST.account),
        (State.SIGNED_OFF, LEAD.account),
        (State.APPROVED, PUBLISHER.account),
        (State.RELEASED, PUBLISHER.account),
    ]
    assert found.moves[-1].why == release
    assert {move.instruction for move in found.moves} == {INSTRUCTION}
    logged = [(account, action, said.get("state")) for account, action, said in work.lines()]
    assert logged == [
        *((move.account, "moved a return", move.state.value) for move in found.moves),
        (PUBLISHER.account, "published a release", None),
    ]
    assert check_chain(operations(work.store), audit_key(work.store.root)).holds


def test_the_file_is_not_kept_and_its_hash_and_every_place_are(work):
    received = work.receive(counts={"R02": 41, "R03": "c"})
    kept = received.sent.submission
    assert kept.file == received.file == hash_of(work.folder / "return.json")
    assert (kept.rows, kept.received, kept.submitted_by) == (2, NOW.date(), ANALYST.account)
    assert [path.name for path in work.store.submissions.iterdir()] == [f"{kept.sha256}.parquet"]
    found = work.at(ANALYST).changes(received.sent.id)
    assert list(found["place"]) == ["Returns!C2", "Returns!C3"]


def test_steps_are_told_by_name_up_to_the_end(work):
    told = []
    file = written(work.folder, counts={"R02": 1})
    work.at(ANALYST).receive([file], "quarterly", RUTLAND, QUARTER, lambda *step: told.append(step))
    assert [done for _, done in told] == sorted(done for _, done in told)
    assert told[-1] == ("Done", 1.0)


def test_a_question_must_be_answered_before_anybody_can_sign(work):
    sent = work.receive(counts={"R02": 41}, asks=["CHK-001", "CHK-001", "CHK-002"]).sent
    assert (sent.state, len(sent.open)) == (State.RECEIVED, 2)
    with pytest.raises(StoreError, match="is received and cannot be signed off"):
        work.at(LEAD).sign_off(sent.id)
    one = work.at(LEAD).answer(sent.id, "CHK-001", " Two large families. ")
    assert (one.state, [question.code for question in one.open]) == (State.RECEIVED, ["CHK-002"])
    done = work.at(ANALYST).answer(sent.id, "CHK-002", "It is right.", "Returns!C3")
    assert (done.state, done.open) == (State.CHECKED, ())
    assert [answer.text for answer in done.answers] == ["Two large families.", "It is right."]
    answers = [said for _, action, said in work.lines() if action.startswith("answered")]
    assert [said["code"] for said in answers] == ["CHK-001", "CHK-002"]
    with pytest.raises(StoreError, match="waits for no answer"):
        work.at(ANALYST).answer(sent.id, "CHK-002", "Again.")


def test_an_answer_needs_words_and_a_question(work):
    sent = work.receive(counts={"R02": 41}, asks=["CHK-001"]).sent
    with pytest.raises(StoreError, match="Write an answer"):
        work.at(ANALYST).answer(sent.id, "CHK-001", "  ")
    for code, place in (("CHK-009", ""), ("CHK-001", "Returns!Z9")):
        with pytest.raises(StoreError, match="Nothing is asked"):
            work.at(ANALYST).answer(sent.id, code, "It is right.", place)


@pytest.mark.parametrize(
    ("said", "codes"), [({"refuses": ["CHK-100"]}, "CHK-100"), ({"unreadable": 1}, "unreadable")]
)
def test_a_refused_file_leaves_a_line_and_nothing_else(work, said, codes):
    try:
        assert work.receive(**said).sent is None
    except IntakeError:
        assert codes == "unreadable"
    assert returns(work.store) == ()
    assert list(work.store.submissions.iterdir()) == []
    assert work.lines() == [
        (
            ANALYST.account,
            "file refused",
            {
                "dataset": "quarterly",
                "area": RUTLAND,
                "period": QUARTER,
                "file": hash_of(work.folder / "return.json"),
                "codes": codes,
            },
        )
    ]


def test_the_same_file_twice_is_one_return(work):
    assert work.receive(counts={"R02": 41}).sent.id == work.receive(counts={"R02": 41}).sent.id
    assert len(returns(work.store)) == 1


@pytest.mark.parametrize("period", ["soon", "2024-25", TERM])
def test_a_period_of_another_calendar_is_refused(work, period):
    with pytest.raises(IntakeError, match=r"is not a period|is of one quarter"):
        work.receive(counts={"R02": 1}, of={"period": period})


def test_a_file_that_is_not_there_is_told(work):
    with pytest.raises(IntakeError, match="cannot be read"):
        work.at(ANALYST).receive([work.folder / "no.csv"], "quarterly", RUTLAND, QUARTER, untold)

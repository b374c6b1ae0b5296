"""A return from its file to a release: who may do what, what is kept, what is written down."""

from __future__ import annotations

from dataclasses import replace

import pytest
from audit_reader import audit_lines
from store_builders import DERBY, INSTRUCTION, QUARTER, RUTLAND
from workflow_builders import (
    ANALYST,
    LEAD,
    NOW,
    OTHER,
    PUBLISHER,
    READER,
    SECOND,
    TERM,
    Work,
    check_by_json,
    door,
    new_store,
    person,
    written,
)

from yardstick.access.audit import audit_key, check_chain
from yardstick.access.errors import AccessDenied
from yardstick.intake.errors import IntakeError
from yardstick.model import State
from yardstick.store.build import untold
from yardstick.store.connection import open_release
from yardstick.store.errors import StoreError
from yardstick.store.ledger import returns
from yardstick.store.places import operations
from yardstick.submissions.receive import hash_of


@pytest.fixture
def work(tmp_path, monkeypatch):
    check_by_json(monkeypatch)
    return Work(new_store(tmp_path), tmp_path)


def lines(store):
    """Return the audit log: account, action and detail of each line."""
    return audit_lines(operations(store))


def shown(store):
    rows = open_release(store).connection.table("release.returned").fetchall()
    return {(row[3], row[1]): row[5] for row in rows}


# ---- from a file to a release -------------------------------------------------------------


def test_a_return_goes_all_the_way_and_every_move_is_in_the_audit_log(work):
    sent = work.receive(counts={"R02": 41}).sent
    assert sent.state is State.CHECKED
    assert work.at(LEAD).sign_off(sent.id).state is State.SIGNED_OFF
    assert work.at(PUBLISHER).approve(sent.id, INSTRUCTION).state is State.APPROVED
    release = work.publish()
    assert shown(work.store) == {(RUTLAND, "R02"): 41.0}
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
    logged = [(account, action, said.get("state")) for account, action, said in lines(work.store)]
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
    answers = [said for _, action, said in lines(work.store) if action.startswith("answered")]
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
    assert lines(work.store) == [
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


# ---- who may do what ----------------------------------------------------------------------


@pytest.mark.parametrize("viewer", [OTHER, PUBLISHER, READER])
def test_only_its_own_people_send_for_an_area(work, viewer):
    with pytest.raises(AccessDenied):
        work.receive(viewer, counts={"R02": 1})
    assert all(area != RUTLAND for _, area in work.at(viewer).may_send())


@pytest.mark.parametrize(("dataset", "area"), [("unknown", RUTLAND), ("quarterly", "E99999999")])
def test_what_is_unknown_is_refused_like_what_is_forbidden(work, dataset, area):
    with pytest.raises(AccessDenied):
        work.receive(ANALYST, area, counts={"R02": 1}, of={"dataset": dataset})


def test_what_somebody_may_send_is_told(work):
    assert work.at(ANALYST).may_send() == (("quarterly", RUTLAND), ("records", RUTLAND))


@pytest.mark.parametrize(
    ("act", "allowed"),
    [
        (lambda at, one: at.sign_off(one), {LEAD.account, ANALYST.account}),
        (lambda at, one: at.answer(one, "A", "b"), {LEAD.account, ANALYST.account}),
        (lambda at, one: at.approve(one, "i"), {PUBLISHER.account, SECOND.account}),
        (lambda at, one: at.reject(one, "why"), {PUBLISHER.account, SECOND.account}),
        (
            lambda at, one: at.withdraw(one, "why"),
            {LEAD.account, ANALYST.account, PUBLISHER.account, SECOND.account},
        ),
    ],
)
@pytest.mark.parametrize("viewer", [ANALYST, LEAD, OTHER, PUBLISHER, SECOND, READER])
def test_an_act_is_denied_to_everybody_whose_it_is_not(work, act, allowed, viewer):
    sent = work.receive(counts={"R02": 1}).sent
    try:
        act(work.at(viewer), sent.id)
        denied = False
    except StoreError:  # theirs to do, and not yet
        denied = False
    except AccessDenied:
        denied = True
        with pytest.raises(AccessDenied):
            act(work.at(viewer), "s999999-00000000")
    assert denied == (viewer.account not in allowed)


@pytest.mark.parametrize("viewer", [ANALYST, READER, person("x", "rutland", roles=("publisher",))])
def test_only_the_hosts_publishers_look_ahead_publish_and_go_back(work, viewer):
    at = work.at(viewer)
    for act in (
        lambda: at.preview(untold),
        lambda: at.publish("i", untold),
        lambda: at.roll_back("r0001-00000000", "why"),
        lambda: at.withdraw_partner("rutland", "why", untold),
    ):
        with pytest.raises(AccessDenied):
            act()


def test_neither_sender_nor_signer_may_approve(work):
    both = person("both", "host", RUTLAND, roles=("publisher",))
    sent = work.receive(both, counts={"R02": 1}).sent
    work.at(LEAD).sign_off(sent.id)
    assert "approve" not in work.at(both).sent(sent.id).steps
    with pytest.raises(StoreError, match="cannot approve it"):
        work.at(both).approve(sent.id, INSTRUCTION)
    other = work.receive(counts={"R02": 2}).sent
    work.at(both).sign_off(other.id)
    with pytest.raises(StoreError, match="cannot approve it"):
        work.at(both).approve(other.id, INSTRUCTION)
    assert "approve" in work.at(PUBLISHER).sent(other.id).steps
    with pytest.raises(StoreError, match="Name the partners' instruction"):
        work.at(PUBLISHER).approve(other.id, " ")


def test_the_inbox_holds_ones_own_and_a_publishers_all(work):
    mine = work.receive(counts={"R02": 1}, asks=["CHK-001"]).sent
    theirs = work.receive(OTHER, DERBY, counts={"R02": 2}).sent
    assert inbox(work, LEAD) == [mine.id]
    assert inbox(work, PUBLISHER) == [theirs.id, mine.id]
    assert inbox(work, READER) == []
    assert work.at(LEAD).inbox().returns[0].steps == {"answer", "withdraw"}


def test_every_click_finds_the_inbox_as_it_is_then_and_reads_it_again_only_after_a_move(work):
    first = work.receive(counts={"R02": 1}).sent
    before = work.at(PUBLISHER).inbox()
    assert work.at(PUBLISHER).inbox() is before
    work.at(LEAD).sign_off(first.id)
    [signed] = work.at(PUBLISHER).inbox().returns
    assert (signed.state, signed.steps) == (State.SIGNED_OFF, {"approve", "reject", "withdraw"})
    assert work.at(PUBLISHER).inbox().moment != before.moment
    work.receive(OTHER, DERBY, counts={"R02": 2})
    assert len(work.at(PUBLISHER).inbox().returns) == 2


def test_an_inbox_is_kept_for_whoever_has_the_same_rights_and_nobody_else(work):
    work.receive(counts={"R02": 1})
    whole = work.at(PUBLISHER).inbox()
    assert work.at(replace(PUBLISHER, roles=frozenset())).inbox().returns == ()
    assert work.at(replace(PUBLISHER, account="other")).inbox() is not whole
    assert work.at(replace(PUBLISHER)).inbox() is whole


def inbox(work, viewer):
    return [one.id for one in work.at(viewer).inbox().returns]


def test_a_publisher_without_the_data_set_sees_that_there_is_a_return_and_no_figure(work):
    sent = work.receive(counts={"R02": 41}, asks=["CHK-001"]).sent
    blind = door(work.store, person("blind", "host", roles=("publisher",), dataset=()))
    assert blind.sent(sent.id).open == ()
    with pytest.raises(AccessDenied):
        blind.changes(sent.id)


# ---- corrections and reasons --------------------------------------------------------------


def test_a_resubmission_supersedes_and_says_what_changed(work):
    first = work.approved(R02=40, R03=3, R04=5)
    work.publish()
    second = work.approved(R02=41, R03=3, R05="x")
    found = work.at(LEAD).changes(second).set_index("item")
    assert list(found.index) == ["R02", "R04", "R05"]
    assert list(found.loc["R02", ["before", "after"]]) == [40.0, 41.0]
    assert (found.loc["R05", "after_status"], found.loc["R05", "place"]) == ("x", "Returns!C4")
    preview = work.at(PUBLISHER).preview(untold)
    assert [one.id for one in preview.returns] == [second]
    assert (len(preview.new), list(preview.revised["item"])) == (0, ["R02", "R04", "R05"])
    work.publish()
    states = [work.at(LEAD).sent(one).state for one in (first, second)]
    assert states == [State.SUPERSEDED, State.RELEASED]
    assert len(work.at(LEAD).changes(first)) == 3  # still there for its owner, and all new


def test_a_version_that_was_passed_by_is_superseded_and_never_shown(work):
    passed = work.receive(counts={"R02": 40}).sent
    work.approved(R02=41)
    work.publish()
    assert work.at(LEAD).sent(passed.id).state is State.SUPERSEDED
    with pytest.raises(StoreError, match="is superseded and cannot be signed off"):
        work.at(LEAD).sign_off(passed.id)
    revisions = open_release(work.store).connection.table("release.revision").fetchall()
    assert revisions == []


def test_a_rejected_return_says_why_and_can_be_sent_again(work):
    sent = work.receive(counts={"R02": 1}).sent
    with pytest.raises(StoreError, match="Say why"):
        work.at(PUBLISHER).reject(sent.id, " ")
    assert work.at(PUBLISHER).reject(sent.id, "Wrong quarter.").state is State.REJECTED
    assert work.at(ANALYST).sent(sent.id).moves[-1].why == "Wrong quarter."
    assert work.receive(counts={"R02": 1}).sent.submission.version == 2


def test_a_withdrawn_version_gives_way_to_the_one_before(work):
    first, _ = work.approved(R02=40), work.publish()
    second, later = work.approved(R02=41), work.publish()
    assert work.at(ANALYST).withdraw(second, "Wrong.").state is State.WITHDRAWN
    assert shown(work.store) == {(RUTLAND, "R02"): 41.0}  # until the next is published
    third = work.publish()
    assert shown(work.store) == {(RUTLAND, "R02"): 40.0}
    assert work.at(ANALYST).sent(first).state is State.RELEASED
    with pytest.raises(StoreError, match="withdrawn since"):
        work.at(PUBLISHER).roll_back(later, "A mistake.")
    with pytest.raises(StoreError, match="Say why"):
        work.at(PUBLISHER).roll_back(third, "")
    assert work.at(SECOND).roll_back(third, "A mistake.").id == third
    assert lines(work.store)[-1][1:] == (
        "went back to a release",
        {"release": third, "why": "A mistake."},
    )


def test_what_is_not_approved_is_never_published(work):
    work.receive(counts={"R02": 1})
    signed = work.receive(OTHER, DERBY, counts={"R02": 2}).sent
    work.at(OTHER).sign_off(signed.id)
    preview = work.at(PUBLISHER).preview(untold)
    assert list(preview.new["area"]) == [DERBY]
    assert (preview.current, list(preview.missing["area"])) == ("", [RUTLAND])
    work.publish()
    assert shown(work.store) == {}


def test_a_release_needs_an_instruction(work):
    work.approved(R02=1)
    with pytest.raises(StoreError, match="Name the partners' instruction"):
        work.at(PUBLISHER).publish("  ", untold)


# ---- records ------------------------------------------------------------------------------

PUPILS = [
    {"pupil": "P5-1", "reason": "moved", "row": 2},
    {"pupil": "P5-2", "reason": None, "row": 3},
]
OF_RECORDS = {"dataset": "records", "period": TERM}


def test_records_are_kept_by_table_and_changes_are_told_cell_by_cell(work):
    days = [{"pupil": "P5-1", "reason": "x", "days": 2.0, "row": 2}]
    work.receive(tables={"leavers": PUPILS}, of=OF_RECORDS)
    later = [{**PUPILS[0], "reason": "left"}, PUPILS[1]]
    sent = work.receive(tables={"leavers": later, "absences": days}, of=OF_RECORDS).sent
    assert (sent.submission.version, sent.submission.rows) == (2, 3)
    found = work.at(ANALYST).changes(sent.id)
    told = found[["table", "key", "column", "before", "after", "row"]].fillna("").to_numpy()
    assert [tuple(row) for row in told] == [
        ("leavers", "P5-1", "reason", "moved", "left", 2),
        ("absences", "P5-1", "days", "", "2.0", 2),
        ("absences", "P5-1", "pupil", "", "P5-1", 2),
        ("absences", "P5-1", "reason", "", "x", 2),
    ]


def test_nobody_but_their_owner_reads_records(work):
    sent = work.receive(tables={"leavers": PUPILS}, of=OF_RECORDS).sent
    with pytest.raises(AccessDenied):
        work.at(PUBLISHER).changes(sent.id)


def test_the_same_records_in_other_rows_of_a_file_are_the_same_return(work):
    moved = [{**row, "row": row["row"] + 5} for row in PUPILS]
    first = work.receive(tables={"leavers": PUPILS}, of=OF_RECORDS).sent
    assert work.receive(tables={"leavers": moved}, of=OF_RECORDS).sent.id == first.id

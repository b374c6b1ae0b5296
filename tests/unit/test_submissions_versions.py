"""What becomes of a return's versions: replaced, passed by, turned down, withdrawn."""

from __future__ import annotations

import pytest
from store_builders import DERBY, RUTLAND, rows
from workflow_builders import ANALYST, LEAD, OTHER, PUBLISHER, SECOND

from yardstick.model import State
from yardstick.store.build import untold
from yardstick.store.errors import StoreError

pytest_plugins = ["workflow_fixtures"]


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
    assert rows(work.store, "revision") == []


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
    assert work.shown() == {(RUTLAND, "R02"): 41.0}  # until the next is published
    third = work.publish()
    assert work.shown() == {(RUTLAND, "R02"): 40.0}
    assert work.at(ANALYST).sent(first).state is State.RELEASED
    with pytest.raises(StoreError, match="withdrawn since"):
        work.at(PUBLISHER).roll_back(later, "A mistake.")
    with pytest.raises(StoreError, match="Say why"):
        work.at(PUBLISHER).roll_back(third, "")
    assert work.at(SECOND).roll_back(third, "A mistake.").id == third
    assert work.lines()[-1][1:] == (
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
    assert work.shown() == {}


def test_a_release_needs_an_instruction(work):
    work.approved(R02=1)
    with pytest.raises(StoreError, match="Name the partners' instruction"):
        work.at(PUBLISHER).publish("  ", untold)

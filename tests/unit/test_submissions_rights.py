"""Who may do what with a return, and who sees that there is one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from store_builders import DERBY, INSTRUCTION, RUTLAND
from workflow_builders import ANALYST, LEAD, OTHER, PUBLISHER, READER, SECOND, door, person

from yardstick.access.errors import AccessDenied
from yardstick.model import State
from yardstick.store.build import untold
from yardstick.store.errors import StoreError

pytest_plugins = ["workflow_fixtures"]


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

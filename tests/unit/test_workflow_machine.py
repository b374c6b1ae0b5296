"""Whatever people do, in whatever order, and wherever it breaks: every acknowledged return counts.

A walk of senders, answers, signatures, approvals, rejections, publications, withdrawals, ways
back and faults. A model of a few lines keeps what was acknowledged; after every step the store
must agree with it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from store_builders import DERBY, INSTRUCTION, RUTLAND
from workflow_builders import (
    ANALYST,
    LEAD,
    NOW,
    OTHER,
    PUBLISHER,
    SECOND,
    Work,
    check_by_json,
    door,
    new_store,
)

from yardstick.access.audit import audit_key, check_chain
from yardstick.access.errors import AccessDenied
from yardstick.access.witness import move_witness
from yardstick.model import State
from yardstick.store import build as build_module
from yardstick.store import draft, moves, receipt
from yardstick.store.build import finish, untold
from yardstick.store.connection import open_release
from yardstick.store.errors import StoreError
from yardstick.store.ledger import check_kept, counts_of, returns
from yardstick.store.manifest import pointed_to
from yardstick.store.moves import moves_of
from yardstick.store.places import operations
from yardstick.store.release import manifest_of, release_ids

SENDERS = {RUTLAND: ANALYST, DERBY: OTHER}
PEOPLE = (ANALYST, LEAD, OTHER, PUBLISHER, SECOND)
# Where the walk breaks off: a call that fails instead of being made.
FAULTS = (
    (receipt, "keep"),
    (receipt, "add_move"),
    (moves, "moves_in"),
    (draft, "write_manifest"),
    (build_module, "point_to"),
    (build_module, "settle"),
)


class Broken(Exception):  # noqa: N818 - a fault on purpose
    """What a fault looks like from outside."""


class Workflow(RuleBasedStateMachine):
    """The product beside a dictionary of what was acknowledged."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.patch = pytest.MonkeyPatch()
        check_by_json(self.patch)
        self.work = Work(new_store(Path(self.folder.name)), Path(self.folder.name))
        self.acknowledged: dict[str, float] = {}
        self.fault = None

    def teardown(self):
        self.patch.undo()
        self.folder.cleanup()

    @initialize()
    def begin(self):
        self.work.approved(R02=1)
        sent = returns(self.work.store)[0]
        self.acknowledged[sent.submission] = 1.0

    @rule(fault=st.sampled_from(FAULTS))
    def break_the_next_act(self, fault):
        self.fault = fault

    def tried(self, act):
        """Do something that may be denied, refused or broken off; return what it gave."""
        fault, self.fault = self.fault, None
        with pytest.MonkeyPatch.context() as broken:
            if fault:
                broken.setattr(*fault, _breaks)
            try:
                return act()
            except (AccessDenied, StoreError, Broken):
                return None

    @rule(
        area=st.sampled_from(tuple(SENDERS)),
        number=st.integers(1, 4),
        asks=st.sampled_from([(), ("CHK-001",)]),
    )
    def send(self, area, number, asks):
        received = self.tried(
            lambda: self.work.receive(SENDERS[area], area, counts={"R02": number}, asks=asks)
        )
        if received:
            self.acknowledged[received.sent.id] = float(number)

    @rule(
        at=st.integers(0, 30),
        viewer=st.sampled_from(PEOPLE),
        step=st.sampled_from(["answer", "sign_off", "sign_off", "approve", "approve", "reject"]),
    )
    def move_on(self, at, viewer, step):
        self.act_on(at, viewer, step)

    @rule(at=st.integers(0, 30), viewer=st.sampled_from(PEOPLE))
    def withdraw(self, at, viewer):
        self.act_on(at, viewer, "withdraw")

    def act_on(self, at, viewer, step):
        known = sorted(self.acknowledged)
        one = known[at % len(known)]
        door_of = self.work.at(viewer)
        acts = {
            "answer": lambda: door_of.answer(one, "CHK-001", "It is right."),
            "sign_off": lambda: door_of.sign_off(one),
            "approve": lambda: door_of.approve(one, INSTRUCTION),
            "reject": lambda: door_of.reject(one, "No."),
            "withdraw": lambda: door_of.withdraw(one, "No."),
        }
        self.tried(acts[step])

    @rule(viewer=st.sampled_from((PUBLISHER, SECOND, LEAD)))
    def publish(self, viewer):
        self.tried(lambda: self.work.publish(viewer))

    @rule(at=st.integers(0, 5))
    def go_back(self, at):
        releases = release_ids(self.work.store)
        if releases:
            one = releases[at % len(releases)]
            self.tried(lambda: door(self.work.store, PUBLISHER).roll_back(one, "No."))

    @rule()
    def take_derby_out(self):
        gone = self.tried(lambda: self.work.at(PUBLISHER).withdraw_partner("derby", "No.", untold))
        if gone:
            for one in returns(self.work.store):
                if one.area == DERBY:
                    self.acknowledged[one.submission] = -1.0

    @rule()
    def start_again(self):
        finish(self.work.store, NOW, move_witness(audit_key(self.work.store.root)))

    @invariant()
    def every_acknowledged_return_is_accounted_for(self):
        store = self.work.store
        held = {one.submission: one for one in returns(store)}
        assert set(self.acknowledged) <= set(held)
        states = {number: made[-1].state for number, made in moves_of(store).items()}
        for name, number in self.acknowledged.items():
            one = held[name]
            if states[one.sequence] is not State.WITHDRAWN:
                check_kept(store, one)
                assert list(counts_of(store, one)["number"]) == [number]

    @invariant()
    def nothing_is_released_without_a_second_person(self):
        for made in moves_of(self.work.store).values():
            by = {move.state: move.account for move in made}
            if State.RELEASED in by:
                assert by[State.APPROVED] not in {made[0].account, by[State.SIGNED_OFF]}

    @invariant()
    def readers_get_a_whole_release_of_approved_returns(self):
        store = self.work.store
        if not store.current.exists():
            return
        manifest = manifest_of(store, pointed_to(store))
        moved = moves_of(store)
        approved = {
            one.submission
            for one in returns(store)
            if State.APPROVED in {move.state for move in moved[one.sequence]}
        }
        assert {one.submission for one in manifest.inputs.submissions} <= approved
        connection = open_release(store).connection
        shown = connection.table("release.returned").fetchall()
        connection.close()
        for row in shown:
            assert self.acknowledged.get(row[7], row[5]) in {row[5], -1.0}

    @invariant()
    def every_move_is_in_the_audit_log(self):
        assert check_chain(operations(self.work.store), audit_key(self.work.store.root)).holds


def _breaks(*_given, **_named):
    raise Broken


TestWorkflow = Workflow.TestCase
TestWorkflow.settings = settings(max_examples=4, stateful_step_count=25, deadline=None)

"""Requests: who asks, what the directors decide, what it makes, and that nothing is undone."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from audit_reader import audit_lines
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from store_builders import DERBY
from workflow_builders import ANALYST, LEAD, NOW, OTHER, PUBLISHER, door, new_store, person

from yardstick.access.errors import AccessDenied
from yardstick.charts import registers
from yardstick.intake.errors import IntakeError
from yardstick.store.errors import StoreError
from yardstick.store.operations import writing
from yardstick.store.places import operations
from yardstick.store.requests import Ask, Kind, Outcome, requests

IMPOSTOR = person("derby.publisher", "derby", DERBY, roles=("publisher",))
ITEM = Ask(Kind.ITEM, "Young carers", "Those assessed, each quarter", "To plan support")
SHARING = Ask(Kind.SHARING, "DfE", "The 24, to the inspectorate", "Insight", notice_days=28)
TODAY = NOW.date()
DECIDE = "INSERT INTO request_decision SELECT 2, {}, account, at FROM request_decision"
ASK = """
    INSERT INTO request
    SELECT 3, kind, title, what, why, covered, beyond, 5, account, partner, at
    FROM request WHERE sequence = 1
"""


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path)


def lines(store):
    return audit_lines(operations(store))


# ---- asking -------------------------------------------------------------------------------


def test_a_request_becomes_a_version_of_the_register_with_a_minute(store):
    asked = door(store, LEAD).ask(ITEM)
    assert (asked.ask, asked.account, asked.partner, asked.at) == (
        ITEM,
        "rutland.lead",
        "rutland",
        NOW,
    )
    assert registers.stands(asked) == "Waits for the directors' decision"
    decided = door(store, PUBLISHER).decide(asked.sequence, Outcome.AGREED, "DCS 7/3", TODAY)
    assert decided.decision.version == 1
    assert registers.stands(decided) == (
        "Agreed, 1 March 2026, minute DCS 7/3: version 1 of the register"
    )
    second = door(store, OTHER).ask(ITEM)
    declined = door(store, PUBLISHER).decide(second.sequence, Outcome.DECLINED, "8", TODAY, "No.")
    assert (declined.decision.version, declined.decision.why) == (0, "No.")
    third = door(store, OTHER).ask(ITEM)
    agreed = door(store, PUBLISHER).decide(third.sequence, Outcome.AGREED, "9", TODAY)
    assert agreed.decision.version == 2
    assert [one.decision.outcome for one in door(store, OTHER).requests()] == [
        Outcome.AGREED,
        Outcome.DECLINED,
        Outcome.AGREED,
    ]
    assert lines(store)[:2] == [
        ("rutland.lead", "asked for data", {"request": "1", "kind": "item"}),
        (
            "host.publisher",
            "recorded a decision on a request",
            {"request": "1", "outcome": "agreed", "minute": "DCS 7/3"},
        ),
    ]
    assert len(lines(store)) == 6


def test_wider_sharing_is_logged_with_its_notice_by_the_host_and_makes_no_version(store):
    with pytest.raises(AccessDenied):
        door(store, LEAD).ask(SHARING)
    logged = door(store, PUBLISHER).ask(SHARING)
    assert logged.first_use == TODAY + dt.timedelta(days=28)
    agreed = door(store, PUBLISHER).decide(logged.sequence, Outcome.AGREED, "12", TODAY)
    assert agreed.decision.version == 0
    assert "28 days: not before 29 March 2026" in registers.full(agreed)


@pytest.mark.parametrize(
    ("ask", "fault", "says"),
    [
        (replace(ITEM, title=" "), IntakeError, "Nothing is written"),
        (replace(ITEM, what="Call 0116 232 3232"), IntakeError, "telephone number"),
        (replace(ITEM, why="a" * 601), IntakeError, "at most 600"),
        (replace(ITEM, covered="R02 R03"), StoreError, "R02, R03 may cover this. Say what"),
        (replace(SHARING, notice_days=0), StoreError, "1 to 366 days"),
        (replace(SHARING, notice_days=367), StoreError, "1 to 366 days"),
    ],
)
def test_a_request_that_says_too_little_or_too_much_is_refused(store, ask, fault, says):
    with pytest.raises(fault, match=says):
        door(store, PUBLISHER).ask(ask)
    assert requests(store) == ()
    assert lines(store) == []


def test_what_is_covered_already_must_be_answered(store):
    said = replace(ITEM, covered="R02", beyond=" Not who they are. ", notice_days=9)
    kept = door(store, LEAD).ask(said).ask
    assert (kept.beyond, kept.notice_days) == ("Not who they are.", 0)


# ---- deciding -----------------------------------------------------------------------------


@pytest.mark.parametrize("viewer", [LEAD, OTHER, IMPOSTOR])
def test_only_the_hosts_publisher_records_a_decision(store, viewer):
    door(store, LEAD).ask(ITEM)
    assert not door(store, viewer).may_decide()
    with pytest.raises(AccessDenied):
        door(store, viewer).decide(1, Outcome.AGREED, "7", TODAY)
    assert requests(store)[0].decision is None


@pytest.mark.parametrize(
    ("given", "fault", "says"),
    [
        ((1, Outcome.AGREED, " ", TODAY), StoreError, "Name the directors' minute"),
        ((1, Outcome.AGREED, "7", TODAY + dt.timedelta(1)), StoreError, "a day that has come"),
        ((1, Outcome.WITHDRAWN, "7", TODAY), AccessDenied, None),
        ((2, Outcome.AGREED, "7", TODAY), AccessDenied, None),
        ((1, Outcome.AGREED, "7", TODAY, "x@example.org"), IntakeError, "e-mail"),
    ],
)
def test_a_decision_needs_a_minute_a_day_and_a_request(store, given, fault, says):
    door(store, LEAD).ask(ITEM)
    with pytest.raises(fault, match=says):
        door(store, PUBLISHER).decide(*given)
    assert requests(store)[0].decision is None


def test_a_request_is_decided_once(store):
    door(store, LEAD).ask(ITEM)
    door(store, PUBLISHER).decide(1, Outcome.DECLINED, "7", TODAY)
    for act in (
        lambda: door(store, PUBLISHER).decide(1, Outcome.AGREED, "8", TODAY),
        lambda: door(store, LEAD).take_back(1),
    ):
        with pytest.raises(StoreError, match="decided before"):
            act()


def test_a_request_is_taken_back_by_the_organisation_that_made_it(store):
    asked = door(store, LEAD).ask(ITEM)
    assert door(store, ANALYST).may_withdraw(asked)
    assert not door(store, OTHER).may_withdraw(asked)
    for number in (1, 2):
        with pytest.raises(AccessDenied):
            door(store, OTHER).take_back(number)
    back = door(store, ANALYST).take_back(1, "Found elsewhere.")
    assert registers.stands(back) == "Taken back, 1 March 2026"
    assert back.decision.why == "Found elsewhere."
    assert not door(store, ANALYST).may_withdraw(back)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM request",
        "UPDATE request SET title = 'x'",
        "DELETE FROM request_decision",
        "UPDATE request_decision SET minute = 'x'",
        DECIDE.format("outcome, minute, decided, why, 3"),
        DECIDE.format("'declined', minute, decided, why, 2"),
        DECIDE.format("outcome, '', decided, why, 2"),
        ASK,
    ],
)
def test_the_database_itself_keeps_requests_and_numbers_versions(store, statement):
    door(store, LEAD).ask(ITEM)
    door(store, LEAD).ask(ITEM)
    door(store, PUBLISHER).decide(1, Outcome.AGREED, "7", TODAY)
    before = requests(store)
    with pytest.raises(sa.exc.IntegrityError), writing(operations(store)) as connection:
        connection.exec_driver_sql(statement)
    assert requests(store) == before


class Deciding(RuleBasedStateMachine):
    """Whatever is asked, decided and taken back: versions count up by one, nothing is undone."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.store = new_store(Path(self.folder.name))
        self.before = ()

    def teardown(self):
        self.folder.cleanup()

    @rule(who=st.sampled_from([LEAD, OTHER, PUBLISHER]), ask=st.sampled_from([ITEM, SHARING]))
    def ask(self, who, ask):
        try:
            door(self.store, who).ask(ask)
        except AccessDenied:
            assert ask is SHARING
            assert who is not PUBLISHER

    @rule(
        who=st.sampled_from([LEAD, PUBLISHER, IMPOSTOR]),
        number=st.integers(1, 4),
        outcome=st.sampled_from(list(Outcome)),
    )
    def decide(self, who, number, outcome):
        try:
            if outcome is Outcome.WITHDRAWN:
                door(self.store, who).take_back(number)
            else:
                door(self.store, who).decide(number, outcome, "7", TODAY)
        except (AccessDenied, StoreError):
            assert requests(self.store) == self.before

    @invariant()
    def nothing_is_undone_and_versions_count_up(self):
        found = requests(self.store)
        assert len(found) >= len(self.before)
        for old, new in zip(self.before, found, strict=False):
            assert old in {new, replace(new, decision=None)}
        decided = [one.decision for one in found if one.decision]
        made = sorted(one.version for one in decided if one.version)
        assert made == list(range(1, len(made) + 1))
        self.before = found


Deciding.TestCase.settings = settings(max_examples=6, stateful_step_count=12)
TestDeciding = Deciding.TestCase

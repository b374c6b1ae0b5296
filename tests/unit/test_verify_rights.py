"""S01 holds, and says so as soon as any one check of the product is gone."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
import sqlalchemy as sa

from yardstick.access import door as doors
from yardstick.access import policy, scope, sessions
from yardstick.access.accounts import Accounts
from yardstick.access.accounts_file import Role
from yardstick.access.log import Log
from yardstick.access.people import People
from yardstick.access.sessions import SESSIONS, Begun, Sessions
from yardstick.model import Grant
from yardstick.results import dfe_return, gate
from yardstick.results.cache import Cache
from yardstick.store.operations import reading, writing
from yardstick.submissions import standing
from yardstick.submissions.bound import Bound
from yardstick.submissions.note_acts import NoteActs
from yardstick.ui import menu
from yardstick.verify import matrix, s01, stated
from yardstick.verify.stated import OWN, REGION, Person

RECORDS = "send_placements"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("rights")


@pytest.fixture(scope="module")
def hash_of_all():
    return matrix.any_hash()


@pytest.fixture(scope="module")
def held(folder, hash_of_all):
    next(matrix.batches([RECORDS], every=1)).write(folder / "auth.yaml", hash_of_all)
    return matrix.make(folder, folder / "auth.yaml")


@pytest.fixture(scope="module")
def wrong(folder, held, hash_of_all):
    """Return a function that tells what is answered otherwise than stated to these people."""

    def told(batch, here=held):
        path = folder / "auth.yaml"
        batch.write(path, hash_of_all)
        with s01.installation(folder, path, here) as door:
            return [said for said in s01.answers(batch.people, here, door) if said]

    return told


@pytest.fixture
def fresh(held):
    """Return the same release at a desk that remembers nothing that was made for another test."""
    kept = {name: Cache(64) for name in ("_made", "_books", "_counts", "_official")}
    standing._inbox.cache_clear()
    yield replace(held, desk=replace(held.desk, **kept))
    standing._inbox.cache_clear()  # nor may another test be given what a missing check let through


def batch_of(dataset, reach, *people):
    """Return these people, of whom the partners were given one data set."""
    gave = {dataset: reach}
    made = (
        Person(f"person-{at}", partner, state, frozenset(roles), gave, listed)
        for at, (partner, state, roles, listed) in enumerate(people)
    )
    return matrix.Batch(tuple(made), gave)


OWNER = ("derbyshire", stated.IN_USE, (), None)
COMMISSIONER = ("derbyshire", stated.IN_USE, ("commissioning",), {RECORDS: OWN})
TRUST = ("northamptonshire_trust", stated.IN_USE, (), None)
PUBLISHER = ("derbyshire", stated.IN_USE, ("publisher",), {})
HOST_PUBLISHER = ("regional_host", stated.IN_USE, ("publisher",), None)
UNPROVED = ("derbyshire", stated.UNPROVED, ("commissioning",), None)
DISABLED, UNKNOWN, SHOWN = (("derbyshire", state, (), None) for state in stated.STATES[2:5])
STRANGER = ("elsewhere", stated.STATES[5], (), None)
GONE_OUT, LEFT_ALONE = (("derbyshire", state, (), None) for state in stated.STATES[6:])
EVERYBODY = (
    *(OWNER, COMMISSIONER, TRUST, PUBLISHER, UNPROVED, DISABLED, UNKNOWN, SHOWN, STRANGER),
    *(GONE_OUT, LEFT_ALONE),
    ("derbyshire", stated.IN_USE, stated.ROLES, None),
    HOST_PUBLISHER,
    ("derbyshire", stated.UNPROVED, ("executive",), None),
)


def test_the_matrix_holds_and_is_counted(tmp_path, held, monkeypatch):
    monkeypatch.setattr(matrix, "make", lambda *_: held)
    monkeypatch.setattr(s01, "_EVERY", 89)
    found = s01.check(tmp_path, full=False)
    assert found.failures == ()
    assert found.n > 1_500
    assert found.figure["people"] > 60
    assert found.figure["answered_otherwise"] == 0


def test_those_whose_doors_are_tried_get_what_was_stated(wrong):
    assert wrong(batch_of(RECORDS, REGION, *EVERYBODY)) == []
    assert wrong(batch_of(RECORDS, OWN, OWNER, TRUST)) == []


def view_open(table):
    """Return the statements of a scope in which one guarded table is open."""
    view = scope._GUARDED_VIEW.format(table=table)
    assert view in scope._SCOPE
    return scope._SCOPE.replace(view, scope._OPEN_VIEW.format(table=table))


def without_lists(patch):
    def all_of(_account, given):
        return frozenset(Grant(one.dataset, one.reach) for one in given)

    patch.setattr(policy, "grants_of", all_of)


def whoever_is_in_the_file(self, name):
    return self.current().credentials.usernames.get(name)


def everybodys(self, _account):
    columns = (SESSIONS.c[name] for name in ("hash", "source", "created", "seen"))
    with reading(self.engine) as connection:
        return tuple(Begun(*row) for row in connection.execute(sa.select(*columns)))


def ended(self, *which):
    with writing(self.engine) as connection:
        connection.execute(SESSIONS.update().where(*which).values(ended=self.clock()))


def anybodys(self, _account, session_hash):
    ended(self, SESSIONS.c.hash == session_hash)


def all_others(self, _account, kept):
    ended(self, SESSIONS.c.hash != kept)


NOTHING = scope._OPEN_VIEW.rstrip().removesuffix(";") + " WHERE FALSE;"
ROWS = {
    "returns of others": lambda patch: patch.setattr(scope, "_SCOPE", view_open("submission")),
    "records of others": lambda patch: patch.setattr(scope, "_OWN_VIEW", scope._OPEN_VIEW),
    "own records": lambda patch: patch.setattr(scope, "_OWN_VIEW", NOTHING),
    "shared figures": lambda patch: patch.setattr(scope, "_GUARDED_VIEW", scope._OPEN_VIEW),
    "prices": lambda patch: patch.setattr(scope, "_REGION_VIEW", scope._OPEN_VIEW),
}
CHECKS = {
    "page": (OWNER, lambda patch: patch.setattr(menu, "is_open", lambda *_: True)),
    "open page": (OWNER, lambda patch: patch.setattr(menu, "is_open", lambda *_: False)),
    "own list": (PUBLISHER, without_lists),
    "second factor": (
        UNPROVED,
        lambda patch: patch.setattr(doors, "needs_factor", lambda _: False),
    ),
    "role of the placements": (
        OWNER,
        lambda patch: patch.setattr(gate, "may_open", lambda _: None),
    ),
    "disabled": (
        DISABLED,
        lambda patch: patch.setattr(Accounts, "find", whoever_is_in_the_file),
    ),
    "demonstration": (
        SHOWN,
        lambda patch: patch.setattr(Accounts, "find", whoever_is_in_the_file),
    ),
    "partner of the region": (
        STRANGER,
        lambda patch: patch.setattr(policy, "_own_areas", lambda *_: frozenset()),
    ),
    "sign-out": (GONE_OUT, lambda patch: patch.setattr(Sessions, "end", lambda *_: None)),
    "idle sessions": (LEFT_ALONE, lambda patch: patch.setattr(sessions, "IDLE_SECONDS", 10**9)),
    "log": (OWNER, lambda patch: patch.setattr(Log, "people", lambda _: ())),
    "accounts": (OWNER, lambda patch: patch.setattr(People, "listed", lambda _: ())),
    "returns on their way": (
        PUBLISHER,
        lambda patch: patch.setattr(standing, "owns", lambda *_: True),
    ),
    "publisher of the host": (
        PUBLISHER,
        lambda patch: patch.setattr(standing, "is_publisher", lambda who, _: bool(who.roles)),
    ),
    "own notes": (OWNER, lambda patch: patch.setattr(NoteActs, "may_note", lambda *_: True)),
    "decisions": (
        PUBLISHER,
        lambda patch: patch.setattr(Bound, "_publishers_only", lambda _: None),
    ),
    "own sessions": (OWNER, lambda patch: patch.setattr(Sessions, "of", everybodys)),
    "ending own sessions": (OWNER, lambda patch: patch.setattr(Sessions, "end_one", anybodys)),
    "ending the others": (OWNER, lambda patch: patch.setattr(Sessions, "end_others", all_others)),
}


@pytest.mark.parametrize("without", ROWS.values(), ids=ROWS)
def test_rows_that_are_not_kept_apart_are_noticed(wrong, fresh, monkeypatch, without):
    without(monkeypatch)
    assert wrong(batch_of(RECORDS, OWN, OWNER), fresh)


@pytest.mark.parametrize(("who", "without"), CHECKS.values(), ids=CHECKS)
def test_a_check_that_is_gone_is_noticed(wrong, fresh, monkeypatch, who, without):
    without(monkeypatch)
    assert wrong(batch_of(RECORDS, REGION, who), fresh)


def test_counts_that_are_not_kept_apart_are_refused_by_the_protection(wrong, fresh, monkeypatch):
    monkeypatch.setattr(scope, "_SCOPE", view_open("returned"))
    with pytest.raises(KeyError):
        wrong(batch_of(RECORDS, OWN, OWNER), fresh)


@pytest.mark.parametrize(
    ("dataset", "check"),
    [("workforce", "may_open_workforce"), ("school_exclusions", "check_asked")],
)
def test_an_analysis_that_asks_nothing_of_its_reader_is_noticed(wrong, monkeypatch, dataset, check):
    nobody = batch_of(dataset, REGION, PUBLISHER)
    assert wrong(nobody) == []
    monkeypatch.setattr(gate, check, lambda *_: None)
    (said,) = wrong(nobody)
    assert said.startswith(f"analyses of {dataset}: True instead of False")


@pytest.mark.parametrize(
    ("who", "place", "check"),
    [(HOST_PUBLISHER, dfe_return, "exact_reader"), (PUBLISHER, Bound, "_publishers_only")],
)
def test_a_return_to_dfe_that_asks_less_of_its_signer_is_noticed(wrong, who, place, check):
    batch = batch_of("riia_quarterly", OWN, who)
    assert wrong(batch) == []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dfe_return, "exact_reader", lambda viewer, *_: viewer)
        patch.setattr(place, check, lambda who, *_: who)
        assert any(said.startswith("sign the return to DfE: True") for said in wrong(batch))


def test_a_page_or_data_set_without_a_rule_is_a_failure_and_so_is_a_rule_for_nothing(
    held, monkeypatch
):
    assert list(s01.without_a_rule(held)) == []
    monkeypatch.setattr(stated, "PAGES", {**stated.PAGES, "gone": stated.Rule()})
    kept = {name: kind for name, kind in stated.DATASETS.items() if name != RECORDS}
    monkeypatch.setattr(stated, "DATASETS", kept)
    assert list(s01.without_a_rule(held)) == [
        "There is no page 'gone'.",
        f"The data set '{RECORDS}' has no rule.",
    ]


def test_a_page_that_nobody_has_stated_a_rule_for_is_answered_wrongly_to_everybody(
    wrong, monkeypatch
):
    without = {name: rule for name, rule in stated.PAGES.items() if name != "home"}
    monkeypatch.setattr(stated, "PAGES", without)
    said = wrong(batch_of(RECORDS, REGION, OWNER, DISABLED))
    assert len(said) == 2
    assert said[0].startswith("page home: True instead of nothing stated (in use, derbyshire, no")


def test_the_roles_stated_are_those_an_account_can_have():
    assert sorted(stated.ROLES) == sorted(get_args(Role))


def test_everybody_is_everybody():
    (batch,) = list(matrix.batches([RECORDS], every=1))[2:]
    assert len(batch.people) == len(matrix.LISTS) * len(matrix.ROLE_SETS) * len(stated.STATES)
    assert {one.state for one in batch.people} == set(stated.STATES)
    assert {one.partner for one in batch.people} == {*stated.SERVES, "elsewhere"}
    assert all(len(list(one.people)) > 1 for one in matrix.batches([RECORDS], every=59))

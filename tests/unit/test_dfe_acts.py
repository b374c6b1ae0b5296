"""The return to DfE: made only once two different people have signed it as it is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd
import pytest
import sqlalchemy as sa
from audit_reader import audit_lines
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workflow_builders import ANALYST, NOW, PUBLISHER, SECOND, door, new_store, person

from yardstick.access.audit import Action
from yardstick.access.errors import AccessDenied
from yardstick.store.dfe_signatures import signatures
from yardstick.store.errors import StoreError
from yardstick.store.places import operations
from yardstick.submissions.exact import Exact

PERIOD = "2024-25 Q3"
THIRD = person("host.third", "host", roles=("publisher",))


@dataclass
class Made:
    """What would make the return: its release and its content can change under a signer's hands."""

    release: str = "r0001-aaaaaaaa"
    checksum: str = "a" * 64
    rows: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"number": [3]}))

    def periods(self):
        return (PERIOD, "2024-25 Q2")

    def of(self, period):
        return Exact(period, self.release, self.rows, self.checksum, 8, 10)


@pytest.fixture
def store(tmp_path):
    return new_store(tmp_path)


@pytest.fixture
def made():
    return Made()


@pytest.fixture
def at(store, made):
    return lambda viewer=PUBLISHER: door(store, viewer, exact=made)


def lines(store):
    return audit_lines(operations(store))


def test_two_people_sign_and_then_it_is_made(at, store, made):
    assert at().dfe_periods() == (PERIOD, "2024-25 Q2")
    looked = at().look_at_dfe_return(PERIOD)
    first = at().sign_dfe_return(PERIOD, looked.checksum)
    assert (first.complete, first.may_sign) == (False, False)
    assert at(SECOND).dfe_standing(PERIOD).may_sign
    second = at(SECOND).sign_dfe_return(PERIOD, looked.checksum)
    assert second.complete
    found, standing = at(THIRD).make_dfe_return(PERIOD)
    assert found.rows is made.rows
    assert [one.account for one in standing.signed] == ["host.publisher", "host.second"]
    assert {one.at for one in standing.signed} == {NOW}
    named = {"period": PERIOD, "release": made.release, "checksum": made.checksum}
    assert lines(store) == [
        ("host.publisher", Action.LOOKED_AT_DFE_RETURN, named),
        ("host.publisher", Action.SIGNED_DFE_RETURN, named),
        ("host.second", Action.SIGNED_DFE_RETURN, named),
        ("host.third", Action.MADE_DFE_RETURN, named),
    ]


def test_it_is_refused_until_both_have_signed_and_says_how_many_are_missing(at, store, made):
    with pytest.raises(StoreError, match=r"must first be signed by two people\.$"):
        at().make_dfe_return(PERIOD)
    at().sign_dfe_return(PERIOD, made.checksum)
    with pytest.raises(StoreError, match=r"must first be signed by one more person\.$"):
        at().make_dfe_return(PERIOD)
    assert Action.MADE_DFE_RETURN not in {did for _, did, _ in lines(store)}


def test_nobody_signs_twice(at, made):
    at().sign_dfe_return(PERIOD, made.checksum)
    with pytest.raises(StoreError, match="Somebody else must sign it"):
        at().sign_dfe_return(PERIOD, made.checksum)
    assert not at().dfe_standing(PERIOD).complete


def test_what_was_not_looked_at_is_not_signed(at, store, made):
    looked = at().look_at_dfe_return(PERIOD)
    made.checksum = "b" * 64
    with pytest.raises(StoreError, match="no longer what you looked at"):
        at().sign_dfe_return(PERIOD, looked.checksum)
    assert signatures(store, PERIOD) == ()


@pytest.mark.parametrize("changed", [{"release": "r0002-bbbbbbbb"}, {"checksum": "b" * 64}])
def test_signatures_lapse_with_the_release_or_the_content(at, made, changed):
    for viewer in (PUBLISHER, SECOND):
        at(viewer).sign_dfe_return(PERIOD, made.checksum)
    for name, value in changed.items():
        setattr(made, name, value)
    standing = at().dfe_standing(PERIOD)
    assert (standing.complete, standing.may_sign) == (False, True)
    assert (len(standing.signed), len(standing.lapsed)) == (0, 2)
    with pytest.raises(StoreError, match="What was signed before has been revised since"):
        at().make_dfe_return(PERIOD)


def test_a_signature_is_of_one_quarter(at, made):
    at().sign_dfe_return(PERIOD, made.checksum)
    assert at().dfe_standing("2024-25 Q2").signed == ()


def test_a_quarter_that_there_is_none_of_is_refused(at):
    for ask in ("dfe_standing", "look_at_dfe_return", "make_dfe_return"):
        with pytest.raises(StoreError, match="no return of that quarter"):
            getattr(at(), ask)("2030-31 Q1")
    with pytest.raises(StoreError, match="no return of that quarter"):
        at().sign_dfe_return("", "a" * 64)


@pytest.mark.parametrize(
    "who",
    [ANALYST, person("host.reader", "host"), replace(PUBLISHER, partner="rutland")],
)
def test_nobody_else_learns_even_that_there_is_one(at, store, who):
    for ask in (
        lambda acts: acts.dfe_periods(),
        lambda acts: acts.dfe_standing(PERIOD),
        lambda acts: acts.look_at_dfe_return(PERIOD),
        lambda acts: acts.sign_dfe_return(PERIOD, "a" * 64),
        lambda acts: acts.make_dfe_return(PERIOD),
    ):
        with pytest.raises(AccessDenied):
            ask(at(who))
    assert lines(store) == []


def test_a_signature_cannot_be_changed_or_removed(at, store, made):
    at().sign_dfe_return(PERIOD, made.checksum)
    for statement in ("UPDATE dfe_signature SET account = 'other'", "DELETE FROM dfe_signature"):
        with (
            pytest.raises(sa.exc.IntegrityError, match="only ever grows"),
            operations(store).begin() as connection,
        ):
            connection.execute(sa.text(statement))


STEPS = st.lists(
    st.one_of(
        st.sampled_from([PUBLISHER, SECOND, THIRD]),
        st.sampled_from(["r0001-aaaaaaaa", "r0002-bbbbbbbb"]),
        st.sampled_from(["a" * 64, "b" * 64]),
    ),
    max_size=12,
)


@given(steps=STEPS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_it_is_made_only_of_what_two_people_signed(tmp_path_factory, steps):
    store, made = new_store(tmp_path_factory.mktemp("steps")), Made()
    signed = set()  # the naive twin: who signed what
    for step in steps:
        if isinstance(step, str):
            setattr(made, "checksum" if len(step) == 64 else "release", step)
            continue
        now = (step.account, made.release, made.checksum)
        if now in signed:
            with pytest.raises(StoreError):
                door(store, step, exact=made).sign_dfe_return(PERIOD, made.checksum)
        else:
            door(store, step, exact=made).sign_dfe_return(PERIOD, made.checksum)
        signed.add(now)
    people = {who for who, *what in signed if what == [made.release, made.checksum]}
    if len(people) >= 2:
        assert door(store, THIRD, exact=made).make_dfe_return(PERIOD)[1].complete
    else:
        with pytest.raises(StoreError):
            door(store, THIRD, exact=made).make_dfe_return(PERIOD)
    operations(store).dispose()

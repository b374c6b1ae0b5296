"""Tokens on receipt: only whole ones, only of a named key, and never kept as they came."""

from __future__ import annotations

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pseudonymise_builders import DERBY, LEICESTER, key

from yardstick.catalogue.declarations import DataSet
from yardstick.catalogue.records import AtPartner, Column, Table
from yardstick.intake.errors import IntakeError
from yardstick.intake.tokens import KEPT, kept_token, received, year_of
from yardstick.pseudonymise.tokens import token

HOST = b"h" * 32


def ref(name, does="token"):
    return Column(
        name=name, label="Pupil", type="token", required=True,
        at_partner=AtPartner(of=("upn",), does=does),
    )  # fmt: skip


SCHOOL = Column(name="school_urn", label="School", type="urn", required=True)


def declared(identifier, *columns):
    return Table(
        id=identifier,
        title=identifier.title(),
        grain="one pupil",
        key=("pupil_ref",),
        columns=columns,
        sample=({"pupil_ref": "any"},),
    )


TABLES = (
    declared("exclusions", ref("pupil_ref"), SCHOOL, ref("pupil_before", "token_before")),
    declared("leavers", ref("pupil_ref")),
)
DATASET = DataSet.model_construct(
    id="school_exclusions", title="Exclusions", number=5, tables=TABLES
)
OTHER = DataSet.model_construct(id="send_placements", title="Placements", number=4, tables=TABLES)
NOW, BEFORE = key(), key(year="2023/24")


def sent(*numbers, before=()):
    earlier = [*before, *[None] * (len(numbers) - len(before))]
    return {
        "exclusions": pa.table(
            {
                "pupil_ref": [token(NOW, "UPN", one) for one in numbers],
                "school_urn": ["123456"] * len(numbers),
                "pupil_before": pa.array(
                    [one and token(BEFORE, "UPN", one) for one in earlier], pa.string()
                ),
            }
        )
    }


def taken(tables, dataset=DATASET, host=HOST, named=NOW.key_id, before=BEFORE.key_id):
    return received(tables, dataset, {named}, {before}, host)


def test_what_is_kept_is_no_token_and_links_the_same_rows():
    given_tables = sent(DERBY, LEICESTER, DERBY, before=[DERBY])
    kept = taken(given_tables)["exclusions"]
    refs = kept["pupil_ref"].to_pylist()
    assert refs[0] == refs[2] != refs[1]
    assert all(KEPT.fullmatch(one) for one in refs)
    assert kept["school_urn"].to_pylist() == ["123456"] * 3
    assert kept["pupil_before"].to_pylist()[1:] == [None, None]
    assert not set(given_tables["exclusions"]["pupil_ref"].to_pylist()) & set(refs)


def test_a_pupil_is_another_in_each_data_set_and_for_each_host():
    (one,) = taken(sent(DERBY))["exclusions"]["pupil_ref"].to_pylist()
    (two,) = taken(sent(DERBY), host=b"i" * 32)["exclusions"]["pupil_ref"].to_pylist()
    (three,) = taken(sent(DERBY), OTHER)["exclusions"]["pupil_ref"].to_pylist()
    assert one[3:] != two[3:] != three[3:] != one[3:]
    assert (one[:3], three[:3]) == ("P5-", "P4-")


def test_a_table_without_rows_stays_without_rows():
    empty = {"exclusions": sent(DERBY)["exclusions"].slice(1)}
    assert taken(empty)["exclusions"].num_rows == 0


def test_a_token_of_a_key_that_nobody_named_is_refused():
    with pytest.raises(IntakeError, match=f"the key {NOW.key_id}, which nobody named for"):
        taken(sent(DERBY), named="AAAA")
    with pytest.raises(IntakeError, match=r"'pupil_before' was made with the key"):
        taken(sent(DERBY, before=[DERBY]), before="AAAA")


@pytest.mark.parametrize("slipped", ["", "P5-" + "0" * 32, DERBY, "EM1-AAAA-B"])
def test_what_is_no_token_is_refused_without_being_said(slipped):
    tables = {"exclusions": pa.table({"pupil_ref": [slipped], "school_urn": [""],
                                      "pupil_before": pa.array([None], pa.string())})}  # fmt: skip
    with pytest.raises(IntakeError, match="Send the file that the tool wrote") as told:
        taken(tables)
    assert not slipped or slipped not in str(told.value)


@given(st.binary(min_size=1), st.text(min_size=1, max_size=40))
def test_what_is_kept_has_one_form_whatever_came(host, text):
    assert re.fullmatch(r"P5-[0-9a-f]{32}", kept_token(text, DATASET, host))


@pytest.mark.parametrize(
    ("period", "now", "before"),
    [("2024/25 Autumn", "2024/25", "2023/24"), ("2000-01 Q1", "1999/00", "1998/99")],
)
def test_the_year_of_a_key_follows_from_the_period(period, now, before):
    assert (year_of(period), year_of(period, before=True)) == (now, before)

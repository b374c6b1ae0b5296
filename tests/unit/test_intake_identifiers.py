"""The second line against identifiers: published examples, chance hits, and nothing repeated."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import random

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sheet_builders import column, sheet

from yardstick.intake.births import date_of, reads_as_births
from yardstick.intake.check_characters import is_nhs_number, is_uln
from yardstick.intake.forbidden_headers import is_forbidden
from yardstick.intake.guessable import is_guessable
from yardstick.intake.identifiers import identifiers_in
from yardstick.intake.signs import (
    holds_email,
    holds_nino,
    holds_phone,
    holds_postcode,
    holds_upn,
    is_plain_hash,
)

TODAY = dt.date(2026, 3, 1)
UPN = "A950000178301"
NHS = "943 476 5919"


def token(number):
    return "P5-" + hmac.new(b"key", str(number).encode(), hashlib.sha256).hexdigest()[:32]


def kinds(sheet, **known):
    return {(one.kind, one.refuses) for one in identifiers_in(sheet, today=TODAY, **known)}


@pytest.mark.parametrize(
    ("holds", "text", "whether"),
    [
        # domain 9.1: valid, with a wrong check letter, and a temporary one
        (holds_upn, "A950000178301", True),
        (holds_upn, "h243278544154", True),
        (holds_upn, "moved in, X845212818005, in May", True),
        (holds_upn, "M83040002400A", True),
        (holds_upn, "R247962919251", False),
        (holds_upn, "X428558133462", False),
        (holds_upn, "AA950000178301", False),
        (is_nhs_number, "943 476 5919", True),
        (is_nhs_number, "9434765919", True),
        (is_nhs_number, "943 476 5918", False),
        (is_nhs_number, "94347659", False),
        (is_uln, "1000000000", True),
        (is_uln, "1000000019", True),
        (is_uln, "9999999999", False),
        (is_uln, "1000000018", False),
        (is_uln, "0000000000", False),
        (holds_email, "write to a.b@school.org.uk today", True),
        (holds_email, "5 @ 30", False),
        (holds_postcode, "ng1 5ab", True),
        (holds_postcode, "DE13AA", True),
        (holds_postcode, "GIR 0AA", True),
        (holds_postcode, "moved to NG1 5AB in May", True),
        (holds_postcode, "NG1", False),
        (holds_postcode, "KS1 2ND attempt", False),
        (holds_postcode, "the s1 2nd form", False),
        (holds_nino, "AB 12 34 56 C", True),
        (holds_nino, "ab123456c", True),
        (holds_nino, "GB123456C", False),
        (holds_nino, "DB123456C", False),
        (holds_phone, "call 07700 900123", True),
        (holds_phone, "+44 (0)115 496 0123", True),
        (holds_phone, "01154960123", True),
        (holds_phone, "01-10-2023 12:30", False),
        (holds_phone, "831400024001", False),
        (holds_phone, "011 5496 01", False),
        (is_plain_hash, hashlib.sha256(b"x").hexdigest(), True),
        (is_plain_hash, hashlib.md5(b"x").hexdigest(), True),  # noqa: S324 - what must be found
        (is_plain_hash, token(1), False),
    ],
)
def test_each_kind_is_told_by_its_form_and_check_character(holds, text, whether):
    assert holds(text) is whether


@pytest.mark.parametrize(
    ("header", "whether"),
    [
        ("UPN", True),
        ("Former UPN", True),
        ("pupil_DOB", True),
        ("childUpn", True),
        ("Date of birth", True),
        ("NHS No.", True),
        ("Social-worker name", True),
        ("notes", True),
        ("la_name", False),
        ("number of carers", False),
        ("count", False),
        ("postcode_district", False),
        ("", False),
    ],
)
def test_a_header_is_compared_without_case_and_punctuation(header, whether):
    assert is_forbidden(header) is whether


def test_a_declared_header_may_stand_though_it_looks_forbidden():
    assert not is_forbidden("Comment", {"comment"})
    found = column("Comment", ["x"])
    assert kinds(found) == {("a column that may not be sent", True)}
    assert kinds(found, allowed_headers=["comment"]) == set()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2012-03-04", dt.date(2012, 3, 4)),
        ("2012-3-4T00:00:00", dt.date(2012, 3, 4)),
        ("4/3/2012", dt.date(2012, 3, 4)),
        ("04 MARCH 2012", dt.date(2012, 3, 4)),
        ("04-MAX-2012", None),
        ("31/02/2012", None),
        ("2012", None),
    ],
)
def test_dates_are_read_days_first(text, date):
    assert date_of(text) == date


@pytest.mark.parametrize(
    ("cells", "births"),
    [
        ({"2012-03-04": 5, "01/09/2008": 3}, True),
        ({"2012-03-04": 97, "not known": 3}, True),
        ({"2012-03-04": 3, "04/03/2012": 2}, True),
        ({"2012-03-04": 90, "not known": 10}, False),
        ({"2012-03-04": 9, "1990-01-01": 1}, False),
        ({"2012-03-04": 9, "2027-01-01": 1}, False),
        ({"2012-03-04": 4, "2025-01-01": 5}, False),
        ({"": 0}, False),
    ],
)
def test_births_are_dates_of_the_last_26_years_most_of_them_of_pupils(cells, births):
    assert reads_as_births(cells, TODAY) is births


@pytest.mark.parametrize(
    ("tokens", "guessable"),
    [
        ([token(at) for at in range(500)], False),
        ([f"P5-{at:032x}" for at in (7, 8)], True),
        ([f"P5-{at}{'0' * 31}" for at in (7, 8)], True),
        ([f"P5-{at}" for at in (4711, 815)], True),
        ([], False),
    ],
)
def test_running_and_short_pseudonyms_can_be_guessed(tokens, guessable):
    assert is_guessable(pa.array(tokens, pa.string())) is guessable


def test_pseudonyms_are_looked_at_only_in_their_columns():
    running = column("child", [f"X{at}" for at in range(9)])
    assert kinds(running) == set()
    assert kinds(running, pseudonym_columns=["Child"]) == {("pseudonyms that can be guessed", True)}
    keyed = column("child", [*map(token, range(400)), token(1)])
    assert kinds(keyed, pseudonym_columns=["child"]) == set()


@pytest.mark.parametrize(
    ("hits", "others", "refuses"), [(1, 200, False), (2, 500, False), (3, 900, True), (1, 50, True)]
)
def test_a_pupil_number_by_chance_is_a_warning_and_three_or_one_in_a_hundred_are_none(
    hits, others, refuses
):
    cells = ["x"] * others + [UPN] * hits
    found = identifiers_in(column("code", cells), today=TODAY)
    assert [(one.refuses, one.row, one.cells, one.place) for one in found] == [
        (refuses, others + 2, hits, f"A{others + 2}")
    ]
    in_tokens = column("code", [*map(token, range(others)), UPN])
    refused = identifiers_in(in_tokens, pseudonym_columns=["code"], today=TODAY)
    assert all(one.refuses for one in refused)
    assert any("UPN" in one.kind for one in refused)


@pytest.mark.parametrize(("share", "refused"), [(20, True), (19, True), (18, False)])
def test_nearly_all_numbers_of_a_column_must_pass_the_check_of_ten_digits(share, refused):
    cells = [NHS] * share + ["943 476 5918"] * (20 - share)
    assert (("NHS numbers", True) in kinds(column("number", cells))) is refused


@pytest.mark.parametrize("text", ["NG1 5AB", "a@b.org", "AB123456C"])
def test_one_cell_anywhere_refuses_what_no_honest_cell_looks_like(text):
    plain = [("", ""), ("a", "b"), ("1", "2"), ("", "")]
    for row in range(4):
        for at in range(2):
            rows = [list(cells) for cells in plain]
            rows[row][at] = text
            (found,) = identifiers_in(sheet(*rows), header_row=1, today=TODAY)
            assert found.refuses
            assert found.place == f"{'AB'[at]}{row + 1}"


def test_wide_and_invisible_letters_hide_nothing():
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in UPN)
    assert kinds(column("code", [f" {wide}\N{ZERO WIDTH SPACE} "])) == {
        ("a unique pupil number (UPN)", True)
    }


def test_births_stand_out_but_for_dates_that_are_declared():
    born = column("start", ["2012-03-04", "2013-04-05"])
    assert kinds(born) == {("dates of birth", True)}
    assert kinds(born, date_headers=["Start"]) == set()


def test_no_finding_repeats_a_value_not_even_a_first_row_or_a_sheets_name():
    headless = sheet(
        (UPN, NHS, "Ann"), (UPN, NHS, "a@b.org"), (UPN, NHS, "NG1 5AB"), name="NG1 5AB"
    )
    found = identifiers_in(headless, pseudonym_columns=[], today=TODAY)
    said = " ".join(map(str, found))
    assert {one.kind for one in found} >= {"NHS numbers", "a full postcode", "an e-mail address"}
    for value in (UPN, NHS, "Ann", "a@b.org", "NG1 5AB"):
        assert value not in said
    assert found[0].place == "a sheet's name"


def test_the_name_of_a_declared_or_forbidden_column_is_said():
    (first, second) = identifiers_in(column("UPN", [UPN]), today=TODAY)
    assert (first.header, second.header) == ("UPN", "UPN")
    assert first.place == "A1"
    (declared,) = identifiers_in(column("code", [UPN]), allowed_headers=["Code"], today=TODAY)
    assert declared.header == "code"
    (unknown,) = identifiers_in(column("code", [UPN]), today=TODAY)
    assert unknown.header == ""


def test_a_sheet_with_nothing_or_less_than_a_header_has_nothing_to_find():
    assert identifiers_in(sheet((), name="Empty")) == ()
    assert identifiers_in(sheet(("a", "b")), header_row=5) == ()
    assert identifiers_in(sheet(("a", "b"))) == ()


@given(st.integers(0, 10**6), st.data())
def test_any_three_pupil_numbers_are_found_wherever_they_stand(seed, data):
    chance = random.Random(seed)  # noqa: S311 - invented numbers, not secrets
    digits = [f"{chance.randrange(10**12):012}" for _ in range(3)]
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    numbers = [
        letters[sum(int(one) * at for at, one in enumerate(text, 2)) % 23] + text for text in digits
    ]
    others = data.draw(st.lists(st.sampled_from(["x", "12", "E06000015"]), max_size=20))
    cells = data.draw(st.permutations([*numbers, *others]))
    assert ("a unique pupil number (UPN)", True) in kinds(column("code", cells))

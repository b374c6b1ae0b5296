"""Which official file a file is, and whether the declared families can be told apart."""

from __future__ import annotations

import pytest
from intake_catalogue import ABOUT, DERBY, LAIT, families, lines, referrals
from pydantic import ValidationError

from yardstick.catalogue.sources import OfficialMeasure
from yardstick.intake.errors import IntakeError
from yardstick.intake.families import recognise
from yardstick.intake.reading import table_of
from yardstick.intake.symbols import symbols_of

CARE_LEAVERS = ("care_leaver_age", "breakdown", "care_leaver_count", "care_leaver_percent")


def recognised(raw: bytes) -> str:
    return recognise(table_of(raw), families().values()).source.id


def full_header(source) -> tuple[str, ...]:
    """Return every header the family's declaration names."""
    named = [*source.recognised_by, *(c for m in source.measures for c in (*m.reads, *m.where))]
    return tuple(dict.fromkeys([*ABOUT, *named]))


@pytest.mark.parametrize("identifier", sorted(families()))
def test_a_family_is_told_from_every_other_by_its_own_headers(identifier):
    source = families()[identifier]
    headers = full_header(source)
    where = next((measure.where for measure in source.measures if measure.where), {})
    row = tuple(where.get(header, "1") for header in headers)
    quoted = [tuple(f'"{cell}"' for cell in cells) for cells in (headers, row)]
    assert recognised(lines(*quoted)) == identifier


@pytest.mark.parametrize("identifier", sorted(families()))
def test_a_family_names_each_measure_once_and_gives_its_symbols_a_meaning(identifier):
    source = families()[identifier]
    codes = [measure.code for measure in source.measures]
    assert len(codes) == len(set(codes))
    assert symbols_of(source)
    assert (source.layout == "lait_dictionary") == (not codes)


def test_headers_of_another_year_are_recognised():
    raw = referrals(("2025", *DERBY, "1", "2", "3")).replace(b"Referrals,", b"referral_count,", 1)
    assert recognised(raw.replace(b"Re_referrals", b"REREFERRAL_COUNT")) == "cin_referrals"


@pytest.mark.parametrize(
    ("breakdown", "family"),
    [
        ("Suitability total", "cla_care_leaver_accommodation"),
        ("Total", "cla_care_leaver_activity"),
    ],
)
def test_families_with_the_same_headers_are_told_apart_by_their_rows(breakdown, family):
    area = ("2025", "Reporting year", *DERBY)
    raw = lines(
        (*ABOUT, *CARE_LEAVERS),
        ("too few",),
        (*area, "19 to 21 years", "Another breakdown", "1", "1"),
        (*area, "19 to 21 years", breakdown, "1", "1"),
    )
    assert recognised(raw) == family


def test_the_headers_of_a_family_without_any_of_its_measures_are_another_file():
    raw = lines((*ABOUT, "cla_group", "characteristic", "number"), ("2025",) + ("x",) * 12)
    with pytest.raises(IntakeError, match="not an official file known here"):
        recognised(raw)


def test_an_unknown_file_is_told_in_one_sentence_which_families_there_are():
    with pytest.raises(IntakeError) as fault:
        recognised(b"ukprn,max_award_amount\n1,2\n")
    text = str(fault.value)
    assert "its first row begins 'ukprn', 'max_award_amount'" in text
    assert "\n" not in text
    assert text.count(". ") == 0
    assert all(identifier in text for identifier in families())


@pytest.mark.parametrize("raw", [b"Short Desc,Years,Values,LA Number\n", b"a\n\n,\n"])
def test_a_header_without_rows_is_no_file(raw):
    with pytest.raises(IntakeError, match="has a first row and no others"):
        recognised(raw)


def test_families_that_cannot_be_told_apart_are_a_fault_of_their_declarations():
    lait = families()["lait"]
    twin = lait.model_copy(update={"id": "twin"})
    table = table_of(lines(LAIT, ("1",) * len(LAIT)))
    with pytest.raises(IntakeError, match=r"could be lait and twin\. Their recognised_by"):
        recognise(table, [lait, twin])


@pytest.mark.parametrize(
    "given", [{}, {"columns": ["one"]}, {"column": "a", "columns": ["b", "c"]}]
)
def test_a_measure_reads_one_column_or_adds_several(given):
    with pytest.raises(ValidationError, match="columns"):
        OfficialMeasure.model_validate({"code": "m", "label": "Measure", **given})

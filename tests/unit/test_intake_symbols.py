"""Cells of figures: numbers however they are written, and the symbols of each family."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_catalogue import families

from yardstick.intake.errors import IntakeError, NotHeldError
from yardstick.intake.symbols import Cell, add_up, read_cell, read_number, symbols_of
from yardstick.model import Status

SYMBOLS = symbols_of(families()["cin_referrals"])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-0.03", -0.03),
        ("−0.03", -0.03),
        ("+7", 7),
        (".5", 0.5),
        ("5.", 5),
        ("1,234", 1234),
        ("1,234,567.8", 1234567.8),
        ("7.0000000000000007E-2", 0.07),
        ("-7.0000000000000007e-2", -0.07),
        ("1E3", 1000),
        ("4.9000000000000004", 4.9),
        ("76.599999999999994", 76.6),
        ("9999.9999999999999", 10000),
        ("12183016", 12183016),
        ("123456789012345", 123456789012345),
        ("-0", 0),
    ],
)
def test_a_number_is_read_however_it_is_written(text, value):
    assert read_number(text) == value


def test_minus_zero_is_a_plain_zero():
    assert str(read_number("-0.0")) == "0.0"


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", ".", "e5", "nan", "NaN", "inf", "Infinity", "1_000", "1,23", "12,3456", "1 000"),
        *("12%", "£5", "0x10", "1e", "1e5000", "٣", "1.2.3", "--1", "c5", "TRUE", "1e999"),
    ],
)
def test_what_is_no_number_is_never_taken_for_one(text):
    with pytest.raises(NotHeldError, match="left out"):
        read_number(text)


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_number_keeps_ten_digits(number):
    assert read_number(repr(number)) == pytest.approx(number, rel=1e-9, abs=0)


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_whole_number_stays_exact_with_or_without_commas(number):
    assert read_number(str(number)) == number
    assert read_number(f"{number:,}") == number


@given(st.decimals(-100_000, 100_000, places=3))
def test_reading_what_was_read_changes_nothing(number):
    once = read_number(str(number))
    assert read_number(repr(once)) == once == float(number)


@given(st.text(max_size=12))
def test_any_text_is_a_cell_or_a_report(text):
    try:
        cell = read_cell(text, SYMBOLS)
    except NotHeldError:
        return
    assert (cell.value is None) != cell.status.has_value


@pytest.mark.parametrize(
    ("family", "text", "status"),
    [
        ("cin_referrals", "c", Status.SUPPRESSED),
        ("cin_referrals", "X", Status.UNAVAILABLE),
        ("cin_referrals", "z", Status.NOT_APPLICABLE),
        ("cin_referrals", "k", Status.ROUNDS_TO_ZERO),
        ("cin_referrals", "u", Status.UNRELIABLE),
        ("cin_referrals", "low", Status.LOW),
        ("cin_referrals", ":", Status.UNAVAILABLE),
        ("cin_referrals", "~", Status.LOW),
        ("cin_referrals", "", Status.UNAVAILABLE),
        ("exclusions", "x", Status.SUPPRESSED),
        ("exclusions", ".", Status.NOT_APPLICABLE),
        ("exclusion_reasons", "x", Status.SUPPRESSED),
        ("lait", "-", Status.UNAVAILABLE),
        ("lait", "NA", Status.UNAVAILABLE),
    ],
)
def test_a_symbol_means_what_its_family_declares(family, text, status):
    assert read_cell(text, symbols_of(families()[family])) == Cell(None, status)


@pytest.mark.parametrize("text", ["-", ".", "q", "NA"])
def test_a_symbol_of_another_family_is_reported(text):
    with pytest.raises(NotHeldError, match="neither a number nor a symbol"):
        read_cell(text, SYMBOLS)


@pytest.mark.parametrize("letter", ["q", "p", "shown"])
def test_a_symbol_cannot_mean_that_there_is_a_number(letter):
    source = families()["cin_referrals"].model_copy(update={"symbols": {"c": letter}})
    with pytest.raises(IntakeError, match=rf"cin_referrals.yaml: symbols: 'c' .* '{letter}'"):
        symbols_of(source)


def test_parts_add_up():
    assert add_up([Cell(1.5, Status.SHOWN), Cell(2.0, Status.SHOWN)]) == Cell(3.5, Status.SHOWN)


def test_a_sum_with_a_hidden_part_is_hidden_and_says_why():
    parts = [Cell(10, Status.SHOWN), Cell(None, Status.UNAVAILABLE), Cell(None, Status.SUPPRESSED)]
    assert add_up(parts) == Cell(None, Status.SUPPRESSED)

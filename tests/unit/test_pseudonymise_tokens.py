"""Tokens: as the standards have them, alike for one pupil, and telling nothing without the key."""

from __future__ import annotations

import hmac
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pseudonymise_builders import DERBY, KEY, LEICESTER, RUTLAND, TEMPORARY, key

from yardstick.pseudonymise import upn
from yardstick.pseudonymise.errors import PseudonymiseError
from yardstick.pseudonymise.tokens import (
    ALPHABET,
    hkdf,
    key_id_of,
    purpose_key,
    token,
)

letters = st.text(ALPHABET, min_size=1, max_size=1)
numbers = st.text("0123456789", min_size=12, max_size=12)


def test_hmac_is_the_one_of_rfc_4231():
    found = hmac.digest(b"Jefe", b"what do ya want for nothing?", sha256).hex()
    assert found == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


@pytest.mark.parametrize(
    ("secret", "salt", "info", "length", "made"),
    [  # RFC 5869, A.1 and A.3
        (
            b"\x0b" * 22,
            bytes(range(13)),
            bytes(range(0xF0, 0xFA)),
            42,
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
        ),
        (
            b"\x0b" * 22,
            b"",
            b"",
            42,
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
        ),
    ],
)
def test_keys_are_derived_as_rfc_5869_says(secret, salt, info, length, made):
    assert hkdf(secret, salt, info, length).hex() == made


@pytest.mark.parametrize("number", ["A950000178301", "H243278544154", "X845212818005", DERBY])
def test_a_number_with_its_check_letter_is_one(number):
    assert upn.is_upn(number)


@pytest.mark.parametrize(
    "number", ["R247962919251", "X428558133462", "A95000017830", "", "I950000178301", TEMPORARY[1:]]
)
def test_a_number_without_it_is_none(number):
    assert not upn.is_upn(number)


def test_the_published_slips_should_have_begun_otherwise():
    assert upn.check_letter("R247962919251") == "Q"
    assert upn.check_letter("X428558133462") == "W"
    assert upn.is_upn(TEMPORARY)


@pytest.mark.parametrize(
    "written", [" f831400024001 ", "F831 4000 24001", "Ｆ８３１４０００２４００１"]
)
def test_one_pupil_is_spelt_one_way(written):
    assert upn.normal(written) == DERBY


def test_a_token_is_alike_within_a_data_set_and_year_and_unlike_beyond():
    made = token(key(), "UPN", DERBY)
    assert token(key(), "UPN", DERBY) == made
    others = {
        token(key(), "UPN", LEICESTER),
        token(key(), "ULN", DERBY),
        token(key(year="2025/26"), "UPN", DERBY),
        token(key(dataset="send_placements"), "UPN", DERBY),
        token(key(secret=bytes(32)), "UPN", DERBY),
    }
    assert len({made, *others}) == 6


def test_a_token_names_its_region_and_key_and_holds_nothing_of_the_number():
    made = token(key(), "UPN", RUTLAND)
    assert made.startswith(f"MS1-{key().key_id}-")
    assert key_id_of(made) == key().key_id
    assert "857" not in made


@given(numbers, st.data())
def test_every_slip_of_one_character_is_found(number, data):
    made = token(key(), "UPN", number)
    place = data.draw(st.integers(0, len(made) - 1))
    other = data.draw(st.sampled_from(ALPHABET + "-10"))
    slipped = made[:place] + other + made[place + 1 :]
    assert (key_id_of(slipped) is None) == (slipped != made)


@given(st.sets(numbers, min_size=2, max_size=40))
def test_two_pupils_never_share_a_token(pupils):
    assert len({token(key(), "UPN", pupil) for pupil in pupils}) == len(pupils)


def test_a_key_of_another_length_is_refused():
    with pytest.raises(PseudonymiseError, match="32 bytes"):
        purpose_key(KEY[:16], "MS", "school_exclusions", "2024/25")

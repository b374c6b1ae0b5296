"""What somebody would try first is no password: the commonest ones, and words of the place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from yardstick.access.guessable import PLACE, is_guessable
from yardstick.access.passwords import (
    MAXIMUM_BYTES,
    MINIMUM_CHARACTERS,
    Around,
    starting_password,
    weakness,
)

COMMONEST = FREQUENCY_LISTS["passwords"]
PAT = Around(known=("Pat", "Example", "derbyshire", "Analyst"))


def grown(password):
    """Return a password again and again until it is as long as is asked for."""
    return (password * -(-MINIMUM_CHARACTERS // len(password)))[:MAXIMUM_BYTES]


def test_every_stolen_password_that_is_long_enough_is_refused():
    long = [one for one in COMMONEST if len(one) >= MINIMUM_CHARACTERS]
    assert len(long) > 20
    assert [one for one in long if weakness(one) is None] == []


@pytest.mark.parametrize("end", ["", "2026!"])
def test_the_commonest_passwords_are_refused_however_they_are_made_long_enough(end):
    every_twentieth = COMMONEST[:3000:20]
    assert [one for one in every_twentieth if weakness(grown(one) + end) is None] == []


@pytest.mark.parametrize(
    "password",
    [
        "pat example 2026",
        "Pat Example, analyst",
        "derbyshire county council",
        "DerbyshireCouncil2026!",
        "childrens services director",
        "example example2 example3",
    ],
)
def test_words_of_the_person_and_the_place_are_worth_nothing(password):
    assert "Somebody would guess it early" in str(weakness(password, PAT))


def test_a_password_that_only_has_such_a_word_beside_others_is_good():
    assert weakness("derbyshire hills walking boots", PAT) is None


def test_a_short_word_that_is_known_counts_where_it_turns_up_by_chance():
    assert not is_guessable("tin cup sky", ("cup", "sky"))


@given(st.lists(st.sampled_from(PLACE), min_size=1, max_size=6))
def test_nothing_made_of_words_of_the_place_alone_is_good(words):
    assert is_guessable(" ".join(words))
    assert is_guessable("".join(words))


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=3))
def test_nothing_of_three_characters_is_good_and_none_is_a_fault(text):
    assert is_guessable(text)


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=MAXIMUM_BYTES))
def test_a_known_word_makes_no_password_better(text):
    assert is_guessable(f"{text}lantern", ("lantern",)) is is_guessable(text)


def test_passwords_that_are_handed_out_are_good():
    assert all(weakness(starting_password(), PAT) is None for _ in range(50))

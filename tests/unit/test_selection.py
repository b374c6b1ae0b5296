"""Links: every one has an answer, and what is written is read back the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from yardstick.model import Basis, Comparator, Selection
from yardstick.ui.selection import PARAMS, Allowed, explicit, parse, series_words, to_params

SERIES = {
    "R02": {Basis.ROLLING: ("2023-24 Q4", "2024-25 Q1"), Basis.PUBLISHED: ("2023-24", "2024-25")},
    "R03": {Basis.QUARTERLY: ("2024-25 Q1",)},
    "E06": {Basis.PUBLISHED: ()},
}
ALLOWED = Allowed(
    areas={"E10000007": "Derbyshire", "E06000015": "Derby"},
    home="E06000015",
    comparators={
        "region": "East Midlands",
        "neighbours": "Statistical neighbours (mean)",
        "neighbours_median": "Statistical neighbours (median)",
        "england": "England",
        "group:cities": "Cities",
    },
    models=("2025", "2021"),
    releases=("r2", "r1"),
    indicators={"R02": "Referrals", "R03": "Repeat referrals", "E06": "Progress 8"},
    bases=lambda identifier: tuple(SERIES[identifier]),
    usual_basis=lambda selection: next(iter(SERIES[selection.indicator])),
    periods=lambda identifier, basis: SERIES[identifier][basis],
)
FULL = {
    "area": "E10000007",
    "comparator": "group:cities",
    "model": "2021",
    "release": "r1",
    "indicator": "R02",
    "basis": "published",
    "period": "2023-24",
}


@some.composite
def selections(draw):
    """Anything a viewer may ask for."""
    comparator = draw(some.sampled_from(list(ALLOWED.comparators)))
    kind, _, group = comparator.partition(":")
    indicator = draw(some.sampled_from(["", *SERIES]))
    series = SERIES.get(indicator, {})
    basis = draw(some.sampled_from([None, *series]))
    keys = series.get(basis or next(iter(series), None), ())
    return Selection(
        area=draw(some.sampled_from(list(ALLOWED.areas))),
        comparator=Comparator(kind),
        group=group,
        model=draw(some.sampled_from(ALLOWED.models)),
        period=draw(some.sampled_from(["", *keys])),
        release=draw(some.sampled_from(ALLOWED.releases)),
        indicator=indicator,
        basis=basis,
    )


@given(selections())
def test_what_is_written_is_read_back_without_a_word(selection):
    assert parse(to_params(selection), ALLOWED) == (selection, ())


@given(selections())
def test_a_completed_selection_is_a_link_too(selection):
    whole = explicit(selection, ALLOWED)
    assert parse(to_params(whole), ALLOWED) == (whole, ())
    assert explicit(whole, ALLOWED) == whole


words = some.text() | some.sampled_from([*FULL.values(), "E06", "group:", "rolling", "2024-25"])


@given(some.dictionaries(some.sampled_from(PARAMS) | some.text(), words))
def test_every_link_has_an_answer_that_is_allowed(params):
    selection, notices = parse(params, ALLOWED)
    assert selection.area in ALLOWED.areas
    assert selection.release in ALLOWED.releases
    assert selection.model in ALLOWED.models
    assert selection.indicator in ("", *ALLOWED.indicators)
    assert to_params(selection)["comparator"] in ALLOWED.comparators
    if selection.basis:
        assert selection.basis in SERIES[selection.indicator]
    assert parse(to_params(selection), ALLOWED) == (selection, ())
    assert len(notices) <= len(params)


def test_a_full_link_is_read_as_it_stands():
    assert parse(FULL, ALLOWED) == (
        Selection(
            area="E10000007",
            comparator=Comparator.GROUP,
            group="cities",
            model="2021",
            period="2023-24",
            release="r1",
            indicator="R02",
            basis=Basis.PUBLISHED,
        ),
        (),
    )


def test_an_empty_link_shows_the_viewers_own_area_in_the_newest_release_and_says_nothing():
    selection, notices = parse({}, ALLOWED)
    assert selection == Selection("E06000015", Comparator.REGION, model="2025", release="r2")
    assert notices == ()


NOTICES = {
    "area": "The link asked for an area that is not in this region; Derby is shown.",
    "comparator": "The link asked for a comparison that is not offered here; "
    "East Midlands is used.",
    "model": "The link asked for a neighbour model that is not held; the 2025 model is used.",
    "release": "The link asked for a release of the figures that is no longer kept; "
    "the newest is shown.",
    "indicator": "The link asked for an indicator that is not part of what your organisation "
    "has been given.",
    "basis": "The link asked for a series that this indicator does not have; "
    "its usual series is shown.",
    "period": "The link asked for a period that holds no figure; the newest is shown.",
}


@pytest.mark.parametrize("name", PARAMS)
def test_what_cannot_be_had_is_said_in_a_sentence(name):
    selection, notices = parse({**FULL, name: "Bogus"}, ALLOWED)
    assert notices[0] == NOTICES[name]
    assert "Bogus" not in to_params(selection).values()


def test_an_unknown_indicator_leaves_its_series_and_period_unread():
    selection, notices = parse({**FULL, "indicator": "S01"}, ALLOWED)
    assert (selection.indicator, selection.basis, selection.period) == ("", None, "")
    assert len(notices) == 1


def test_completing_takes_the_first_indicator_and_its_usual_series():
    whole = explicit(parse({}, ALLOWED)[0], ALLOWED)
    assert (whole.indicator, whole.basis, whole.period) == ("R02", Basis.ROLLING, "")


def test_completing_keeps_what_was_asked_for():
    whole = explicit(parse(FULL, ALLOWED)[0], ALLOWED)
    assert to_params(whole) == FULL


def test_a_viewer_without_indicators_has_nothing_to_complete():
    nothing = Allowed(**{**vars(ALLOWED), "indicators": {}})
    selection, _ = parse({}, nothing)
    assert explicit(selection, nothing) == selection


@pytest.mark.parametrize(
    ("basis", "periods", "words"),
    [
        (Basis.QUARTERLY, ("2024-25 Q3", "2024-25 Q4"), "Each quarter"),
        (Basis.QUARTERLY, ("2023/24", "2024/25"), "Each year, as returned"),
        (Basis.QUARTERLY, (), "Each quarter"),
        (Basis.PUBLISHED, ("2023/24",), "Official statistics"),
    ],
)
def test_a_series_of_years_is_not_called_one_of_quarters(basis, periods, words):
    assert series_words(basis, periods) == words

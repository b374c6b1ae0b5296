"""What is recorded already: every item with its reason, who sees it, and what is like a request."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_builders import CATALOGUE

from yardstick.catalogue.data_items import data_items, who_sees
from yardstick.model import Protection
from yardstick.ui.search import alike, matching_items

ITEMS = data_items(CATALOGUE)


def test_every_indicator_count_and_column_is_an_item_with_a_reason_and_a_beginning():
    named = [(one.dataset.id, one.id) for one in ITEMS]
    assert len(named) == len(set(named))
    ids = {one.id for one in ITEMS}
    assert set(CATALOGUE.indicators) <= ids
    for dataset in CATALOGUE.datasets.values():
        assert {item.name for item in dataset.items} <= ids
        for table in dataset.tables:
            assert {f"{table.id}.{column.name}" for column in table.columns} <= ids
        assert who_sees(dataset)
    assert all(one.title and one.why for one in ITEMS)
    returned = [one for one in ITEMS if one.dataset.submitted_by == "local_authority"]
    assert all(one.since for one in returned)


def test_a_count_says_what_it_is_collected_for():
    why = {one.id: one.why for one in ITEMS}
    assert why["N_ICPC"].startswith("To work out R09")
    bare = replace(CATALOGUE, indicators={})
    reasons = {one.id: one.why for one in data_items(bare)}
    assert reasons["R02S"] == "A part of R02."
    assert reasons["R02"] == "To check the others against."


def test_each_profile_says_who_sees_it():
    records = next(one for one in CATALOGUE.datasets.values() if one.tables and one.cubes)
    assert "rounded counts" in who_sees(records)
    assert "Others: nothing." in who_sees(records.model_copy(update={"cubes": None}))
    counts = CATALOGUE.datasets["riia_quarterly"]
    profiles = set(Protection) - {Protection.RECORDS}  # which only tables have
    said = {who_sees(counts.model_copy(update={"protection": one})) for one in profiles}
    assert len(said) == len(profiles)
    assert "Rows: their own authority only" in who_sees(CATALOGUE.datasets["workforce"])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("children on child protection plans", "R11"),
        ("repeat referrals", "R03"),
        ("Weekly price of placements", "placements."),
        ("re-referrals?", "R03"),
        ("EHE", "R21"),
        ("Weekly price of placements of autistic children", "placements."),
        ("Price of zeppelins", "placements."),
    ],
)
def test_a_request_is_shown_what_may_cover_it(words, found):
    assert any(one.id.startswith(found) for one in alike(ITEMS, words))
    assert len(alike(ITEMS, words)) <= 12


@pytest.mark.parametrize("words", ["", "of the", "zeppelin moorings", "????!"])
def test_words_that_nothing_holds_find_nothing(words):
    assert alike(ITEMS, words) == ()


def test_items_are_found_by_number_column_and_reason():
    assert matching_items(ITEMS, "R15")[0].id == "R15"
    assert "exclusions.reason_1" in {one.id for one in matching_items(ITEMS, "first reason")}
    assert matching_items(ITEMS, "") == ITEMS

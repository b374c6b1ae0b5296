"""The pure parts of the screens: searching, links and definitions."""

from __future__ import annotations

import importlib

import pytest
import result_builders as made
from hypothesis import given
from hypothesis import strategies as some

from yardstick.catalogue.declarations import Break
from yardstick.model import Direction
from yardstick.results.coverage_types import Entry
from yardstick.ui import definition, links
from yardstick.ui.search import matching

ENTRIES = made.entries()


def found(query):
    return [entry.indicator.id for entry in matching(ENTRIES, query)]


# ---- searching ----------------------------------------------------------------------------


def test_an_empty_query_finds_everything_in_the_registers_order():
    assert found("  ") == [entry.indicator.id for entry in ENTRIES]


@pytest.mark.parametrize("query", ["R15", "r15", "Children LOOKED after", "looked", "aft look"])
def test_capitals_and_the_order_of_words_do_not_matter(query):
    assert "R15" in found(query)


def test_a_number_or_a_whole_name_comes_before_what_only_mentions_it():
    assert found("children in need")[0] == "R07"
    assert found("R02")[0] == "R02"


def test_what_begins_a_title_comes_before_what_mentions_it():
    assert found("assessments")[0] == "R06"


def test_a_word_in_the_middle_of_another_is_not_found():
    assert found("eferral") == []


def test_every_word_must_be_there():
    assert found("children zebra") == []


def test_an_indicator_without_a_denominator_can_be_found():
    count = made.indicator("S99", unit="count", denominator=None, title="Return interviews")
    entry = Entry(count, made.dataset(), granted=True, latest="")
    assert matching([entry], "interviews") == (entry,)


@given(some.text(max_size=12))
def test_any_query_has_an_answer_out_of_the_register(query):
    assert set(found(query)) <= {entry.indicator.id for entry in ENTRIES}


# ---- links --------------------------------------------------------------------------------


def test_the_home_page_stands_at_the_root():
    assert links.page("home", {}) == "/"
    assert links.page("region", {}) == "/region"


def test_a_whole_link_has_the_host_it_was_seen_under_and_nothing_else_of_it():
    address = links.page("region", {"area": "E1", "period": "2024-25 Q1"})
    seen = "https://yardstick.example:8600/data?area=E2"
    assert links.whole(address, seen) == (
        "https://yardstick.example:8600/region?area=E1&period=2024-25+Q1"
    )
    assert links.whole(address, None) == address


def test_a_file_is_named_by_view_and_format():
    assert links.download("trend", {"area": "E1"}, "csv") == "/download/trend?area=E1&format=csv"


# ---- definitions --------------------------------------------------------------------------


def test_a_definition_leaves_out_what_there_is_nothing_to_say_about():
    plain = made.indicator(synonyms=())
    shown = definition.full(Entry(plain, made.dataset(), granted=True, latest="2024-25"))
    assert "Also called" not in shown
    assert "Not comparable before" not in shown
    assert "Collected from" not in shown


def test_a_definition_says_everything_that_is_declared():
    whole = made.indicator(
        better=Direction.NEITHER,
        better_note="More may mean better detection.",
        breaks=(Break(period="2023-24 Q1", reason="New case system"),),
        collected_from="2022-23 Q1",
        synonyms=("re-referral", "RR"),
    )
    entry = Entry(whole, made.dataset(number=None), granted=False, latest="")
    shown = definition.full(entry)
    for said in (
        "More may mean better detection.",
        "2023-24 Q1: New case system",
        "2022-23 Q1",
        "re-referral, RR",
        "None are held.",
        "Reviewed 15 January 2025, next by 15 January 2026",
        "<dd>The 24 national quarterly indicators</dd>",
    ):
        assert said in shown


def test_beside_figures_a_definition_does_not_repeat_the_return_it_belongs_to():
    assert "Part of" not in definition.brief(made.REFERRALS)


def test_hostile_words_in_a_definition_are_shown_letter_by_letter():
    hostile = made.indicator(caveats=("<img src=x onerror=alert(1)>",))
    assert "&lt;img src=x onerror=alert(1)&gt;" in definition.brief(hostile)


def test_importing_the_script_runs_nothing():
    assert not hasattr(importlib.import_module("yardstick.ui.main"), "shell")

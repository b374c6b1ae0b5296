"""Every query of records has a second opinion, and every planted pattern a test that finds it."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from yardstick.demonstration.records import Pattern
from yardstick.query import load_queries

TESTS = ROOT / "tests"
OF_RECORDS = [
    name
    for name, query in load_queries(ROOT / "queries").items()
    if any(table.startswith(("own_", "shared_")) for table in query.header.reads)
]
# What others pay the same provider would be single children's prices, so no page can show it
# (docs/decisions.md, 31). That it is planted is tested where the placements are made.
NOT_TO_BE_FOUND = {Pattern.DEAR}


def test_there_are_queries_of_records_and_patterns_to_hold():
    assert len(OF_RECORDS) > 25
    assert len(Pattern) > 10


@pytest.mark.parametrize("query", OF_RECORDS)
def test_a_query_of_records_is_asked_by_name_beside_a_naive_reader(query):
    twins = "".join(path.read_text("utf-8") for path in (TESTS / "queries").glob("test_*.py"))
    assert re.search(rf"""["']{query}["']""", twins), f"{query} has no twin in tests/queries"


@pytest.mark.parametrize("pattern", [one for one in Pattern if one not in NOT_TO_BE_FOUND])
def test_a_planted_pattern_is_looked_for_in_what_a_page_is_given(pattern):
    results = "".join(
        path.read_text("utf-8") for path in (TESTS / "unit").glob("test_results_*.py")
    )
    assert f"Pattern.{pattern.name}" in results

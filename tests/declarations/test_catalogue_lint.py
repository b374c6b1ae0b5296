"""The softer rules: what loads, and yet wants a second look."""

from __future__ import annotations

import datetime as dt

import pytest
from catalogue_builders import FILES, NEIGHBOURS, change
from conftest import ROOT

from yardstick.catalogue import CatalogueError
from yardstick.catalogue.lint import lint

pytest_plugins = ["catalogue_fixtures"]

TODAY = dt.date(2026, 12, 1)
SECOND, HOURS = "indicators/second.yaml", "indicators/hours.yaml"


def test_the_catalogue_of_the_repository_leaves_nothing_to_say():
    assert lint(ROOT / "data", TODAY) == []


def test_a_sound_catalogue_leaves_nothing_to_say(data):
    assert lint(data, TODAY) == []


def test_a_review_is_due_until_its_day_has_passed(data):
    assert lint(data, dt.date(2027, 9, 1)) == []
    assert lint(data, dt.date(2027, 9, 2))[0] == (
        "data/indicators/second.yaml: its review was due by 2027-09-01 (The cook)."
    )


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (SECOND, "synonyms: [breakfast]\n", "", "second.yaml: has no synonyms, so a search finds"),
        (HOURS, "title: Meals by hour", "title: Second breakfasts", "hours.yaml: has the title of"),
        (HOURS, "short: By hour", "short: Second breakfast", "hours.yaml: its short name is too"),
        (HOURS, "order: 2", "order: 1", "second.yaml: order 1 is also that of hours."),
        (HOURS, "order: 2", "order: 4", "hours.yaml: no indicator has order 2."),
    ],
)
def test_an_indicator_that_wants_a_second_look_is_named(data, name, old, new, says):
    change(data, name, old, new)
    found = lint(data, TODAY)
    assert len(found) == 1
    assert found[0].startswith(f"data/indicators/{says}")


def test_an_item_that_no_indicator_uses_is_named(data):
    item = "  - {name: M04, label: Suppers, counted: flow, counts: events}\n"
    (data / "datasets/meals.yaml").write_text(FILES["datasets/meals.yaml"] + item, encoding="utf-8")
    assert lint(data, TODAY) == ["data/datasets/meals.yaml: no indicator uses item M04."]


def test_a_code_list_that_no_item_uses_is_named_once(data):
    rows = "moon,new,New,dark,Dark,1,,\nmoon,full,Full,light,Light,2,2020-09-01,\n"
    text = FILES["reference/codes.csv"] + rows
    (data / "reference/codes.csv").write_text(text, encoding="utf-8")
    assert lint(data, TODAY) == ["data/reference/codes.csv: no item or column uses code list moon."]


def test_a_range_of_what_is_no_indicator_is_named(data):
    change(data, "reference/ranges.csv", "second,", "third,")
    assert lint(data, TODAY) == ["data/reference/ranges.csv: 'third' is not an indicator."]


def test_an_authority_without_neighbours_is_named(data):
    (data / "reference/neighbours_2025.csv").write_text(NEIGHBOURS, encoding="utf-8")
    assert lint(data, TODAY) == [
        f"data/regions/shire.yaml: {code} has fewer than 10 neighbours in "
        "reference/neighbours_2025.csv."
        for code in ("E06000001", "E06000002")
    ]


def test_a_catalogue_that_does_not_load_is_refused(data):
    change(data, SECOND, "better: higher", "better: down")
    with pytest.raises(CatalogueError, match="better"):
        lint(data, TODAY)

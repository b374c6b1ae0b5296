"""What a catalogue that is wrong says: where, and what is allowed. All of it at once."""

from __future__ import annotations

import pytest
from catalogue_builders import broken, change, problems

from yardstick.catalogue import load_catalogue

pytest_plugins = ["catalogue_fixtures"]

SECOND = "indicators/second.yaml"
MEALS, SHIRE = "datasets/meals.yaml", "regions/shire.yaml"
ALMANAC = "published/almanac.yaml"
PEOPLE = "reference/populations.csv"


def test_the_small_catalogue_is_sound(data):
    catalogue = load_catalogue(data)
    assert list(catalogue.indicators) == ["second", "hours"]
    assert catalogue.reference.area("900").name == "England"
    assert catalogue.reference.area("E06000099").code == "E06000002"


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            SECOND,
            "better: higher",
            "better: down",
            "line 12: better: 'down' is not allowed; write higher, lower or neither.",
        ),
        (
            SECOND,
            "theme: Early help",
            "theme: Food",
            "line 4: theme: 'Food' is not allowed; write Contacts",
        ),
        (
            SECOND,
            "owner: The cook\n",
            "",
            "line 1: owner: is missing, and has no default; give it.",
        ),
        (
            SECOND,
            "item: M02, label",
            "itme: M02, label",
            (
                "line 8: numerator.itme: there is no such key here; the keys are item, "
                "population, label."
            ),
        ),
        (
            SECOND,
            "period: financial_year}",
            "period: financial_year, perhaps: yes}",
            (
                "line 18: published.1.perhaps: there is no such key here; the keys are source, "
                "measure, period,"
            ),
        ),
        (
            SECOND,
            "M01: 20",
            "M01: [20]",
            "line 27: example.rows.1.M01: must be text or a number.",
        ),
        (
            SECOND,
            "short: Second breakfasts",
            "short: Second breakfasts and all that comes after them",
            "line 3: short: is 47 characters long; 34 are allowed.",
        ),
        (
            SECOND,
            "title: Second breakfasts",
            "title: 2",
            "line 2: title: 2 is not text; put it in quotes.",
        ),
        (
            SECOND,
            "title: Second breakfasts",
            "title: A",
            "line 2: title: is too short; write a few words.",
        ),
        (
            SECOND,
            "caveats: [Elevenses are not counted.]",
            "caveats: []",
            "line 16: caveats: needs at least 1.",
        ),
        (
            SECOND,
            "decimals: 1",
            "decimals: 7",
            "line 13: decimals: '7' cannot stay: input should be less than or equal to 2.",
        ),
        (
            SECOND,
            "review_by: 2027-09-01",
            "review_by: 2026-01-01",
            "line 24: review_by: must be later than reviewed.",
        ),
        (
            SECOND,
            "denominator: {item: M01, label: meals}",
            "denominator: {item: M01, population: age_0_17, label: meals}",
            "line 9: denominator: give either item or population",
        ),
        (
            SECOND,
            "id: second",
            "id: 2nd breakfast",
            (
                "line 1: id: '2nd breakfast' is not allowed; write letters, digits and _, a "
                "letter first."
            ),
        ),
        (
            SECOND,
            "id: second",
            "id: first",
            "line 1: id: 'first' must be the file's name, 'second'.",
        ),
        (
            SECOND,
            "unit: percent",
            "unit: percent\nunit: days",
            "line 11: unit: stands here twice; keep one.",
        ),
        (
            SECOND,
            "{item: M01, label: meals}",
            "{item: M01, label: meals, label: snacks}",
            "line 9: label: stands here twice; keep one.",
        ),
        (
            SECOND,
            "unit: percent",
            "unit: percent: days",
            "line 10: is not YAML: mapping values are not allowed",
        ),
        (
            MEALS,
            "at_most: M01",
            "at_most: M99",
            "line 11: items.M02: 'M99' is not an item here.",
        ),
        (
            MEALS,
            "at_most: M01",
            "at_most: M01, same_as: {dataset: meals, item: M99}",
            "line 13: items.2.same_as: 'M99' is not an item of meals.",
        ),
        (
            MEALS,
            "protection: partner_suppressed\n",
            "",
            "line 1: protection: is missing, and has no default; give it.",
        ),
        (
            MEALS,
            "{name: M02,",
            "{name: M01,",
            "line 11: items: a name stands twice.",
        ),
        (
            SECOND,
            "denominator: {item: M01, label: meals}",
            "denominator: null",
            "line 9: denominator: a percent needs one.",
        ),
        (
            SECOND,
            "counted: flow",
            "counted: stock\nannualise: true",
            "line 12: annualise: a stock is never annualised.",
        ),
        (
            SECOND,
            "counted: flow",
            "counted: flow\nannualise: true",
            "line 12: annualise: only a rate over a population is annualised.",
        ),
        (
            SECOND,
            "{item: M01, label: meals}\nunit: percent",
            "{item: M01, label: meals, of_each: 3}\nunit: ratio",
            "line 9: denominator: only the interval of a percent heeds of_each.",
        ),
        (
            SECOND,
            "numerator: {",
            "numerator: {of_each: 3, ",
            (
                "line 8: numerator.of_each: there is no such key here; the keys are item, "
                "population, label."
            ),
        ),
        (
            ALMANAC,
            "column: seconds",
            "column: seconds, columns: [seconds, thirds]",
            "line 10: measures.1: give either column or columns, and one only.",
        ),
    ],
)
def test_a_wrong_key_or_value_is_named_with_its_line_and_what_is_allowed(
    data, name, old, new, says
):
    (found,) = broken(data, name, old, new)
    assert found.startswith(f"data/{name}, {says}")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "data/regions/shire.yaml: holds no keys; write one declaration."),
        (b"- a list", "data/regions/shire.yaml: holds no keys; write one declaration."),
        (b"id: \xff", "data/regions/shire.yaml: is not UTF-8 text; save it as UTF-8."),
        (b"id: \x01", "data/regions/shire.yaml, line 1: is not YAML: it holds a character"),
        (b"? [id]\n: shire", "data/regions/shire.yaml, line 1: is not YAML: found unhashable key."),
        (b"id: *other", "data/regions/shire.yaml, line 1: is not YAML: found undefined alias."),
        (b"id: !!python/name:os.system", "data/regions/shire.yaml, line 1: is not YAML: could not"),
    ],
)
def test_a_file_that_holds_no_declaration_is_named(data, text, says):
    (data / SHIRE).write_bytes(text)
    assert problems(data)[0].startswith(says)


def test_the_problems_of_all_files_are_told_together(data):
    change(data, SECOND, "better: higher", "better: down")
    change(data, SECOND, "unit: percent", "unit: pounds")
    change(data, MEALS, "number: 1", "number: one")
    change(data, SHIRE, "every: quarter", "every: moon")
    change(data, PEOPLE, "mid-2024,1000", "mid-2024,many")
    found = problems(data)
    assert len(found) == 5
    assert {line.split(",")[0] for line in found} == {
        "data/indicators/second.yaml",
        "data/datasets/meals.yaml",
        "data/regions/shire.yaml",
        "data/reference/populations.csv",
    }


def test_a_key_that_stands_twice_does_not_hide_other_problems(data):
    found = broken(data, SECOND, "better: higher", "better: higher\nbetter: down")
    assert [line.split(": ", 1)[1] for line in found] == [
        "better: stands here twice; keep one.",
        "better: 'down' is not allowed; write higher, lower or neither.",
    ]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    assert problems(tmp_path / "nowhere") == [
        f"{tmp_path / 'nowhere'}: there is no such folder. Give the one with 'regions'."
    ]


@pytest.mark.parametrize("folder", ["regions", "datasets", "indicators"])
def test_an_empty_folder_is_named(data, folder):
    for path in (data / folder).iterdir():
        path.unlink()
    assert f"data/{folder}: holds no .yaml file; at least one is needed." in problems(data)


def test_official_sources_may_be_absent_and_then_nothing_is_looked_up(data):
    (data / "published" / "almanac.yaml").unlink()
    (data / "published").rmdir()
    assert load_catalogue(data).sources == {}


def test_a_file_that_would_be_left_out_silently_is_named(data):
    (data / SECOND).rename(data / "indicators" / "second.yml")
    assert problems(data) == [
        "data/indicators/second.yml: would not be read; let its name end in .yaml."
    ]


def test_a_note_beside_the_declarations_is_left_alone(data):
    (data / "indicators" / "README.md").write_text("Hello.", encoding="utf-8")
    assert load_catalogue(data).version

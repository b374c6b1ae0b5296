"""What a catalogue that is wrong says: where, and what is allowed. All of it at once."""

from __future__ import annotations

import pytest
import yaml
from catalogue_builders import FILES, NEIGHBOURS, change, small_catalogue
from hypothesis import given
from hypothesis import strategies as st

from yardstick.catalogue import CatalogueError, load_catalogue
from yardstick.catalogue.documents import read_document

SECOND, HOURS = "indicators/second.yaml", "indicators/hours.yaml"
MEALS, SHIRE = "datasets/meals.yaml", "regions/shire.yaml"
ALMANAC = "published/almanac.yaml"
AREAS, OTHERS, CODES = "reference/areas.csv", "reference/other_codes.csv", "reference/codes.csv"
RANGES = "reference/ranges.csv"
PEOPLE, NEAR = "reference/populations.csv", "reference/neighbours_2025.csv"


@pytest.fixture
def data(tmp_path):
    return small_catalogue(tmp_path)


def problems(data):
    """Load what must not load, and return what it says."""
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(data)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return list(caught.value.problems)


def test_the_small_catalogue_is_sound(data):
    catalogue = load_catalogue(data)
    assert list(catalogue.indicators) == ["second", "hours"]
    assert catalogue.reference.area("900").name == "England"
    assert catalogue.reference.area("E06000099").code == "E06000002"


# ---- single files -------------------------------------------------------------------------


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
    change(data, name, old, new)
    found = problems(data)
    assert len(found) == 1
    assert found[0].startswith(f"data/{name}, {says}")


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
    change(data, SECOND, "better: higher", "better: higher\nbetter: down")
    assert [line.split(": ", 1)[1] for line in problems(data)] == [
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


# ---- one file that refers to another ------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            SECOND,
            "dataset: meals",
            "dataset: drinks",
            "line 6: dataset: 'drinks' is not a data set; write meals.",
        ),
        (
            SECOND,
            "{item: M02,",
            "{item: M77,",
            "line 8: numerator.item: 'M77' is not an item of meals; write M01, M02, M03.",
        ),
        (
            SECOND,
            "{item: M01,",
            "{item: M78,",
            "line 9: denominator.item: 'M78' is not an item of meals; write M01, M02, M03.",
        ),
        (
            SECOND,
            "numerator: {item: M02,",
            "numerator: {population: age_0_17,",
            "line 8: numerator.population: is never what is counted; give an item.",
        ),
        (
            SECOND,
            "counted: flow",
            "counted: stock",
            "line 11: counted: is stock, but its item M02 is flow.",
        ),
        (
            SECOND,
            "decimals: 1",
            "decimals: 1\nbreakdown: hour",
            "line 14: breakdown: must be that of its item M02, which is none.",
        ),
        (
            HOURS,
            "breakdown: hour\n",
            "",
            "line 1: breakdown: must be that of its item M03, which is hour.",
        ),
        (
            SECOND,
            "source: almanac",
            "source: bestiary",
            "line 18: published.1.source: 'bestiary' is not a source; write almanac.",
        ),
        (
            SECOND,
            "measure: seconds",
            "measure: thirds",
            "line 18: published.1.measure: 'thirds' is not a measure of published/almanac.yaml.",
        ),
        (
            SECOND,
            "{period: 2023-24,",
            "{period: 2023-25,",
            "line 15: breaks.1.period: '2023-25' is not a period. Write 2024-25 Q3,",
        ),
        (
            SECOND,
            "decimals: 1",
            "decimals: 1\ncollected_from: long ago",
            "line 14: collected_from: 'long ago' is not a period. Write 2024-25 Q3,",
        ),
        (
            SECOND,
            "M01: 20, ",
            "M55: 20, M01: 20, ",
            "line 27: example.rows.1.M55: is neither an item nor one of M01, M02, M03, area,",
        ),
        (
            SECOND,
            "M01: 20, ",
            "",
            "line 26: example.rows: no row gives M01, which the indicator is made of.",
        ),
        (
            HOURS,
            "population: 1000, ",
            "",
            "line 24: example.rows: no row gives population, which the indicator is made of.",
        ),
        (
            SECOND,
            "area: E06000001, period: 2024-25 Q4, value",
            "area: E06000002, period: 2024-25 Q4, value",
            "line 29: example.expect.1: no row above has this area and period.",
        ),
        (
            SECOND,
            ", value: 50.0",
            "",
            "line 29: example.expect.1: give the value, or null where there is none.",
        ),
        (
            MEALS,
            "breakdown: hour",
            "breakdown: minute",
            "line 14: items.3.breakdown: 'minute' is not a code list of reference/codes.csv.",
        ),
        (
            MEALS,
            ", adds_to: M01",
            "",
            "line 14: items.3.adds_to: breakdown and adds_to stand together or not at all.",
        ),
        (
            MEALS,
            "{name: M01,",
            "{name: M01, collected_from: 2024-26,",
            "line 12: items.1.collected_from: '2024-26' is not a period.",
        ),
        (
            SHIRE,
            "host: host",
            "host: guest",
            "line 4: host: 'guest' is not a partner; write host, west.",
        ),
        (
            SHIRE,
            "code: E12000001",
            "code: E92000001",
            "line 3: code: 'E92000001' is not a region of reference/areas.csv.",
        ),
        (
            SHIRE,
            "authorities: [E06000001, E06000002]",
            "authorities: [E06000001, E06000002, E92000001]",
            "line 6: authorities.3: 'E92000001' is not an authority of reference/areas.csv.",
        ),
        (
            SHIRE,
            "authorities: [E06000001, E06000002]",
            "authorities: [E06000001, E06000002, E10000001]",
            "line 6: authorities.3: E10000001 has no row in reference/populations.csv.",
        ),
        (
            SHIRE,
            "authorities: [E06000001, E06000002]",
            "authorities: [E06000001, E06000002, E06000001]",
            "line 6: authorities: 'E06000001' stands here twice.",
        ),
        (
            SHIRE,
            "name: West Farthing, areas: [E06000001]",
            "name: West Farthing, areas: [E10000001]",
            "line 8: partners.1.areas.1: 'E10000001' is not among the region's authorities.",
        ),
        (
            SHIRE,
            "name: Both farthings, areas: [E06000001,",
            "name: Both farthings, areas: [E10000001,",
            "line 11: groups.1.areas.1: 'E10000001' is not among the region's authorities.",
        ),
        (
            SHIRE,
            "code: E06000001+E06000002",
            "code: joint",
            "line 13: combined.1.code: 'joint' must be its parts joined: E06000001+E06000002.",
        ),
        (
            SHIRE,
            "predecessor: E10000001",
            "predecessor: E10000099",
            "line 13: combined.1.predecessor: 'E10000099' is not in reference/areas.csv.",
        ),
        (
            SHIRE,
            "id: west,",
            "id: host,",
            "line 7: partners: 'host' stands here twice.",
        ),
    ],
)
def test_a_reference_to_nothing_is_named_with_its_line_and_what_there_is(
    data, name, old, new, says
):
    change(data, name, old, new)
    found = problems(data)
    assert found[0].startswith(f"data/{name}, {says}")


def test_an_example_in_an_unheard_of_area_or_period_is_named(data):
    change(data, SECOND, "area: E06000001, period: 2024-25 Q4, M01", "area: Bree, period: 1, M01")
    change(
        data, SECOND, "area: E06000001, period: 2024-25 Q4, value", "area: Bree, period: 1, value"
    )
    assert [line.split(": ", 2)[2].split(".")[0] for line in problems(data)] == [
        "'Bree' is not an area of reference/areas",
        "'1' is not a period",
    ] * 2


def test_an_authority_of_another_region_is_named(data):
    change(
        data,
        AREAS,
        "E12000001,,The Shire,region,,,\n",
        "E12000001,,The Shire,region,,,\nE12000002,,Bree,region,,,\n",
    )
    change(data, AREAS, "East Farthing,authority,E12000001", "East Farthing,authority,E12000002")
    found = "authorities.2: E06000002 lies in E12000002, not in E12000001."
    assert problems(data) == [f"data/regions/shire.yaml, line 6: {found}"]


def test_a_source_that_lists_no_measures_takes_any(data):
    text = FILES[ALMANAC].split("measures:")[0]
    (data / "published" / "almanac.yaml").write_text(text, encoding="utf-8")
    change(data, SECOND, "measure: seconds", "measure: thirds")
    assert load_catalogue(data).indicators["second"].published[0].measure == "thirds"


# ---- reference tables ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            AREAS,
            "code,dfe,name",
            "gss,dfe,name",
            "line 1: the header must be code,dfe,",
        ),
        (
            AREAS,
            "East Farthing,authority",
            "East Farthing,parish",
            "line 5: kind: 'parish' is not allowed; write authority, region, country.",
        ),
        (
            AREAS,
            "2021-04-01",
            "April 2021",
            "line 4: valid_from: 'April 2021' is not a date such as 2021-03-31.",
        ),
        (
            AREAS,
            "102,East Farthing",
            "102, ",
            "line 5: name is empty.",
        ),
        (
            AREAS,
            "E06000002,102",
            "E06000002,101",
            ": DfE code 101 belongs to two areas; give it to one.",
        ),
        (
            AREAS,
            "East Farthing,authority,E12000001",
            "East Farthing,authority,E12000009",
            ": E06000002 lies in 'E12000009', which is not an area here.",
        ),
        (
            AREAS,
            "E06000002,102,East",
            "E06000001,102,East",
            "line 5: E06000001 stands here a second time.",
        ),
        (
            PEOPLE,
            "E06000001,2024,mid-2024,1000",
            "E06000001,2024,mid-2024",
            "line 2: the row has more or fewer fields than the header.",
        ),
        (
            PEOPLE,
            "mid-2024,1000",
            "mid-2024,1000,9",
            "line 2: the row has more or fewer fields than the header.",
        ),
        (
            PEOPLE,
            "1000",
            "-1",
            "line 2: people: '-1' is not a whole number.",
        ),
        (
            PEOPLE,
            "E06000002,2024,mid-2024,2000",
            "E06000001,2024,mid-2024,2000",
            "line 3: E06000001, 2024 stands here a second time.",
        ),
        (
            PEOPLE,
            "E06000002,2024",
            "E06000077,2024",
            "line 3: area: 'E06000077' is not an area of areas.csv.",
        ),
        (
            NEAR,
            "1,E06000002,102,Close",
            "1,E06000002,103,Close",
            "line 2: neighbour_dfe: E06000002 has the DfE code 102, not '103'.",
        ),
        (
            OTHERS,
            "E06000099,E06000002",
            "E06000099,E06000088",
            "line 2: area: 'E06000088' is not an area of areas.csv.",
        ),
        (
            CODES,
            "hour,pm",
            "hour,am",
            "line 3: hour, am stands here a second time.",
        ),
        (
            CODES,
            "Evening,2",
            "Evening,last",
            "line 3: position: 'last' is not a whole number.",
        ),
        (
            CODES,
            "Morning,1,,",
            "Morning,1,yesterday,",
            "line 2: valid_from: 'yesterday' is not a date such as 2021-03-31.",
        ),
        (RANGES, "20.5", "few", "line 2: low: 'few' is not a number."),
        (RANGES, "20.5", "99", "line 2: low is above high."),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_its_line(data, name, old, new, says):
    change(data, name, old, new)
    where, _, message = problems(data)[0].partition(name)
    assert where == "data/"
    assert message.lstrip(", :").startswith(says.lstrip(": "))


def test_a_table_that_is_not_there_is_named(data):
    (data / PEOPLE).unlink()
    assert problems(data) == ["data/reference/populations.csv: there is no such file."]


def test_a_table_with_an_open_quotation_mark_is_named(data):
    (data / PEOPLE).write_text(FILES[PEOPLE] + '"' + "x" * 200_000, encoding="utf-8")
    assert problems(data)[0].startswith("data/reference/populations.csv, line 3: is not CSV")


def test_one_wrong_area_does_not_bury_the_reader_in_lines(data):
    rows = "".join(f"E06000077,7,{n},E06000001,101,Close\n" for n in range(1, 9))
    (data / "reference/neighbours_2021.csv").write_text(NEIGHBOURS + rows, encoding="utf-8")
    found = problems(data)
    assert len(found) == 6
    assert found[-1] == "data/reference/neighbours_2021.csv: 3 more rows cannot be used."


# ---- lines --------------------------------------------------------------------------------

KEYS = st.text("abcdefgh", min_size=1, max_size=4)
TREES = st.recursive(
    st.integers(0, 9),
    lambda below: (
        st.dictionaries(KEYS, below, min_size=1, max_size=4)
        | st.lists(below, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


def places(tree, here=()):
    """Yield the place of everything in a tree of mappings and lists."""
    steps = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for step, below in steps:
        yield (*here, step)
        if isinstance(below, dict | list):
            yield from places(below, (*here, step))


@given(st.dictionaries(KEYS, TREES, min_size=1))
def test_the_line_of_a_place_is_the_line_that_its_key_stands_in(tree):
    text = yaml.safe_dump(tree, default_flow_style=False, sort_keys=False)
    document = read_document(text)
    assert document.value == tree
    for place in places(tree):
        line = text.splitlines()[document.line(place) - 1]
        assert (f"{place[-1]}:" if isinstance(place[-1], str) else "- ") in line


@given(st.lists(KEYS, max_size=3))
def test_what_is_not_in_a_file_has_the_line_of_what_is_around_it(steps):
    document = read_document("one: 1\nx:\n  y: 2\n")
    assert document.line(("x", "y", *steps)) == 3
    assert document.line(("x", "nothing", *steps)) == 2

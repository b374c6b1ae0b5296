"""A catalogue of the smallest size, as files, for tests that break it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from yardstick.catalogue import CatalogueError, load_catalogue

if TYPE_CHECKING:
    from pathlib import Path

NEIGHBOURS = "area,dfe,position,neighbour,neighbour_dfe,closeness\n"

FILES = {
    "regions/shire.yaml": """\
id: shire
name: The Shire
code: E12000001
host: host
contact: The host of the Shire.
authorities: [E06000001, E06000002]
partners:
  - {id: west, name: West Farthing, areas: [E06000001]}
  - {id: host, name: The host, areas: []}
groups:
  - {id: both, name: Both farthings, areas: [E06000001, E06000002]}
combined:
  - {code: E06000001+E06000002, name: Joint, parts: [E06000001, E06000002], predecessor: E10000001}
cycles:
  - {id: returns, name: Returns are sent, every: quarter}
letters: TS
neighbours_model: "2025"
default_comparator: region
""",
    "datasets/meals.yaml": """\
id: meals
number: 1
title: Meals
summary: What was eaten, and when.
cycle: quarter
submitted_by: local_authority
protection: partner_suppressed
instruction: Written instruction 1.
lawful_basis: Public task.
owner: The cook
items:
  - {name: M01, label: Meals, counted: flow, counts: events}
  - {name: M02, label: Second breakfasts, counted: flow, counts: events, at_most: M01}
  - {name: M03, label: Meals by hour, counted: flow, counts: events, breakdown: hour, adds_to: M01}
""",
    "indicators/second.yaml": """\
id: second
title: Second breakfasts
short: Second breakfasts
theme: Early help
order: 1
dataset: meals
why_it_matters: One breakfast may not be enough.
numerator: {item: M02, label: second breakfasts}
denominator: {item: M01, label: meals}
unit: percent
counted: flow
better: higher
decimals: 1
breaks:
  - {period: 2023-24, reason: The larder was rebuilt.}
caveats: [Elevenses are not counted.]
published:
  - {source: almanac, measure: seconds, period: financial_year}
published_note: In the almanac.
synonyms: [breakfast]
source: {title: Almanac, publisher: The Shire}
owner: The cook
reviewed: 2026-09-01
review_by: 2027-09-01
example:
  rows:
    - {area: E06000001, period: 2024-25 Q4, M01: 20, M02: 10}
  expect:
    - {area: E06000001, period: 2024-25 Q4, value: 50.0}
""",
    "indicators/hours.yaml": """\
id: hours
title: Meals by hour
short: By hour
theme: Early help
order: 2
dataset: meals
why_it_matters: It is good to know when to knock.
numerator: {item: M03, label: meals in an hour}
denominator: {population: age_0_17, label: children}
unit: per_10k
counted: flow
better: neither
decimals: 1
annualise: true
breakdown: hour
caveats: [Clocks differ.]
published_note: Not published.
synonyms: [time]
source: {title: Almanac, publisher: The Shire}
owner: The cook
reviewed: 2026-09-01
review_by: 2027-09-01
example:
  rows:
    - {area: E06000001, period: 2024-25 Q4, population: 1000, breakdown: am, M03: 10}
  expect:
    - {area: E06000001, period: 2024-25 Q4, part: morning, value: 100.0}
""",
    "published/almanac.yaml": """\
id: almanac
title: Almanac
publisher: The Shire
layout: statistics_service
recognised_by: [year, seconds]
period: financial_year
release: Almanac of {newest}
symbols: {c: c}
measures:
  - {code: seconds, label: Second breakfasts, column: seconds}
""",
    "reference/areas.csv": """\
code,dfe,name,kind,region,valid_from,valid_to
E92000001,,England,country,,,
E12000001,,The Shire,region,,,
E06000001,101,West Farthing,authority,E12000001,2021-04-01,
E06000002,102,East Farthing,authority,E12000001,,
E10000001,100,Old Shire,authority,E12000001,,2021-03-31
""",
    "reference/other_codes.csv": """\
code,area,reason
E06000099,E06000002,East Farthing before the flood
900,E92000001,England as the almanac numbers it
""",
    "reference/populations.csv": """\
area,year,vintage,people
E06000001,2024,mid-2024,1000
E06000002,2024,mid-2024,2000
""",
    "reference/neighbours_2021.csv": NEIGHBOURS,
    "reference/neighbours_2025.csv": NEIGHBOURS
    + "E06000001,101,1,E06000002,102,Close\n"
    + "".join(f"E06000001,101,{n},E10000001,100,Not close\n" for n in range(2, 11))
    + "".join(f"E06000002,102,{n},E06000001,101,Close\n" for n in range(1, 11)),
    "reference/codes.csv": """\
breakdown,code,label,part,part_label,position,valid_from,valid_to
hour,am,Before noon,morning,Morning,1,,
hour,pm,After noon,evening,Evening,2,,
""",
    "reference/ranges.csv": """\
indicator,low,high,year,measure
second,20.5,60,2025,seconds
""",
}


def small_catalogue(folder: Path) -> Path:
    """Write the files into a new folder `data` and return it."""
    data = folder / "data"
    for name, text in FILES.items():
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return data


def change(data: Path, name: str, old: str, new: str) -> None:
    """Replace a piece of a file that stands in it once."""
    text = (data / name).read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    (data / name).write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def broken(data: Path, name: str, old: str, new: str) -> list[str]:
    """Replace such a piece, so that the catalogue does not load, and return what it says."""
    change(data, name, old, new)
    return problems(data)


def problems(data: Path) -> list[str]:
    """Load a catalogue that must not load, and return what it says."""
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(data)
    assert str(caught.value) == "\n".join(caught.value.problems)
    return list(caught.value.problems)

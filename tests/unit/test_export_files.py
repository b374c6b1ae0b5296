"""A file is of what is on screen; what cannot be made is refused with what can."""

from __future__ import annotations

from dataclasses import replace

import pytest
import result_builders as build
from file_reader import SELECTION, Door, file_of

from yardstick.charts.views import View
from yardstick.export.files import ExportError, Format, Look, formats, make_file
from yardstick.results.education_types import EducationAsked
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView
from yardstick.results.placement_types import PlacementsAsked
from yardstick.results.workforce_types import WorkforceAsked

EVERY = [(view, made) for view in View for made in formats(view)]


@pytest.mark.parametrize(("view", "made"), EVERY, ids=str)
def test_the_same_input_gives_the_same_bytes(view, made):
    first = file_of(view, made)

    assert file_of(view, made) == first
    assert first.name.endswith(f".{made}")
    assert first.name.isascii()
    assert first.data


def test_the_door_is_asked_with_the_readers_own_selection():
    door = Door()
    for view in View:
        make_file(door, SELECTION, view, Format.CSV)

    assert door.asked == [
        ("trend", SELECTION),
        ("trend", SELECTION),
        ("comparison", SELECTION),
        ("parts", SELECTION),
        ("board", SELECTION),
        ("profile", SELECTION),
        ("standing", SELECTION),
        ("coverage",),
        ("register",),
        ("placements", SELECTION, PlacementsAsked()),
        ("workforce", SELECTION, WorkforceAsked()),
        ("exclusions", ExclusionsAsked(ExclusionsView.TERMS, SELECTION.area)),
        ("disclosed",),
        ("quality", SELECTION),
        ("education", SELECTION, EducationAsked(SELECTION.indicator)),
    ]


def test_a_files_name_says_what_whose_when_and_which_release():
    assert file_of("comparison", "csv").name == (
        "yardstick-comparison-r03-leicester-2024-25-q4-2025-05-12-a1b2c3.csv"
    )
    assert file_of("register", "xlsx").name == "yardstick-register.xlsx"


def test_a_name_from_hostile_words_is_still_plain():
    odd = build.trend(focus=replace(build.LEICESTER, name='../Ynys Môn\r\n"; x=<1>'))
    assert file_of("trend", "csv", trend=odd).name.startswith(
        "yardstick-trend-r03-ynys-mon-x-1-2025"
    )


@pytest.mark.parametrize(
    ("view", "made", "look", "message"),
    [
        ("board", "png", None, "'board' is a table, which has no picture. Choose csv or xlsx."),
        ("nonsense", "csv", None, "'nonsense' is no view of a file. Choose one of: trend, "),
        (
            "trend",
            "docx",
            None,
            "'docx' is no format of a file. Choose one of: csv, xlsx, png, svg.",
        ),
        ("comparison", "svg", Look(order="worst"), "'worst' is no order of a file."),
        ("exclusions", "csv", Look(order="worst"), "Take a file of exclusions from the link"),
        ("small_multiples", "svg", Look(order="worst"), "'worst' is no order of a file."),
        ("comparison", "xlsx", Look(order="worst"), "'worst' is no order of a file."),
    ],
)
def test_what_cannot_be_made_is_refused_with_what_can(view, made, look, message):
    with pytest.raises(ExportError) as refused:
        file_of(view, made, look)

    assert str(refused.value).startswith(message)


def test_a_file_of_exclusions_is_of_the_view_on_screen():
    asked = ExclusionsAsked(ExclusionsView.REASONS, SELECTION.area, "2023/24")
    made = file_of("exclusions", "csv", Look(order=asked.order), exclusions=None)
    assert made.name.startswith("yardstick-exclusions-reasons-2023-24-susp-sec-leicester")

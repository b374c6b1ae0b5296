"""A comma-separated file reads back as the result, and says on each row where it is from."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest
import result_builders as build
from file_reader import file_of, read_csv, sheets

from yardstick.charts.views import View
from yardstick.export.comma_separated import comma_separated, written
from yardstick.export.records import records

OF_ANOTHER_RELEASE = {View.REGISTER, View.EXCLUSIONS}
FRAMES = {
    "trend": build.trend().values,
    "comparison": build.comparison().values,
    "parts": build.parts().values,
    "board": build.board().values,
    "profile": build.profile().values,
    "coverage": build.coverage().returns,
}


@pytest.mark.parametrize("view", FRAMES)
def test_a_csv_reads_back_as_the_results_own_frame(view):
    back = read_csv(file_of(view, "csv").data)
    frame = FRAMES[view]

    assert list(back.columns[: len(frame.columns)]) == list(frame.columns)
    for name in frame.columns:
        given = frame[name].astype(object).where(frame[name].notna() & (frame[name] != ""), None)
        read = back[name].astype(object).where(back[name].notna(), None)
        assert [str(one) if name == "received" and one else one for one in given] == list(read), (
            name
        )


@pytest.mark.parametrize("view", [view for view in View if view not in OF_ANOTHER_RELEASE])
def test_each_row_of_a_csv_says_where_it_is_from_and_that_it_is_invented(view):
    back = read_csv(file_of(view, "csv").data)

    assert set(back["source"]) == {"East Midlands quarterly return"}
    assert set(back["release"]) == {"2025-05-12-a1b2c3"}
    assert set(back["population"]) == {"mid-2023 estimate, July 2025 vintage"}
    assert set(back["classification"]) == {"OFFICIAL-SENSITIVE"}
    assert set(back["invented"]) == {True}


def test_each_row_of_exclusions_says_whose_records_they_are():
    back = read_csv(file_of(View.EXCLUSIONS, "csv").data)
    assert set(back["source"]) == {"School exclusions (Inclusion leads' network)"}
    assert set(back["classification"]) == {"OFFICIAL-SENSITIVE"}


def test_a_csv_begins_with_a_byte_order_mark_and_its_headings():
    data = file_of("comparison", "csv").data

    assert data.startswith(b"\xef\xbb\xbfarea,name,value,status,")
    assert data.count(b"\r\n") == 11


def test_a_missing_number_is_nothing_with_its_reason_beside_it():
    back = read_csv(file_of("comparison", "csv").data).set_index("name")

    assert pd.isna(back.loc["Rutland", "value"])
    assert back.loc["Rutland", "status"] == "c"
    assert back.loc["Rutland", "status_meaning"] == "too few to report"


def test_a_number_left_beside_a_hidden_status_is_not_written():
    leaky = build.comparison()
    leaky.values["value"] = leaky.values["value"].fillna(77.75)
    leaky.values["numerator"] = leaky.values["numerator"].fillna(3.0)
    for made in ("csv", "xlsx"):
        data = file_of("comparison", made, comparison=leaky).data
        text = data.decode("utf-8-sig") if made == "csv" else json.dumps(sheets(data), default=str)
        assert "77.75" not in text
    assert read_csv(file_of("comparison", "csv", comparison=leaky).data)["numerator"].min() > 5


def test_the_comparators_hidden_figure_is_not_written_either():
    leaky = build.board()
    leaky.values["comparator_status"] = "c"

    assert read_csv(file_of("board", "csv", board=leaky).data)["comparator"].isna().all()


def test_a_trend_has_its_comparator_on_each_row_and_its_breaks():
    back = read_csv(file_of("trend", "csv").data)

    beside = back[back["period"] == "2024-25 Q4"]
    assert set(beside["comparator_value"]) == {build.trend().comparator["value"].iloc[-1]}
    assert set(beside["comparator_name"]) == {"East Midlands"}
    broken = back[back["break_reason"].notna()]
    assert set(broken["period"]) == {"2021-22 Q3"}
    assert set(back["area_name"]) == {area.name for area in build.AREAS.values()}


def test_a_trend_without_a_comparator_row_says_not_available():
    short = build.trend()
    short = replace(short, comparator=short.comparator.iloc[:-1], areas={})
    back = records(short)

    newest = back[back["period"] == "2024-25 Q4"]
    assert set(newest["comparator_status"]) == {"x"}
    assert newest["comparator_value"].isna().all()
    assert set(back["area_name"]) == set(build.AREAS)


def test_making_records_does_not_change_the_result():
    result = build.board()
    records(result)

    pd.testing.assert_frame_equal(result.values, build.board().values)


def test_a_profile_names_its_area_on_each_row():
    back = read_csv(file_of("profile", "csv").data)
    assert set(back["area_name"]) == {"Leicester"}
    bare = build.profile()
    bare = replace(bare, values=bare.values.drop(columns="area"))
    assert set(records(bare)["area"]) == {build.LEICESTER.code}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (3, "3"),
        (3.0, "3"),
        (0.1, "0.1"),
        (-0.05, "-0.05"),
        ("-0.05", "'-0.05"),
        ("plain", "plain"),
    ],
)
def test_numbers_are_written_as_they_are_and_text_is_kept_inert(value, text):
    assert written(value) == text


def test_an_empty_frame_is_its_headings():
    assert comma_separated(pd.DataFrame({"a": []})) == b"\xef\xbb\xbfa\r\n"

"""Words of results about many indicators: board, profile and landing page."""

from __future__ import annotations

import result_builders as build
from word_builders import AGAINST, LONG_AREA, LONG_SHORT

from yardstick.charts import words
from yardstick.model import Direction


def test_counts_are_out_of_all_indicators():
    assert words.headline(build.standing()) == "Leicester: 9 better, 6 worse of 48 compared"
    assert words.sentence(build.standing()) == (
        "Leicester: of 64 indicators, 48 are compared with the East Midlands: 9 better, "
        "20 similar, 6 worse, 8 higher, 5 lower."
    )


def test_a_profile_counts_as_the_landing_page_does():
    assert words.headline(build.profile()) == "Leicester: 1 better, 2 worse of 7 compared"
    assert words.sentence(build.profile()) == (
        "Leicester: of 7 indicators, 7 are compared with the East Midlands: 1 better, 1 similar, "
        "2 worse, 3 higher, 0 lower."
    )


def test_a_board_says_where_authorities_differ_most_and_what_that_is_for_the_area():
    differing = {one.id: 0 for one in build.INDICATORS if one.better is not Direction.NEITHER}
    for row in build.board().values.to_dict("records"):
        if row["indicator"] in differing and row["judgement"] not in {"similar", "not compared"}:
            differing[row["indicator"]] += 1

    assert words.headline(build.board()) == "Where authorities differ most: Repeat referrals"
    assert differing["R03"] == max(differing.values()) == 8
    assert words.sentence(build.board()) == (
        "8 of 9 authorities differ from the East Midlands by more than chance: 3 better, 5 worse. "
        "Leicester: 1 better, 2 worse of 7 compared."
    )


def test_where_no_indicator_has_a_better_a_board_says_where_authorities_are_apart():
    alone = build.board((build.REFERRALS, build.IN_NEED))

    assert words.headline(alone).startswith("Where authorities differ most: ")
    assert "higher" in words.sentence(alone)


def test_a_board_without_a_difference_says_so():
    level = build.board()
    level.values["judgement"] = "similar"

    assert words.headline(level) == "No authority differs from the East Midlands"
    assert words.sentence(level) == (
        "No authority differs from the East Midlands by more than chance. Leicester: 0 better, "
        "0 worse of 7 compared."
    )


def test_a_board_names_whose_neighbours_all_are_held_against():
    level, apart = build.board(against=AGAINST[4]), build.board(against=AGAINST[3])
    level.values["judgement"] = "similar"

    assert words.headline(level) == "No authority differs from Leicester's neighbours' median"
    assert "differ from Leicester's statistical neighbours by" in words.sentence(apart)


def test_where_nothing_can_be_compared_that_is_said_and_what_to_do():
    found = build.board(against=AGAINST[3]), build.profile(), build.standing()
    for result in found[:2]:
        result.values["judgement"] = "not compared"
    found[2].counts.update(dict.fromkeys(found[2].counts, 0) | {"not compared": 64, "all": 64})

    for result in found:
        assert words.sentence(result).startswith(
            "Leicester: no indicator can be compared. Choose another comparison."
        )
        assert result.against.detail[1:] in words.sentence(result)
        assert len(words.sentence(result).split()) <= 30
    assert [words.headline(result) for result in found] == [
        "No authority can be compared with Leicester's statistical neighbours",
        "Leicester: no indicator can be compared",
        "Leicester: no indicator can be compared",
    ]


def test_long_names_on_a_board_keep_to_the_limits():
    measure = build.indicator(short=LONG_SHORT)
    wide = build.board((measure,), focus=LONG_AREA, against=AGAINST[5])

    assert words.headline(wide) == f"Most apart: {LONG_SHORT}"
    assert len(words.sentence(wide).split()) <= 30

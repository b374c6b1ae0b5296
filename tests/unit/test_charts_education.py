"""Results of pupils, told: short, with their stage, and the same on screen and in every file."""

from __future__ import annotations

import pytest
from desk_builders import DERBY, DERBYSHIRE, LEICESTER, REGION, selection
from education_builders import CHILDREN, GLD, PROGRESS, RWM, SCORE, ask, desk, reader
from file_reader import read_csv

from yardstick.charts import education
from yardstick.charts.views import View
from yardstick.export.files import ExportError, Format, Look, make_file
from yardstick.results.education_types import Stage, Years


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    return desk(tmp_path_factory.mktemp("education"))


@pytest.fixture
def results(held):
    return held.results(reader(DERBYSHIRE))


def told(results, *asked, **more):
    return education.story(ask(results, *asked, **more))


@pytest.mark.parametrize("years", Years)
@pytest.mark.parametrize("measure", [GLD, RWM, PROGRESS, SCORE])
@pytest.mark.parametrize("area", [DERBYSHIRE, LEICESTER])
def test_a_finding_is_short(results, measure, years, area):
    story = told(results, measure, years, area=area)
    assert 0 < len(story.headline.split()) <= 10
    assert 0 < len(story.sentence.split()) <= 30


def test_the_finding_has_its_number_interval_and_stage(tmp_path):
    held = desk(tmp_path, *REGION.authorities[5:7])
    story = told(held.results(reader(DERBYSHIRE)), GLD)
    assert story.headline == "CLA good level of development in Derbyshire: 50.0%, similar"
    assert story.sentence == (
        "2025/26: 50.0% of looked-after children with a profile (12 of 24), similar to the "
        "East Midlands at 50.0%; 95% interval 31.4% to 68.6%. Provisional, from local returns."
    )
    assert "Each year by itself. Compared with the East Midlands, totals" in story.subtitle
    assert story.subtitle.endswith("5 of 10 authorities have a figure")


def test_a_region_of_three_stands_beside_a_figure_and_judges_nobody(results):
    story = told(results, GLD)
    assert story.headline == "CLA good level of development in Derbyshire: 50.0%, 2025/26"
    assert "East Midlands" not in story.sentence
    assert story.subtitle.endswith("3 of 10 authorities have a figure")
    assert "Compared with" not in told(results, GLD, Years.POOLED).subtitle


def test_what_nothing_is_compared_with_is_a_figure_and_its_year(results):
    story = told(results, GLD, Years.POOLED)  # the region's totals of three years are not shown
    assert story.headline == "Derbyshire: 50.7%, 2023/24 to 2025/26"
    assert "East Midlands" not in story.sentence


def test_years_together_are_named_by_the_first_and_the_last(results):
    story = told(results, GLD, Years.POOLED)
    assert story.headline.endswith("2023/24 to 2025/26")
    assert "36 of 71" in story.sentence


def test_a_score_says_how_many_it_is_a_mean_of_and_has_no_interval(results):
    story = told(results, SCORE)
    assert (
        story.sentence == "2025/26: a mean of 46.0 points (n 900). Provisional, from local returns."
    )
    assert dict(story.meaning)["95% interval"].startswith("None")


def test_what_is_local_is_not_for_publication_and_breaks_are_said(results):
    local, broken = told(results, GLD).cautions
    assert "not for publication" in local
    assert "2025/26" in local
    assert broken.startswith("Break in 2021/22:")
    assert told(results, PROGRESS).cautions == ()


def test_the_table_has_every_year_with_its_stage_and_three_years_together(results):
    twin = told(results, GLD).twin
    rows = {row[0].text.partition(" ")[0]: [cell.text for cell in row[1:]] for row in twin.rows}
    assert list(rows) == list(CHILDREN)
    assert rows["2020/21"][:4] == ["z", "", "", ""]
    assert rows["2025/26"][:4] == ["50.0% p", "31.4% to 68.6%", "12 of 24", Stage.LOCAL.value]
    assert rows["2025/26"][4] == "50.7% p"
    assert rows["2025/26"][6] == "36 of 71"
    assert "break: The profile was reformed" in twin.rows[1][0].text


def test_few_children_of_another_authority_are_a_letter_in_the_table(results):
    twin = told(results, GLD, area=DERBY).twin
    row = next(row for row in twin.rows if row[0].text == "2023/24")
    assert [cell.text for cell in row[1:4]] == ["c", "", ""]


def test_where_nothing_is_shown_the_finding_says_why(results):
    story = told(results, SCORE, Years.POOLED)
    assert story.headline == "Attainment 8 in Derbyshire: not available"
    assert story.sentence == "The newest figure is not shown. The table says why of each year."
    assert not story.values.empty


def test_an_authority_without_a_row_has_nothing_to_draw(results):
    story = told(results, PROGRESS, area=LEICESTER)
    assert story.values.empty
    assert story.cautions == ()
    assert "has no figure of this measure" in story.sentence


def test_the_files_hold_what_is_on_screen(results):
    for made in Format:
        look = Look(order="C01:pooled")
        assert make_file(results, selection(), View.EDUCATION, made, look).data
    rows = read_csv(make_file(results, selection(), View.EDUCATION, Format.CSV, look).data)
    (newest,) = rows[(rows["area"] == DERBYSHIRE) & (rows["period"] == "2025/26")].to_dict(
        "records"
    )
    assert newest["stage"] == Stage.LOCAL.value
    assert newest["pooled_denominator"] == 71


def test_a_link_to_another_file_says_where_to_take_one(results):
    with pytest.raises(ExportError, match="from the link on its page"):
        make_file(results, selection(), View.EDUCATION, Format.CSV, Look(order="C01:ten"))


def test_a_file_without_an_order_is_of_the_measure_that_is_chosen(results):
    made = make_file(results, selection(indicator=RWM), View.EDUCATION, Format.CSV)
    rows = read_csv(made.data)
    assert set(rows.loc[rows["period"] == "2024/25", "value"].dropna()) == {61.0, 60.0}

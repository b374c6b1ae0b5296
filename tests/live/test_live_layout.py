"""How the style sheet lays parts out, in a real browser and without a server."""

from __future__ import annotations

from pathlib import Path

import pytest

pytestmark = pytest.mark.live
pytest_plugins = ["browser_fixtures"]

STYLE = (Path(__file__).parents[2] / "yardstick/web/style.css").read_text("utf-8")


def laid_out(page, width, html):
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content(f"<style>{STYLE}</style>{html}")


@pytest.mark.parametrize("width", [1366, 1920, 2560])
def test_the_four_lists_stand_two_by_two_however_wide_the_screen(page, width):
    laid_out(page, width, f'<div class="ys-findings">{"<section>list</section>" * 4}</div>')
    boxes = [one.bounding_box() for one in page.locator("section").all()]
    assert boxes[0]["y"] == boxes[1]["y"] < boxes[2]["y"] == boxes[3]["y"]


def test_lists_stand_below_each_other_on_a_telephone(page):
    laid_out(page, 390, f'<div class="ys-findings">{"<section>list</section>" * 4}</div>')
    assert len({one.bounding_box()["x"] for one in page.locator("section").all()}) == 1


@pytest.mark.parametrize("chart", ["trend", "education", "small_multiples"])
def test_a_chart_of_time_scrolls_on_a_telephone_instead_of_being_pressed_together(page, chart):
    laid_out(page, 390, f'<div class="st-key-chart_{chart}"><div>chart</div></div>')
    frame = page.locator(f".st-key-chart_{chart}")
    assert frame.evaluate("(one) => one.scrollWidth > one.clientWidth")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_what_an_estimate_assumes_stays_in_one_row(page):
    number = '<div data-testid="stNumberInput" style="width:110px">30</div>'
    choice = '<div class="st-key-section" style="width:860px">Salaries</div>'
    look = "display:flex;flex-wrap:wrap;width:1000px"
    laid_out(page, 1366, f'<div class="st-key-options" style="{look}">{choice}{number * 3}</div>')
    boxes = page.get_by_test_id("stNumberInput").all()
    assert len({one.bounding_box()["y"] for one in boxes}) == 1


@pytest.mark.parametrize(("width", "abreast"), [(1366, True), (683, False)])  # 683: at 200%
def test_a_charts_numbers_go_below_it_where_both_would_be_pressed_together(page, width, abreast):
    column = '<div data-testid="stColumn" class="part">part</div>'
    row = f'<div data-testid="stHorizontalBlock" style="display:flex">{column * 2}</div>'
    laid_out(
        page, width, f'<style>.part {{ flex: 1 }}</style><div data-testid="stMain">{row}</div>'
    )
    chart, numbers = (one.bounding_box() for one in page.get_by_test_id("stColumn").all())
    assert (chart["y"] == numbers["y"]) is abreast


def test_a_box_stands_off_the_title_above_it_and_a_sentence_does_not(page):
    title = '<div data-testid="stElementContainer"><h1>Title</h1></div>'
    box = '<section><label data-testid="stWidgetLabel">Return</label></section>'
    look = "display:flex;flex-direction:column"  # as Streamlit stacks: margins are not shared
    told = f"{title}<section>sentence</section>"
    laid_out(page, 1366, f'<div style="{look}">{title}{box}{told}</div>')
    tops = page.locator("section").evaluate_all("(all) => all.map((one) => one.offsetTop)")
    ends = page.get_by_test_id("stElementContainer").evaluate_all(
        "(all) => all.map((one) => one.offsetTop + one.offsetHeight)"
    )
    boxed, said = (top - end for top, end in zip(tops, ends, strict=True))
    assert boxed > said

"""Markup escapes by default; tags say in words what their colour says."""

from __future__ import annotations

import re

import pytest
import result_builders as build
from markup_reader import Page, to

from yardstick.charts import markup, tags, twins
from yardstick.charts.board_table import board_table
from yardstick.charts.spine import profile_table
from yardstick.charts.table import table
from yardstick.model import Direction, Judgement, TrendWord
from yardstick.results.types import Recent


def test_text_is_escaped_and_markup_is_not_escaped_twice():
    inner = markup.tag("b", "<i> & \"'")

    assert markup.tag("p", inner) == "<p><b>&lt;i&gt; &amp; &quot;&#x27;</b></p>"
    assert markup.joined("<", inner, between=" ") == f"&lt; {inner}"


@pytest.mark.parametrize("sign", ["−", "+"])
def test_no_line_ends_between_a_sign_and_its_pounds(sign):
    assert markup.tag("p", f"about {sign}£4,000") == f"<p>about {sign}\u2060£4,000</p>"
    assert markup.unbroken("£4,000 − £400") == "£4,000 − £400"


def test_attributes_are_escaped_and_missing_ones_left_out():
    made_ = markup.tag("p", title='"><script>', class_="a", aria_label="x", id=None, tabindex=0)

    assert made_ == (
        '<p title="&quot;&gt;&lt;script&gt;" class="a" aria-label="x" tabindex="0"></p>'
    )


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        " /x",
        "//elsewhere.example/x",
        "/\\elsewhere.example",
        "https://elsewhere.example",
        "data:text/html,x",
        "",
    ],
)
def test_a_link_never_leaves_the_product(href):
    with pytest.raises(ValueError, match="is not a place in the product"):
        markup.link(href, "x")


def test_a_link_inside_stays_in_the_window():
    assert markup.link("/indicator?a=1&b=2", "Go") == (
        '<a href="/indicator?a=1&amp;b=2" target="_self">Go</a>'
    )


@pytest.mark.parametrize("code", [0x202E, 0x2066, 0x200B, 0x0, 0x1B, 0xFEFF, 0x2028])
def test_characters_that_act_on_their_neighbours_are_taken_out(code):
    assert markup.inert(f"a{chr(code)}b") == "ab"


def test_ordinary_text_is_left_as_it_is():
    text = "Ynys Môn – “x”, 0–17\tعربي\n"
    assert markup.inert(text) == text


def test_the_style_sheet_uses_no_colour_variable_that_the_theme_does_not_set():
    sheet = markup.style()
    used = set(re.findall(r"var\((--ys-[a-z-]+)\)", sheet))
    given = set(re.findall(r"(--ys-[a-z-]+): #", sheet))

    assert used <= given
    assert "--ys-worse-fill: #F46A25" in sheet


def test_every_class_that_is_written_has_a_style():
    html = "".join(
        [
            board_table(build.board(), to),
            profile_table(build.profile(), to),
            table(twins.twin(build.comparison())),
            tags.tiles(tags.tile("a", "b", "c")),
            tags.judgement_key(),
            tags.polarity_line(build.IN_TIME),
            tags.warning("x"),
            *(tags.trend_tag(Recent(word, ""), Direction.LOWER) for word in TrendWord),
        ]
    )
    classes = {name for names in re.findall(r'class="([^"]+)"', html) for name in names.split()}

    unstyled = {name for name in classes if f".{name}" not in markup.style()}
    assert unstyled == set()


# ---- tags ---------------------------------------------------------------------------------


@pytest.mark.parametrize("judgement", list(Judgement))
def test_a_judgement_is_said_in_words_and_its_shape_is_not_read_out(judgement):
    page = Page(tags.judgement_tag(judgement))

    assert "".join(page.said).strip().lower() == judgement.value
    assert "".join(page.seen)[0] in "●○■◆◇–"


def test_a_trend_is_said_in_words_with_an_arrow_for_its_direction():
    worsening = Page(tags.trend_tag(Recent(TrendWord.WORSENING, "rule"), Direction.LOWER))

    assert "".join(worsening.seen) == "↑ Worsening"
    assert "".join(worsening.said) == " Worsening"


def test_a_trend_that_cannot_be_calculated_says_why():
    short = tags.trend_tag(Recent(TrendWord.CANNOT_SAY, "only 3 points"), Direction.LOWER)
    assert "Cannot be calculated: only 3 points" in short
    bare = tags.trend_tag(Recent(TrendWord.CANNOT_SAY, ""), Direction.LOWER)
    assert bare.endswith("Cannot be calculated</span>")


def test_a_tile_has_label_value_and_note():
    page = Page(
        tags.tiles(
            tags.tile("Leicester", "28.8%", "144 of 500"), tags.tile("Derby", "not available")
        )
    )

    assert page.said == ["Leicester", "28.8%", "144 of 500", "Derby", "Not available"]


def test_polarity_has_its_note():
    noted = build.indicator(better=Direction.NEITHER, better_note="More may be better detection")
    assert "lower is better. More may be better detection" in tags.polarity_line(noted)
    assert ">Lower is better<" in tags.polarity_line(build.REPEAT_REFERRALS)


def test_keys_list_shapes_and_the_symbols_that_occur():
    assert tags.judgement_key().count("<li>") == 6
    assert tags.symbol_key(build.comparison()).count("<li>") == 2
    assert tags.symbol_key(build.standing()) == ""


def test_a_warning_says_that_it_is_one():
    assert "".join(Page(tags.warning("Invented figures.")).said) == "Warning Invented figures."

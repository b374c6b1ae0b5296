"""Tables and tags are semantic, say in words what colour says, and equal their charts."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest
import result_builders as build

from yardstick.charts import comparison, listings, markup, parts, tags, twins
from yardstick.charts.board_table import board_table, breakable
from yardstick.charts.numbers import figure_text
from yardstick.charts.spine import profile_table
from yardstick.charts.table import Cell, Column, figure_cell, made, read_out, table
from yardstick.model import Direction, Judgement, Status, TrendWord
from yardstick.results.types import Point, Recent


class Page(HTMLParser):
    """Read markup into tags and what is seen and read out; refuse what is unbalanced."""

    def __init__(self, text):
        super().__init__()
        self.found, self.open, self.said, self.seen, self._silent = [], [], [], [], 0
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.open.append((tag, dict(attrs).get("aria-hidden") == "true"))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        hidden = any("ys-hidden" in attrs.get("class", "") for _, attrs in self.found[-1:])
        if not any(silent for _, silent in self.open):
            self.said.append(data)
        if not hidden:
            self.seen.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.found if name == tag]


def to(indicator, area):
    return f"/indicator?indicator={indicator}&area={area}"


# ---- markup -------------------------------------------------------------------------------


def test_text_is_escaped_and_markup_is_not_escaped_twice():
    inner = markup.tag("b", "<i> & \"'")

    assert markup.tag("p", inner) == "<p><b>&lt;i&gt; &amp; &quot;&#x27;</b></p>"
    assert markup.joined("<", inner, between=" ") == f"&lt; {inner}"


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
    page = Page(tags.tiles(tags.tile("Leicester", "28.8%", "144 of 500"), tags.tile("x", "y")))

    assert page.said == ["Leicester", "28.8%", "144 of 500", "x", "y"]


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


# ---- tables -------------------------------------------------------------------------------


def test_a_table_has_caption_scoped_headings_and_a_region_to_scroll_in():
    page = Page(table(twins.twin(build.comparison())))

    [region] = page.all("div")
    assert region["role"] == "region"
    assert region["tabindex"] == "0"
    assert region["aria-label"].startswith("Repeat referrals within 12 months")
    scopes = [attrs["scope"] for attrs in page.all("th")]
    assert scopes.count("col") == 7
    assert scopes.count("row") == 11
    assert len(page.all("caption")) == 1


def test_numbers_are_marked_for_alignment():
    page = Page(
        table(made("x", [Column("A"), Column("B", is_numeric=True)], [[Cell("a"), Cell("1")]]))
    )

    assert [attrs.get("class") for attrs in page.all("th") + page.all("td")] == [
        None,
        "ys-n",
        None,
        "ys-n",
    ]


def test_a_symbol_is_seen_and_its_reason_is_read_out():
    page = Page(table(twins.twin(build.comparison())))

    assert "c" in page.seen
    assert "c" not in page.said
    assert "too few to report" in page.said


def test_a_provisional_figure_shows_its_letter_and_reads_its_word():
    cell = figure_cell(build.point(28.767, Status.PROVISIONAL), build.REPEAT_REFERRALS)

    assert (cell.text, cell.number, read_out(cell)) == ("28.8% p", 28.767, "28.8% provisional")
    assert cell.layout.endswith('"% p"')
    assert read_out(Cell("13.0%", 13.0)) == "13.0%"
    assert read_out(Cell("c", why="too few to report")) == "too few to report"


# ---- twins --------------------------------------------------------------------------------


def column(data, label):
    place = [one.label for one in data.columns].index(label)
    return [row[place] for row in data.rows]


RESULTS = (
    build.trend(),
    build.trend(focus=replace(build.LEICESTER, code="E06000001", name="Hartlepool")),
    build.comparison(),
    build.parts(),
    build.board(),
    build.profile(),
    build.standing(),
    build.coverage(),
    build.entries(),
)


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: type(result).__name__)
def test_every_result_has_a_table_in_which_each_row_is_whole(result):
    data = twins.twin(result)

    assert data.caption
    assert data.rows
    assert all(len(row) == len(data.columns) for row in data.rows)
    assert len({one.label for one in data.columns}) == len(data.columns)
    Page(table(data))


def test_a_trends_twin_has_every_figure_of_the_result():
    result = build.trend()
    data = twins.twin(result)

    for code, area in build.AREAS.items():
        own = result.values[result.values["area"] == code]
        cells = column(data, area.name)
        expected = [None if pd.isna(value) else value for value in own["value"]]
        assert [cell.number for cell in cells] == expected
    assert [cell.number for cell in column(data, "East Midlands")] == (
        result.comparator["value"].tolist()
    )
    assert column(data, "Period")[6].text == "2021-22 Q3 (break: New case system)"
    assert column(data, "Number")[0].text == "134 of 500"


def test_a_comparisons_twin_has_the_charts_order_and_the_comparator_last():
    result = build.comparison()
    for order in comparison.Order:
        data = twins.areas(result, order)
        named = [cell.text for cell in column(data, "Area")]
        assert named[:-1] == [row["name"] for row in comparison.ordered(result, order)]
        assert named[-1] == "East Midlands"
    assert column(data, "Value")[-1].number == result.comparator.value


def test_an_indicator_without_direction_has_no_position_in_its_table():
    ranked = column(twins.areas(build.comparison()), "Position its interval allows")
    unranked = column(
        twins.areas(build.comparison(build.REFERRALS)), "Position its interval allows"
    )

    assert "between 3rd and 6th of 8" in {cell.text for cell in ranked}
    assert {cell.text for cell in unranked} == {""}


def test_parts_table_has_the_charts_order_symbols_and_the_total():
    data = twins.twin(build.parts())

    assert [cell.text for cell in column(data, "Part")][:-1] == [
        row["label"] for row in parts.ordered(build.parts())
    ]
    assert [cell.text for cell in column(data, "Number")][-2:] == ["c", "630"]
    assert [cell.text for cell in column(data, "Share")][-2:] == ["c", ""]
    hidden = build.parts(total=Point(None, Status.SUPPRESSED))
    assert column(twins.twin(hidden), "Number")[-1].text == "c"


def test_a_boards_twin_has_each_figure_with_its_judgement_in_words():
    result = build.board()
    data = twins.twin(result)

    assert len(data.rows) == 7
    own = result.values[result.values["area"] == build.LEICESTER.code]
    assert [cell.number for cell in column(data, "Leicester")] == own["value"].tolist()
    words = column(data, "Leicester: against the comparator")
    assert [cell.text.lower() for cell in words] == own["judgement"].tolist()


def test_a_board_without_a_row_says_not_available():
    sparse = build.board()
    sparse = replace(sparse, values=sparse.values[sparse.values["area"] != build.RUTLAND.code])

    assert {cell.text for cell in column(twins.twin(sparse), "Rutland")} == {"x"}
    assert "not available" in board_table(sparse, to)


def test_a_profiles_twin_has_the_spread_of_the_region():
    result = build.profile()
    data = twins.twin(result)

    assert [cell.number for cell in column(data, "Median")] == result.values["median"].tolist()
    assert {cell.text for cell in column(data, "Areas shown")} == {"9"}


def test_a_profile_without_a_spread_leaves_it_empty():
    few = build.profile()
    few.values["q1"] = pd.NA
    few = replace(few, values=few.values.iloc[1:])

    data = twins.twin(few)
    assert {cell.text for cell in column(data, "Lower quartile")} == {""}
    assert len(data.rows) == 6


def test_coverage_has_three_tables():
    result = build.coverage()

    returns = listings.returns(result)
    assert {cell.text for cell in column(returns, "State")} == {
        "Received",
        "Late",
        "Missing",
        "Resubmitted",
    }
    missing = [row for row in returns.rows if row[3].text == "Missing"]
    assert all(row[4].text == row[5].text == "" for row in missing)
    assert column(listings.files(result), "Rows")[0].text == "12,345"
    [revised] = listings.revisions(result).rows
    assert [cell.text for cell in revised][4:6] == ["140", "152"]


def test_a_revision_that_is_hidden_and_an_unknown_place_are_said_plainly():
    result = build.coverage()
    result.revisions["before"] = pd.NA
    result.revisions["area"] = "E99999999"
    unknown = replace(result, datasets=())

    [row] = listings.revisions(unknown).rows
    assert [cell.text for cell in row][:1] == ["E99999999"]
    assert row[4].text == "not shown"
    assert listings.returns(unknown).rows[0][1].text == "riia_quarterly"


def test_the_register_says_what_is_open_to_the_viewer():
    counted = replace(build.entries()[0], indicator=build.indicator(unit="count", denominator=None))
    data = twins.twin((*build.entries(), counted))

    assert [cell.text for cell in column(data, "Open to you")][-2:] == ["No", "Yes"]
    assert column(data, "Denominator")[-1].text == ""


# ---- board --------------------------------------------------------------------------------


def rows_of(html):
    return [row for row in re.findall(r"<tr.*?</tr>", html, re.DOTALL) if "<td" in row]


def test_a_board_has_a_row_per_indicator_and_a_link_in_each_cell():
    html = board_table(build.board(), to)
    page = Page(html)

    assert len(rows_of(html)) == 7
    assert len(page.all("td")) == 70
    assert len(page.all("a")) == 70 + 7
    assert '/indicator?indicator=R03&amp;area=E06000015"' in html


def test_a_board_is_grouped_by_theme_in_catalogue_order():
    html = board_table(build.board(), to)

    themes = re.findall(r'scope="rowgroup"[^>]*><span>([^<]+)', html)
    assert themes == [
        "Contacts and referrals",
        "Assessment",
        "Children looked after",
        "Adoption",
        "Education results",
    ]
    assert html.count("<tbody>") == 5


def test_each_cell_says_its_judgement_in_words_and_shows_its_shape():
    page = Page(board_table(build.board(), to))

    assert "28.8% provisional, Worse" in page.said
    assert {"■", "●", "○", "◆", "◇"} <= set(page.seen)
    assert "■" not in page.said
    assert "too few to report" in page.said


def test_each_cell_names_its_period_and_comparator():
    html = board_table(build.board(), to)
    assert 'title="2024-25 Q4; East Midlands 22.4%"' in html
    alone = build.board()
    alone.values["comparator_status"] = "x"
    assert 'title="2024-25 Q4"' in board_table(alone, to)


def test_a_board_sorted_by_an_area_has_its_most_unusual_first():
    result = build.board()
    html = board_table(result, to, sort=build.LEICESTER.code, to_sort=lambda area: f"?sort={area}")

    named = [re.search(r">([^<]+)</a>", row).group(1) for row in rows_of(html)]
    own = result.values[result.values["area"] == build.LEICESTER.code]
    far = own.set_index("indicator")["distance"].abs().sort_values(ascending=False)
    short = {one.id: one.short for one in result.indicators}
    assert named == [short[identifier] for identifier in far.index]
    assert "rowgroup" not in html
    assert html.count('aria-sort="descending"') == 1
    assert 'href="?sort="' in html
    assert f'href="?sort={build.DERBY.code}"' in html


def test_indicators_that_are_not_compared_stand_last():
    result = build.board()
    html = board_table(result, to, sort=build.RUTLAND.code)

    assert [re.search(r">([^<]+)</a>", row).group(1) for row in rows_of(html)] == [
        one.short for one in result.indicators
    ]


def test_an_unknown_sort_is_the_catalogues_order():
    assert board_table(build.board(), to, sort="nonsense") == board_table(build.board(), to)


def test_long_county_names_may_break():
    assert breakable("North Northamptonshire") == "North Northampton\u00adshire"
    assert breakable("Derby") == "Derby"


# ---- spine --------------------------------------------------------------------------------


def drawn(profile, identifier):
    """Return the drawing of one indicator."""
    html = profile_table(profile, to)
    row = next(row for row in rows_of(html) if f"indicator={identifier}&" in row)
    return Page(re.search(r'<span class="ys-spine".*(?=</td><td>)', row, re.DOTALL).group(0))


def place_of(page, look):
    """Return where a part of a drawing begins, in per cent."""
    [found] = [one for one in page.all("span") if one.get("class", "").split(" ")[0] == look]
    return float(re.match(r"left:([\d.]+)%", found["style"]).group(1))


def test_better_is_drawn_to_the_right_where_there_is_a_better():
    for identifier, left_to_right in (("R06", True), ("R03", False), ("R02", True)):
        values = build.profile().values.set_index("indicator").loc[identifier]
        measure = {one.id: one for one in build.INDICATORS}[identifier]
        ends = [
            figure_text(values[name], measure.unit, measure.decimals) for name in ("low", "high")
        ]
        assert drawn(build.profile(), identifier).seen == (ends if left_to_right else ends[::-1])


def test_the_mark_stands_at_the_figure_and_the_line_at_the_comparator():
    values = build.profile().values.set_index("indicator").loc["R06"]
    span = values["high"] - values["low"]
    page = drawn(build.profile(), "R06")

    assert place_of(page, "ys-mark") == pytest.approx(
        100 * (values["value"] - values["low"]) / span, abs=0.05
    )
    assert place_of(page, "ys-level") == pytest.approx(
        100 * (values["comparator"] - values["low"]) / span, abs=0.05
    )
    assert place_of(page, "ys-half") == pytest.approx(
        100 * (values["q1"] - values["low"]) / span, abs=0.05
    )
    assert place_of(page, "ys-range") == 0


def test_a_drawing_says_in_words_what_it_shows():
    whole = drawn(build.profile(), "R03").all("span")[0]

    assert whole["role"] == "img"
    assert whole["aria-label"] == (
        "Areas from 13.0% to 28.8%, middle half 18.8% to 25.2%; Leicester 28.8%; "
        "East Midlands 22.4%"
    )


@pytest.mark.parametrize("judgement", list(Judgement))
def test_marks_keep_the_look_of_their_judgement(judgement):
    profile = build.profile()
    profile.values["judgement"] = judgement.value

    assert f"ys-mark ys-{judgement.value.replace(' ', '-')}" in profile_table(profile, to)


def test_a_hidden_figure_has_no_mark_and_is_not_compared():
    profile = build.profile()
    profile.values["status"] = "c"
    html = profile_table(profile, to)

    assert "ys-mark" not in html
    assert "ys-tag ys-worse" not in html
    assert "too few to report" in html


def test_a_drawing_leaves_out_what_there_is_too_little_of():
    profile = build.profile()
    profile.values["q1"] = pd.NA
    profile.values["comparator_status"] = "x"
    html = profile_table(profile, to)
    assert "ys-half" not in html
    assert "ys-level" not in html
    assert ", middle half" not in html
    profile.values["low"] = pd.NA
    assert "No area shows a figure" in profile_table(profile, to)


def test_areas_that_are_all_alike_stand_in_the_middle():
    profile = build.profile()
    for name in ("low", "q1", "median", "q3", "high", "value", "comparator"):
        profile.values[name] = 20.0

    assert place_of(drawn(profile, "R06"), "ys-mark") == 50


def test_a_profile_can_have_the_most_unusual_first():
    html = profile_table(build.profile(), to, unusual=True)
    far = build.profile().values.set_index("indicator")["distance"].abs()
    short = {one.id: one.short for one in build.INDICATORS}

    named = [re.search(r">([^<]+)</a>", row).group(1) for row in rows_of(html)]
    assert named == [short[one] for one in far.sort_values(ascending=False, kind="stable").index]


def test_a_profile_is_in_catalogue_order_and_says_how_to_read_it():
    html = profile_table(build.profile(), to)

    named = [re.search(r">([^<]+)</a>", row).group(1) for row in rows_of(html)]
    assert named == [one.short for one in build.INDICATORS]
    assert "better to the right" in html
    assert "East Midlands as an orange line" in html
    assert html.count('class="ys-spine"') == 7


def test_a_figure_without_n_shows_none():
    profile = build.profile()
    profile.values["numerator"] = pd.NA
    profile.values["denominator"] = pd.NA

    assert "n 1,589" in profile_table(build.profile(), to)
    assert "n 1,589" not in profile_table(profile, to)

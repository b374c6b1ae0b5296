"""A note is printed wherever its figure is, for whoever sees the figure, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest
import result_builders as build
from desk_builders import (
    DERBY,
    RUTLAND,
    new_store,
    open_desk,
    publish_values,
    selection,
    send,
    viewer,
)
from figure_reader import by_name, notes
from file_reader import file_of, read_csv, sheets, texts

from yardstick.charts import comparison, small_multiples, trend
from yardstick.charts.board_table import board_table
from yardstick.charts.numbers import point_text
from yardstick.charts.replies import reply_list
from yardstick.charts.spine import profile_table
from yardstick.charts.traces import facts, heading
from yardstick.charts.twins import twin
from yardstick.commands import main
from yardstick.model import Basis, Reach, Status
from yardstick.results.replies import Replies, Reply
from yardstick.store.notes import Figure
from yardstick.ui.wiring import submissions_for, viewer_at

QUARTERS = ("2024-25 Q1", "2024-25 Q2", "2024-25 Q3", "2024-25 Q4")
NEWEST = QUARTERS[-1]
SAID = "A new case system began in May."
HOSTILE = '=HYPERLINK("x") <img src=x onerror=alert(1)> **bold**'


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    store = new_store(tmp_path_factory.mktemp("replies"))
    for step, period in enumerate(QUARTERS):
        parts = {"R02S/1A": 30, "R02S/1B": 70 + step}
        send(store, RUTLAND, period, R02=100 + step, R03=20, **parts)
        send(store, DERBY, period, R02=900, R03=200)
    publish_values(store, "2025", ("LAC", RUTLAND, "2024-25", 66.0))
    made = open_desk(store)
    door = submissions_for(made, viewer_at(made, "rutland.lead"))
    for indicator in ("R02", "R02S", "R03"):
        door.write_note(Figure(indicator, RUTLAND, NEWEST), SAID)
    door.write_note(Figure("R02", RUTLAND, QUARTERS[0]), "Entered late.")
    door.write_note(Figure("R02", RUTLAND, "2019-20 Q1"), "Long ago.")
    return made


def asked(indicator="R02", **more):
    return selection(RUTLAND, indicator=indicator, basis=Basis.QUARTERLY, **more)


def said(stamp):
    return [(one.figure.indicator, one.figure.period, one.text) for one in stamp.notes]


@pytest.mark.parametrize("who", [viewer(RUTLAND), viewer(DERBY), viewer()])
def test_everybody_who_sees_the_figure_sees_its_note(desk, who):
    results = desk.results(who)
    over_time = results.trend(asked())
    assert said(over_time.stamp) == [("R02", QUARTERS[0], "Entered late."), ("R02", NEWEST, SAID)]
    rows = over_time.values.set_index(["area", "period"])["note"]
    assert rows[RUTLAND, NEWEST].startswith(SAID)
    assert set(rows[DERBY]) == {""}
    assert over_time.latest.noted
    between = results.comparison(asked(period=NEWEST))
    assert said(between.stamp) == [("R02", NEWEST, SAID)]
    assert said(results.comparison(asked(period=QUARTERS[1])).stamp) == []
    assert results.parts(asked("R02S", period=NEWEST)).total.noted
    assert ("R03", NEWEST, SAID) in said(results.board(asked()).stamp)
    assert ("R03", NEWEST, SAID) in said(results.profile(asked()).stamp)
    trace = results.trace(asked(period=NEWEST))
    assert heading(trace).startswith("Referrals to children's social care: 128.6* for Rutland")
    assert SAID in facts(trace)["Note"]


def test_whoever_does_not_see_the_figure_sees_no_note(desk):
    other = desk.results(viewer(DERBY, reach=Reach.OWN))
    assert said(other.trend(replace(asked(), area=DERBY)).stamp) == []
    assert said(other.board(replace(asked(), area=DERBY)).stamp) == []
    door = submissions_for(desk, viewer_at(desk, "rutland.lead"))
    door.write_note(Figure("R15", RUTLAND, "2024-25"), "As the department published it.")
    published = replace(asked("R15"), area=DERBY, basis=Basis.PUBLISHED)
    assert [one[1] for one in said(other.trend(published).stamp)] == ["2024-25"]
    guest = desk.results(viewer(RUTLAND, datasets=["social_care_additional"]))
    assert said(guest.board(asked()).stamp) == []


def test_a_note_of_a_landing_line_stands_with_its_line_only(desk):
    standing = desk.results(viewer(RUTLAND)).standing(asked())
    lines = {finding.indicator for finding in standing.findings}
    assert {one.figure.indicator for one in standing.stamp.notes} <= lines
    starred = {one.indicator for one in standing.findings if "*" in one.sentence}
    assert starred == {one.figure.indicator for one in standing.stamp.notes}


def test_a_note_ends_where_it_stood_at_the_next_look_within_the_same_release(desk):
    figure = Figure("R03", RUTLAND, QUARTERS[1])
    door = submissions_for(desk, viewer_at(desk, "rutland.lead"))
    results, before = desk.results(viewer(DERBY)), desk.edition
    door.write_note(figure, "Soon over.")
    written = desk.edition
    assert "Soon over." in str(results.trend(asked("R03")).stamp.notes)
    door.end_note(figure)
    assert "Soon over." not in str(results.trend(asked("R03")).stamp.notes)
    assert len({before, written, desk.edition}) == 3


def test_the_figures_command_prints_the_note_in_its_last_column(desk, capsys):
    of = ["--indicator", "R02", "--periods", NEWEST, "--as", "derbyshire.dcs"]
    store = ["--store", str(desk.store.root)]
    assert main(["figures", *of, *store, "--format", "csv"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.endswith(",note")
    assert [SAID in row for row in rows if row.split(",")[2] == RUTLAND] == [True]
    assert main(["figures", *of, *store]) == 0
    assert SAID in capsys.readouterr().out


def test_a_note_is_written_ended_and_listed_on_the_command_line(desk, capsys):
    given = ["--as", "rutland.lead", "--store", str(desk.store.root)]
    of = ["--indicator", "R03", "--area", "857", "--period", QUARTERS[2]]
    assert main(["note", *of, "--text", "Counted twice.", *given]) == 0
    assert "Counted twice.  ● Stands beside the figure" in capsys.readouterr().out
    assert main(["note", *of, "--end", *given]) == 0
    assert "Counted twice.  Superseded" in capsys.readouterr().out
    assert main(["note", *given]) == 0
    assert f"Rutland, R03, {QUARTERS[2]}" in capsys.readouterr().out
    assert main(["note", *of[:2], "--area", "nowhere", "--text", "x", *given]) == 2
    assert "is not the GSS or DfE code" in capsys.readouterr().err


# ---- printed ------------------------------------------------------------------------------


def beside(result):
    """Put one note on Leicester's newest figure of repeat referrals, and one that is hostile."""
    focus, last = build.LEICESTER, build.LAST.key
    found = {
        Figure("R03", code, last): Reply(
            Figure("R03", code, last), "Repeat referrals", area.name, text, build.STAMP.made.date()
        )
        for code, area, text in (
            (focus.code, focus, SAID),
            (build.DERBY.code, build.DERBY, HOSTILE),
            (build.RUTLAND.code, build.RUTLAND, "Too few to say."),
        )
    }
    return getattr(Replies(found), f"beside_{type(result).__name__.lower()}")(result)


LINE = (
    f"* Leicester, Repeat referrals, {build.LAST.key}: {SAID} "
    "(the authority's own note, 12 May 2025)"
)
SHOWN = {
    "trend": build.trend,
    "small_multiples": build.trend,
    "comparison": build.comparison,
    "board": build.board,
    "profile": build.profile,
}


def made(view):
    return {"trend" if view == "small_multiples" else view: beside(SHOWN[view]())}


@pytest.mark.parametrize("view", SHOWN)
def test_tables_files_and_lists_carry_the_star_and_the_words(view):
    (result,) = made(view).values()
    cells = [cell for row in twin(result).rows for cell in row]
    assert any(cell.text.partition(" ")[0].endswith("*") and cell.number for cell in cells)
    assert LINE in reply_list(result).replace("&#x27;", "'")
    back = read_csv(file_of(view, "csv", **made(view)).data)
    assert back["note"].str.startswith(SAID).sum() == 1
    book = sheets(file_of(view, "xlsx", **made(view)).data)
    assert [LINE] in [[cell for cell in row if cell] for row in book["Table"]]
    about = dict(tuple(row[:2]) for row in book["About"])
    assert about[LINE.partition(": ")[0]].startswith(SAID)


@pytest.mark.parametrize("view", ["trend", "small_multiples", "comparison"])
def test_pictures_carry_the_star_and_the_words(view):
    lines = texts(file_of(view, "svg", **made(view)).data)
    whole = " ".join(lines)
    assert SAID in whole
    assert any("*" in line and SAID not in line for line in lines)
    assert file_of(view, "png", **made(view)).data.startswith(b"\x89PNG")


def test_charts_carry_the_star():
    result = beside(build.trend())
    value = point_text(result.latest, result.indicator)
    assert value.endswith("*")
    assert "<b>*</b>" in notes(trend.figure(result))
    assert any(value in str(note) for note in notes(trend.figure(result)))
    assert any(
        value in str(one)
        for one in by_name(trend.figure(result))["Leicester (provisional)"]["hovertext"]
    )
    hidden = beside(build.trend(focus=build.RUTLAND))
    (strip,) = [one for one in trend.figure(hidden)["data"] if "no figure" in one["name"]]
    assert strip["text"][-1] == f"{Status.SUPPRESSED.value}*"
    assert any(value in note for note in notes(small_multiples.figure(result)))
    starred = [
        one
        for one in small_multiples.figure(result)["layout"]["annotations"]
        if "<b>*" in one["text"]
    ]
    assert len(starred) == 2  # Rutland's figure is hidden
    assert {one["xref"][1:] == one["yref"][1:] for one in starred} == {True}
    between = notes(comparison.figure(beside(build.comparison())))
    assert any("too few to report*" in note for note in between)
    assert any("* " in note for note in between)
    to = lambda *_of: "/indicator"  # noqa: E731 - as short as it can be
    assert "*</" in board_table(beside(build.board()), to)
    assert "*" in profile_table(beside(build.profile()), to)


def test_the_whole_of_parts_carries_the_star():
    parts = build.parts()
    of = Figure(parts.indicator.id, parts.focus.code, parts.period.key)
    reply = Reply(of, "Referrals", parts.focus.name, SAID, build.STAMP.made.date())
    result = Replies({of: reply}).beside_parts(parts)
    assert [row[1].text for row in twin(result).rows][-1].endswith("*")
    hidden = replace(result, total=replace(result.total, value=None, status=Status.SUPPRESSED))
    assert [row[1].text for row in twin(hidden).rows][-1] == "c*"


def test_hostile_words_stay_words():
    result = beside(build.trend())
    shown = reply_list(result)
    assert "<img" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt; **bold**" in shown
    csv = file_of("trend", "csv", **made("trend")).data.decode("utf-8-sig")
    assert ",=" not in csv
    svg = file_of("trend", "svg", **made("trend")).data
    assert b"<img" not in svg


def test_without_notes_nothing_is_added():
    result = build.trend()
    assert reply_list(result) == ""
    assert reply_list(build.entries()) == ""
    assert "*" not in " ".join(notes(trend.figure(result)))

"""The page of exclusions: asked what for, written down, of the reader's own authority only."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from fake_desk import DIRECTOR, FakeResults
from screens import markup, text, titles

from yardstick.access.audit import Action
from yardstick.access.errors import AccessDenied
from yardstick.access.purposes import PURPOSES, Purposes
from yardstick.model import Grant, Reach
from yardstick.query import OlderReleaseError
from yardstick.ui import purpose

pytest_plugins = ["stage"]

LEAD = replace(
    DIRECTOR,
    account="inclusion",
    grants=DIRECTOR.grants | {Grant("school_exclusions", Reach.OWN)},
    roles=frozenset({"exclusions_restricted"}),
)
WHY = "Inclusion panel of June"
SECTIONS = {
    "Repeats": "suspended again",
    "Moves": "left for a school here",
    "Who": "most often suspended",
    "Why": "a reason for",
    "Schools": "schools outside limits",
    "After": "are on no later roll",
}


@pytest.fixture
def lines(monkeypatch):
    """Return the lines that the log gets, with a session that has not said anything yet."""
    written = []
    kept = Purposes()
    monkeypatch.setattr(purpose, "PURPOSES", kept)
    monkeypatch.setattr(purpose, "session_hash", lambda: "s1")
    monkeypatch.setattr(purpose, "door", lambda: SimpleNamespace(engine=None, key=b""))
    monkeypatch.setattr(
        purpose, "record", lambda _e, _k, who, action, detail: written.append((who, action, detail))
    )
    return written


@pytest.fixture
def said(lines):
    """Let the session have said what for."""
    purpose.PURPOSES.keep("s1", "school_exclusions", WHY)
    return lines


def test_nothing_is_asked_for_before_the_purpose_is_said(open_page, desk, lines):
    app = open_page("exclusions", LEAD)
    assert not app.exception
    assert app.text_input[0].label == "What do you look at these records for?"
    assert "exclusions" not in desk.asked
    assert lines == []


def test_too_short_a_purpose_is_refused_and_a_good_one_is_written_down(open_page, desk, lines):
    app = open_page("exclusions", LEAD)
    app.text_input[0].set_value("look")
    app.button[0].click().run()
    assert "10 to 200 letters" in text(app)
    assert lines == []
    app.text_input[0].set_value(WHY)
    app.button[0].click().run()
    first, second = lines
    assert first == (
        "inclusion", Action.VIEWED_RECORDS, {"dataset": "school_exclusions", "purpose": WHY}
    )  # fmt: skip
    assert second[2]["view"] == "terms"
    assert "exclusions" in desk.asked


def test_each_view_is_written_down_once_and_before_it_is_asked_for(open_page, desk, said):
    app = open_page("exclusions", LEAD)
    app.run()
    assert [line[2]["view"] for line in said] == ["terms"]
    app.segmented_control[0].set_value("Why").run()
    assert [line[2]["view"] for line in said] == ["terms", "reasons"]
    assert said[1][2]["purpose"] == WHY
    assert desk.asked.count("exclusions") >= 2


def test_a_log_that_cannot_be_written_shows_nothing(open_page, desk, said, monkeypatch):
    def full(*_):
        raise AccessDenied

    monkeypatch.setattr(purpose, "record", full)
    open_page("exclusions", LEAD)
    assert "exclusions" not in desk.asked
    assert said == []


def test_it_opens_on_terms_with_chart_table_and_files(open_page, said):
    app = open_page("exclusions", LEAD)
    assert "each term" in text(app)
    assert len(app.get("plotly_chart")) == 1
    shown = markup(app)
    assert "<table" in shown
    for form in ("csv", "xlsx", "png", "svg"):
        assert f"format={form}" in shown
    assert said


@pytest.mark.parametrize(("section", "words"), SECTIONS.items())
@pytest.mark.usefixtures("said")
def test_a_section_shows_its_view_and_no_other(open_page, section, words):
    app = open_page("exclusions", LEAD, section=section)
    assert not app.exception
    assert words in f"{titles(app)[0]} {text(app)}"
    assert len(app.get("plotly_chart")) == 1


@pytest.mark.usefixtures("said")
def test_another_view_of_a_section_can_be_chosen(open_page):
    app = open_page("exclusions", LEAD, section="Moves")
    app.selectbox(key="view_moves").set_value("Other authorities").run()
    assert titles(app) == ["Leicester: most who left the authority went to Derby"]


@pytest.mark.usefixtures("said")
def test_a_release_without_returns_says_so(open_page, monkeypatch):
    from exclusion_builders import view  # noqa: PLC0415 - needed here only

    empty = "fake_desk.FakeResults"
    monkeypatch.setattr(f"{empty}.exclusions", lambda _s, asked: view({}, asked.view))
    monkeypatch.setattr(f"{empty}.exclusion_years", lambda _s, _area: ())
    app = open_page("exclusions", LEAD, section="Why")
    assert "nothing to show" in titles(app)[0]


def test_another_authority_is_not_shown(open_page, desk, said):
    app = open_page("exclusions", LEAD, area="E06000017")
    assert "Choose your own authority." in text(app)
    assert "exclusions" not in desk.asked
    assert said == []


def test_the_role_without_the_grant_shows_nothing(open_page, desk, said):
    app = open_page("exclusions", replace(LEAD, grants=DIRECTOR.grants))
    assert "was not given the returns of exclusions" in text(app)
    assert "exclusions" not in desk.asked
    assert said == []


def test_the_page_is_not_there_without_the_role(open_page, desk, said):
    app = open_page("exclusions", replace(LEAD, roles=frozenset()))
    assert "exclusions" not in desk.asked
    assert not app.text_input or app.text_input[0].label != "What do you look at these records for?"
    assert said == []


def test_a_file_needs_the_sessions_purpose_and_other_files_do_not():
    purpose.check_purpose("nobody", "trend")
    with pytest.raises(AccessDenied, match="what you look at these records for"):
        purpose.check_purpose("nobody", "exclusions")
    PURPOSES.keep("somebody", "school_exclusions", WHY)
    purpose.check_purpose("somebody", "exclusions")


def test_suspensions_of_others_are_shown_for_the_part_that_is_chosen(open_page, said):
    app = open_page(
        "exclusions", LEAD, section="Others", part="First reason: Verbal abuse and threats"
    )
    assert not app.exception
    assert "Suspensions of other authorities: nothing to show" in titles(app)[0]
    assert said[-1][2]["view"] == "authorities"


def test_a_link_opens_the_view_and_the_year_that_it_names(open_page, said):
    app = open_page("exclusions", LEAD, section="Others", view_others="Published rates")
    assert "Published rates of suspensions" in titles(app)[0]
    app = open_page("exclusions", LEAD, section="Who", school_year="2022/23")
    assert "school year 2022/23" in text(app)
    assert said[-1][2]["year"] == "2022/23"


@pytest.mark.usefixtures("said")
def test_a_release_of_before_the_view_is_told_in_one_sentence(open_page, monkeypatch):
    def lacks(*_):
        raise OlderReleaseError

    monkeypatch.setattr(FakeResults, "exclusion_years", lacks)
    monkeypatch.setattr(FakeResults, "exclusions", lacks)
    for section in ("Rates", "Moves"):
        app = open_page("exclusions", LEAD, section=section)
        assert "Open the newest release" in text(app)
        assert "Something went wrong" not in text(app)

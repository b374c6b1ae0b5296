"""Home: judgements out of all indicators, and findings with the way to their charts."""

from __future__ import annotations

import result_builders as made
from screens import links, markup, text

pytest_plugins = ["stage"]

LEICESTER = {"area": "E06000016", "comparator": "region", "model": "2025", "release": "r2"}


def test_home_counts_every_judgement_out_of_all_indicators(open_page):
    shown = text(open_page())
    for counted in ("9 of 64 ● Better", "6 of 64 ■ Worse", "16 of 64 – Not compared"):
        assert counted in shown


def test_home_says_how_many_findings_there_are_to_choose_from(open_page):
    assert "1 shown of 9, out of 64 indicators" in text(open_page())


def test_each_finding_is_a_sentence_with_its_rule_and_the_way_to_its_chart(open_page):
    app = open_page()
    assert "Repeat referrals: 27.4% against 22.6% in the East Midlands" in text(app)
    assert "How this line was made interval above the comparator; lower is better" in text(app)
    assert ("/indicator", {**LEICESTER, "indicator": "R03"}) in links(app, "/indicator")


def test_a_finding_is_drawn_against_the_region_unless_it_is_a_change_or_out_of_date(
    open_page, monkeypatch
):
    drawn = 'role="img" aria-label="Areas from'
    assert markup(open_page()).count(drawn) == 3  # better, worse and ask; not changed
    older = made.profile()
    older.values["due"] = "2025-26 Q1"
    monkeypatch.setattr("fake_desk.FakeResults.profile", lambda _self, _selection: older)
    assert drawn not in markup(open_page(area="E06000017"))


def test_nothing_unusual_is_an_answer(open_page, monkeypatch):
    nothing = made.standing(findings=())
    monkeypatch.setattr("fake_desk.FakeResults.standing", lambda _self, _selection: nothing)
    shown = text(open_page())
    assert "No indicator is worse by more than chance." in shown
    assert "Nothing unusual: no question follows from the figures." in shown


def test_where_nothing_can_be_compared_nothing_is_called_usual(open_page, monkeypatch):
    none = made.standing(findings=())
    none.counts.update(dict.fromkeys(none.counts, 0) | {"not compared": 64, "all": 64})
    monkeypatch.setattr("fake_desk.FakeResults.standing", lambda _self, _selection: none)
    shown = text(open_page())
    assert "no indicator can be compared. Choose another comparison. 9 of 10 authorities" in shown
    assert shown.count("No indicator can be compared.") == 2  # neither better nor worse
    assert "more than chance" not in shown.replace("No indicator changed by more than chance", "")

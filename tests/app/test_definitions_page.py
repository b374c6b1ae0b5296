"""Definitions: the register in full, what a search finds, and where it leads."""

from __future__ import annotations

from dataclasses import replace

import result_builders as made
from screens import links, markup, text

pytest_plugins = ["stage"]


def test_the_register_holds_every_item_in_full(open_page):
    app = open_page("definitions")
    assert "8 of 8 definitions" in text(app)
    assert markup(app).count("<details>") == len(made.entries())
    for part in ("What is counted", "Be careful", "Official figures", "Kept by", "Also called"):
        assert part in text(app)


def test_a_search_finds_by_synonym_whatever_the_capitals(open_page):
    app = open_page("definitions")
    app.text_input(key="search").set_value("RE-REFERRAL 45").run()
    assert "1 of 8 definitions" in text(app)
    assert '<details open="">' in markup(app)


def test_a_link_can_carry_a_search(open_page):
    assert "1 of 8 definitions" in text(open_page("definitions", search="R15"))


def test_a_search_without_an_answer_says_what_to_try(open_page):
    shown = text(open_page("definitions", search="zebra"))
    assert "No definition holds all of these words." in shown
    assert "Try one word" in shown


def test_a_definition_leads_to_its_figures_or_says_why_there_are_none(open_page, monkeypatch):
    first, *_, closed = made.entries()
    without = replace(first, latest="", indicator=made.DAYS)
    entries = (first, without, closed)
    monkeypatch.setattr("fake_desk.FakeResults.register", lambda _self: entries)
    app = open_page("definitions")
    assert [values["indicator"] for _, values in links(app, "/indicator")] == ["R02"]
    assert "No figures are held yet." in text(app)
    assert "Its figures are not part of what your organisation has been given." in text(app)

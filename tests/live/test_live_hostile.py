"""Hostile text in every field, read in a browser and in files: it stays text."""

from __future__ import annotations

import html
import io
import zipfile
from contextlib import contextmanager

import pytest
from serving import Server

from yardstick.export.neutral import is_live
from yardstick.results.settings import Settings
from yardstick.verify import browser, s16
from yardstick.verify.hostile import MARK, SERVER, strings
from yardstick.verify.s16 import Place
from yardstick.verify.visitor import Answer

pytestmark = pytest.mark.live

TEXTS = strings(20)


def unread(text):
    return f"Not in the audit log: {text!r}."


def test_there_are_more_than_five_hundred_texts_each_another():
    every = strings(10_000)
    assert len(set(every)) == len(every) > 500
    assert sum(is_live(one) for one in every) > 150
    assert all(MARK in one or SERVER in one for one in every)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return s16.furnish(tmp_path_factory.mktemp("hostile"), TEXTS)


@pytest.fixture(scope="module")
def server(place):
    told = {"YARDSTICK_AUTH": str(place.accounts), "YARDSTICK_DATA": str(place.data)}
    with s16.product(place.store, place.data.parent, **told) as started:
        yield started


def test_hostile_text_stays_text_in_a_browser_and_in_files(place, server, monkeypatch):
    monkeypatch.setattr(s16, "pages", lambda: ["/indicator", "/definitions"])
    found = s16.attack(server.url, s16.session_of(place.store, s16.READER), place, TEXTS)
    assert found.failures == ()
    assert found.figure["pages_in_a_browser"] == 4
    assert found.n >= len(TEXTS)


def test_what_a_browser_saw_is_told(place, monkeypatch):
    seen = browser.Seen(1, ["script-src"], ["mark"], ["http://evil.test/"], ("Skipped: none.",))
    monkeypatch.setattr(s16.browser, "walk", lambda *_: seen)
    monkeypatch.setattr(s16, "_unseen", lambda *_: iter(()))
    monkeypatch.setattr(s16, "_live", lambda *_: iter(()))
    assert s16.attack("", "", place, TEXTS).failures == (
        "A script ran: mark.",
        "Another server was asked: http://evil.test/.",
        "Only the policy stopped it: script-src.",
        "Skipped: none.",
    )


def workbook(sheet):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        parts.writestr("xl/worksheets/sheet1.xml", sheet)
    return made.getvalue()


@pytest.mark.parametrize(
    ("file", "body", "said"),
    [
        ("a.csv", b"ysmark,=1+1", "Live in a.csv: '=1+1'."),
        ("a.csv", b"ysmark,'=1+1,-0.5,+2,-1e5", ""),
        ("a.csv", b"nothing here", "No hostile text is in a.csv (200)."),
        ("a.xlsx", b"no workbook", "No hostile text is in a.xlsx (200)."),
        ("a.xlsx", workbook("<c><v>ysmark</v></c>"), ""),
        ("a.xlsx", workbook("<f>1+1</f>ysmark"), "Live in xl/worksheets/sheet1.xml of a.xlsx."),
    ],
)
def test_a_live_formula_is_named_and_so_is_a_file_without_anything_hostile(
    monkeypatch, file, body, said
):
    monkeypatch.setattr(s16, "ask", lambda *_, **__: Answer(200, {}, body))
    assert "".join(s16._live("", "", file)) == said


@pytest.mark.parametrize(
    ("shown", "named"),
    [
        ("nothing", ["No hostile text was shown on the page /data.", *map(unread, TEXTS)]),
        (f"It says {MARK}.", [unread(one) for one in TEXTS]),
        (" ".join(one for one in TEXTS if one != TEXTS[1]), [unread(TEXTS[1])]),
        (html.escape("\n".join(TEXTS)), []),
    ],
)
def test_what_is_nowhere_to_be_read_is_named(monkeypatch, shown, named):
    class Reader:
        def __init__(self, *_, **__):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

        def run(self, *_):
            return type("Run", (), {"text": shown})

    monkeypatch.setattr(s16, "StreamlitClient", Reader)
    place = Place(None, None, None, ("east.lead", "east.other"))
    assert list(s16._unseen("", "", place, TEXTS)) == named


@pytest.mark.parametrize("full", [False, True])
def test_the_bar_serves_a_place_of_its_own(monkeypatch, tmp_path, full):
    asked = []

    @contextmanager
    def product(store, folder, **told):
        asked.append((store, told["YARDSTICK_AUTH"]))
        yield Server("http://here", folder, folder, 1)

    def furnish(_folder, texts):
        return Place("store", Settings.data, tmp_path / "auth.yaml", (str(len(texts)),))

    monkeypatch.setattr(s16, "product", product)
    monkeypatch.setattr(s16, "furnish", furnish)
    monkeypatch.setattr(s16, "session_of", lambda *_: "cookie")
    monkeypatch.setattr(s16, "attack", lambda url, cookie, place, _: (url, cookie, place.people))
    assert s16.check(tmp_path, full=full) == ("http://here", "cookie", ("500" if full else "40",))
    assert asked == [("store", str(tmp_path / "auth.yaml"))]

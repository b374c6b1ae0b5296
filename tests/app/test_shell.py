"""Who gets which page: nobody, partners with and without grants, and paths that are not there."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from fake_desk import DIRECTOR, GUEST, HOST
from screens import PATHS, markup, text, titles

from yardstick.results.desk import Desk
from yardstick.store.errors import StoreError
from yardstick.ui import menu, shell, strip

pytest_plugins = ["stage"]

VIEWERS = {"director": DIRECTOR, "host": HOST, "guest": GUEST}
FIGURES = ("region", "indicator", "area", "returns", "trace", "notes", "disclosure", "data_quality")
HEADINGS = {
    "": "Leicester: 9 better, 6 worse of 48 compared",
    "region": "Where authorities differ most: Repeat referrals",
    "indicator": "Repeat referrals: Leicester is worse than the East Midlands",
    "area": "Leicester: 1 better, 2 worse of 7 compared",
    "definitions": "Definitions",
    "data": "30 of 40 returns received",
    "accessibility": "Accessibility",
    "returns": "Your organisation sends no returns",
    "trace": "Repeat referrals within 12 months: 20.0% for Leicester, 2024-25 Q4",
    "notes": "Repeat referrals within 12 months: 20.0% for Leicester, 2024-25 Q4",
    "register": "7 items in 1 data set are recorded",
    "requests": "No request waiting for the directors' decision",
}


def sign_in_page():
    """Stand in for the sign-in page, which has tests of its own."""
    shell.st.title("Sign in")


@pytest.fixture
def asked_at(monkeypatch):
    """Return a function that puts an address in the browser."""

    def at(address):
        monkeypatch.setattr(shell.st, "context", SimpleNamespace(url=address))

    return at


@pytest.mark.parametrize("viewer", VIEWERS.values(), ids=VIEWERS)
@pytest.mark.parametrize("path", PATHS)
def test_every_page_opens_for_every_kind_of_viewer_with_one_heading(open_page, path, viewer):
    app = open_page(path, viewer, indicator="R03")
    assert not app.exception
    assert not app.error
    assert len(titles(app)) == 1


@pytest.mark.parametrize(("path", "heading"), HEADINGS.items())
def test_a_page_is_headed_by_its_finding(open_page, path, heading):
    assert titles(open_page(path, indicator="R03")) == [heading]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("viewer", VIEWERS.values(), ids=VIEWERS)
def test_every_page_says_that_the_returns_are_invented(open_page, path, viewer):
    shown = text(open_page(path, viewer))
    assert "Demonstration: the quarterly returns are invented." in shown
    assert "OFFICIAL-SENSITIVE" in shown


def test_a_real_store_has_no_demonstration_banner(open_page, desk):
    desk.is_demonstration = False
    assert "Demonstration" not in text(open_page())


def test_the_strip_names_region_reader_and_the_way_out(open_page):
    app = open_page()
    assert "Yardstick East Midlands OFFICIAL-SENSITIVE" in text(app)
    assert "Sam Ahmed, Director" in text(app)
    assert '<form method="post" action="/session/end"' in markup(app)


@pytest.mark.parametrize("path", PATHS)
def test_nobody_sees_the_sign_in_page_and_nothing_else(open_page, desk, monkeypatch, path):
    monkeypatch.setattr(shell, "sign_in_page", sign_in_page)
    app = open_page(path, None, area="E10000007")
    assert titles(app) == ["Sign in"]
    assert not app.exception
    assert text(app).strip() == "Sign in"
    assert desk.opened == []


@pytest.mark.parametrize("path", ["", "/", "/region", "/no-such-page", "/odd/path?x=1", "/%00"])
def test_sign_in_keeps_the_link_that_was_asked_for(open_page, monkeypatch, asked_at, path):
    asked_at(f"http://127.0.0.1:8600{path}")
    monkeypatch.setattr(shell, "sign_in_page", sign_in_page)
    app = open_page(path.strip("/") if path == "/region" else "", None, area="E10000007")
    assert titles(app) == ["Sign in"]
    assert app.query_params == {"area": "E10000007"}


@pytest.mark.parametrize("path", FIGURES)
def test_a_page_that_is_not_granted_is_refused_and_nothing_is_asked(
    open_page, desk, asked_at, path
):
    asked_at(f"http://127.0.0.1:8600/{path}")
    app = open_page(path, GUEST)
    assert titles(app) == ["Not available"]
    assert strip.NOT_GIVEN in text(app)
    assert desk.asked == []
    assert not app.selectbox


@pytest.mark.parametrize("path", ["reports", "x" * 60, "Region"])
def test_a_page_that_does_not_exist_is_refused_in_the_same_words(open_page, asked_at, path):
    asked_at(f"http://127.0.0.1:8600/{path}?area=E10000007")
    app = open_page(path)
    assert titles(app) == ["Not available"]
    assert strip.NOT_GIVEN in text(app)
    assert path not in text(app)


def test_home_answers_to_its_name_too(open_page, asked_at):
    asked_at("http://127.0.0.1:8600/home")
    assert titles(open_page("home")) == [HEADINGS[""]]


def test_the_menu_holds_what_is_granted():
    paths = [module.PAGE.path for module in menu.open_to(GUEST)]
    about = {"home", "definitions", "register", "requests", "data", "accessibility"}
    assert set(paths) == {*about, "your_account"}
    every = [module.PAGE.path for module in menu.open_to(DIRECTOR)]
    assert set(every) == set(paths) | set(FIGURES)
    assert every[0] == "home"


def test_somebody_without_a_grant_is_told_whom_to_ask(open_page):
    app = open_page("", GUEST)
    assert titles(app) == ["No figures yet"]
    assert "No data set has been given to your organisation yet." in text(app)


def test_a_release_without_figures_says_when_they_come(open_page, monkeypatch):
    monkeypatch.setattr("fake_desk.FakeResults.indicators", lambda _self: ())
    app = open_page("region")
    assert titles(app) == ["No figures yet"]
    assert "when the first return is published" in text(app)


def test_what_is_wrong_with_the_store_is_said_in_its_own_sentence(open_page, monkeypatch):
    def broken(_self, _viewer, _release=""):
        raise StoreError("The store is damaged. Restore it from last night's copy.")

    monkeypatch.setattr("fake_desk.FakeDesk.results", broken)
    app = open_page()
    assert not app.exception
    assert "The store is damaged. Restore it from last night&#x27;s copy." in markup(app)


def test_a_fault_of_ours_is_a_sentence_with_a_number_and_a_log(open_page, monkeypatch, caplog):
    def broken(_self, _selection):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("fake_desk.FakeResults.standing", broken)
    app = open_page()
    assert not app.exception
    assert "Something went wrong in Yardstick itself." in text(app)
    assert "secret detail" not in text(app)
    reference = text(app).rpartition("quote ")[2][:8]
    assert reference in caplog.text
    assert "ZeroDivisionError: secret detail" in caplog.text


def test_a_page_frame_survives_what_is_not_granted_below_it(open_page, monkeypatch):
    def withdrawn(_self, _selection):
        raise shell.AccessDenied

    monkeypatch.setattr("fake_desk.FakeResults.trend", withdrawn)
    app = open_page("indicator", indicator="R03")
    assert not app.exception
    assert "There is nothing here that you can see." in text(app)


def test_the_desk_has_what_the_shell_asks_of_it():
    """The stand-in desk is worth nothing if the real one is called otherwise."""
    assert {"region", "catalogue", "store"} <= set(Desk.__dataclass_fields__)
    assert isinstance(Desk.is_demonstration, property)
    assert callable(Desk.results)

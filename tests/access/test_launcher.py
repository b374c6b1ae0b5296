from __future__ import annotations

import threading
from types import SimpleNamespace

import pytest
from access_builders import make_door
from asgi_client import ask
from full_disk import full
from starlette.applications import Starlette

from yardstick.access.errors import AccountsError
from yardstick.access.tokens import hashed
from yardstick.model import Comparator, Selection
from yardstick.store.errors import StoreError
from yardstick.ui import arriving
from yardstick.web import launcher
from yardstick.web.assets import CompressedAssets
from yardstick.web.frame import Frame
from yardstick.web.gate import Gate
from yardstick.web.room import PLACES
from yardstick.web.single_sign_on import SingleSignOn

pytest_plugins = ["access_fixtures"]


@pytest.fixture
def desk(tmp_path, clock, monkeypatch):
    door = make_door(tmp_path, clock)
    warmed = threading.Event()
    made = SimpleNamespace(
        accounts=door.accounts, is_demonstration=True, door=door, warm_up=warmed.set, warmed=warmed
    )
    monkeypatch.setattr(launcher.reception, "desk", lambda: made)
    monkeypatch.setattr(launcher, "door", lambda: door)
    yield made
    door.engine.dispose()


def test_the_gate_stands_outermost(desk):
    assert desk
    order = [one.cls for one in launcher.middleware()]
    assert order == [Gate, SingleSignOn, CompressedAssets, Frame]


@pytest.mark.parametrize(("said", "secure"), [("1", True), ("", False), ("0", False)])
def test_tls_is_told_by_the_environment(desk, monkeypatch, said, secure):
    assert desk
    monkeypatch.setenv("YARDSTICK_SECURE", said)
    assert launcher.is_secure() is secure
    assert launcher.middleware()[0].kwargs["settings"].secure is secure


@pytest.mark.parametrize(("said", "places"), [("", PLACES), ("7", 7)])
def test_how_many_are_served_is_told_by_the_environment(desk, monkeypatch, said, places):
    assert desk
    monkeypatch.setenv("YARDSTICK_PLACES", said)
    assert launcher.middleware()[0].kwargs["settings"].room.places == places


@pytest.mark.parametrize("said", ["0", "-1", "many", "1.5", "²"])
def test_a_number_of_places_that_is_none_stops_the_start(monkeypatch, said):
    monkeypatch.setenv("YARDSTICK_PLACES", said)
    with pytest.raises(SystemExit, match="YARDSTICK_PLACES must be a whole number above 0"):
        launcher.middleware()


def test_the_routes_are_these(desk):
    assert desk
    assert [(route.path, sorted(route.methods - {"HEAD"})) for route in launcher.routes()] == [
        ("/session/start", ["POST"]),
        ("/session/end", ["POST"]),
        ("/download/{view}", ["GET"]),
        ("/healthz", ["GET"]),
    ]


def test_a_store_that_cannot_be_used_is_one_sentence_to_whoever_asked(desk):
    app = Starlette(routes=launcher.routes(), exception_handlers=launcher.exception_handlers())
    token = desk.door.sessions.start("east.lead", "here")
    with full(desk.door.engine):
        asked = {"origin": "http://yardstick.test", "cookie": f"yardstick={token}"}
        got = ask(app, "/session/end", "POST", **asked)
    assert got.status == 503
    assert got.text.startswith("The disk that holds the store is full")
    assert desk.door.session(token)  # nobody is told they have signed out who has not


def test_the_keeper_asks_the_installation(desk):
    token = desk.door.sessions.start("east.lead", "here")
    keeper = launcher.Keeper()
    assert keeper.session(token).account == "east.lead"
    assert keeper.still_open(hashed(token), used=True)
    desk.door.sessions.end(token)
    assert keeper.session(token) is None
    assert not keeper.still_open(hashed(token), used=True)


def test_a_demonstration_starts_and_makes_everybodys_figures_behind_the_first_requests(
    desk, monkeypatch
):
    done = []
    monkeypatch.setattr(launcher.gc, "collect", lambda: done.append("collected"))
    monkeypatch.setattr(launcher.gc, "freeze", lambda: done.append("frozen"))
    monkeypatch.setattr(launcher.gc, "set_threshold", lambda *of: done.append(of) or through.set())
    through = threading.Event()
    launcher.prepare()
    assert desk.warmed.wait(5)  # behind the first requests
    assert through.wait(5)
    assert done == ["collected", "frozen", (20_000, 10, 10)]


def test_a_real_store_does_not_start_while_a_printed_password_could_be_meant_to_open_it(desk):
    desk.is_demonstration = False
    with pytest.raises(
        SystemExit, match=r"accounts of the demonstration \(shown\).*accounts disable"
    ):
        launcher.prepare()
    path = desk.accounts.path
    told = path.read_text("utf-8")
    path.write_text(
        told.replace("demonstration: true", "demonstration: true\n      disabled: true")
    )
    launcher.prepare()


@pytest.mark.parametrize("fault", [StoreError("There is no store."), AccountsError("No file.")])
def test_what_is_wrong_at_the_start_is_one_sentence(monkeypatch, fault):
    def fails():
        raise fault

    monkeypatch.setattr(launcher.reception, "desk", fails)
    with pytest.raises(SystemExit, match=f"Yardstick cannot start: {fault}"):
        launcher.prepare()
    got = ask(Starlette(routes=launcher.routes()), "/healthz")
    assert (got.status, got.text) == (503, "not ready")


def test_a_server_that_can_answer_says_so(desk):
    assert desk
    got = ask(Starlette(routes=launcher.routes()), "/healthz")
    assert (got.status, got.text) == (200, "ok")


class Results:
    newest = "r2"

    def __init__(self, release):
        self.release = release or self.newest


@pytest.mark.parametrize(
    ("wanted", "opened", "offered"),
    [("r1", "r1", ("r2", "r1")), ("", "r2", ("r2", "r1")), ("../x", "r2", ("r2", "r1"))],
)
def test_the_link_of_a_file_is_read_as_the_pages_read_theirs(monkeypatch, wanted, opened, offered):
    asked = {}
    desk = SimpleNamespace(
        store="store", region="region", results=lambda _, release: Results(release)
    )

    def allowed(results, region, releases):
        asked["allowed"] = (results.release, region, releases)
        return "offered"

    def parse(params, within):
        assert within == "offered"
        return Selection(params["area"], Comparator.REGION), ("a notice",)

    monkeypatch.setattr(launcher.reception, "desk", lambda: desk)
    monkeypatch.setattr(arriving, "release_ids", lambda _: ("r1", "r2"))
    monkeypatch.setattr(arriving, "allowed", allowed)
    monkeypatch.setattr(arriving, "parse", parse)
    monkeypatch.setattr(launcher, "explicit", lambda selection, _: (selection, "whole"))
    found = launcher.read_link("viewer", {"area": "E1", "release": wanted})
    assert asked["allowed"] == (opened, "region", offered)
    assert found.selection == (Selection("E1", Comparator.REGION), "whole")
    assert found.notices == ("a notice",)

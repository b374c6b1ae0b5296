from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from access_builders import KEY
from asgi_client import drive, scope_of
from audit_reader import audit_lines
from starlette.applications import Starlette

from yardstick.access.audit import check_chain
from yardstick.access.editing import disable_account
from yardstick.access.errors import AccessDenied
from yardstick.access.sessions import Session
from yardstick.access.tokens import hashed
from yardstick.charts.views import dataset_of
from yardstick.export.files import ExportError, Look
from yardstick.model import Comparator, Selection
from yardstick.query import OlderReleaseError
from yardstick.store.errors import StoreError
from yardstick.web.downloads import Asked, Workshop, download_route
from yardstick.web.gate import STATE

pytest_plugins = ["access_fixtures"]


@dataclass(frozen=True)
class File:
    name: str = "board.csv"
    media_type: str = "text/csv; charset=utf-8"
    data: bytes = b"area,value\n"


class Named(str):
    """Results that are known by their name."""

    __slots__ = ()

    def indicator(self, identifier):
        return SimpleNamespace(dataset=f"data set of {identifier}")


class Making:
    """A workshop's hands: what it was asked for, and what it gives."""

    def __init__(self):
        self.asked = []
        self.file = File()
        self.notices = ()
        self.fault = None
        self.lines_when_made = None
        self.engine = None

    def read(self, viewer, params):
        indicator = params.get("indicator", "R01")  # a default, as the product has one
        selection = Selection(params.get("area", "E1"), Comparator.REGION, indicator=indicator)
        results = Named(f"results of {viewer.account}")
        return Asked(results, selection, self.notices)

    def make(self, *asked):
        self.asked.append(asked)
        if self.fault:
            raise self.fault
        return self.file


@pytest.fixture
def making():
    return Making()


@pytest.fixture
def get(door, making):
    app = Starlette(routes=[download_route(Workshop(lambda: door, making.read, making.make))])
    token = door.sessions.start("east.lead", "here")

    def got(path):
        scope = scope_of(path) | {STATE: Session(hashed(token), "east.lead")}
        return drive(app, scope, [{"type": "http.request"}])

    return got


def written(door):
    return audit_lines(door.engine)[1:]


def test_a_file_is_made_for_whoever_asks_and_named(get, making):
    got = get("/download/board?format=csv&area=E06000017")
    assert (got.status, got.body) == (200, b"area,value\n")
    assert got.headers["content-type"] == "text/csv; charset=utf-8"
    assert got.headers["content-disposition"].startswith('attachment; filename="board.csv"')
    selection = Selection("E06000017", Comparator.REGION, indicator="R01")
    assert making.asked == [("results of east.lead", selection, "board", "csv", Look())]


def test_what_was_taken_is_written_down_before_it_is_given(get, door):
    get("/download/board?format=csv&area=E06000017&secret=" + "x" * 500)
    said = {"view": "board", "format": "csv", "area": "E06000017"}
    assert written(door) == [("east.lead", "downloaded", said)]
    assert check_chain(door.engine, KEY).fault == ""


def test_a_file_about_one_indicator_is_written_down_with_its_data_set(get, door):
    get("/download/trend?format=csv&indicator=R05&dataset=forged")
    said = {"view": "trend", "format": "csv", "indicator": "R05", "dataset": "data set of R05"}
    assert written(door) == [("east.lead", "downloaded", said)]


def test_a_file_that_cannot_be_written_down_is_not_given(get, monkeypatch):
    def fails(*_):
        raise sa.exc.OperationalError("full", None, Exception())

    monkeypatch.setattr("yardstick.web.downloads.record", fails)
    with pytest.raises(sa.exc.OperationalError):
        get("/download/board?format=csv")


def test_a_long_value_makes_no_long_line(get, door):
    get("/download/board?format=csv&area=" + "E" * 5000)
    assert len(written(door)[0][2]["area"]) == 80


def test_a_file_that_an_older_release_cannot_give_is_refused_in_one_sentence(get, making):
    making.fault = OlderReleaseError()
    got = get("/download/exclusions?format=csv")
    assert got.status == 404
    assert got.body.startswith(b"This release was made before this view")


def test_what_there_is_not_is_said_in_the_makers_words(get, making, door):
    making.fault = ExportError("'exe' is not a format. Choose csv or xlsx.")
    got = get("/download/board?format=exe")
    assert (got.status, got.text) == (404, "'exe' is not a format. Choose csv or xlsx.")
    assert making.asked[0][2:4] == ("board", "exe")
    assert written(door) == []


def test_without_a_format_the_maker_says_which_there_are(get, making):
    get("/download/board")
    assert making.asked[0][2:4] == ("board", "")


def test_unknown_and_forbidden_read_the_same_and_are_written_down(get, making, door):
    making.fault = AccessDenied()
    got = get("/download/indicator?format=csv&indicator=R01")
    assert (got.status, got.text) == (404, "There is nothing here that you can see.")
    said = {"view": "indicator", "format": "csv", "indicator": "R01"}
    assert written(door) == [("east.lead", "download refused", said)]


def test_a_file_is_never_other_than_its_link_says(get, making):
    making.notices = ("That area is not in this region.", "That release is gone.")
    got = get("/download/board?format=csv&area=Bogus")
    assert got.status == 404
    assert got.text == "That area is not in this region. That release is gone."
    assert making.asked == []


def test_a_damaged_store_is_said_in_a_sentence(get, making):
    making.fault = StoreError("The release is damaged. Restore it.")
    got = get("/download/board?format=csv")
    assert (got.status, got.text) == (503, "The release is damaged. Restore it.")


def test_a_session_that_ended_on_the_way_gets_nothing(get, making, door):
    disable_account(door.accounts.path, "east.lead")
    assert get("/download/board?format=csv").status == 401
    assert making.asked == []


@pytest.mark.parametrize(
    "name", ['a"; x="b.csv', "a\r\nSet-Cookie: b=c", "Zürich & Söhne.csv", "../../etc/passwd"]
)
def test_no_name_of_a_file_breaks_a_header(get, making, name):
    making.file = File(name=name)
    value = get("/download/board?format=csv").headers["content-disposition"]
    assert "\r" not in value
    assert "\n" not in value
    assert value.count('"') == 2
    assert "/" not in value.split("''")[0]


def test_a_chart_is_drawn_as_it_stands_on_the_page(get, making):
    get("/download/trend?format=svg&interval=yes&order=name")
    assert making.asked[0][4] == Look(interval=True, order="name")


def test_what_is_no_view_of_figures_is_made_by_its_own_maker(door, making):
    asked = []

    def template(*given):
        asked.append(given)
        return making.file, "riia_quarterly"

    workshop = Workshop(lambda: door, making.read, making.make, {"template": template})
    session = hashed(door.sessions.start("east.lead", "here"))
    got = workshop.serve(session, "template", {"format": "csv", "dataset": "forged"})
    assert (got.status_code, got.body) == (200, making.file.data)
    [(viewer, told, params)] = asked
    assert (viewer.account, told, params["dataset"]) == ("east.lead", session, "forged")
    said = {"view": "template", "format": "csv", "dataset": "riia_quarterly"}
    assert written(door) == [("east.lead", "downloaded", said)]
    assert making.asked == []


@pytest.mark.parametrize(
    ("view", "dataset"), [("placements", "send_placements"), ("board", ""), ("nonsense", "")]
)
def test_a_file_of_records_names_their_data_set_in_the_log(door, making, view, dataset):
    workshop = Workshop(lambda: door, making.read, making.make, about=dataset_of)
    session = hashed(door.sessions.start("east.lead", "here"))
    assert workshop.serve(session, view, {"format": "csv", "dataset": "forged"}).status_code == 200
    (_, _, said) = written(door)[-1]
    assert said.get("dataset", "") == dataset

from __future__ import annotations

from urllib.parse import urlencode

import access_builders
import pytest
from asgi_client import ask
from audit_reader import audit_lines
from starlette.applications import Starlette

from yardstick.access.arrivals import TICKET_SECONDS
from yardstick.web.session_routes import session_routes

pytest_plugins = ["access_fixtures"]

OURS = "http://yardstick.test"


@pytest.fixture
def app(door):
    return Starlette(routes=session_routes(lambda: door, secure=False))


@pytest.fixture
def ticket(door, quick_hasher):
    assert quick_hasher
    return access_builders.ticket(door, onward="/indicator?indicator=R01")


def start(app, ticket, **headers):
    sent = {"origin": OURS, "content_type": "application/x-www-form-urlencoded"} | headers
    return ask(app, "/session/start", "POST", urlencode({"ticket": ticket}).encode(), **sent)


def token_of(got):
    return got.headers["set-cookie"].partition("=")[2].partition(";")[0]


def test_a_ticket_becomes_a_session_and_leads_on_to_what_was_asked_for(app, door, ticket):
    got = start(app, ticket)
    assert got.status == 303
    assert got.headers["location"] == "/indicator?indicator=R01"
    assert door.session(token_of(got)).account == "east.lead"


def test_a_session_that_the_browser_still_had_ends_when_a_new_one_begins(app, door, ticket):
    other, elsewhere = (door.sessions.start("trust.lead", "here") for _ in range(2))
    got = start(app, ticket, cookie=f"yardstick={other}")
    assert door.session(token_of(got)).account == "east.lead"
    assert door.session(other) is None
    assert door.session(elsewhere) is not None


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app, ticket):
    attributes = start(app, ticket).headers["set-cookie"].lower().split("; ")[1:]
    assert set(attributes) == {"httponly", "max-age=28800", "path=/", "samesite=strict"}


def test_with_tls_the_cookie_never_travels_without(door, ticket):
    got = start(Starlette(routes=session_routes(lambda: door, secure=True)), ticket)
    name, *attributes = got.headers["set-cookie"].split("; ")
    assert name.startswith("__Host-yardstick=")
    assert "Secure" in attributes
    assert not any(one.lower().startswith("domain") for one in attributes)


@pytest.mark.parametrize("how", ["used", "late", "forged", "none"])
def test_a_ticket_that_is_not_good_leads_to_the_sign_in_page(app, clock, ticket, how):
    if how == "used":
        start(app, ticket)
    elif how == "late":
        clock.now += TICKET_SECONDS
    else:
        ticket = "forged" if how == "forged" else ""
    got = start(app, ticket)
    assert (got.status, got.headers["location"]) == (303, "/")
    assert "set-cookie" not in got.headers


def test_a_link_that_leads_away_is_not_followed(app, door, quick_hasher):
    assert quick_hasher
    ticket = access_builders.ticket(door, onward="//evil.test/")
    assert start(app, ticket).headers["location"] == "/"


@pytest.mark.parametrize("origin", ["http://evil.test", "null", ""])
@pytest.mark.parametrize("path", ["/session/start", "/session/end"])
def test_another_site_can_neither_sign_somebody_in_nor_out(app, door, ticket, path, origin):
    token = door.sessions.start("trust.lead", "here")
    body = urlencode({"ticket": ticket}).encode()
    headers = {"origin": origin} if origin else {}
    got = ask(app, path, "POST", body, cookie=f"yardstick={token}", **headers)
    assert got.status == 403
    assert door.session(token) is not None
    assert door.sign_in.redeem(ticket) is not None  # and the ticket was not used up


def test_signing_out_ends_the_session_and_the_browser_forgets_it(app, door):
    token = door.sessions.start("east.lead", "here")
    got = ask(app, "/session/end", "POST", origin=OURS, cookie=f"yardstick={token}")
    assert (got.status, got.headers["location"]) == (303, "/?signed_out=yes")
    assert "Max-Age=0" in got.headers["set-cookie"]
    assert door.session(token) is None


def test_signing_out_twice_or_without_a_session_is_no_fault(app):
    assert ask(app, "/session/end", "POST", origin=OURS).status == 303
    assert ask(app, "/session/end", "POST", origin=OURS, cookie="yardstick=x").status == 303


@pytest.mark.parametrize("path", ["/session/start", "/session/end"])
def test_a_link_is_not_enough(app, path):
    assert ask(app, path, "GET", origin=OURS).status == 405


def test_signing_in_and_out_are_written_down(app, door, ticket):
    token = token_of(start(app, ticket))
    ask(app, "/session/end", "POST", origin=OURS, cookie=f"yardstick={token}")
    assert audit_lines(door.engine)[1:] == [
        ("east.lead", "signed in", {"source": "10.0.0.1"}),
        ("east.lead", "signed out", {}),
    ]

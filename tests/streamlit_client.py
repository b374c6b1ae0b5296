"""Signing in and out as a person does, for tests; the rest of a browser's side is `visitor`."""

from __future__ import annotations

import re
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from yardstick.verify.visitor import StreamlitClient, ask

if TYPE_CHECKING:
    from yardstick.verify.visitor import Answer, Run

__all__ = ["StreamlitClient", "ask", "cookie_of", "redeem", "sign_in", "sign_out", "type_in"]

TICKET = re.compile(r'name="ticket" value="([^"]+)"')


def type_in(
    url: str, name: str, password: str, page: str = "", query: str = ""
) -> tuple[Run, str | None]:
    """Fill in the sign-in page; return what came of it, and the ticket if there is one."""
    with StreamlitClient(url) as client:
        client.run(page, query)
        run = client.click("Sign in", {"Name": name, "Password": password}, query)
    found = TICKET.search(run.text)
    return run, found.group(1) if found else None


def redeem(url: str, ticket: str, origin: str | None = None) -> Answer:
    """Post a ticket, as the sign-in page's form does."""
    headers = {
        "Origin": url if origin is None else origin,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    body = urlencode({"ticket": ticket}).encode()
    return ask(url, "/session/start", method="POST", headers=headers, body=body)


def sign_in(url: str, name: str, password: str, page: str = "", query: str = "") -> tuple[str, str]:
    """Sign in as a person does; return the `Cookie` header and where the browser is sent.

    Raises:
        AssertionError: It did not succeed; the message says what the page said.
    """
    run, ticket = type_in(url, name, password, page, query)
    assert ticket, f"No ticket was given: {run.text} {run.failures}"
    answer = redeem(url, ticket)
    cookie = cookie_of(answer)
    assert cookie, f"No cookie was given: {answer.status} {answer.text}"
    return cookie, answer.headers["location"]


def sign_out(url: str, cookie: str) -> Answer:
    """Choose Sign out."""
    return ask(url, "/session/end", method="POST", headers={"Origin": url, "Cookie": cookie})


def cookie_of(answer: Answer) -> str:
    """Return the cookie an answer sets, as a browser sends it back; empty where there is none."""
    jar = SimpleCookie(answer.headers.get("set-cookie", ""))
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())

"""Addresses of pages and files. Pure: a link is made of names and values, nothing is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

HOME: Final = "home"
FORMATS: Final = {"csv": "CSV", "xlsx": "Excel", "png": "Picture (PNG)", "svg": "Drawing (SVG)"}


def page(path: str, params: Mapping[str, str]) -> str:
    """Return the address of a page on this server; the home page stands at the root."""
    return _address("/" if path == HOME else f"/{path}", params)


def download(view: str, params: Mapping[str, str], form: str) -> str:
    """Return the address of a file: a view of the results in one of `FORMATS`."""
    return _address(f"/download/{view}", {**params, "format": form})


def whole(address: str, seen: str | None) -> str:
    """Return an address with the host it was seen under, so that it can be sent to somebody."""
    found = urlsplit(seen or "")
    return f"{found.scheme}://{found.netloc}{address}" if found.netloc else address


def _address(path: str, params: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(params)}" if params else path

"""What `app.py` starts: our routes, the gate, and the checks before the first request."""

from __future__ import annotations

import gc
import logging
import os
import threading
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from yardstick.access.errors import AccountsError
from yardstick.access.examples import examples_in
from yardstick.catalogue.errors import CatalogueError
from yardstick.charts.views import dataset_of
from yardstick.export.files import make_file
from yardstick.query.header import QueryError
from yardstick.results import desk as reception
from yardstick.store.errors import StoreError
from yardstick.ui import sign_on
from yardstick.ui.arriving import arrive
from yardstick.ui.purpose import check_purpose
from yardstick.ui.selection import explicit
from yardstick.ui.sign_in import door
from yardstick.web import return_files
from yardstick.web.assets import CompressedAssets
from yardstick.web.downloads import Asked, Workshop, download_route
from yardstick.web.frame import Frame
from yardstick.web.gate import Gate, GateSettings
from yardstick.web.room import PLACES, Room
from yardstick.web.session_routes import session_routes
from yardstick.web.single_sign_on import SingleSignOn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

    from yardstick.access.sessions import Session
    from yardstick.model import Viewer
    from yardstick.results.desk import Desk

_FAULTS = (AccountsError, CatalogueError, QueryError, StoreError, sign_on.SignOnError)
_LOG = logging.getLogger(__name__)
# Objects, after which the collector looks for those that hold each other. A click makes
# thousands, nearly all gone with it; at Python's own 700 it would be looked through many times.
_MADE_IN_A_FEW_CLICKS = 20_000


def is_secure() -> bool:
    """Whether people reach the server over TLS, so that the cookie must not travel without."""
    return os.environ.get("YARDSTICK_SECURE", "") == "1"


def places() -> int:
    """Return how many people this process serves at once.

    Raises:
        SystemExit: The setting is not a number of people.
    """
    said = os.environ.get("YARDSTICK_PLACES", "") or str(PLACES)
    if not (said.isascii() and said.isdigit() and int(said)):
        raise SystemExit(
            "Yardstick cannot start: YARDSTICK_PLACES must be a whole number above 0, "
            f"not '{said[:20]}'."
        )
    return int(said)


def routes() -> list[Route]:
    """Return the routes beside Streamlit's."""
    return [
        *session_routes(door, secure=is_secure()),
        download_route(
            Workshop(door, read_link, make_file, return_files.OTHERS, check_purpose, dataset_of)
        ),
        Route("/healthz", healthz, methods=["GET"]),
    ]


def middleware() -> list[Middleware]:
    """Return what every request passes through, outermost first."""
    settings = GateSettings(secure=is_secure(), room=Room(places()))
    return [
        Middleware(Gate, keeper=Keeper(), settings=settings),
        Middleware(SingleSignOn, door=door, secure=is_secure()),
        Middleware(CompressedAssets),
        Middleware(Frame),
    ]


def exception_handlers() -> dict[type[Exception], Callable[[Request, Exception], Response]]:
    """Return what answers where a route of ours meets a store that cannot be used: a sentence."""
    return {StoreError: _told}


def _told(_request: Request, fault: Exception) -> Response:
    _LOG.warning("A request could not be answered: %s", fault)
    return PlainTextResponse(str(fault), 503)


def prepare() -> None:
    """Open the store before anybody asks, or end the process with a sentence that says why not.

    A store with real submissions is not served while an account with a published password could
    be meant to open it, nor any store with a secret that somebody could guess.
    """
    try:
        desk = reception.desk()
        door()  # which makes the store's own secret, where it has none
        left = examples_in(desk.accounts.current())
        sign_on.check_settings()
    except _FAULTS as error:
        raise SystemExit(f"Yardstick cannot start: {error}") from None
    if left and not desk.is_demonstration:
        raise SystemExit(
            "Yardstick cannot start: the store is not a demonstration, and the accounts file still "
            f"has accounts of the demonstration ({', '.join(left)}). Take them out of the file, or "
            "disable each with `python -m yardstick accounts disable NAME`."
        )
    # Behind the first requests: whoever comes before it is done waits for their own figures only.
    threading.Thread(target=_warm_up, args=(desk,), name="warm-up", daemon=True).start()


def _warm_up(desk: Desk) -> None:
    """Make what everybody needs, then take it out of the collector's sight.

    The books are hundreds of thousands of objects that stay; every full collection would walk
    through all of them, in the middle of somebody's click.
    """
    desk.warm_up()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_MADE_IN_A_FEW_CLICKS, *gc.get_threshold()[1:])


class Keeper:
    """What the gate asks, of the installation as it is at that moment."""

    def session(self, token: str) -> Session | None:
        """Return the open session of a browser's token."""
        return door().session(token)

    def still_open(self, session_hash: str, *, used: bool) -> bool:
        """Whether a session may go on."""
        return door().still_open(session_hash, used=used)


def read_link(viewer: Viewer, params: Mapping[str, str]) -> Asked:
    """Read the link of a file as the pages read theirs."""
    found = arrive(reception.desk(), viewer, params)
    return Asked(found.results, explicit(found.asked, found.allowed), found.notices)


async def healthz(_request: Request) -> Response:
    """Answer whether figures can be served, and nothing about them."""
    try:
        await to_thread.run_sync(reception.desk)
    except _FAULTS:
        return PlainTextResponse("not ready", 503)
    return PlainTextResponse("ok")

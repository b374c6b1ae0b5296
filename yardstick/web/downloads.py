"""Files to take away: made on request, for the session that asks, and written down first.

A file behind a guessable address that outlives the session is what this replaces, so nothing is
stored: the link says what is wanted, the session says what may be had.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from yardstick.access.audit import Action, record
from yardstick.access.errors import AccessDenied
from yardstick.export.files import ExportError, Look
from yardstick.intake.errors import IntakeError
from yardstick.query import OlderReleaseError
from yardstick.store.errors import StoreError
from yardstick.ui.selection import PARAMS
from yardstick.web.gate import STATE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeAlias

    from starlette.requests import Request

    from yardstick.access.door import Door
    from yardstick.export.files import ExportFile
    from yardstick.model import Selection, Viewer
    from yardstick.results.gate import Results

    Other: TypeAlias = Callable[[Viewer, str, Mapping[str, str]], tuple[ExportFile, str]]

AT_ONCE: Final = 2  # drawing is heavy, and pages must not wait for it
_DETAIL_CHARACTERS: Final = 80


@dataclass(frozen=True)
class Asked:
    """What a link asks for, as far as it may be had.

    Attributes:
        results: The door to figures, for the viewer.
        selection: What is to be in the file.
        notices: What could not be had as asked, one sentence each.
    """

    results: Results
    selection: Selection
    notices: tuple[str, ...]

    def dataset(self) -> str:
        """Return the data set that the indicator asked for is of."""
        return self.results.indicator(self.selection.indicator).dataset


def _anything_goes(_session_hash: str, _view: str) -> None:
    """Ask nothing of a session but what it is granted."""


def _several(_view: str) -> str:
    """Say that a view is about several data sets."""
    return ""


@dataclass(frozen=True)
class Workshop:
    """What the route works with.

    Attributes:
        door: Gives sessions and rights.
        read: Reads a link's names and values for a viewer.
        make: Makes the file: results, selection, view, format, and how the chart stands.
        others: What else can be fetched, by the name in the link: for whom, in which session
            (its hash), and as what link asks; gives the file and the data set it is about.
        check: Refuses a view to a session that has not said what it needs it for.
        about: Gives the data set of a view that is about one, whatever is selected.
    """

    door: Callable[[], Door]
    read: Callable[[Viewer, Mapping[str, str]], Asked]
    make: Callable[[Results, Selection, str, str, Look], ExportFile]
    others: Mapping[str, Other] = field(default_factory=dict)
    check: Callable[[str, str], None] = _anything_goes
    about: Callable[[str], str] = _several

    def serve(self, session_hash: str, view: str, params: Mapping[str, str]) -> Response:
        """Answer for one file. Every answer but the file itself is a sentence."""
        viewer = self.door().viewer(session_hash)
        if viewer is None:
            return PlainTextResponse("Sign in first, then follow the link again.", 401)
        try:
            if view in self.others:
                file, dataset = self.others[view](viewer, session_hash, params)
            else:
                self.check(session_hash, view)
                file, dataset = self._file(viewer, view, params)
        except AccessDenied as refusal:
            self._log(viewer, Action.DOWNLOAD_REFUSED, view, params)
            return PlainTextResponse(str(refusal), 404)
        except (ExportError, IntakeError, OlderReleaseError) as fault:
            return PlainTextResponse(str(fault), 404)
        except StoreError as fault:
            return PlainTextResponse(str(fault), 503)
        self._log(viewer, Action.DOWNLOADED, view, {**params, "dataset": dataset})
        return Response(file.data, media_type=file.media_type, headers=_named(file.name))

    def _file(self, viewer: Viewer, view: str, params: Mapping[str, str]) -> tuple[ExportFile, str]:
        """Return the file, and the data set it is about; empty where it is about several."""
        asked = self.read(viewer, params)
        if asked.notices:  # a file that is not what its link says would be cited as if it were
            raise AccessDenied(" ".join(asked.notices))
        form, look = params.get("format", ""), _look(params)
        file = self.make(asked.results, asked.selection, view, form, look)
        return file, asked.dataset() if "indicator" in params else self.about(view)

    def _log(self, viewer: Viewer, action: Action, view: str, params: Mapping[str, str]) -> None:
        door = self.door()
        said = {"view": view[:_DETAIL_CHARACTERS], **_said(params)}
        record(door.engine, door.key, viewer.account, action, said)


def download_route(workshop: Workshop) -> Route:
    """Return the route `/download/{view}`; the gate lets only open sessions come here."""
    limiter: CapacityLimiter | None = None

    async def download(request: Request) -> Response:
        nonlocal limiter
        limiter = limiter or CapacityLimiter(AT_ONCE)  # belongs to the loop it is made in
        serve = functools.partial(
            workshop.serve,
            request.scope[STATE].hash,
            request.path_params["view"],
            dict(request.query_params),
        )
        return await to_thread.run_sync(serve, limiter=limiter)

    return Route("/download/{view}", download, methods=["GET"])


def _look(params: Mapping[str, str]) -> Look:
    """Return how the chart stood on the page that the link is from."""
    return Look(interval=params.get("interval") == "yes", order=params.get("order", ""))


def _named(name: str) -> dict[str, str]:
    """Have the browser keep the file, under a name that cannot break the header."""
    plain = "".join(
        one if one.isascii() and (one.isalnum() or one in "._-") else "-" for one in name
    )
    return {
        "content-disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    }


def _said(params: Mapping[str, str]) -> dict[str, str]:
    """Return what the link asked for, no longer than a line of the log should be."""
    asked = {name: params[name] for name in (*PARAMS, "format", "dataset") if params.get(name)}
    return {name: value[:_DETAIL_CHARACTERS] for name, value in asked.items()}

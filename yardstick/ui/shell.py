"""Every run of every screen passes through here: who is it, what may they see, which page.

Rights are looked up anew in each run, so that what is withdrawn is gone with the next click.
"""

from __future__ import annotations

import logging
import re
import secrets
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

import streamlit as st

from yardstick import __version__
from yardstick.access.errors import AccessDenied, AccountsError
from yardstick.catalogue.errors import CatalogueError
from yardstick.query.header import QueryError
from yardstick.results import desk as reception
from yardstick.store.errors import StoreError
from yardstick.ui import address, controls, links, logbook, menu, strip
from yardstick.ui.arriving import arrive
from yardstick.ui.page import PageContext
from yardstick.ui.selection import explicit, to_params
from yardstick.ui.sign_in import door, own_account, sign_in_page, signed_in
from yardstick.ui.wiring import submissions_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from yardstick.charts.markup import Markup
    from yardstick.model import Selection, Viewer
    from yardstick.results.desk import Desk
    from yardstick.results.gate import Results
    from yardstick.submissions import Submissions
    from yardstick.ui.menu import PageModule
    from yardstick.ui.page import Page
    from yardstick.ui.selection import Allowed

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")
_TOLD: Final = (AccessDenied, AccountsError, CatalogueError, QueryError, StoreError)
_MENU: Final = "menu"
_LOG: Final = logging.getLogger(__name__)


def main() -> None:
    """Run the app once, for whoever is looking."""
    with _failures_told():
        viewer = signed_in()
        if viewer is None:
            _ask_to_sign_in()
        else:
            _serve(viewer)


def _ask_to_sign_in() -> None:
    """Show the sign-in page, and that only, under whichever path was asked for.

    A path that is not registered would put a "page not found" message over the form.
    """
    _title(strip.PRODUCT)
    pages = [st.Page(sign_in_page, title="Sign in", url_path="", default=True)]
    if path := _path_asked_for():
        pages.append(_hidden(sign_in_page, "Sign in", path))
    st.navigation(pages, position="hidden").run()


def _serve(viewer: Viewer) -> None:
    """Show the page that was asked for, framed, or a refusal where it is not granted."""
    visit = _arrive(viewer)
    address.write(visit.asked)
    modules = {module.PAGE.path: module for module in menu.open_to(viewer)}
    kept: _Menu = st.session_state.setdefault(_MENU, _Menu())
    kept.visit = visit
    pages = {path: _entry(module, kept.entries) for path, module in modules.items()}
    chosen = st.navigation(_sections(visit, modules, pages), position="top")
    path = chosen.url_path or links.HOME
    found = controls.page_asked_for()
    if found in pages and found != path:
        st.switch_page(pages[found], query_params=to_params(visit.asked))
    _title(f"{chosen.title} – {strip.PRODUCT}")
    _frame(visit, modules.get(path), modules)
    if path in modules:
        logbook.note_view(viewer, path)
    with visit.under_way():
        chosen.run()
    if path in modules and visit.allowed.indicators:
        st.html(visit.freshness())


def _title(name: str) -> None:
    """Name the browser's tab, once in a run: whatever is sent costs a part of every click."""
    st.set_page_config(page_title=name, layout="wide")


@dataclass(frozen=True)
class _Visit:
    """One run for one viewer: what is asked for, and what may be."""

    viewer: Viewer
    desk: Desk
    results: Results
    allowed: Allowed
    asked: Selection
    notices: tuple[str, ...]
    drawing: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Let the page that is drawn go on with what this run has found its reader to be."""
        self.drawing.set()
        try:
            yield
        finally:
            self.drawing.clear()

    def shown(self, page: Page) -> Selection:
        """Return what a page shows: complete where it is about one indicator."""
        return explicit(self.asked, self.allowed) if "indicator" in page.uses else self.asked

    def names(self) -> Mapping[str, str]:
        """Return what each indicator is found as, made once for whoever sees the same."""
        key = ("found as", self.results.release, self.viewer.scope)
        return self.desk.keep(key, lambda: controls.names(self.results.indicators()))

    def findable(self, modules: Mapping[str, PageModule]) -> Mapping[str, str]:
        """Return what can be found from every page, made once for whoever sees the same."""
        key = ("findable", self.results.release, self.viewer.scope, *modules)
        return self.desk.keep(
            key,
            lambda: controls.findable(
                self.names(),
                self.allowed,
                {path: found.PAGE.title for path, found in modules.items()},
            ),
        )

    def freshness(self) -> Markup:
        """Return the line below every page, made once of a release for whoever sees the same."""
        key = ("freshness", self.results.release, self.viewer.scope)
        return self.desk.keep(key, lambda: strip.freshness(self.results.coverage()))

    @cached_property
    def edition(self) -> str:
        """Name all that the figures of this run are drawn from."""
        read = f"{self.results.release} {self.results.newest}"  # an older one tells what is newer
        return f"{read} {self.desk.edition} {__version__}"

    def context(self, page: Page) -> PageContext:
        """Return what a page is given."""
        selection = page.narrowed(self.shown(page))
        return PageContext(
            self.viewer,
            self.results,
            selection,
            self.asked,
            lambda: self.edition,  # pages of acts have no card, and need not ask for it
            log=partial(logbook.log, self.viewer),
            people=lambda: door().people(self.viewer.account),
            own=own_account,
            submissions=self._writing,
            newest=partial(self.desk.results, self.viewer),
        )

    def _writing(self) -> Submissions:
        """Open the writer's door for whoever is signed in at this moment.

        While the page is drawn this run has just asked who that is. A callback comes before the
        next run asks, and what runs by itself after it: both ask here.
        """
        viewer = self.viewer if self.drawing.is_set() else signed_in()
        if viewer is None:
            raise AccessDenied
        return submissions_for(self.desk, viewer)


@dataclass
class _Menu:
    """What a session keeps of its menu; one thing, because controls look through all it keeps."""

    entries: dict[str, st.Page] = field(default_factory=dict)
    visit: _Visit | None = None


def _arrive(viewer: Viewer) -> _Visit:
    desk = reception.desk()
    return _Visit(viewer, desk, *arrive(desk, viewer, address.asked()))


def _entry(module: PageModule, made: dict[str, st.Page]) -> st.Page:
    """Return a page's place in the menu, made once in a session.

    Making them all costs a tenth of a run. Which of them are in the menu is looked up in each run.
    """
    page = module.PAGE
    if page.path not in made:
        is_home = page.path == links.HOME
        made[page.path] = st.Page(
            partial(_render, module),
            title=page.title,
            url_path="" if is_home else page.path,
            default=is_home,
            visibility="visible" if page.in_menu else "hidden",
        )
    return made[page.path]


def _render(module: PageModule) -> None:
    visit: _Visit = st.session_state[_MENU].visit
    if module.PAGE.uses and not visit.allowed.indicators:
        strip.nothing_yet(visit.viewer)
    else:
        module.render(visit.context(module.PAGE))


def _hidden(draw: Callable[[], None], title: str, path: str) -> st.Page:
    return st.Page(draw, title=title, url_path=path, visibility="hidden")


def _sections(
    visit: _Visit, modules: Mapping[str, PageModule], pages: Mapping[str, st.Page]
) -> dict[str, list[st.Page]]:
    """Group the menu. A path that was asked for and is not in it becomes a refusal, hidden."""
    sections: dict[str, list[st.Page]] = {}
    for path, page in pages.items():
        sections.setdefault(modules[path].PAGE.section, []).append(page)
    asked = _path_asked_for()
    if asked == links.HOME:  # the default page stands at the root, and answers to its name
        home = modules[asked]
        front = _hidden(partial(_render, home), home.PAGE.title, asked)
        sections.setdefault("", []).append(front)
    elif asked and asked not in pages:
        refuse = partial(_refuse, visit.viewer, asked)
        sections.setdefault("", []).append(_hidden(refuse, "Not available", asked))
    return sections


def _refuse(viewer: Viewer, path: str) -> None:
    """Refuse a page. Of one that exists a line is written; what is no page's name is in no log."""
    if path in {module.PAGE.path for module in menu.declared()}:
        logbook.note_refusal(viewer, path)
    strip.refusal()


def _path_asked_for() -> str:
    """Return the path in the browser's address, where it could be a page's."""
    path = urlsplit(st.context.url or "").path.strip("/")
    return path if _NAME.fullmatch(path) else ""


def _frame(visit: _Visit, module: PageModule | None, modules: Mapping[str, PageModule]) -> None:
    """Draw what stands above the page: strip, controls, notices."""
    strip.header(
        visit.viewer,
        visit.desk.region.name,
        invented=visit.desk.is_demonstration,
        share=_share(visit, module.PAGE) if module else "",
    )
    if module and visit.allowed.indicators:
        controls.draw(
            module.PAGE,
            visit.shown(module.PAGE),
            visit.allowed,
            visit.names(),
            visit.findable(modules),
        )
    if module:
        strip.older_release(module.PAGE.path, visit.asked, visit.results.newest)
    strip.notices(visit.notices)


def _share(visit: _Visit, page: Page) -> str:
    """Return the whole link to what is shown, with the page's own options and every value."""
    params = st.query_params.to_dict() | to_params(visit.shown(page))
    return links.whole(links.page(page.path, params), st.context.url)


@contextmanager
def _failures_told() -> Iterator[None]:
    """Put one sentence on the screen in place of what cannot be shown, never a trace."""
    try:
        yield
    except _TOLD as problem:
        _LOG.warning("A page could not be shown: %s", problem)
        _title(strip.PRODUCT)
        strip.failure(str(problem))
    except Exception:  # noqa: BLE001 - the last resort: logged in full, told in one sentence
        reference = secrets.token_hex(4)
        _LOG.exception("A page failed (%s)", reference)
        _title(strip.PRODUCT)
        strip.failure(
            "Something went wrong in Yardstick itself. Reload the page; if it happens again, "
            f"tell the regional data team and quote {reference}."
        )

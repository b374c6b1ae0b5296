"""What a page declares and what it is given."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import quote_plus

from yardstick.access.errors import AccessDenied
from yardstick.model import Comparator, Selection
from yardstick.ui import links
from yardstick.ui.selection import to_params

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from yardstick.access.log import Log
    from yardstick.access.own_account import OwnAccount
    from yardstick.access.people import People
    from yardstick.model import Viewer
    from yardstick.results.gate import Results
    from yardstick.submissions import Submissions


@dataclass(frozen=True)
class Page:
    """A page's entry in the menu.

    Attributes:
        path: Its file's name and its URL.
        title: In the menu and as the page's heading.
        section: The menu group; empty for the front row.
        order: Position in the menu.
        needs: `figures` where at least one data set must be granted, `sign_in` where being
            signed in is enough, `role:administrator,publisher` where one of these roles is
            needed, `dataset:workforce` where this data set is, or one of several. There is no
            default: a new page says which.
        uses: The shared controls it shows: `area`, `comparator`, `indicator` (which brings the
            series and the period). What it does not use cannot change what it draws.
        searches: Whether it has a search of its own: the box that finds indicators, areas and
            pages would then be a second one.
        in_menu: Whether the menu lists it. What another page leads to, and the search by name
            finds, can stay out: the menu has room for a dozen.
    """

    path: str
    title: str
    section: str
    order: int
    needs: str
    uses: tuple[str, ...] = ()
    searches: bool = False
    in_menu: bool = True

    def narrowed(self, selection: Selection) -> Selection:
        """Return a selection without what this page does not use."""
        whose = selection if "area" in self.uses else replace(selection, area="")
        if "comparator" not in self.uses:
            whose = replace(whose, comparator=Comparator.REGION, group="", model="")
        if "indicator" not in self.uses:
            whose = replace(whose, indicator="", basis=None, period="")
        return whose


def _closed() -> NoReturn:
    """Open nothing: a page that is given no door has none."""
    raise AccessDenied


@dataclass(frozen=True)
class PageContext:
    """Everything a page may use. There is no way from here to the store.

    Attributes:
        viewer: Who is reading.
        results: The figures that are open to them, from one release.
        selection: What to show, narrowed to what the page uses.
        asked: The whole selection, for links to other pages.
        edition: Names release, catalogue and product together; a card drawn from another is stale.
        log: Opens the audit log, as far as the viewer may read it.
        people: Opens the accounts of the viewer's partner, as far as they may change them.
        own: Opens the account of whoever is signed in: password, recovery codes, sessions.
        submissions: Opens the writer's door, as far as the viewer may send, sign or publish.
        newest: Opens the viewer's figures of the newest release, to hold an older one against.
    """

    viewer: Viewer
    results: Results
    selection: Selection
    asked: Selection
    edition: Callable[[], str]
    log: Callable[[], Log] = field(default=_closed, kw_only=True)
    people: Callable[[], People] = field(default=_closed, kw_only=True)
    own: Callable[[], OwnAccount] = field(default=_closed, kw_only=True)
    submissions: Callable[[], Submissions] = field(default=_closed, kw_only=True)
    newest: Callable[[], Results] = field(default=_closed, kw_only=True)

    def link(self, path: str, **changes: str) -> str:
        """Return a link to a page with this selection, save for changes by name in the link.

        Another indicator starts with its own series and newest period.
        """
        params = to_params(self.asked)
        if "indicator" in changes:
            params.pop("basis", None)
            params.pop("period", None)
        return links.page(path, params | changes)

    def links(self, path: str, *names: str) -> Callable[..., str]:
        """Return what `link` returns, for a table with hundreds of links that differ in `names`.

        Writing the rest of each address anew would cost more than the table.
        """
        marks = {name: f"-{at}-" for at, name in enumerate(names)}
        pattern = self.link(path, **marks)

        def filled(*values: str) -> str:
            address = pattern
            for mark, value in zip(marks.values(), values, strict=True):
                address = address.replace(f"={mark}", f"={quote_plus(value)}")
            return address

        return filled

    def download(self, view: str, form: str, look: Mapping[str, str]) -> str:
        """Return a link to a file of what this page shows: a view of the results in a format.

        `look` is how the chart stands on screen (`order`, `interval`), so that the file is the
        same.
        """
        return links.download(view, {**to_params(self.selection), **look}, form)

"""The pages there are, and those a viewer may open."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from yardstick.model import Viewer
    from yardstick.ui.page import Page, PageContext


BY_ROLE, BY_DATASET = "role:", "dataset:"


class PageModule(Protocol):
    """A file of `pages/`."""

    PAGE: Page

    def render(self, page: PageContext) -> None:
        """Draw the page."""


@cache
def declared() -> tuple[PageModule, ...]:
    """Return every page of the product, in menu order. A new file in `pages/` is a new page."""
    package = importlib.import_module("pages")
    names = [found.name for found in pkgutil.iter_modules(package.__path__)]
    modules = [cast("PageModule", importlib.import_module(f"pages.{name}")) for name in names]
    return tuple(sorted(modules, key=lambda module: module.PAGE.order))


def open_to(viewer: Viewer) -> tuple[PageModule, ...]:
    """Return the pages a viewer may open, in menu order."""
    return tuple(module for module in declared() if is_open(module.PAGE, viewer))


def is_open(page: Page, viewer: Viewer) -> bool:
    """Whether a viewer may open a page: one of the roles, or of the data sets, it names."""
    if page.needs.startswith(BY_ROLE):
        return not viewer.roles.isdisjoint(page.needs.removeprefix(BY_ROLE).split(","))
    if page.needs.startswith(BY_DATASET):
        return any(map(viewer.may_read, page.needs.removeprefix(BY_DATASET).split(",")))
    return page.needs == "sign_in" or bool(viewer.grants)

"""A page that tells one story: what was found first, then its chart, the table a step away."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from yardstick.ui import cards, exhibits

if TYPE_CHECKING:
    from collections.abc import Callable

    from yardstick.charts.stories import Story
    from yardstick.charts.views import View
    from yardstick.ui.page import PageContext


def draw(page: PageContext, view: View, make: Callable[[], Story], order: str) -> None:
    """Draw a story as two cards, made once for everybody with the same rights who asks the same.

    Args:
        page: Whose, and of which selection.
        view: Of which kind its files are.
        make: Asks for the result and tells of it; once at the most, and not where it is replayed.
        order: What else was asked, as a link to its files says it.
    """
    told = cache(make)
    look = {"order": order}
    cards.card(page, f"{view.value} finding", lambda: exhibits.finding(told()), order)
    cards.card(page, view.value, lambda: exhibits.tell(page, told(), view, look), order)

"""The register: every data item, whether or not its figures are open to the viewer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.results.coverage_types import Entry

if TYPE_CHECKING:
    from yardstick.catalogue import Catalogue
    from yardstick.model import Viewer
    from yardstick.results.book import Book


def register(catalogue: Catalogue, viewer: Viewer, book: Book) -> tuple[Entry, ...]:
    """Return every item of the register, in catalogue order."""
    return tuple(
        Entry(
            indicator=indicator,
            dataset=catalogue.datasets[indicator.dataset],
            granted=viewer.may_read(indicator.dataset),
            latest=_latest(book, indicator.id),
        )
        for indicator in catalogue.indicators.values()
    )


def _latest(book: Book, identifier: str) -> str:
    bases = book.bases(identifier)
    return book.series[identifier, bases[0]].periods[-1].words if bases else ""

"""The right of reply: an authority's people write notes on its own figures, and nobody else does.

There is no act here that hides, changes or removes what another has written, for anybody.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yardstick.access.audit import Action, add_line
from yardstick.access.errors import AccessDenied
from yardstick.intake.free_text import checked_text
from yardstick.model import Period
from yardstick.store.entries import adding
from yardstick.store.errors import StoreError
from yardstick.store.notes import (
    LONGEST,
    end_note,
    notes_of,
    notes_on,
    standing_in,
    write_note,
)
from yardstick.submissions.bound import Bound

if TYPE_CHECKING:
    import sqlalchemy as sa

    from yardstick.store.notes import Figure, Note


class NoteActs(Bound):
    """Acts of an authority's people about figures of their own area."""

    def may_note(self, indicator: str, area: str) -> bool:
        """Whether the viewer may write on a figure: of their own area, in what they may read."""
        declared = self.catalogue.indicators.get(indicator)
        own = area in self.viewer.areas and area in self.region.authorities
        return own and declared is not None and self.viewer.may_read(declared.dataset)

    def notes(self) -> tuple[Note, ...]:
        """Return everything that was ever noted on figures of the viewer's own areas."""
        areas = self.viewer.areas & set(self.region.authorities)
        return tuple(one for one in notes_of(self.store, areas) if self._is_own(one.figure))

    def write_note(self, figure: Figure, text: str) -> None:
        """Write a note on a figure of one's own. It takes the place of the one that stood there.

        It is printed wherever the figure is, for everybody who sees the figure.

        Args:
            figure: On which.
            text: At most `LONGEST` characters, about no child.

        Raises:
            AccessDenied: The figure is not of the viewer's own area, or not theirs to read.
            IntakeError: The text is empty, too long, or holds an identifier.
            StoreError: The period is none, or the note cannot be written down.
        """
        figure = self._own(figure)
        said = checked_text(text, LONGEST)
        with adding(self.store) as connection:
            write_note(connection, figure, said, self.viewer.account, self.clock())
            self._witness(connection, Action.WROTE_NOTE, figure)

    def end_note(self, figure: Figure) -> None:
        """End the note that stands on a figure of one's own. That there was one stays on record.

        Raises:
            AccessDenied: As `write_note`.
            StoreError: None stands there.
        """
        figure = self._own(figure)
        with adding(self.store) as connection:
            if standing_in(notes_on(connection, figure), figure) is None:
                raise StoreError("No note stands on this figure. Look at the list of notes.")
            end_note(connection, figure, self.viewer.account, self.clock())
            self._witness(connection, Action.ENDED_NOTE, figure)

    def _own(self, figure: Figure) -> Figure:
        """Return a figure with its period as it is written everywhere, or deny it."""
        if not self._is_own(figure):
            raise AccessDenied
        try:
            return replace(figure, period=Period.parse(figure.period).key)
        except ValueError as error:
            raise StoreError(
                f"'{figure.period[:20]}' is no period. Write one such as 2024-25 Q3."
            ) from error

    def _is_own(self, figure: Figure) -> bool:
        return self.may_note(figure.indicator, figure.area)

    def _witness(self, connection: sa.Connection, action: Action, figure: Figure) -> None:
        """Write the line that stands if and only if the note does; its words stay out of it."""
        add_line(connection, self.key, self.viewer.account, action, vars(figure))

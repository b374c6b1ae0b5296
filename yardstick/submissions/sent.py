"""What comes out of the writer's door: a return as it stands, and what a release would change."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from yardstick.intake.returns import CheckedReturn
    from yardstick.intake.sheets import Sheet
    from yardstick.model import State
    from yardstick.store.answers import Answer, Question
    from yardstick.store.entries import Submission
    from yardstick.store.moves import Move

Step: TypeAlias = Literal["answer", "sign_off", "approve", "reject", "withdraw"]


@dataclass(frozen=True)
class Listed:
    """One version of one return in a list.

    Attributes:
        submission: Its row of the ledger: data set, area, period, version, who sent it.
        state: Where it stands.
        steps: What this viewer may do with it now.
    """

    submission: Submission
    state: State
    steps: frozenset[Step]

    @property
    def id(self) -> str:
        """Return its identifier."""
        return self.submission.submission


Made = TypeVar("Made")


@dataclass(frozen=True)
class Inbox:
    """The returns that a viewer has to do with.

    Attributes:
        moment: Names the moment they stand so: another one after another move.
        returns: Newest first.
    """

    moment: str
    returns: tuple[Listed, ...]
    _made: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def keep(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what was made of these returns under a name, made now if it was not.

        It lasts until the next move. Nobody may change what is returned.
        """
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    def of_areas(self, areas: frozenset[str]) -> Inbox:
        """Return the inbox without the returns of other areas."""

        def some() -> Inbox:
            found = (one for one in self.returns if one.submission.area in areas)
            return Inbox(self.moment, tuple(found))

        return self.keep(f"of {sorted(areas)}", some)


@dataclass(frozen=True)
class Sent:
    """One version of one return as it stands.

    Attributes:
        submission: Its row of the ledger: data set, area, period, version, who sent it, the
            SHA-256 of the file as it was sent.
        moves: Every move so far: state, when, whose, why, instruction.
        answers: What was answered so far; empty where the viewer may not read its figures.
        open: The questions that wait for an answer; likewise.
        steps: What this viewer may do with it now.
    """

    submission: Submission
    moves: tuple[Move, ...]
    answers: tuple[Answer, ...]
    open: tuple[Question, ...]
    steps: frozenset[Step]

    @property
    def id(self) -> str:
        """Return its identifier."""
        return self.submission.submission

    @property
    def state(self) -> State:
        """Return where it stands."""
        return self.moves[-1].state


@dataclass(frozen=True)
class Received:
    """What became of the files of a return.

    Attributes:
        checked: What the checks found, to make the report of.
        sheets: What was read, to mark the report's cells in; kept nowhere.
        file: SHA-256 of what was sent, as `receive.fingerprint` makes it.
        sent: The return as it now stands; None where it was refused and is not kept.
    """

    checked: CheckedReturn
    sheets: tuple[Sheet, ...]
    file: str
    sent: Sent | None


@dataclass(frozen=True)
class Preview:
    """What the next release would change, against the one that readers get now.

    Attributes:
        current: Identifier of the release that readers get; empty where there is none yet.
        returns: The returns that are new in it, signed off or approved, newest first.
        new: One row per figure of a return that had none for its period: `dataset`, `area`,
            `period`, `item`, `breakdown`, `number`, `status`, `submission`.
        revised: One row per figure that a later version changes: `dataset`, `area`, `period`,
            `item`, `breakdown`, `before`, `before_status`, `after`, `after_status`,
            `submission`.
        missing: One row per return that was expected and is in neither: `dataset`, `area`,
            `period`, for every period that some authority has a return of.
        crossed: One row per judgement that changes, as the viewer sees it: `indicator`, `area`,
            `period`, `before`, `after` (words of `Judgement`).
    """

    current: str
    returns: tuple[Listed, ...]
    new: pd.DataFrame
    revised: pd.DataFrame
    missing: pd.DataFrame
    crossed: pd.DataFrame

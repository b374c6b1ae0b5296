"""Files that were refused, as the audit log has them: of what, when and for which checks.

A refused file leaves nothing else behind, so this is all there is to tell how often it happened.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import sqlalchemy as sa

from yardstick.access.audit import LINES, Action
from yardstick.store.operations import reading

if TYPE_CHECKING:
    from collections.abc import Collection


@dataclass(frozen=True)
class Refusal:
    """One file that was refused.

    Attributes:
        at: When, in UTC.
        dataset: Identifier of the data set that it was said to be of.
        period: Key of the period, likewise.
        codes: Of the checks that refused it; `unreadable` where it could not be read.
    """

    at: dt.datetime
    dataset: str
    period: str
    codes: tuple[str, ...]


def refusals(engine: sa.Engine, area: str, datasets: Collection[str]) -> tuple[Refusal, ...]:
    """Return the refused files that were said to be of an area and of some data sets, in order."""
    query = sa.select(LINES.c.at, LINES.c.detail).filter_by(action=Action.FILE_REFUSED.value)
    with reading(engine) as connection:
        found = connection.execute(query.order_by(LINES.c.number)).all()
    told = ((dt.datetime.fromisoformat(at), json.loads(detail)) for at, detail in found)
    return tuple(
        Refusal(at, said["dataset"], said["period"], tuple(said["codes"].split()))
        for at, said in told
        if said["area"] == area and said["dataset"] in datasets
    )

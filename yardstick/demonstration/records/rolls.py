"""Names taken off a roll and put on one, as an authority would return them.

What belongs here knows columns and codes; who moves when and why is in `moves`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.demonstration.records import columns
from yardstick.demonstration.records.pupils import YEAR_GROUPS
from yardstick.demonstration.records.school_days import school_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from yardstick.demonstration.chance import Counts

GROUNDS: Final = ("TRA", "EHE", "MOV", "ABS", "AGE", "PEX", "OTH", "CUS")
DESTINATIONS: Final = (
    "SLA", "SOL", "IND", "ALT", "EHE", "CME", "ABR", "PEX", "P16", "OTH",
)  # fmt: skip
ORIGINS: Final = ("NEW", "SLA", "SOL", "IND", "ALT", "EHE", "CME", "ABR", "OTH")
MODES: Final = ("NOR", "INY", "MAN", "FAP", "FAL", "FEH", "DIR", "REI")
ELSEWHERE: Final = columns.NOTHING  # a school or authority that the record does not name


@dataclass
class Rows:
    """Columns of numbers that grow, one entry per row of a table.

    Attributes:
        pupil: Number of the pupil.
        area: Position of the authority that sends the row.
        urn: Of the school.
        day: Position among the school days.
        why: Position in `GROUNDS` or `MODES`.
        end: Position in `DESTINATIONS` or `ORIGINS`.
        end_urn: Of the school at the other end; `ELSEWHERE` where none is named.
        end_area: Position of its authority; likewise.
        year: Position in `YEAR_GROUPS`.
    """

    pupil: list[Counts] = field(default_factory=list)
    area: list[Counts] = field(default_factory=list)
    urn: list[Counts] = field(default_factory=list)
    day: list[Counts] = field(default_factory=list)
    why: list[Counts] = field(default_factory=list)
    end: list[Counts] = field(default_factory=list)
    end_urn: list[Counts] = field(default_factory=list)
    end_area: list[Counts] = field(default_factory=list)
    year: list[Counts] = field(default_factory=list)

    def add(self, pupil: Counts, **columns: Counts | int) -> None:
        """Add rows: every column of them, one number for all or one for each."""
        for one in fields(self):
            values = pupil if one.name == "pupil" else columns[one.name]
            spread = np.broadcast_to(np.asarray(values, np.int64), pupil.shape)
            getattr(self, one.name).append(spread)

    def whole(self) -> dict[str, Counts]:
        """Return each column, sorted by pupil and day, without a row whose key stands before."""
        columns = {one.name: np.concatenate(getattr(self, one.name)) for one in fields(self)}
        order = np.lexsort((columns["urn"], columns["day"], columns["pupil"]))
        rows = {name: values[order] for name, values in columns.items()}
        same = np.ones(max(len(order) - 1, 0), bool)
        for name in ("pupil", "day", "urn"):
            same &= rows[name][1:] == rows[name][:-1]
        first = np.concatenate([np.ones(min(len(order), 1), bool), ~same])
        return {name: values[first] for name, values in rows.items()}


def leavers(rows: dict[str, Counts], areas: Sequence[str]) -> dict[str, pa.Array]:
    """Return the columns of leavers; pseudonyms, authority and term are added later.

    Args:
        rows: As `Rows.whole` gives them.
        areas: GSS code by position.
    """
    return {
        "school_urn": columns.urns(rows["urn"]),
        "leaving_date": columns.days(school_days().dates[rows["day"]]),
        "leaving_ground": columns.coded(GROUNDS, rows["why"]),
        "destination": columns.coded(DESTINATIONS, rows["end"]),
        "destination_urn": columns.urns(rows["end_urn"]),
        "destination_la": columns.coded(areas, rows["end_area"]),
        "year_group": columns.coded(YEAR_GROUPS, rows["year"]),
    }


def joiners(rows: dict[str, Counts], areas: Sequence[str]) -> dict[str, pa.Array]:
    """Return the columns of joiners, likewise."""
    return {
        "school_urn": columns.urns(rows["urn"]),
        "entry_date": columns.days(school_days().dates[rows["day"]]),
        "origin": columns.coded(ORIGINS, rows["end"]),
        "origin_urn": columns.urns(rows["end_urn"]),
        "origin_la": columns.coded(areas, rows["end_area"]),
        "entry_mode": columns.coded(MODES, rows["why"]),
        "year_group": columns.coded(YEAR_GROUPS, rows["year"]),
    }

"""Pay and agencies of every authority, as the release shows them: the newest return of each.

Authorities stand from A to Z. Those that make one return together are one, named for all of them,
and count once; their return tells of each of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from yardstick.access.errors import AccessDenied
from yardstick.results.own_records import newest
from yardstick.results.shared_records import shared
from yardstick.results.workforce_order import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import duckdb

    from yardstick.model import Area, Period
    from yardstick.results.book import Library

    # The newest quarter of all; the rows, and figures of the whole.
    Found = tuple[Period | None, tuple[pd.DataFrame, Mapping[str, float]]]

_TWO: Final = 2  # authorities, from which an agency is shared


def roles(library: Library) -> Mapping[str, str]:
    """Return the regional roles in the order of the ladder: code to words."""
    return {one.code: one.label for one in library.catalogue.reference.parts_of(ROLES)}


@dataclass(frozen=True)
class Sender:
    """Who makes one return.

    Attributes:
        code: GSS code of the authority that sends it, or would.
        name: Of the authority, or of all that it is for.
        parts: Codes of the authorities that it is for.
    """

    code: str
    name: str
    parts: tuple[str, ...]


def senders(library: Library, quarters: Mapping[str, str]) -> list[Sender]:
    """Return who makes a return, from A to Z: every authority of the region is in one of them.

    Args:
        library: The region, and the names of its authorities.
        quarters: Code of each authority that sent a return to the quarter of its newest. Of those
            that make one together, the newest is the one; the others' count no more.
    """
    return sorted(_senders(library, quarters), key=lambda one: one.name)


def _senders(library: Library, quarters: Mapping[str, str]) -> Iterator[Sender]:
    region, areas = library.region, library.catalogue.reference.areas
    for code in region.authorities:
        joint = region.combined_of(code)
        if joint is None:
            yield Sender(code, areas[code].name, (code,))
        elif code == joint.parts[0]:
            newest_first = sorted(joint.parts, key=lambda part: quarters.get(part, ""))[::-1]
            yield Sender(newest_first[0], joint.name, joint.parts)


def pay_region(
    cursor: duckdb.DuckDBPyConnection, library: Library, focus: Area, role: str
) -> Found:
    """Return each authority's lowest, highest and middle salary of a role; missing: none returned.

    Args:
        cursor: With what is shown of others.
        library: Queries, code lists and the region.
        focus: Whose figures are marked.
        role: Code of the role.

    Raises:
        AccessDenied: There is no such role.
    """
    if role not in roles(library):
        raise AccessDenied
    found = shared(cursor, library, "shared_pay", role=role).set_index("area")
    quarters = dict(zip(found.index, found["period"], strict=True))
    everybody = senders(library, quarters)
    made = pd.DataFrame(
        {
            "part": [one.code for one in everybody],
            "label": [one.name for one in everybody],
            "is_focus": [focus.code in one.parts for one in everybody],
        }
    ).join(found, on="part")
    made = made.rename(columns={"period": "quarter"})
    made["middle"] = (made["least"] + made["most"]) / 2
    made["gap"] = made["middle"].max() - made["middle"]
    if found.empty:
        return None, (made.iloc[:0], {})
    totals = {
        "authorities": float(made["middle"].count()),
        "median": float(made["middle"].median()),
        "best": float(made["middle"].max()),
    }
    return newest(made["quarter"].dropna()), (made, totals)


def agencies_region(
    cursor: duckdb.DuckDBPyConnection, library: Library, focus: Area, _role: str
) -> Found:
    """Return which authorities use each agency that two or more of them use.

    A name is the same whatever its letter case and spaces; it is shown as it stands first.

    Args:
        cursor: With what is shown of others.
        library: Queries and the region.
        focus: Whose figures are marked.
    """
    found = shared(cursor, library, "shared_agencies")
    if found.empty:
        return None, (found, {})
    quarters = dict(zip(found["area"], found["period"], strict=True))
    everybody = [one for one in senders(library, quarters) if one.code in quarters]
    mine = {one.code for one in everybody if focus.code in one.parts}
    names, users = _users(found.dropna(subset="agency"))
    common = [key for key in names if len(users[key]) >= _TWO]
    rows = [
        {
            "part": names[key],
            "label": names[key],
            "area": one.code,
            "authority": one.name,
            "quarter": quarters[one.code],
            "is_used": one.code in users[key],
            "is_focus": one.code in mine,
        }
        for key in common
        for one in everybody
    ]
    totals = {
        "authorities": len(everybody),
        "agencies": len(names),
        "shared": len(common),
        "own": sum(bool(who & mine) for who in users.values()),
        "own_shared": sum(bool(users[key] & mine) for key in common),
    }
    whole = {name: float(number) for name, number in totals.items()}
    period = newest(quarters[one.code] for one in everybody)
    return period, (pd.DataFrame(rows), whole)


def _users(used: pd.DataFrame) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Return each agency's name and the authorities that use it, from A to Z."""
    names: dict[str, str] = {}
    users: dict[str, set[str]] = {}
    for agency, area in sorted(zip(used["agency"], used["area"], strict=True)):
        key = " ".join(agency.split()).casefold()
        names.setdefault(key, agency)
        users.setdefault(key, set()).add(area)
    return dict(sorted(names.items())), users

"""Pay and agencies of every authority once more: from own returns, and from what is shown of them.

The summaries of a release are made again of the newest return of each authority; the pages of
every authority are made again of the summaries.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yardstick.catalogue import Catalogue
    from yardstick.catalogue.regions import Region
    from yardstick.verify.recomputed import Tally
    from yardstick.verify.released import Released, Row
    from yardstick.verify.same_rows import Again, Made

PAY, AGENCY = "shared_pay", "shared_agency"
_SEVERAL: Final = 2  # authorities that must use an agency for it to be shown


class Sender(NamedTuple):
    """Who makes one return: code, name, and codes of those it is for."""

    code: str
    name: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class WorkforceTwin:
    """What a release holds of the workforce of a region."""

    released: Released
    catalogue: Catalogue
    region: Region

    def check_summaries(self, tally: Tally) -> None:
        """Make both summaries again of the newest return of each authority."""
        newest = self._newest()
        pay: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
        for row in self.released.tables["own_pay"]:
            if row["period"] == newest[str(row["area"])]:
                pay[str(row["area"]), str(row["period"]), str(row["job_role"])].append(row)
        shown = {_key(row, "role"): row for row in self.released.tables[PAY]}
        tally.holds("Roles of which pay is shown", true=set(shown) == set(pay))
        for key in shown.keys() & pay.keys():
            for name, column, end in (("least", "salary_least", min), ("most", "salary_most", max)):
                known = [row[column] for row in pay[key] if row[column] is not None]
                again = float(str(end(float(str(one)) for one in known))) if known else None
                tally.same(f"{name} of {key}", shown[key][name], again)
        self._check_agencies(tally, newest)

    def _check_agencies(self, tally: Tally, newest: dict[str, str]) -> None:
        shown = {_key(row, "agency") for row in self.released.tables[AGENCY]}
        used = {
            _key(row, "agency")
            for row in self.released.tables["own_agency_use"]
            if row["in_use"] and row["period"] == newest.get(str(row["area"]))
        }
        for one in shown | used:
            tally.holds(f"Use of {one}", true=one in shown and one in used)

    def _newest(self) -> dict[str, str]:
        newest: dict[str, str] = {}
        for row in self.released.tables["own_pay"]:
            area, period = str(row["area"]), str(row["period"])
            newest[area] = max(newest.get(area, ""), period)
        return newest

    # ---- pages -------------------------------------------------------------------------------

    def pay(self, focus: str, role: str) -> Again:
        """Return every authority's salaries of a role, from A to Z."""
        of_role = {
            str(row["area"]): row for row in self.released.tables[PAY] if row["role"] == role
        }
        if not of_role:
            return [], {}
        rows = [
            self._salaries(one, of_role.get(one.code), focus)
            for one in self._senders({area: str(row["period"]) for area, row in of_role.items()})
        ]
        middles = [float(str(row["middle"])) for row in rows if row["middle"] is not None]
        best = max(middles)
        for row in rows:
            row["gap"] = None if row["middle"] is None else best - float(str(row["middle"]))
        whole = {"authorities": float(len(middles)), "median": median(middles), "best": best}
        return rows, whole

    @staticmethod
    def _salaries(one: Sender, row: Row | None, focus: str) -> Made:
        least, most = (None, None) if row is None else (row["least"], row["most"])
        middle = None if row is None else (float(str(least)) + float(str(most))) / 2
        own = {"part": one.code, "label": one.name, "is_focus": focus in one.parts}
        return {**own, "least": least, "most": most, "middle": middle}

    def agencies(self, focus: str) -> Again:
        """Return who uses each agency that two or more use."""
        quarters = {str(row["area"]): str(row["period"]) for row in self.released.tables[PAY]}
        everybody = [one for one in self._senders(quarters) if one.code in quarters]
        if not everybody:
            return [], {}
        users: defaultdict[str, set[str]] = defaultdict(set)
        for row in self.released.tables[AGENCY]:
            users[" ".join(str(row["agency"]).split()).casefold()].add(str(row["area"]))
        common = sorted(name for name, who in users.items() if len(who) >= _SEVERAL)
        mine = {one.code for one in everybody if focus in one.parts}
        rows: list[Made] = [
            {"area": one.code, "is_used": one.code in users[name], "is_focus": one.code in mine}
            for name in common
            for one in everybody
        ]
        counted = {
            "authorities": everybody,
            "agencies": users,
            "shared": common,
            "own": [who for who in users.values() if who & mine],
            "own_shared": [name for name in common if users[name] & mine],
        }
        return rows, {name: float(len(held)) for name, held in counted.items()}

    def _senders(self, quarters: dict[str, str]) -> Sequence[Sender]:
        return sorted(self._every_sender(quarters), key=lambda one: one.name)

    def _every_sender(self, quarters: dict[str, str]) -> Iterator[Sender]:
        """Yield who makes a return: of those that make one together, who sent the newest."""
        together = {part: both for both in self.region.combined for part in both.parts}
        for code in self.region.authorities:
            both = together.get(code)
            if both is None:
                yield Sender(code, self.catalogue.reference.areas[code].name, (code,))
            elif code == both.parts[0]:
                sent = max(both.parts, key=lambda part: quarters.get(part, ""))
                yield Sender(sent, both.name, tuple(both.parts))


def _key(row: Row, name: str) -> tuple[str, ...]:
    return str(row["area"]), str(row["period"]), str(row[name])

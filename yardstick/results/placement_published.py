"""What the department publishes of special educational needs (SEN2), beside our placements.

These are other figures than placements: of every plan, counted by the department, in its years.
They stand beside as what size a number of placements should be read against, and are not mixed.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

from yardstick.results.shared_records import people_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from yardstick.results.placement_beside import Beside, Found

PER: Final = 10_000
ENGLAND: Final = "E92000001"


class _Anchor(NamedTuple):
    """A published figure: its name, where it stands (the best first), and its unit."""

    label: str
    stands: tuple[tuple[str, str], ...]
    is_percent: bool = False
    of: str = ""  # measure of the same file that a number is to be a percentage of


def _plans(label: str, measure: str) -> _Anchor:
    return _Anchor(label, (("sen2_caseload", measure),))


def _residential(label: str, measure: str) -> _Anchor:
    return _Anchor(label, (("sen2_residential", measure),))


def _need(label: str, code: str) -> _Anchor:
    stands = (("sen2_need", f"need_{code}"),)
    return _Anchor(f"New plans for {label}", stands, is_percent=True, of="new_plans")


_IN_TIME: Final = (
    ("sen2_timeliness", "plans_20_weeks_no_exceptions_percent"),
    ("lait", "SEN_EHC_Excpt_20wks"),
)
_REQUESTS: Final = (("sen2_requests", "requests"), ("lait", "SEN_INIT_REQ"))
_ANCHORS: Final = (
    _plans("Plans in January", "plans"),
    _plans("Plans in independent special schools", "plans_special_independent"),
    _plans("Plans in non-maintained special schools", "plans_special_non_maintained"),
    _Anchor("Requests for an assessment", _REQUESTS),
    _Anchor("New plans within 20 weeks, without exceptions", _IN_TIME, is_percent=True),
    _residential("Residential for 38 to 51 weeks", "residential_38_to_51_weeks"),
    _residential("Residential for 52 weeks", "residential_52_weeks"),
    _need("autism", "asd"),
    _need("social, emotional and mental health", "semh"),
    _need("speech, language and communication", "slcn"),
    _need("moderate learning difficulty", "mld"),
    _need("severe learning difficulty", "sld"),
)


def published(beside: Beside) -> Found:
    """Return each published figure of the authority, the region and England, of the newest year.

    Numbers have a rate per 10,000 aged 0 to 17; percentages have none. A figure that no official
    file of the release holds is left out.
    """
    return None, pd.DataFrame(_rows(beside), columns=_COLUMNS), {}


_COLUMNS: Final = [
    "part", "label", "period", "value", "region", "england", "rate", "region_rate", "is_percent",
    "source",
]  # fmt: skip


def _rows(beside: Beside) -> Iterator[dict[str, object]]:
    values = cache(partial(_values, beside))  # several are percentages of the same measure
    for anchor in _ANCHORS:
        for source, measure in anchor.stands:
            found = values(source, measure)
            period = max(
                (period for area, period in found if area == beside.focus.code), default=""
            )
            if period:
                of = values(source, anchor.of) if anchor.of else None
                yield _row(beside, anchor, f"{source}.{measure}", period, found, of)
                break


def _values(beside: Beside, source: str, measure: str) -> Mapping[tuple[str, str], float]:
    """Return the published values by area and period; those without a number are left out."""
    query = beside.library.queries["published_measure"]
    found = query.run(beside.cursor, source=source, measure=measure).dropna(subset=["value"])
    keys = zip(found["area"], found["period"], strict=True)
    return dict(zip(keys, found["value"], strict=True))


def _row(  # noqa: PLR0913, PLR0917 - one published figure, and what it is held against
    beside: Beside,
    anchor: _Anchor,
    part: str,
    period: str,
    found: Mapping[tuple[str, str], float],
    of: Mapping[tuple[str, str], float] | None,
) -> dict[str, object]:
    def value(area: str) -> float:
        number = found.get((area, period), float("nan"))
        return number if of is None else 100 * number / (of.get((area, period)) or float("nan"))

    def per_child(area: str) -> float:
        people, _ = people_of(beside.library, area)
        return value(area) * PER / people if people and not anchor.is_percent else float("nan")

    own, region = beside.focus.code, beside.library.region.code
    return {
        "part": part,
        "label": anchor.label,
        "period": period,
        "value": value(own),
        "region": value(region),
        "england": value(ENGLAND),
        "rate": per_child(own),
        "region_rate": per_child(region),
        "is_percent": anchor.is_percent,
        "source": beside.library.catalogue.sources[part.partition(".")[0]].title,
    }

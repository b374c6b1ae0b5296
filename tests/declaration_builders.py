"""Invented declarations and the East Midlands' areas, for tests: made in code, not read from data/.

`indicator(unit=…)` and `dataset(title=…)` take changes by name.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from yardstick.catalogue.declarations import DataSet, Indicator
from yardstick.model import Area, AreaKind, Counted, Direction, Protection, Unit

REGION = "E12000004"
AREAS = {
    code: Area(code, dfe, name, AreaKind.AUTHORITY, REGION)
    for code, dfe, name in (
        ("E10000007", "830", "Derbyshire"),
        ("E06000015", "831", "Derby"),
        ("E10000018", "855", "Leicestershire"),
        ("E06000016", "856", "Leicester"),
        ("E06000017", "857", "Rutland"),
        ("E10000024", "891", "Nottinghamshire"),
        ("E06000018", "892", "Nottingham"),
        ("E10000019", "925", "Lincolnshire"),
        ("E06000061", "940", "North Northamptonshire"),
        ("E06000062", "941", "West Northamptonshire"),
    )
}
DERBY = AREAS["E06000015"]
LEICESTER = AREAS["E06000016"]
RUTLAND = AREAS["E06000017"]

_COMMON: dict[str, Any] = {
    "theme": "Contacts and referrals",
    "order": 1,
    "dataset": "riia_quarterly",
    "why_it_matters": "A child who comes back may not have had enough help the first time.",
    "numerator": {"item": "R03", "label": "repeat referrals"},
    "denominator": {"item": "R02", "label": "referrals"},
    "unit": Unit.PERCENT,
    "counted": Counted.FLOW,
    "better": Direction.LOWER,
    "decimals": 1,
    "published_note": "Children in need census, table C1.",
    "synonyms": ("re-referral",),
    "caveats": ("Twins and siblings move the figure in a small authority.",),
    "source": {"title": "Children in need", "publisher": "Department for Education"},
    "owner": "Regional data group",
    "reviewed": dt.date(2025, 1, 15),
    "review_by": dt.date(2026, 1, 15),
    "example": {
        "rows": [{"area": "A", "period": "2024-25 Q1", "R03": 5, "R02": 20}],
        "expect": [{"area": "A", "period": "2024-25 Q1", "value": 25.0}],
    },
}
_PER_CHILD = {
    "denominator": {"population": "age_0_17", "label": "children aged 0–17"},
    "unit": Unit.PER_10K,
    "better": Direction.NEITHER,
}


def indicator(identifier: str = "R03", **changes: Any) -> Indicator:
    """Build a declaration: repeat referrals, a percentage where lower is better, unless changed."""
    named = {
        "id": identifier,
        "title": "Repeat referrals within 12 months",
        "short": "Repeat referrals",
    }
    return Indicator(**(_COMMON | named | changes))


REPEAT_REFERRALS = indicator()
REFERRALS = indicator(
    "R02",
    **_PER_CHILD,
    title="Referrals to children's social care",
    short="Referrals",
    numerator={"item": "R02", "label": "referrals"},
    annualise=True,
    breakdown="referral_source",
)
IN_TIME = indicator(
    "R06",
    title="Assessments completed within 45 working days",
    short="Assessments in 45 days",
    theme="Assessment",
    numerator={"item": "R06", "label": "assessments in time"},
    denominator={"item": "R05", "label": "assessments completed"},
    better=Direction.HIGHER,
)
IN_NEED = indicator(
    "R07",
    **_PER_CHILD,
    title="Children in need",
    short="Children in need",
    theme="Assessment",
    numerator={"item": "R07", "label": "children in need"},
    counted=Counted.STOCK,
)
LOOKED_AFTER = indicator(
    "R15",
    **_PER_CHILD,
    title="Children looked after",
    short="Children looked after",
    theme="Children looked after",
    numerator={"item": "R15", "label": "children looked after"},
    counted=Counted.STOCK,
    decimals=0,
)
DAYS = indicator(
    "S11",
    title="Days from entering care to moving in with an adoptive family",
    short="Entry to care to adoptive family",
    theme="Adoption",
    numerator={"item": "S11", "label": "days"},
    denominator={"item": "N_ADOPT", "label": "children adopted"},
    unit=Unit.DAYS,
    decimals=0,
)
PROGRESS = indicator(
    "E06",
    title="Average Progress 8 score",
    short="Progress 8",
    theme="Education results",
    numerator={"item": "E06", "label": "points"},
    denominator={"item": "N_P8", "label": "pupils"},
    unit=Unit.SCORE,
    better=Direction.HIGHER,
    decimals=2,
)
INDICATORS = (REFERRALS, REPEAT_REFERRALS, IN_TIME, IN_NEED, LOOKED_AFTER, DAYS, PROGRESS)


def dataset(identifier: str = "riia_quarterly", **changes: Any) -> DataSet:
    """Build a data set's declaration."""
    fields: dict[str, Any] = {
        "id": identifier,
        "number": 1,
        "title": "The 24 national quarterly indicators",
        "summary": "What every authority counts each quarter.",
        "cycle": "quarter",
        "submitted_by": "local_authority",
        "protection": Protection.PARTNER_SUPPRESSED,
        "instruction": "Directors' meeting, item 9",
        "lawful_basis": "Public task",
        "owner": "Regional data group",
    }
    return DataSet(**(fields | changes))

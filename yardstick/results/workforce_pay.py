"""What a workforce is paid: salaries, agency rates against the cap, and what agencies cost more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.results.workforce_order import a_year_before, by_role

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from yardstick.results.records_asked import Asked
    from yardstick.results.workforce_types import Assumed

    Made = tuple[pd.DataFrame, Mapping[str, float]]

_PENNY: Final = 0.005  # rates are in pounds and pence: less than half a penny is none
_SHORT: Final = {"PAYE": "PAYE", "UMB": "umbrella"}  # how each is called; a row has little room
_ON_CHARGE: Final = "CHG"


def salaries(asked: Asked, _assumed: Assumed) -> Made:
    """Return the ladder: lowest, highest and middle salary of each role, and a year before's."""
    made = by_role(asked, _middles(asked.run("workforce_salaries")))
    made["middle_before"] = float("nan")
    if year_before := a_year_before(asked):
        earlier = _middles(year_before.run("workforce_salaries"))
        made["middle_before"] = made["part"].map(earlier.set_index("role")["middle"])
    return made, {"roles": float(len(made)), "grades": float(made["grades"].sum())}


def _middles(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(middle=(rows["least"] + rows["most"]) / 2)


def rates(asked: Asked, _assumed: Assumed) -> Made:
    """Return each rate beside the cap of its role and basis in force on the quarter's last day.

    A cap is on what the worker is paid, or on what the authority is charged: that one is held
    against it. Where no cap is in force nobody is above it, and the workers are counted apart.
    """
    rows = asked.run("workforce_rates", day=asked.period.end.isoformat())
    has_cap = rows["cap"].notna()
    held = rows["charge"].where(rows["cap_on"] == _ON_CHARGE, rows["pay"]).where(has_cap)
    over = held - rows["cap"]
    bases = asked.labels("pay_basis")
    made = by_role(
        asked,
        rows.assign(
            held=held,
            over=over.where(over > _PENNY, 0.0).where(has_cap),
            above=rows["workers"].where(over > _PENNY, 0).where(has_cap),
            cap_on=rows["cap_on"].map(asked.labels("cap_basis")),
        ),
    )
    made["label"] = made["label"] + ", " + made["basis"].map(_SHORT)
    made["basis"] = made["basis"].map(bases)
    made["effective"] = made["effective"].dt.strftime("%Y-%m-%d")
    return made, {
        "workers": float(rows["workers"].sum()),
        "capped": float(rows["workers"].where(has_cap, 0).sum()),
        "above": float(made["above"].sum()),
        "returned_above": float(rows["returned_above"].sum()),
    }


def premium(asked: Asked, assumed: Assumed) -> Made:
    """Return what agency workers are estimated to cost above staff of the same role, in a year.

    (charge × hours × weeks × FTE) − (middle salary × (1 + on-cost) × FTE). The charge is the mean
    of the role's rates, by workers. Roles without a rate or a salary have no estimate, and their
    FTE is in `fte` and not in `compared`.

    Source: Yardstick's domain notes, 2b.2.
    """
    made = by_role(asked, _middles(asked.run("workforce_premium")))
    made["charge"] = made["charged"] / made["rated"].where(made["rated"] > 0).astype("float64")
    known = made["charge"].notna() & made["middle"].notna()
    agency = made["charge"] * assumed.hours * assumed.weeks * made["fte"]
    staff = made["middle"] * (1 + assumed.on_cost / 100) * made["fte"]
    made = made.assign(agency=agency.where(known), staff=staff.where(known))
    made["premium"] = made["agency"] - made["staff"]
    totals = {
        "fte": float(made["fte"].sum()),
        "compared": float(made["fte"].where(known, 0).sum()),
        **{name: float(made[name].sum()) for name in ("agency", "staff", "premium")},
    }
    return made.drop(columns=["charged", "least", "most"]), totals

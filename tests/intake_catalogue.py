"""A catalogue for tests of intake: the real families and areas, and what they need beside."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import yaml
from conftest import ROOT

from yardstick.catalogue.declarations import PublishedSeries
from yardstick.catalogue.regions import Combined, Cycle, Region
from yardstick.catalogue.sources import OfficialSource
from yardstick.model import Area, AreaKind, Comparator, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Mapping

_FINANCIAL, _ACADEMIC, _CALENDAR = (
    PeriodKind.FINANCIAL_YEAR,
    PeriodKind.ACADEMIC_YEAR,
    PeriodKind.CALENDAR_YEAR,
)
# The measures of domain's two tables of published values, in their order.
CHILDREN = (
    *("CPP_Total_Rateper10,000", "ReReferral", "Continue_Assess_Comp", "CIN", "Section_47"),
    *("CP_conf_15days", "CPP_Abuse_Rate", "CPP_rate", "DeRegCPR", "PrevRegCPR", "LAC"),
    *("LAC_Start_Rate", "LAC_Cease_Rate", "Unacc_Asylmn_Seek_Childn", "CareLeaverEET"),
    *("CareLeaverAcc", "LACStable_2016on", "LAC_LongStable%", "LACHealth%", "LACVaccinations%"),
    *("LACDental%",),
)
PUPILS = (
    *("TotFixedEx", "TotPermEx", "Total_ Pup_FixedEx", "FSP_NEW_GOODDEV", "KS1P_all"),
    *("KS2RWM_Expected_STD", "AVG_Attain8_Score", "AVG_Prog8_Score", "EngMaths9-5", "TotAbs"),
    *("TotPerAbNew", "LAC_KS4_AVG_Attain8", "LAC_KS2_ExpStd_RWM", "LAC_Pers_Abs"),
)
WORKFORCE = (
    *("Work_Force_Agecy_Rate", "Work_Force_Vac_Rate", "Work_Force_TO_Rate"),
    *("Work_Force_AvgNumCase_SW",),
)
CALENDARS: Mapping[str, PeriodKind] = {
    **dict.fromkeys(CHILDREN, _FINANCIAL),
    **dict.fromkeys(PUPILS, _ACADEMIC),
    **dict.fromkeys(WORKFORCE, _CALENDAR),
}


@dataclass(frozen=True)
class StandInIndicator:
    id: str
    published: tuple[PublishedSeries, ...]


@dataclass(frozen=True)
class StandInReference:
    areas: Mapping[str, Area]
    by_dfe: Mapping[str, str]
    superseded: Mapping[str, str]


@dataclass(frozen=True)
class StandInCatalogue:
    sources: Mapping[str, OfficialSource]
    indicators: Mapping[str, StandInIndicator]
    reference: StandInReference
    regions: Mapping[str, Region] = field(default_factory=dict)


@cache
def families() -> Mapping[str, OfficialSource]:
    paths = sorted((ROOT / "data/published").glob("*.yaml"))
    read = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths)
    return {source.id: source for source in map(OfficialSource.model_validate, read)}


@cache
def reference() -> StandInReference:
    rows = _rows("areas.csv")
    areas = {
        row["code"]: Area(
            row["code"], row["dfe"], row["name"], AreaKind(row["kind"]), row["region"]
        )
        for row in rows
    }
    others = {row["code"]: row["area"] for row in _rows("other_codes.csv")}
    numbers = {code: area for code, area in others.items() if code.isdigit()}
    by_dfe = {area.dfe: area.code for area in areas.values() if area.dfe}
    return StandInReference(areas, by_dfe | numbers, others)


def _rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "data/reference" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def region() -> Region:
    parts = ("E06000061", "E06000062")
    return Region(
        id="east_midlands",
        name="East Midlands",
        code="E12000004",
        letters="EM",
        host="host",
        authorities=parts,
        partners=(),
        groups=(),
        combined=(
            Combined(
                code="+".join(parts),
                name="Northamptonshire (combined)",
                parts=parts,
                predecessor="E10000021",
            ),
        ),
        cycles=(Cycle(id="benchmarking", name="Benchmarking", every="quarter"),),
        neighbours_model="2025",
        default_comparator=Comparator.REGION,
        contact="Invented contact",
    )


def indicator(identifier: str, measure: str, period: PeriodKind, **more: str) -> StandInIndicator:
    series = PublishedSeries(source="lait", measure=measure, period=period, **more)
    return StandInIndicator(identifier, (series,))


@cache
def catalogue() -> StandInCatalogue:
    indicators = {
        f"L{number:02}": indicator(f"L{number:02}", measure, kind)
        for number, (measure, kind) in enumerate(CALENDARS.items())
    }
    return StandInCatalogue(families(), indicators, reference(), {"east_midlands": region()})


# ---- small files --------------------------------------------------------------------------

ABOUT = (
    *("time_period", "time_identifier", "geographic_level", "country_code", "country_name"),
    *("region_code", "region_name", "old_la_code", "new_la_code", "la_name"),
)
ENGLAND = ("National", "E92000001", "England", "", "", "", "", "")
EAST_MIDLANDS = ("Regional", "E92000001", "England", "E12000004", "East Midlands", "", "", "")


def authority(dfe: str, gss: str, name: str = "") -> tuple[str, ...]:
    return ("Local authority", *EAST_MIDLANDS[1:5], dfe, gss, name)


DERBY = authority("831", "E06000015", "Derby")


def lines(*rows: tuple[str, ...]) -> bytes:
    return "".join(f"{','.join(row)}\n" for row in rows).encode()


REFERRALS = ("Referrals", "Re_referrals", "Not_in_Need")


def referrals(*rows: tuple[str, ...]) -> bytes:
    """Children in need C1 with three of its columns: year, area and three cells a row."""
    return lines((*ABOUT, *REFERRALS), *((row[0], "Reporting year", *row[1:]) for row in rows))


LAIT = ("Short Desc", "Data item", "Years", "LA and Regions", "Values", "LA Number", "Region")


def lait(*rows: tuple[str, str, str, str]) -> bytes:
    """LAIT's long table: measure, years, number of the area, value a row."""
    return lines(LAIT, *((m, "", years, "", value, number, "") for m, years, number, value in rows))

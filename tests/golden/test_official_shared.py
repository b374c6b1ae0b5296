"""The official files themselves, where they are at hand, against what their publishers print.

The figures expected here are printed in the releases; none is computed by the product.
"""

from __future__ import annotations

import csv
import subprocess
import sys
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pandas as pd
import pytest
from conftest import ROOT, SHARED

from yardstick.catalogue.load import load_catalogue
from yardstick.intake.errors import IntakeError
from yardstick.intake.official import OfficialFile, read_official

PUBLISHED = SHARED / "data/published"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the official files are not at hand"),
]
LAIT = "lait/bds_long_0.parquet"
FILES = {
    "attainment/ks2_la.csv.gz": ("attainment_ks2", 3444, 10332),
    "attainment/ks4_la.csv.gz": ("attainment_ks4", 3444, 20664),
    "cin_2024/b1_children_in_need_2013_to_2024.csv.gz": ("cin_need", 1967, 17703),
    "cin_2024/c1_children_in_need_referrals_and_rereferrals_2013_to_2024.csv.gz": (
        *("cin_referrals", 1967, 17703),
    ),
    "cin_2024/c2_children_in_need_assessments_duration_2014_to_2024.csv.gz": (
        *("cin_assessments", 1803, 9015),
    ),
    "cin_2024/c4_children_in_need_section_47s_and_icpcs_2013_to_2024.csv.gz": (
        *("cin_enquiries", 1967, 11802),
    ),
    "cin_2024/c5_children_in_need_referrals_by_source_2014_to_2024.csv.gz": (
        *("cin_sources", 1803, 21636),
    ),
    "cin_2024/c6_children_in_need_referrals_by_month_2013_to_2024.csv.gz": (
        *("cin_months", 1967, 33439),
    ),
    "cin_2024/d1_child_protection_plans_2013_to_2024.csv.gz": ("cin_plans", 1967, 11802),
    "cin_2024/d3_cpps_subsequent_plan_2013_to_2024.csv.gz": ("cin_repeat_plans", 1967, 5901),
    "cin_2024/d5_cpps_at31march_by_duration_2013_to_2024.csv.gz": (
        *("cin_plan_durations", 1967, 13769),
    ),
    "cla_2025/cla_number_and_rate_per_10k_children.csv.gz": ("cla_numbers", 2505, 5845),
    "cla_2025/la_care_leavers_accommodation_suitability.csv.gz": (
        *("cla_care_leaver_accommodation", 6680, 5010),
    ),
    "cla_2025/la_care_leavers_activity.csv.gz": ("cla_care_leaver_activity", 20040, 6680),
    "cla_2025/la_children_who_were_missing_or_away_from_placement_without_authorisation.csv.gz": (
        *("cla_missing", 10855, 5845),
    ),
    "cla_2025/la_cla_placement_stability.csv.gz": ("cla_placement_stability", 5010, 5010),
    "cla_2025/la_cla_school_moves.csv.gz": ("cla_school_moves", 6680, 4175),
    "cla_2025/la_conviction_health_outcome_cla.csv.gz": ("cla_health", 15030, 13360),
    "ehe/ehe_academic_year.csv": ("ehe", 655, 3275),
    "exclusions/exclusions_la_2006_2017.csv.gz": ("exclusions", 7120, 49672),
    "exclusions/reasons.csv.gz": ("exclusion_reasons", 7004, 42528),
    "sen2_2025/assessments.csv.gz": ("sen2_assessments", 12847, 3888),
    "sen2_2025/caseload.csv.gz": ("sen2_caseload", 25339, 6804),
    "sen2_2025/newplans.csv.gz": ("sen2_new_plans", 17859, 5814),
    "sen2_2025/requests.csv.gz": ("sen2_requests", 13169, 4860),
    "sen2_2025/residential_settings.csv.gz": ("sen2_residential", 23117, 3402),
    "sen2_2025/sen_need_newplans.csv.gz": ("sen2_need", 9768, 2296),
    "sen2_2025/timeliness_20_week.csv.gz": ("sen2_timeliness", 12211, 5820),
    "workforce/csww_headline_measures_2017_to_2022.csv": ("workforce", 978, 10758),
}
ENGLAND, EAST_MIDLANDS, EAST, DERBY, LEICESTER, RUTLAND = (
    *("E92000001", "E12000004", "E12000006", "E06000015", "E06000016", "E06000017"),
)


@cache
def catalogue():
    return load_catalogue(ROOT / "data")


@cache
def official(name: str) -> OfficialFile:
    return read_official(PUBLISHED / name, catalogue())


@cache
def of_family(source: str) -> pd.DataFrame:
    name = next(name for name, (family, *_) in FILES.items() if family == source)
    return official(name).values.set_index(["measure", "area", "period"])


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_is_recognised_and_read_whole(name):
    found = official(name)
    assert (found.source, found.rows, len(found.values)) == FILES[name]
    assert not found.values.duplicated(["measure", "area", "period"]).any()
    has_value = found.values["status"].isin(["shown", "p", "r"])
    assert (found.values["value"].notna() == has_value).all()
    assert set(found.values["area"]) <= set(catalogue().reference.areas)


@pytest.mark.parametrize("name", FILES)
def test_what_is_left_out_of_a_real_file_is_no_fault_of_reading(name):
    rows = [line.what for line in official(name).problems if line.row is not None]
    expected = ("Rows of breakdowns no measure uses", "'820 .", "'875 .", "'820'", "'875'")
    assert all(what.startswith(expected) for what in rows), rows


@pytest.mark.parametrize(
    ("source", "measure", "area", "period", "value"),
    [
        ("cin_assessments", "assessments", ENGLAND, "2023-24", 643_170),
        ("cin_assessments", "assessments_45_days", ENGLAND, "2023-24", 543_210),
        ("cin_assessments", "assessments_rate", EAST_MIDLANDS, "2023-24", 521.1),
        ("cin_assessments", "assessments", EAST, "2023-24", 45_580),
        ("cin_enquiries", "section_47", ENGLAND, "2023-24", 224_520),
        ("cin_enquiries", "section_47_rate", ENGLAND, "2023-24", 187.1),
        ("cin_enquiries", "section_47_rate", DERBY, "2023-24", 276.6),
        ("cin_enquiries", "conferences", ENGLAND, "2023-24", 72_250),
        ("cin_enquiries", "conferences_15_days", ENGLAND, "2023-24", 57_580),
        ("cla_numbers", "looked_after", ENGLAND, "2024-25", 81_770),
        ("cla_numbers", "looked_after_rate", ENGLAND, "2024-25", 67),
        ("cla_numbers", "population", ENGLAND, "2024-25", 12_183_016),
        ("cla_numbers", "population", ENGLAND, "2021-22", 11_762_878),
        ("cla_care_leaver_activity", "eet_19_21_percent", LEICESTER, "2024-25", 79),
        ("cla_care_leaver_accommodation", "suitable_19_21_percent", EAST, "2024-25", 88),
        ("cla_placement_stability", "three_or_more_percent", EAST_MIDLANDS, "2024-25", 9),
        ("cla_health", "development_assessed_percent", ENGLAND, "2024-25", 88),
        ("sen2_requests", "requests", ENGLAND, "2024", 154_489),
        ("sen2_requests", "requests", EAST_MIDLANDS, "2024", 12_993),
        ("sen2_assessments", "assessments", EAST, "2024", 11_487),
        ("sen2_timeliness", "plans_issued", ENGLAND, "2024", 90_392),
        ("sen2_timeliness", "plans_20_weeks_no_exceptions_percent", ENGLAND, "2024", 46.4),
        ("sen2_caseload", "plans", ENGLAND, "2024/25", 638_745),
        ("sen2_caseload", "plans", EAST_MIDLANDS, "2024/25", 47_444),
        ("sen2_residential", "residential", ENGLAND, "2024/25", 2_221),
        ("sen2_residential", "residential_38_to_51_weeks", ENGLAND, "2024/25", 1_396),
        ("sen2_residential", "residential", EAST, "2024/25", 318),
        ("exclusions", "suspensions_rate", ENGLAND, "2016/17", 4.76),
        ("exclusion_reasons", "permanent_persistent_disruptive", ENGLAND, "2016/17", 2_755),
        ("attainment_ks4", "cla_attainment_8", ENGLAND, "2024/25", 17.3),
        ("attainment_ks2", "cla_rwm_percent", EAST_MIDLANDS, "2024/25", 35),
        ("workforce", "vacancy_rate", ENGLAND, "2022", 20.0),
    ],
)
def test_a_printed_figure_is_found_at_its_place(source, measure, area, period, value):
    assert of_family(source).loc[(measure, area, period), "value"] == value


def test_months_and_sources_add_to_the_referrals_of_england():
    months = of_family("cin_months")["value"].xs((ENGLAND, "2023-24"), level=("area", "period"))
    quarters = [months[f"referrals_q{part}"] for part in (1, 2, 3, 4)]
    assert sum(quarters) == pytest.approx(months["referrals"], abs=60)  # each rounded to 10
    sources = of_family("cin_sources")["value"].xs((ENGLAND, "2023-24"), level=("area", "period"))
    assert sources.drop("referrals").sum() == pytest.approx(sources["referrals"], abs=60)


def test_a_suppressed_figure_keeps_its_reason():
    lengths = of_family("cin_plan_durations").xs((RUTLAND, "2023-24"), level=("area", "period"))
    assert lengths["status"].to_dict() == {
        "plans_at_31_march": "shown",
        "plans_3_months_or_less": "shown",
        "plans_3_to_6_months": "shown",
        "plans_6_to_12_months": "c",
        "plans_1_to_2_years": "c",
        "plans_2_years_or_more": "shown",
        "plans_2_years_or_more_percent": "shown",
    }
    assert of_family("ehe").loc[("notices_section_437", DERBY, "2024/25"), "value"] == 0
    assert (of_family("ehe")["status"] == "low").sum() == 246


# ---- LAIT -----------------------------------------------------------------------------------


# The kernel's high-water mark of this program alone: `getrusage` tells of a process what the one
# that started it had filled as well, and a worker of these tests fills a gigabyte.
_MEASURE = """
import sys
from pathlib import Path
from yardstick.catalogue.load import load_catalogue
from yardstick.intake.official import read_official
catalogue = load_catalogue(Path(sys.argv[1]))
rows = read_official(Path(sys.argv[2]), catalogue).rows
status = Path("/proc/self/status").read_text()
print(rows, status.split("VmHWM:")[1].split()[0])
"""


def test_lait_is_read_in_little_memory():
    command = [sys.executable, "-c", _MEASURE, ROOT / "data", PUBLISHED / LAIT]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    rows, kilobytes = told.stdout.split()
    assert int(rows) == 641_070
    assert int(kilobytes) < 500_000


def test_lait_says_what_it_left_out_and_whose_figures_are_joint():
    lines = official(LAIT).problems
    assert official(LAIT).source == "lait"
    assert [line.row for line in lines] == [None, None]
    joint, unused = (line.what for line in lines)
    assert joint.startswith("Each authority of Northamptonshire")
    assert all(f"Work_Force_{name}" in joint for name in ("Agecy_Rate", "Vac_Rate", "TO_Rate"))
    assert unused.startswith("Measures no indicator uses: ")


def test_every_measure_that_an_indicator_reads_from_lait_is_there():
    used = {
        series.measure
        for indicator in catalogue().indicators.values()
        for series in indicator.published
        if series.source == "lait"
    }
    assert used <= set(official(LAIT).values["measure"])


def test_the_sample_in_the_repository_is_what_lait_holds():
    """The sample is printed with at most two decimals, and one from 20 on."""
    sample = ROOT / "data/samples/official_lait.csv"
    with sample.open(encoding="utf-8", newline="") as file:
        printed = list(csv.DictReader(file))
    decimals = _decimals(printed)
    keys = ["measure", "area", "period"]
    small = read_official(sample, catalogue()).values.sort_values("row").reset_index(drop=True)
    whole = official(LAIT).values.set_index(keys)
    assert len(small) == len(printed) == 24 * 39
    for row, text in zip(small.itertuples(), printed, strict=True):
        real = whole.loc[(row.measure, row.area, row.period)]
        assert real["status"] == row.status, text
        if text["Values"] != "-":
            places = min(decimals[row.measure], 1 if real["value"] >= 20 else 2)
            assert _displayed(real["value"], places) == Decimal(text["Values"]), text


@pytest.mark.parametrize(
    ("table", "file"),
    [
        ("caseload", "caseload"),
        ("requests", "requests"),
        ("timeliness", "timeliness_20_week"),
        ("need", "sen_need_newplans"),
        ("residential", "residential_settings"),
    ],
)
def test_the_samples_of_sen2_are_what_the_department_published(table, file):
    sample = ROOT / f"data/samples/official_sen2_{table}.csv"
    small = read_official(sample, catalogue())
    assert small.source == f"sen2_{table}"
    keys = ["measure", "area", "period"]
    whole = official(f"sen2_2025/{file}.csv.gz").values.set_index(keys)
    held = small.values.set_index(keys)
    assert len(held) >= 24 * held.index.get_level_values("measure").nunique()
    compared = ["value", "status"]
    pd.testing.assert_frame_equal(held[compared], whole.loc[held.index, compared])


def _decimals(printed: list[dict[str, str]]) -> dict[str, int]:
    """Return how many decimals each measure is printed with."""
    most: dict[str, int] = {}
    for row in printed:
        places = len(row["Values"].partition(".")[2])
        most[row["Short Desc"]] = max(places, most.get(row["Short Desc"], 0))
    return most


def _displayed(value: float, decimals: int) -> Decimal:
    return Decimal(str(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def test_the_dictionary_knows_every_measure_of_lait():
    dictionary = official("lait/lait_data_dictionary.csv")
    assert len(dictionary.dictionary) == 434
    found = read_official(PUBLISHED / LAIT, catalogue(), dictionary=dictionary.dictionary)
    assert not [line for line in found.problems if "dictionary; its rows" in line.what]
    pd.testing.assert_frame_equal(found.values, official(LAIT).values)


# ---- files that are none ------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted((SHARED / "data/messy").glob("*")), ids=lambda p: p.name)
def test_a_file_that_breaks_careless_readers_is_refused(path):
    with pytest.raises(IntakeError, match=path.name):
        read_official(path, catalogue())

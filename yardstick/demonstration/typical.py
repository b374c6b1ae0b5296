"""What is usual in England for counts that nobody publishes by authority, and how they swing.

Constants only, each with its source. "Ours" marks an assumption that gives plausible figures
and claims nothing about any authority.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

# Events of a year, or children on a day, per 10,000 aged 0-17, where no authority's figure is
# published. England where a release gives it, else ours.
RATES: Final = MappingProxyType(
    {
        "R02": 519.4,  # DfE Children in need, year to March 2025
        "R07": 330.3,  # the same
        "R08": 189.3,  # the same
        "R10": 50.8,  # the same
        "R11": 40.6,  # the same
        "R12": 51.1,  # the same
        "R15": 67.0,  # DfE Children looked after, year to March 2025
        "R16": 26.0,  # the same
        "R17": 28.0,  # the same
        "R18": 5.4,  # the same
        "R21": 95.0,  # DfE Elective home education, autumn 2024: 111,700 children
        "R22": 126.8,  # DfE SEN2, calendar year 2024
        "R23": 86.5,  # the same
        "R24": 74.2,  # the same
        "S14": 170.0,  # ours
        "S15": 230.0,  # ours
        "S21": 9.0,  # ours
        "S22": 11.0,  # ours
    }
)

# A part of its whole, from 0 to 1, where neither authority nor region has a published figure.
SHARES: Final = MappingProxyType(
    {
        "R03": 0.226,  # DfE Children in need, England, year to March 2025
        "R06": 0.857,  # the same
        "R09": 0.814,  # the same
        "R13": 0.245,  # the same
        "R14": 0.095,  # of plans starting; 7 to 12 % is usual in the sector
        "S01": 0.54,  # DfE Children looked after, England, year to March 2025
        "S02": 0.89,  # the same
        "S03": 0.10,  # the same
        "S04": 0.69,  # the same
        "S05": 0.84,  # the same
        "S06": 0.81,  # the same
        "S07": 0.90,  # the same
        "S08": 0.88,  # the same
        "S09": 0.09,  # the same: of those who ceased to be looked after
        "S10": 0.50,  # of children in foster care; ours
        "S13": 0.58,  # ours
        "S16": 0.035,  # of open early help cases in a quarter; ours
        "S17": 0.17,  # of cases closed; ours
        "S18": 0.045,  # in a quarter; the published 11 % is of a year
        "S19": 0.91,  # ours
        "S20": 0.70,  # ours
        "N_CL1921": 0.72,  # of care leavers aged 17-25; ours
        "N_CLA12": 0.70,  # of children looked after; ours
        "N_CLA12U5": 0.12,  # of those looked after for a year; ours
        "N_CLA25U16": 0.54,  # of those looked after for a year; ours
        "N_FOST": 0.66,  # of children looked after: England 67, East Midlands 64
    }
)

LEAVERS_PER_CHILD: Final = 0.65  # care leavers for each child looked after; ours
UASC_LEAVERS: Final = 2.2  # their share of leavers to that of children looked after; ours
COMPLETED_PER_REFERRAL: Final = 1.03  # DfE Children in need: 536.0 to 519.4 per 10,000
STARTED_BEFORE: Final = 0.55  # of assessments completed, those begun a quarter ago; ours
PLAN_PER_CONFERENCE: Final = 0.86  # DfE Children in need 2025: 50.8 to 59.2 per 10,000
CONTACTS: Final = (1_100, 4_800)  # a year per 10,000; the sector's range is 1,000 to 5,000
CONVERSION: Final = (0.18, 0.34)  # contacts that become referrals; ours
CLOSED_PER_REFERRAL: Final = 0.95  # ours
OTHERS_MISSING: Final = 1.4  # children missing who are not looked after, to those who are; ours
DAYS_TO_FAMILY: Final = 577  # entry to care to placement: England 2025, one year seven months
DAYS_TO_MATCH: Final = 190  # ours; the scorecard's threshold is 121

# Quarter of the financial year to its share of a mean quarter. The first is England 2023-24,
# DfE Children in need, table C6 (referrals by month); the others are ours.
YEAR_ROUND: Final = (1.0, 1.0, 1.0, 1.0)
REFERRALS: Final = (1.014, 0.965, 1.007, 1.013)
SCHOOL_YEAR: Final = (1.08, 0.66, 1.16, 1.10)
PLAN_REQUESTS: Final = (1.06, 0.86, 1.00, 1.08)
EARLY_HELP: Final = (1.04, 0.84, 1.06, 1.06)
SUMMER_MISSING: Final = (1.05, 1.12, 0.95, 0.88)

# Growth a year of what has grown throughout the country.
GROWTH: Final = MappingProxyType(
    {"R01": 0.03, "R18": 0.02, "R19": 0.02, "R21": 0.12, "R22": 0.10, "R23": 0.09, "R24": 0.08}
)

# Referrals by who made them. The eleven groups are England 2023-24 (DfE Children in need, table
# C5: 621,880 referrals); how a group divides into its codes is ours.
SOURCES: Final = MappingProxyType(
    {
        "1A": 0.048,
        "1B": 0.010,
        "1C": 0.013,
        "1D": 0.009,
        "2A": 0.203,
        "2B": 0.017,
        "3A": 0.018,
        "3B": 0.015,
        "3C": 0.005,
        "3D": 0.020,
        "3E": 0.048,
        "3F": 0.041,
        "4": 0.012,
        "5A": 0.051,
        "5B": 0.031,
        "5C": 0.020,
        "5D": 0.040,
        "6": 0.285,
        "7": 0.044,
        "8": 0.042,
        "9": 0.016,
        "10": 0.012,
    }
)
SCHOOL_SOURCES: Final = frozenset({"2A", "2B", "3C"})  # quiet while schools are closed

"""What is usual in a workforce: pay and rates by role, services, invented agencies.

Constants only. "Ours" marks an assumption that claims nothing about any authority.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

# Agency workers, per cent of the workforce: DfE, *Children's social work workforce*, 2025.
# The two of Northamptonshire make one return. Others: as the region.
AGENCY_SHARE: Final = MappingProxyType(
    {
        "E10000007": 8.6,
        "E06000015": 0.0,
        "E10000018": 11.6,
        "E06000016": 13.8,
        "E06000017": 8.4,
        "E10000024": 7.8,
        "E06000018": 10.4,
        "E10000019": 5.8,
        "E06000061": 19.5,
    }
)
REGION_AGENCY: Final = 10.3
WORKERS_PER_CHILD: Final = 0.0026  # 2,700 social workers for a million children; ours
# Role: title in an authority, salary and pay for an hour of agency work in 2022, covered by the
# memorandum, share of agency workers. Ours.
ROLES: Final = MappingProxyType(
    {
        "ASYE": ("Social worker in the first year", 31_400, 27.0, False, 0.0),
        "SW": ("Social worker", 34_700, 32.0, True, 0.38),
        "ESW": ("Experienced social worker", 38_300, 35.0, True, 0.33),
        "ASP": ("Advanced practitioner", 41_500, 37.5, True, 0.1),
        "ATM": ("Assistant team manager", 44_000, 39.5, True, 0.05),
        "TM": ("Team manager", 48_500, 43.0, True, 0.06),
        "SM": ("Service manager", 57_000, 52.0, False, 0.01),
        "IRO": ("Independent reviewing officer", 45_500, 40.0, True, 0.05),
        "CPC": ("Child protection conference chair", 45_500, 40.0, True, 0.02),
    }
)
SERVICES: Final = MappingProxyType(
    {"FRT": 0.27, "CIN": 0.36, "CLA": 0.16, "LVC": 0.05, "FOS": 0.05, "DIS": 0.05, "REV": 0.06}
)
AGENCIES: Final = tuple(
    f"Invented {word} Staffing"
    for word in ("Amber", "Basalt", "Coral", "Delta", "Ember", "Flint", "Garnet", "Harbour",
                 "Indigo", "Jade", "Kestrel", "Lantern", "Mica", "Nimbus")
)  # fmt: skip
VENDORS: Final = ("Invented Neutral Vendor", "Invented Master Vendor")
BENEFITS: Final = ("RET", "REL", "MIL", "SWE", "LVE", "FLX", "CPD", "PRK")
WORTH: Final = MappingProxyType({"RET": 1_500.0, "REL": 5_000.0, "SWE": 90.0})
ISSUES: Final = ("QLT", "SPD", "CST", "CMP")

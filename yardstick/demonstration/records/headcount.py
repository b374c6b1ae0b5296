"""The January census of an authority's schools: the denominators, which add up to its pupils."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from yardstick.demonstration.records import columns
from yardstick.demonstration.records.pupils import ETHNIC_GROUPS, SEXES, YEAR_GROUPS
from yardstick.demonstration.records.rates import PHASES, SEN
from yardstick.demonstration.records.school_days import FIRST_YEAR

if TYPE_CHECKING:
    import pyarrow as pa

    from yardstick.demonstration.records.pupils import Pupils
    from yardstick.demonstration.records.schools import Schools


def headcount(pupils: Pupils, schools: Schools, year: int) -> dict[str, pa.Array]:
    """Return the columns of a year's headcount; authority and term are added later.

    Every pupil is counted at the school of September, once; cells of nobody are left out.
    """
    shape = (len(schools.urn), len(YEAR_GROUPS), len(SEN), 2, len(SEXES), len(ETHNIC_GROUPS))
    each = (
        pupils.school,
        pupils.year,
        pupils.sen,
        pupils.fsm.astype(np.int64),
        pupils.sex,
        pupils.ethnic,
    )
    cells, counts = np.unique(np.ravel_multi_index(each, shape), return_counts=True)
    school, group, sen, fsm, sex, ethnic = np.unravel_index(cells, shape)
    return {
        "school_urn": columns.urns(schools.urn[school]),
        "census_year": columns.whole(np.full(len(cells), FIRST_YEAR + year + 1)),
        "school_phase": columns.coded(PHASES, schools.phase[school]),
        "year_group": columns.coded(YEAR_GROUPS, group),
        "sen_provision": columns.coded(SEN, sen),
        "fsm": columns.flags(fsm.astype(bool)),
        "sex": columns.coded(SEXES, sex),
        "ethnic_group": columns.coded(ETHNIC_GROUPS, ethnic),
        "pupils": columns.whole(counts),
    }

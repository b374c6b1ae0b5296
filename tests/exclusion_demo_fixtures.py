"""A region's invented exclusions and moves as fixtures, made once; ask with `pytest_plugins`."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd
import pytest
from desk_builders import CATALOGUE, REGION
from record_demo_builders import SCALE

from yardstick.demonstration.records import invent_exclusions, planted_exclusions


@pytest.fixture(scope="session")
def returns():
    """Return every return, in the order in which it is invented."""
    return list(invent_exclusions(CATALOGUE, REGION, SCALE))


@pytest.fixture(scope="session")
def plants():
    """Return what is planted in them."""
    return planted_exclusions(CATALOGUE, REGION, SCALE)


@pytest.fixture(scope="session")
def frames(returns):
    """Return the rows of every return together, by table."""
    found = defaultdict(list)
    for one in returns:
        for table, rows in one.tables.items():
            found[table].append(rows.to_pandas())
    return {table: pd.concat(parts, ignore_index=True) for table, parts in found.items()}


@pytest.fixture(scope="session")
def exclusions(frames):
    """Return the exclusions with the day of each, and the year in which its school year began."""
    found = frames["exclusions"].copy()
    found["date"] = pd.to_datetime(found["start_date"])
    found["year"] = found["date"].dt.year - (found["date"].dt.month < 9)
    return found

"""A desk on five years of a region as fixtures; a module asks for them with `pytest_plugins`."""

from __future__ import annotations

import pytest
from desk_builders import DERBYSHIRE, viewer
from five_year_builders import five_years_in


@pytest.fixture(scope="session")
def five_years(tmp_path_factory):
    """Return a desk that no test changes."""
    return five_years_in(tmp_path_factory.mktemp("five_years"))


@pytest.fixture(scope="session")
def derbyshire(five_years):
    """Return what a reader in Derbyshire finds."""
    return five_years.results(viewer(DERBYSHIRE))

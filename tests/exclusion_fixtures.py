"""Records of exclusions and moves as a fixture; a module asks for it with `pytest_plugins`."""

from __future__ import annotations

import pytest
from exclusion_builders import messy, release


@pytest.fixture(params=range(4), scope="module")
def sent(request):
    """Return rows, and a release that holds them."""
    rows = messy(request.param)
    return rows, release(rows)

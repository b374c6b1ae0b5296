"""A short region's published records as a fixture, made once; ask with `pytest_plugins`."""

from __future__ import annotations

import pytest

from yardstick.verify.record_region import SMALL, RecordRegion


@pytest.fixture(scope="session")
def record_region(tmp_path_factory):
    """Return a published region of three authorities."""
    return RecordRegion.make(tmp_path_factory.mktemp("region"), SMALL)

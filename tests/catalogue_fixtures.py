"""The smallest catalogue as a fixture; a module asks for it with `pytest_plugins`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from catalogue_builders import small_catalogue

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return small_catalogue(tmp_path)

"""A store without a return as a fixture; a module asks for it with `pytest_plugins`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from workflow_builders import Work, check_by_json, new_store

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Work:
    check_by_json(monkeypatch)
    return Work(new_store(tmp_path), tmp_path)

"""The product on a server of its own with a demonstration store, once for all tests that ask."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "live"))

from serving import ROOT, serving


@pytest.fixture(scope="session")
def store(tmp_path_factory):
    """Return the folder of a demonstration store, made by the product's own command."""
    folder = tmp_path_factory.mktemp("product") / "store"
    command = [sys.executable, "-m", "yardstick", "demo", "--store", str(folder), "--scale", "0.1"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def url(store, tmp_path_factory):
    """Return where the product answers."""
    folder = tmp_path_factory.mktemp("server")
    with serving(ROOT / "app.py", folder, {"YARDSTICK_STORE": str(store)}) as started:
        yield started.url

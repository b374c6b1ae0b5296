"""What every test shares: where things are, and a Hypothesis profile that answers twice alike."""

from __future__ import annotations

from pathlib import Path

from hypothesis import settings

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
# Every page there is: a new file is tested like the others without being named anywhere.
PAGES = tuple(sorted(path.stem for path in (ROOT / "pages").glob("[a-z]*.py")))

# The same examples every time, and no clock in the verdict; `long` is for a night.
settings.register_profile("ci", deadline=None, derandomize=True, max_examples=60)
settings.register_profile("long", deadline=None, max_examples=2_000)
settings.load_profile("ci")

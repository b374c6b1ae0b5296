"""S24: what ships is pinned, listed and may be shipped; while it runs it reaches for nothing."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from yardstick.results.settings import ROOT
from yardstick.verify.bars import Outcome
from yardstick.verify.guard import guarded, heard
from yardstick.verify.offline import without_network, work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import PackageMetadata
    from pathlib import Path

STATEMENT = "Runtime packages are pinned with hashes and listed; nothing is reached at run time."
TARGET = "all pinned with hashes; an SBOM; no GPL; 0 outbound connections"

LOCK: Final = ROOT / "requirements.txt"
_PINNED: Final = re.compile(
    r"(?m)^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)"
    r"(?P<marker>[^\n\\]*)(?P<hashes>(?: *\\\n +--hash=sha256:[0-9a-f]{64})*)$"
)
_ANY: Final = re.compile(r"(?m)^[A-Za-z0-9]")
# The GNU licences but the lesser one, which lets others link to it.
_FORBIDDEN: Final = re.compile(r"(?i)\bA?GPL|GNU (Affero )?General Public")
_SBOM_MISSING: Final = "Skipped: the list needs the tool cyclonedx-bom (requirements-dev.txt)."


@dataclass(frozen=True)
class Pin:
    """A package that ships.

    Attributes:
        name: As the lock file spells it.
        version: The one version.
        hashes: How many files of it are allowed.
        conditional: Whether it is for some systems or versions of Python only.
    """

    name: str
    version: str
    hashes: int
    conditional: bool


def check(folder: Path, *, full: bool) -> Outcome:
    """Read the lock, list it, look at the licences, and listen to a server at work."""
    found = pins(LOCK.read_text("utf-8"))
    failures = [
        *_unpinned(LOCK.read_text("utf-8"), found),
        *(said for pin in found for said in _installed(pin)),
        *_listed(found),
        *_reached(folder, full=full),
    ]
    figure = {"packages": len(found), "hashes": sum(pin.hashes for pin in found)}
    return Outcome(len(found) + 1, tuple(failures), figure)


def pins(lock: str) -> list[Pin]:
    """Return every package of a lock file."""
    return [
        Pin(
            one["name"],
            one["version"],
            one["hashes"].count("sha256:"),
            conditional=";" in one["marker"],
        )
        for one in _PINNED.finditer(lock)
    ]


def _unpinned(lock: str, found: list[Pin]) -> Iterator[str]:
    if len(_ANY.findall(lock)) != len(found):
        yield "requirements.txt holds a line that pins no version."
    for pin in found:
        if not pin.hashes:
            yield f"{pin.name} has no hash."


def _installed(pin: Pin) -> Iterator[str]:
    """Yield what is wrong with the package as it is installed here."""
    try:
        about = importlib.metadata.metadata(pin.name)
    except importlib.metadata.PackageNotFoundError:
        if not pin.conditional:
            yield f"{pin.name} is not installed."
        return
    if about["Version"] != pin.version and not pin.conditional:
        yield f"{pin.name} is installed as {about['Version']} and pinned as {pin.version}."
    said = licence(about)
    if not said:
        yield f"{pin.name} does not say under which licence it is."
    elif _FORBIDDEN.search(said):
        yield f"{pin.name} is under '{said}', which does not let us ship it."


def licence(about: PackageMetadata) -> str:
    """Return what a package says of its licence, the surest of its ways first."""
    classifiers = about.get_all("Classifier") or []
    named = [one.rpartition("::")[2].strip() for one in classifiers if one.startswith("License ::")]
    expression, text = (
        str(about[name]) if name in about else "" for name in ("License-Expression", "License")
    )
    return expression or "; ".join(named) or text.partition("\n")[0]


def _listed(found: list[Pin]) -> Iterator[str]:
    """Make the bill of materials, and yield what of the lock is not in it."""
    if importlib.util.find_spec("cyclonedx_py") is None:
        yield _SBOM_MISSING
        return
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "--output-reproducible"]
    ended = subprocess.run([*command, str(LOCK)], capture_output=True, check=False)  # noqa: S603 - our own
    if ended.returncode:
        yield f"The bill of materials could not be made: {ended.stderr.decode()[-200:]}"
        return
    listed = {(one["name"], one["version"]) for one in json.loads(ended.stdout)["components"]}
    for pin in found:
        if (pin.name, pin.version) not in listed:
            yield f"{pin.name} {pin.version} is not in the bill of materials."


def _reached(folder: Path, *, full: bool) -> Iterator[str]:
    """Yield what a server reached for while it worked; at full size, what it could not do alone."""
    (folder / "heard").mkdir()
    yield from work(folder / "heard", guarded(folder / "heard", ROOT), filled=full)
    yield from (f"While it worked, it tried: {one}." for one in heard(folder / "heard"))
    if full:
        (folder / "alone").mkdir()
        yield from without_network(folder / "alone")

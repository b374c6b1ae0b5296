"""Replace who a child is by a keyed token, at the partner, before anything leaves them."""

from __future__ import annotations

import json
import zipapp
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from yardstick.catalogue import load_catalogue
from yardstick.catalogue.partner_register import partner_register
from yardstick.commands import Refused
from yardstick.pseudonymise import tool
from yardstick.pseudonymise.errors import PseudonymiseError
from yardstick.pseudonymise.register import read_register
from yardstick.results.desk import region_of
from yardstick.results.settings import here

if TYPE_CHECKING:
    import argparse

SUMMARY = "Make tokens of pupil numbers at the partner: keys, files, and the tool in one file."
_TOOL = Path(tool.__file__).parent
_MAIN = "import sys\nfrom yardstick.pseudonymise.tool import main\nsys.exit(main(sys.argv[1:]))\n"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    actions = tool.add_arguments(parser)
    pack = actions.add_parser("pack", help="pack the tool into one file for partners")
    pack.add_argument("--out", type=Path, required=True)
    for action in actions.choices.values():
        action.add_argument("--region", default="east_midlands", help="a file of data/regions/")


def run(given: argparse.Namespace) -> int:
    """Do as the packed tool would, or pack it."""
    register = _register(given.region)
    if given.action == "pack":
        pack(given.out, register)
        return 0
    try:
        return tool.run(given, read_register(register))
    except PseudonymiseError as refusal:
        raise Refused(str(refusal)) from refusal


def pack(out: Path, register: dict[str, Any]) -> None:
    """Write the tool as one file that any Python 3.11 runs: its source, and the register.

    Args:
        out: The file, such as `build/pseudonymise.pyz`.
        register: From `partner_register`.
    """
    with TemporaryDirectory() as folder:
        root = Path(folder)
        inside = root / "yardstick" / "pseudonymise"
        inside.mkdir(parents=True)
        for path in sorted(_TOOL.glob("*.py")):
            (inside / path.name).write_bytes(path.read_bytes())
        (root / "yardstick" / "__init__.py").touch()
        (root / "__main__.py").write_text(_MAIN, "utf-8")
        (inside / "register.json").write_text(json.dumps(register, indent=1), "utf-8")
        out.parent.mkdir(parents=True, exist_ok=True)
        zipapp.create_archive(root, out, interpreter="/usr/bin/env python3")


def _register(region: str) -> dict[str, Any]:
    catalogue = load_catalogue(here().data)
    return partner_register(catalogue, region_of(catalogue, region), here().data / "mappings")

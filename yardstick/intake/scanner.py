"""The operator's virus scanner, asked about a partner's file before anything reads it.

Which one is the operator's choice (`YARDSTICK_SCANNER`); without one nothing is asked. A scanner
that cannot be asked lets nothing through.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING

from yardstick.intake.errors import IntakeError

if TYPE_CHECKING:
    from pathlib import Path

SETTING = "YARDSTICK_SCANNER"
PATIENCE_SECONDS = 60
_OURS = "YARDSTICK_"  # settings of ours, the database's password among them, are not the scanner's


def scan(path: Path) -> None:
    """Have the operator's scanner look at a file: its command gets the path as last argument.

    Raises:
        IntakeError: The scanner ended with anything but 0, or could not be asked.
    """
    command = shlex.split(os.environ.get(SETTING, ""))
    if command and _ended([*command, str(path.resolve())]) != 0:
        raise IntakeError(
            "was refused by the virus scanner. Have your own IT service look at the file, and send "
            "a clean copy."
        )


def _ended(command: list[str]) -> int:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    try:
        return subprocess.run(  # noqa: S603 - the operator's own command; the path is an argument, no text of a shell
            command,
            env=kept,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
            check=False,
        ).returncode
    except (OSError, subprocess.TimeoutExpired) as fault:
        raise IntakeError(
            "cannot be scanned for viruses at the moment and was not read. Tell the people who run "
            "Yardstick, and send it again later."
        ) from fault

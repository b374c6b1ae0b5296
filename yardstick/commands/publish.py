"""Publish what is approved, after a look at what it would change; or build again what was."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.catalogue import load_catalogue
from yardstick.commands.submit import tell
from yardstick.results.settings import here
from yardstick.store.places import open_store
from yardstick.submissions import publish
from yardstick.ui.wiring import submissions_at

if TYPE_CHECKING:
    import argparse

    from yardstick.submissions import Preview

SUMMARY = "Publish what is approved; without an account, build again what was released."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--store", type=Path, default=here().store)
    parser.add_argument("--auth", type=Path, default=here().accounts)
    parser.add_argument("--as", dest="account", default="", metavar="ACCOUNT", help="a publisher")
    parser.add_argument("--instruction", default="", help="the partners' instruction, by reference")
    parser.add_argument(
        "--preview", action="store_true", help="print what it would change; no more"
    )


def run(given: argparse.Namespace) -> int:
    """Build and swap, or only look."""
    if not given.account:  # as after a restore: nothing that is new
        info = publish(
            open_store(given.store, here().database),
            load_catalogue(here().data),
            dt.datetime.now(dt.UTC),
        )
    else:
        door = submissions_at(given.store, given.auth, given.account)
        if given.preview:
            sys.stdout.write(_told(door.preview(tell)))
            return 0
        info = door.publish(given.instruction, tell)
    sys.stdout.write(f"Release {info.id} is what readers see now.\n")
    return 0


def _told(preview: Preview) -> str:
    lines = [f"Against {preview.current or 'nothing published yet'}:"]
    lines += [f"  {one.id}  {one.submission.area}  {one.state}" for one in preview.returns]
    lines.append(f"{len(preview.new):,} new figures, {len(preview.revised):,} revised:")
    lines += [
        f"  {row.dataset}  {row.area}  {row.period}  {row.item}  {row.before} -> {row.after}"
        for row in preview.revised.itertuples()
    ]
    lines.append(f"{len(preview.missing):,} returns missing.")
    lines.append(f"{len(preview.crossed):,} judgements change:")
    lines += [
        f"  {row.indicator}  {row.area}  {row.period}  {row.before} -> {row.after}"
        for row in preview.crossed.itertuples()
    ]
    return "\n".join(lines) + "\n"

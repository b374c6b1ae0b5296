"""The tool's command line: make and keep a key, and prepare files. Runs without a network."""

from __future__ import annotations

import argparse
import datetime as dt
import getpass
import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from yardstick.pseudonymise import key_file
from yardstick.pseudonymise.errors import PseudonymiseError
from yardstick.pseudonymise.files import read_rows, write_new, write_rows
from yardstick.pseudonymise.making import Maker, academic_year
from yardstick.pseudonymise.mapping import Window, mapped
from yardstick.pseudonymise.preparing import check_leaves_nothing, plan, prepare
from yardstick.pseudonymise.register import Register, read_register
from yardstick.pseudonymise.tokens import PurposeKey, purpose_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.pseudonymise.files import Rows
    from yardstick.pseudonymise.preparing import Plan, Prepared

REFUSED = 2
MOST_SHOWN = 20  # rows that cannot leave, of each table
_PACKED = "register.json"


def main(arguments: Sequence[str]) -> int:
    """Run the packed tool; return the exit code."""
    parser = argparse.ArgumentParser(prog="pseudonymise", description=__doc__)
    add_arguments(parser)
    packed = json.loads(files("yardstick.pseudonymise").joinpath(_PACKED).read_text("utf-8"))
    try:
        return run(parser.parse_args(arguments), read_register(packed))
    except PseudonymiseError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return REFUSED


def add_arguments(
    parser: argparse.ArgumentParser,
) -> argparse._SubParsersAction[argparse.ArgumentParser]:
    """Say what the tool takes, and return its actions for more to be added."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    make = actions.add_parser("make-key", help="make the region's key; once, by two people")
    make.add_argument("--out", type=Path, required=True)
    make.add_argument("--dice", default="", help="rolls of dice, mixed in")
    halves = actions.add_parser("split-key", help="cut a key into two halves for two people")
    halves.add_argument("key", type=Path)
    halves.add_argument("--out", type=Path, nargs=2, required=True)
    join = actions.add_parser("join-key", help="make a key of its two halves")
    join.add_argument("halves", type=Path, nargs=2)
    join.add_argument("--out", type=Path, required=True)
    show = actions.add_parser("show-key", help="name a key to the host: tells nothing of it")
    show.add_argument("key", type=Path)
    show.add_argument("--year", required=True, help="academic year, such as 2024/25")
    _add_prepare(actions.add_parser("prepare", help="make the files that may leave"))
    return actions


def _add_prepare(one: argparse.ArgumentParser) -> None:
    one.add_argument("files", nargs="+", type=Path, metavar="FILE")
    one.add_argument("--data-set", required=True)
    one.add_argument("--period", required=True, help="'2024/25 Autumn', '2024-25 Q3'")
    one.add_argument("--key", type=Path, required=True)
    one.add_argument("--out", type=Path, required=True, help="a new folder")
    one.add_argument("--table", default="", help="that the one file is; found by name otherwise")
    one.add_argument("--mapping", default="", help="for extracts of another system")
    one.add_argument("--area", default="", help="with a mapping: DfE code of the authority")
    one.add_argument("--schools", type=Path, help="with a mapping: a list of its schools")
    one.add_argument("--pupils", type=Path, help="with a mapping: a list of its pupils")
    one.add_argument("--first", default="", help="with a mapping: first day of the return")
    one.add_argument("--last", default="", help="with a mapping: last day of the return")
    one.add_argument("--key-before", type=Path, help="in the term in which both keys are in use")
    one.add_argument("--any-identifier", action="store_true", help="take what is no pupil number")
    one.add_argument("--leave-out-wrong", action="store_true", help="leave out rows that are wrong")
    one.add_argument("--yes", action="store_true", help="do not ask before writing")


def run(given: argparse.Namespace, register: Register) -> int:
    """Do what was asked.

    Raises:
        PseudonymiseError: It cannot be done; nothing was written.
    """
    actions = {
        "make-key": _make_key,
        "split-key": _split_key,
        "join-key": _join_key,
        "show-key": _show_key,
        "prepare": _prepare,
    }
    actions[given.action](given, register)
    return 0


# ---- keys ---------------------------------------------------------------------------------


def _make_key(given: argparse.Namespace, register: Register) -> None:
    key_file.save(given.out, key_file.new_key(given.dice), _new_passphrase(), register.letters)
    _tell(f"{given.out.name} is made. Keep it and its passphrase apart, and never at the host.")


def _split_key(given: argparse.Namespace, _register: Register) -> None:
    key, region = _opened(given.key)
    for path, half in zip(given.out, key_file.split(key), strict=True):
        _tell(f"Now the person who keeps {path.name}.")
        key_file.save(path, half, _new_passphrase(), region)


def _join_key(given: argparse.Namespace, _register: Register) -> None:
    (one, region), (other, _) = _opened(given.halves[0]), _opened(given.halves[1])
    key_file.save(given.out, key_file.joined(one, other), _new_passphrase(), region)


def _show_key(given: argparse.Namespace, register: Register) -> None:
    key, region = _opened(given.key)
    for dataset in register.tables:
        named = purpose_key(key, region, dataset, given.year)
        _tell(f"{dataset}  {given.year}  {named.key_id}")


def _opened(path: Path) -> tuple[bytes, str]:
    return key_file.load(path, _asked(f"Passphrase of {path.name}: "))


def _new_passphrase() -> str:
    first = _asked("New passphrase (four words or more): ")
    if sys.stdin.isatty() and _asked("Again: ") != first:
        raise PseudonymiseError("The two do not agree. Nothing was made.")
    return first


def _asked(prompt: str) -> str:
    """Ask at the terminal, or read a line where a program asks; never from the command line."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


# ---- files --------------------------------------------------------------------------------


def _prepare(given: argparse.Namespace, register: Register) -> None:
    maker = _maker(given, register)
    plans = [
        plan(table, register.columns(given.data_set, table), rows)
        for table, rows in _tables(given, register).items()
    ]
    for planned in plans:
        _tell(*planned.lines())
    prepared = [(planned, prepare(planned, maker)) for planned in plans]
    _refuse_wrong(prepared, leave_out=given.leave_out_wrong)
    for planned, made in prepared:
        check_leaves_nothing(planned, made)
    if not given.yes and _asked("Write these files? (yes/no) ").strip().lower() != "yes":
        raise PseudonymiseError("Nothing was written.")
    _write(given, maker, prepared)


def _maker(given: argparse.Namespace, register: Register) -> Maker:
    try:
        year = academic_year(given.period)
    except ValueError as error:
        raise PseudonymiseError(str(error)) from None
    key = _purpose(given.key, register, given.data_set, year)
    before = None
    if given.key_before:
        earlier = f"{int(year[:4]) - 1}/{year[2:4]}"
        before = _purpose(given.key_before, register, given.data_set, earlier)
    return Maker(key, before, year, any_identifier=given.any_identifier)


def _purpose(path: Path, register: Register, dataset: str, year: str) -> PurposeKey:
    key, region = _opened(path)
    if region != register.letters:
        raise PseudonymiseError(f"{path.name} is a key of '{region}', not of this region.")
    return purpose_key(key, region, dataset, year)


def _tables(given: argparse.Namespace, register: Register) -> dict[str, Rows]:
    found = [read_rows(path) for path in given.files]
    if given.mapping:
        lists = {"schools": _listed(given.schools), "pupils": _listed(given.pupils)}
        census = str(int(academic_year(given.period)[:4]) + 1)  # of the January in that year
        said = {"area": given.area, "period": given.period, "census_year": census}
        window = Window(given.first or "0", given.last or "9")
        return mapped(register.mapping(given.mapping), found, lists, said, window)
    names = [given.table] if given.table else [path.stem for path in given.files]
    return dict(zip(names, found, strict=True))


def _listed(path: Path | None) -> dict[str, dict[str, str]]:
    """Return the rows of a list by what stands in their first column."""
    if path is None:
        return {}
    found = read_rows(path)
    return {row[0]: dict(zip(found.header, row, strict=True)) for row in found.rows}


def _refuse_wrong(prepared: Sequence[tuple[Plan, Prepared]], *, leave_out: bool) -> None:
    wrong = [(planned, made) for planned, made in prepared if made.wrong]
    for planned, made in wrong:
        for number, why in made.wrong[:MOST_SHOWN]:
            _tell(f"{planned.rows.name}, row {number}: {why}.")
        _tell(f"{planned.rows.name}: {len(made.wrong)} rows cannot leave.")
    if wrong and not leave_out:
        raise PseudonymiseError(
            "Mend these rows and try again, or leave them out with --leave-out-wrong. "
            "Nothing was written."
        )


def _write(
    given: argparse.Namespace, maker: Maker, prepared: Sequence[tuple[Plan, Prepared]]
) -> None:
    given.out.mkdir(parents=True, exist_ok=True)
    written = [
        {
            "file": f"{planned.table}.csv",
            "table": planned.table,
            "rows": len(made.rows),
            "left_out": len(made.wrong),
            "columns": list(made.header),
            "stayed": len(planned.stays),
            "sha256": write_rows(given.out / f"{planned.table}.csv", made.header, made.rows),
        }
        for planned, made in prepared
    ]
    manifest = {
        "made": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "region": maker.key.region,
        "data_set": given.data_set,
        "period": given.period,
        "year": maker.year,
        "key_id": maker.key.key_id,
        "mapping": given.mapping,
        "identifier": "as given" if given.any_identifier else "UPN",
        "files": written,
    }
    write_new(given.out / "manifest.json", json.dumps(manifest, indent=1).encode())
    _tell(f"{len(written)} files and manifest.json are in {given.out}. Only these may leave.")


def _tell(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")

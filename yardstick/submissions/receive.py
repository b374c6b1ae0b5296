"""Taking in a partner's file: read in a process of its own, checked, kept or refused as a whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from yardstick.intake.errors import IntakeError
from yardstick.intake.returns import check_return
from yardstick.intake.sandbox import read_sheets
from yardstick.intake.tokens import HOST_KEY, received, year_of
from yardstick.model import Period
from yardstick.store.answers import Question
from yardstick.store.key_ids import named_keys
from yardstick.store.receipt import record_return
from yardstick.store.secret import secret

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from yardstick.catalogue import Reference
    from yardstick.catalogue.declarations import DataSet
    from yardstick.intake.known import Known
    from yardstick.intake.returns import CheckedReturn
    from yardstick.intake.sheets import Sheet
    from yardstick.store.draft import Progress
    from yardstick.store.entries import Submission
    from yardstick.store.moves import Act
    from yardstick.store.places import Store


def period_of(dataset: DataSet, key: str) -> Period:
    """Return the period that a return of a data set is said to be of.

    Raises:
        IntakeError: It is no period, or of another calendar than the data set's.
    """
    try:
        period = Period.parse(key)
    except ValueError as error:
        raise IntakeError(str(error)) from error
    if period.kind is not dataset.calendar:
        calendar = dataset.calendar.value.replace("_", " ")
        raise IntakeError(f"A return of '{dataset.title}' is of one {calendar}, not of {key}.")
    return period


def hash_of(file: Path) -> str:
    """Return the SHA-256 of a file as it was sent.

    Raises:
        IntakeError: It cannot be read.
    """
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise IntakeError(f"{file.name} cannot be read: {error.strerror}.") from error


def fingerprint(files: Sequence[Path]) -> str:
    """Return the SHA-256 of what was sent as one return.

    Of one file it is the file's own. Of several it is that of their own SHA-256s, a line each in
    their order: `sha256sum FILES | cut -c-64 | sort | sha256sum` gives the same anywhere.

    Raises:
        IntakeError: There is no file, or one cannot be read.
    """
    if not files:
        raise IntakeError("Choose the file of the return first.")
    hashes = sorted(map(hash_of, files))
    if len(hashes) == 1:
        return hashes[0]
    return hashlib.sha256("".join(f"{one}\n" for one in hashes).encode()).hexdigest()


def read_files(files: Sequence[Path]) -> tuple[Sheet, ...]:
    """Return every sheet of the files of one return.

    Of several files, what has no name of its own (CSV, Parquet) is a sheet named by its file.

    Raises:
        IntakeError: One cannot be read.
    """
    found = [(file, sheet) for file in files for sheet in _read_of(file)]
    if len(files) == 1:
        return tuple(sheet for _, sheet in found)
    return tuple(replace(sheet, name=sheet.name or file.stem) for file, sheet in found)


def _read_of(file: Path) -> tuple[Sheet, ...]:
    """Read one file; what is wrong with it begins with its name."""
    try:
        return read_sheets(file)
    except IntakeError as error:
        raise IntakeError(f"{file.name} {error}") from error


def read_and_check(  # noqa: PLR0913, PLR0917 - what the files are said to be, and what they are held against
    files: Sequence[Path],
    dataset: DataSet,
    reference: Reference,
    area: str,
    period: Period,
    known: Known,
    progress: Progress,
) -> tuple[CheckedReturn, tuple[Sheet, ...]]:
    """Read the files of one return and check it; return what was found, and in what.

    Raises:
        IntakeError: One cannot be read.
    """
    progress("Read what was sent", 0.1)
    sheets = read_files(files)
    progress("Check every row", 0.4)
    checked = check_return(sheets, dataset, reference, area=area, period=period, known=known)
    return checked, sheets


def hashed_again(store: Store, dataset: DataSet, checked: CheckedReturn) -> CheckedReturn:
    """Return a checked return with each token as it is kept; one of counts is as it was.

    Raises:
        IntakeError: A token is mistyped, or was made with a key that nobody named.
    """
    if not dataset.tables or checked.refused:
        return checked
    key = checked.period.key
    named, before = (
        named_keys(store, dataset.id, year_of(key, before=of_before)) for of_before in (False, True)
    )
    host_key = secret(store.root, HOST_KEY)
    return replace(checked, tables=received(checked.tables, dataset, named, before, host_key))


def keep(store: Store, dataset: DataSet, checked: CheckedReturn, file: str, act: Act) -> Submission:
    """Keep a return that no check refuses, with the questions it leaves open.

    Raises:
        StoreError: It cannot be kept; nothing was.
    """
    asks = [Question(one.code, one.place, one.what, one.allowed) for one in checked.asks]
    held = {"tables": checked.tables} if dataset.tables else {"counts": checked.counts}
    return record_return(
        store,
        dataset=checked.dataset,
        area=checked.area,
        period=checked.period.key,
        received=act.at.date(),
        due=checked.period.end + dt.timedelta(days=dataset.days_to_submit),
        file=file,
        questions=tuple(dict.fromkeys(asks)),
        invented=store.kind == "demonstration",  # whatever is sent there is stamped so
        act=act,
        **held,
    )

"""The second line against identifiers: what looks like a name, number or address of a child.

The first line is the allow-list of columns, where a data set's checks are. Nothing here repeats
what it found: a finding says what kind of thing stands where.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from yardstick.intake.births import reads_as_births
from yardstick.intake.check_characters import is_nhs_number, is_uln
from yardstick.intake.forbidden_headers import is_forbidden, plain_header
from yardstick.intake.guessable import is_guessable
from yardstick.intake.sheets import column_letter
from yardstick.intake.signs import SIGNS, SUSPECT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from numpy.typing import NDArray

    from yardstick.intake.sheets import Sheet
    from yardstick.intake.signs import Sign

_ENOUGH, _SHARE = 3, 0.01  # hits, or of a column's cells, that are no chance (domain 9.2)
_MOST = 0.95  # of the cells: one in eleven numbers of ten digits passes by chance
_HEADER_WITHIN = 50  # rows; templates have a title and an instruction or two above their header
_UNNAMED = "…"  # what a sheet is called whose name may not be repeated
_HEADER = "a column that may not be sent"
_GUESSABLE = "pseudonyms that can be guessed"
_BIRTHS = "dates of birth"
_NUMBERS = (("NHS numbers", is_nhs_number), ("unique learner numbers (ULN)", is_uln))


@dataclass(frozen=True)
class Found:
    """Something a detector found, without what it is.

    Attributes:
        kind: What it seems to be, in the reader's words ("a full postcode").
        sheet: The sheet's name; empty for CSV and Parquet; … where the name may not be repeated.
        column: Its letter; empty where it is the sheet's name.
        header: The column's header as it stands in the file where that is the name of a column,
            declared or forbidden; empty otherwise, for the first row may hold values.
        place: Where the first of them stands.
        row: The first row it stands in, as a spreadsheet numbers it.
        cells: In how many cells.
        refuses: Whether the file must be refused; a warning otherwise.
    """

    kind: str
    sheet: str
    column: str
    header: str
    place: str
    row: int
    cells: int
    refuses: bool


def identifiers_in(  # noqa: PLR0913 - each says one thing of the data set, by name
    sheet: Sheet,
    *,
    header_row: int | None = None,
    pseudonym_columns: Collection[str] = (),
    allowed_headers: Collection[str] = (),
    date_headers: Collection[str] = (),
    today: dt.date | None = None,
) -> tuple[Found, ...]:
    """Return what in a sheet looks like an identifier; never the value itself.

    Every cell of the sheet is looked at, its name and the rows above a header included. A finding
    whose `refuses` is false is a warning.

    Args:
        sheet: As it was read.
        header_row: Index of the row of headers; None takes the first row with two filled cells.
        pseudonym_columns: Headers of the columns that hold pseudonyms of the declared form.
        allowed_headers: Headers that the data set declares, though they look forbidden.
        date_headers: Headers of the dates that the data set declares (start, end).
        today: The day to count ages from; None is the day it is.
    """
    at = _header_row(sheet) if header_row is None else header_row
    known = _Known(
        pseudonyms=frozenset(map(plain_header, pseudonym_columns)),
        allowed=frozenset(map(plain_header, allowed_headers)),
        dates=frozenset(map(plain_header, date_headers)),
        today=today or dt.datetime.now(tz=dt.UTC).date(),
    )
    named = tuple(_in_name(sheet))
    shown = replace(sheet, name=_UNNAMED) if named else sheet
    columns = (_Column(shown, column, at, known).found() for column in range(sheet.width))
    return (*named, *chain.from_iterable(columns))


def _header_row(sheet: Sheet) -> int:
    rows = sheet.cells.slice(0, _HEADER_WITHIN).to_pylist()
    filled = (sum(bool(cell.strip()) for cell in row.values()) for row in rows)
    return next((at for at, cells in enumerate(filled) if cells > 1), 0)


def _in_name(sheet: Sheet) -> Iterator[Found]:
    for sign in SIGNS:
        if sign.holds(sheet.name):
            yield Found(sign.kind, _UNNAMED, "", "", "a sheet's name", 1, 1, refuses=True)


@dataclass(frozen=True)
class _Known:
    """What the data set says of its columns; headers as `plain_header` gives them."""

    pseudonyms: frozenset[str]
    allowed: frozenset[str]
    dates: frozenset[str]
    today: dt.date


@dataclass(frozen=True)
class _Column:
    """One column: each different text once, and which of them stands in each row."""

    sheet: Sheet
    at: int
    header_row: int
    known: _Known

    def found(self) -> Iterator[Found]:
        """Give what every detector finds."""
        yield from self._of_header()
        for sign in SIGNS:
            yield from self._of_cells(sign)
        for kind, holds in _NUMBERS:
            yield from self._of_share(kind, holds)
        if self._plain not in self.known.dates and reads_as_births(self._body, self.known.today):
            yield self._finding(_BIRTHS, np.flatnonzero(self._filled), refuses=True)
        if self._is_pseudonym and is_guessable(self._tokens):
            yield self._finding(_GUESSABLE, np.flatnonzero(self._filled), refuses=True)

    def _of_header(self) -> Iterator[Found]:
        if is_forbidden(self._header, self.known.allowed):
            yield self._finding(_HEADER, np.array([self.header_row]), refuses=True)

    def _of_cells(self, sign: Sign) -> Iterator[Found]:
        rows = self._rows(sign.holds)
        if not len(rows):
            return
        strict = not sign.by_chance or self._is_pseudonym
        enough = len(rows) >= _ENOUGH or len(rows) >= _SHARE * self._filled.sum()
        yield self._finding(sign.kind, rows, refuses=strict or enough)

    def _of_share(self, kind: str, holds: Callable[[str], bool]) -> Iterator[Found]:
        rows = self._rows(holds)
        rows = rows[rows > self.header_row]
        if len(rows) and len(rows) >= _MOST * self._filled.sum():
            yield self._finding(kind, rows, refuses=True)

    def _finding(self, kind: str, rows: NDArray[np.intp], *, refuses: bool) -> Found:
        first = int(rows[0])
        return Found(
            kind,
            self.sheet.name,
            column_letter(self.at),
            self._header if self._is_header_known else "",
            self.sheet.place(first, self.at),
            first + 1,
            len(rows),
            bool(refuses),
        )

    @cached_property
    def _header(self) -> str:
        column = self.sheet.cells.column(self.at)
        return str(column[self.header_row]) if self.header_row < len(column) else ""

    @cached_property
    def _plain(self) -> str:
        return plain_header(self._header)

    @property
    def _is_header_known(self) -> bool:
        """Whether the header is a name of a column; in a file without headers it is a value."""
        declared = self.known.pseudonyms | self.known.allowed | self.known.dates
        return self._plain in declared or is_forbidden(self._header)

    @property
    def _is_pseudonym(self) -> bool:
        return self._plain in self.known.pseudonyms

    @cached_property
    def _coded(self) -> pa.DictionaryArray:
        return pa.concat_arrays(self.sheet.cells.column(self.at).chunks).dictionary_encode()

    @cached_property
    def _codes(self) -> NDArray[np.int32]:
        codes: NDArray[np.int32] = self._coded.indices.to_numpy()
        return codes

    @cached_property
    def _texts(self) -> pa.Array:
        return _plain_texts(self._coded.dictionary)

    @cached_property
    def _suspects(self) -> Mapping[int, str]:
        """Return the different texts that any detector must look at, by their code."""
        codes = pc.indices_nonzero(pc.match_substring_regex(self._texts, SUSPECT))
        return dict(zip(codes.to_pylist(), self._texts.take(codes).to_pylist(), strict=True))

    def _rows(self, holds: Callable[[str], bool]) -> NDArray[np.intp]:
        """Return the rows whose text is such, from the file's first."""
        hits = [code for code, text in self._suspects.items() if holds(text)]
        return np.flatnonzero(np.isin(self._codes, hits)) if hits else np.array([], np.intp)

    @cached_property
    def _filled(self) -> NDArray[np.bool_]:
        """Return which rows below the header have anything in them."""
        filled: NDArray[np.bool_] = pc.not_equal(self._texts, "").to_numpy(zero_copy_only=False)
        below = filled[self._codes]
        below[: self.header_row + 1] = False
        return below

    @cached_property
    def _counts(self) -> NDArray[np.intp]:
        """Return how often each different text stands below the header; 0 for blank."""
        return np.bincount(self._codes[self._filled], minlength=len(self._texts))

    @property
    def _body(self) -> Mapping[str, int]:
        """Return how often each date stands below the header, and what else there is as one."""
        dates = {text.upper(): int(self._counts[code]) for code, text in self._suspects.items()}
        return dates | {"": int(self._counts.sum()) - sum(dates.values())}

    @property
    def _tokens(self) -> pa.Array:
        """Return the different pseudonyms below the header, in capitals."""
        codes = pa.array(np.flatnonzero(self._counts))
        return pc.unique(pc.utf8_upper(self._texts.take(codes)))


def _plain_texts(texts: pa.Array) -> pa.Array:
    """Return texts as detectors read them: no blanks around, wide and invisible letters undone."""
    if not pc.all(pc.string_is_ascii(texts)).as_py():
        texts = pc.utf8_normalize(texts, form="NFKC")
        texts = pc.replace_substring_regex(texts, r"\p{Cf}", "")
    return pc.utf8_trim_whitespace(texts)

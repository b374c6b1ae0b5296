"""What is looked for in every return, whatever its data set: one entry each, with an example.

What a data set's own checks look for stands in its file in `data/datasets/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

Severity: TypeAlias = Literal["reject", "ask"]


@dataclass(frozen=True)
class Structural:
    """One thing that can be wrong with the form of a return.

    Attributes:
        code: What the report calls it.
        severity: `reject` refuses the file; `ask` wants an answer or a confirmation.
        what: What is wrong; names in braces are filled in. Never a value of a record.
        allowed: What would be right, likewise.
        example: Something that fails it; `broken` makes a return of it.
    """

    code: str
    severity: Severity
    what: str
    allowed: str
    example: str


_ALL = (
    # ---- the file -------------------------------------------------------------------------
    Structural(
        "FILE-01",
        "reject",
        "No sheet has the columns of this return.",
        "A row of headers with {columns}. Start from the template.",
        "a file of something else",
    ),
    Structural(
        "FILE-02",
        "reject",
        "Sheet '{sheet}' holds the table '{table}' a second time.",
        "Each table on one sheet.",
        "the same sheet twice",
    ),
    Structural(
        "FILE-03",
        "reject",
        "The table '{table}' is not there.",
        "A sheet with the columns {columns}.",
        "a workbook without a table that every return has",
    ),
    Structural(
        "FILE-04",
        "ask",
        "The table '{table}' is not there.",
        "Send it with the others, or say why there is none.",
        "a workbook without a table that a return may come without",
    ),
    Structural(
        "FILE-05",
        "reject",
        "The row has another number of cells than the first row.",
        "As many cells as headers: look for a missing or an additional delimiter.",
        "a row with one cell more",
    ),
    Structural(
        "FILE-06",
        "ask",
        "The table '{table}' has no rows.",
        "Confirm that there was nothing to tell, or send the rows.",
        "a row of headers and nothing below",
    ),
    Structural(
        "FILE-07",
        "reject",
        "The sheet has {rows} rows, more than any return of counts.",
        "A row for each item and part: send one period of one authority.",
        "a sheet of 30,000 rows",
    ),
    Structural(
        "ID-01",
        "reject",
        "The column seems to hold {kind}: {cells} cells.",
        "No name, number or address of a person. Take the column out, or have the pseudonymising "
        "tool make the file; then send it again. This file was not kept.",
        "a column of e-mail addresses",
    ),
    Structural(
        "ID-02",
        "ask",
        "The column may hold {kind}: {cells} cells.",
        "No name, number or address of a person. Take it out, or confirm that it is none.",
        "one cell that looks like a UPN",
    ),
    # ---- columns --------------------------------------------------------------------------
    Structural(
        "COL-01",
        "reject",
        "There is a column '{header}', which this return does not have.",
        "Only {columns}. Take the column out.",
        "a column 'hair_colour'",
    ),
    Structural(
        "COL-02",
        "reject",
        "There is no column '{header}'.",
        "A column '{header}', which every row must fill.",
        "a table without its first column",
    ),
    Structural(
        "COL-03",
        "reject",
        "The column '{header}' stands twice.",
        "Each column once.",
        "a header that stands twice",
    ),
    # ---- cells of records -----------------------------------------------------------------
    Structural("CELL-01", "reject", "{column} is empty.", "{allowed}", ""),
    Structural("CELL-02", "reject", "{column} cannot be read.", "{allowed}", "12a"),
    Structural("CELL-03", "reject", "{column} has no such code.", "{allowed}", "??"),
    Structural(
        "CELL-04",
        "ask",
        "{column} has a code that was not in use on that day.",
        "A code in use on the day. Mend it, or confirm it.",
        "a code that ended, or has not begun",
    ),
    Structural("CELL-05", "reject", "{column} is too small.", "{allowed}", "below the least"),
    Structural("CELL-06", "reject", "{column} is too large.", "{allowed}", "above the most"),
    Structural("CELL-07", "reject", "{column} is too long.", "{allowed}", "a text of 201 letters"),
    Structural(
        "KEY-01",
        "reject",
        "The row stands a second time: {key} are those of a row before.",
        "One row for each {key}.",
        "the first row again",
    ),
    # ---- whose and when -------------------------------------------------------------------
    Structural(
        "WHO-01",
        "reject",
        "This is not {area}.",
        "{area} ({dfe} or {code}): a return is of one authority.",
        "another authority's code",
    ),
    Structural(
        "WHEN-01",
        "reject",
        "This is not {period}.",
        "{period}: a return is of one period.",
        "another period",
    ),
    # ---- returns of counts ----------------------------------------------------------------
    Structural(
        "ITEM-01",
        "reject",
        "'{item}' is not an item of this return.",
        "{items}.",
        "Z99",
    ),
    Structural(
        "ITEM-02",
        "reject",
        "'{part}' is not a part of {item}.",
        "{parts}.",
        "a part ZZ",
    ),
    Structural(
        "ITEM-03",
        "reject",
        "There is no number for {item} ({label}).",
        "A number: 0 where there was none, x where it was not collected, z where it cannot apply.",
        "an empty cell",
    ),
    Structural(
        "ITEM-04",
        "reject",
        "{item} stands a second time.",
        "Each item, and each part of one, once.",
        "a row twice",
    ),
    Structural(
        "NUM-01",
        "reject",
        "'{value}' is neither a number nor one of the department's symbols.",
        "A number, or z (not applicable), x (not available), c (confidential), low, k or u.",
        "n/a",
    ),
    Structural("NUM-02", "reject", "{value} is below nought.", "0 or more.", "-1"),
    Structural("NUM-03", "reject", "{value} is not a whole number.", "A whole number.", "2.5"),
    Structural(
        "PART-01",
        "reject",
        "{item} is {value}, more than {whole} with {total}, of which it is a part.",
        "At most {total}.",
        "a part beyond its whole",
    ),
    Structural(
        "PART-02",
        "reject",
        "The parts of {item} add up to {value}, and {whole} is {total}.",
        "Parts that add up to {whole}.",
        "parts that do not add up",
    ),
)
STRUCTURE = MappingProxyType({one.code: one for one in _ALL})

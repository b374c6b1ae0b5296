"""What is told of figures made of records: how far off they may be, and what was tried on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.bars import Bar
from yardstick.charts.numbers import count_text
from yardstick.charts.record_words import Telling, number_cell
from yardstick.charts.rows import Row, rows
from yardstick.charts.table import Cell, numbers, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.results.disclosed import Disclosed

_ORDERS: Final = ("total", "one_way", "two_way", "three_way")
_MEASURE: Final = "Largest error of figures made of records, and small numbers attacked"
NOTHING_SHARED: Final = "This release shares no figures from records"
_NOT_GIVEN: Final = "No figures from records are part of what you see"
_MEANING: Final = (
    (
        "How they are made",
        (
            "Each authority's records are counted by a few characteristics and every count is "
            "moved to a multiple of 5, once for the release. Everything shown of them is added "
            "up from that, whoever asks and however."
        ),
    ),
    (
        "Error",
        (
            "The most by which a figure may be off: the total, a table by one characteristic, "
            "by two crossed, by three crossed."
        ),
    ),
    (
        "How it was tried",
        (
            "Every number of 1 to 4 was attacked by a program that was given all published "
            "tables, the stated errors and every other authority's records. Had it told one for "
            "certain, there would be no release."
        ),
    ),
    (
        "Narrowed by publications",
        "Small numbers that published tables alone leave within fewer than five numbers.",
    ),
    (
        "Unchanged",
        "Fewer than ten records changed, so the figures of the release before stand as they were.",
    ),
)


def records(result: Disclosed) -> Telling:
    """Tell how far off each authority's figures may be, and what an attacker found."""
    found = _ordered(result)
    return Telling(
        headline=_headline(found, result),
        sentence=_sentence(found, result),
        measure=_MEASURE,
        bars=tuple(_bar(row, result) for row in _newest(found)),
        key="Bars: largest error. Orange line: by one characteristic",
        columns=(
            *texts("Figures", "Authority", "Year"),
            *numbers("Total", "By one", "By two", "By three"),
            *numbers(
                "Small numbers attacked", "Worked out for certain", "Narrowed by publications"
            ),
            *texts("Shown more coarsely", "Note"),
        ),
        cells=[_cells(row, result) for row in found],
        meaning=(*_MEANING, *_prices(result)),
        cautions=_cautions(found),
    )


def _ordered(result: Disclosed) -> list[Row]:
    """Return the cubes by data set, the newest year first, in the region's order."""
    places = {code: at for at, code in enumerate(result.areas)}
    found = sorted(rows(result.cubes), key=lambda row: places[row["area"]])
    found.sort(key=lambda row: row["period"], reverse=True)
    return sorted(found, key=lambda row: (row["dataset"], row["measure"]))


def _headline(found: Sequence[Row], result: Disclosed) -> str:
    if not found:
        return NOTHING_SHARED if _is_given(result) else _NOT_GIVEN
    tried = _tried(found)
    if not tried:
        return "No small number in figures from records could be attacked"
    return f"0 of {count_text(tried)} small numbers could be worked out"


def _sentence(found: Sequence[Row], result: Disclosed) -> str:
    if not found:
        if _is_given(result):
            return "Nobody sees anything of another authority's records; each sees its own."
        return "No data set of records was given to your organisation."
    if not _tried(found):
        return "There is none in them, or they stand unchanged from the release before."
    sets = f"{len(found)} {'set' if len(found) == 1 else 'sets'}"
    return (
        f"{sets} of rounded figures were attacked by a program that knew all published tables and "
        "every other authority's records."
    )


def _is_given(result: Disclosed) -> bool:
    """Tell whether the viewer was given any data set of which figures could be shared."""
    return any(result.datasets[one].cubes for one in result.granted)


def _tried(found: Sequence[Row]) -> int:
    return sum(row["tried"] or 0 for row in found)


def _newest(found: Sequence[Row]) -> list[Row]:
    """Return the cubes of each data set's newest year."""
    newest: dict[str, str] = {}
    for row in found:
        newest[row["dataset"]] = max(newest.get(row["dataset"], ""), row["period"])
    return [row for row in found if row["period"] == newest[row["dataset"]]]


def _bar(row: Row, result: Disclosed) -> Bar:
    stated = [row[name] for name in _ORDERS if row[name] is not None]
    name = f"{result.areas[row['area']].name}, {_measured(row, result).lower()}, {row['period']}"
    if not stated:
        return Bar(name, None, "no error is stated")
    return Bar(name, max(stated), f"up to {max(stated)} off", row["one_way"])


def _measured(row: Row, result: Disclosed) -> str:
    cubes = result.datasets[row["dataset"]].cubes
    labels = {one.name: one.label for one in cubes.measures} if cubes else {}
    measure: str = row["measure"]
    return labels.get(measure, measure)


def _cells(row: Row, result: Disclosed) -> list[Cell]:
    tried = row["tried"]
    return [
        Cell(_measured(row, result)),
        Cell(result.areas[row["area"]].name),
        Cell(row["period"]),
        *(number_cell(row[name]) for name in _ORDERS),
        number_cell(tried),
        number_cell(None if tried is None else 0),
        number_cell(row["narrow"]),
        Cell(row["wording"] or "–"),
        Cell(_note(row)),
    ]


def _note(row: Row) -> str:
    if row["is_held"]:
        return "Unchanged from the release before"
    return "" if row["is_close"] else "Further off than aimed at"


def _cautions(found: Sequence[Row]) -> tuple[str, ...]:
    far = sum(not row["is_close"] for row in found)
    if not far:
        return ()
    return (
        (
            f"{far} of {len(found)} are further from the true numbers than the product aims at; "
            "their stated errors say how far."
        ),
    )


def _prices(result: Disclosed) -> tuple[tuple[str, str], ...]:
    """Return what is shown of prices, where any is."""
    each = [f"{row['means']} in {row['period']}" for row in rows(result.means)]
    if not each:
        return ()
    rule = "over at least 10 placements, 3 providers and 2 authorities"
    return (("Prices", f"Mean prices of the region, {rule}: {', '.join(each)}."),)

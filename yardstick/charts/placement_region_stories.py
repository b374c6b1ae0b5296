"""What is told of prices against the region's: where they are apart, and how much is the mix."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts.bars import Bar
from yardstick.charts.numbers import count_text, plain
from yardstick.charts.phrases import within
from yardstick.charts.record_words import (
    Telling,
    effect_said,
    number_cell,
    percent_cell,
    placements,
    pounds,
    pounds_cell,
    signed_pounds,
)
from yardstick.charts.table import Cell, numbers, texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from yardstick.charts.rows import Row
    from yardstick.results.placement_types import Placements

_HEADLINE, _SENTENCE = 10, 30
FEW: Final = 5
_SHOWN: Final = (
    "The region's mean",
    (
        "Of every authority's placements in the year, this authority's among them. Shown over at "
        "least 10 placements, 3 providers and 2 authorities where no group of providers could work "
        "out another's; to the nearest £1,000, or to three figures."
    ),
)
_NOT_SHOWN: Final = (
    "Not shown",
    (
        "Quartiles of other authorities, their prices one by one, and what others pay the same "
        "provider: behind them are so few placements that a figure would be a single child's price."
    ),
)
_YEAR: Final = (
    "A placement",
    "Counts once in the academic year, at the price that was returned last.",
)

_PARTS: Final = (
    (
        "Mix and prices",
        (
            "Kitagawa's parts: shares of each kind at mean prices, and prices at mean "
            "shares. With what cannot be told they add up to the whole difference. It "
            "describes; it does not explain."
        ),
    ),
    (
        "Cannot be told",
        (
            "What kinds of placements add of which no mean of the region may be shown, and "
            "what rounding leaves: the region's shares are made of numbers rounded to 5."
        ),
    ),
    (
        "Kinds",
        (
            "Day or residential and first need, where the region has a mean price for "
            "nearly all placements of the basis and every authority's figures are told by "
            "need; otherwise day or residential alone."
        ),
    ),
)


def against_region(result: Placements, rows: Sequence[Row]) -> Telling:
    """Tell how the authority's mean prices lie against the region's, need by need."""
    whole, area = result.totals, result.focus.name
    drawn = [row for row in rows if row["region"] is not None]
    return Telling(
        headline=within(
            _HEADLINE,
            f"{area}: mean price {_apart(whole['index'])} the region's",
            f"Mean price {_apart(whole['index'])} the region's",
        ),
        sentence=within(
            _SENTENCE,
            f"{area} pays a mean of {pounds(whole['mean'])}, the region {pounds(whole['region'])}; "
            f"of {count_text(whole['compared'])} needs and bases compared, it pays more in "
            f"{count_text(whole['above'])}.",
            f"{area} pays a mean of {pounds(whole['mean'])}, the region {pounds(whole['region'])}.",
        ),
        measure="Mean price of a placement for an academic year, own against the region's, "
        "without VAT",
        bars=tuple(
            Bar(row["label"], row["mean"], _index(row), row["region"], row["placements"] < FEW)
            for row in drawn
        ),
        key="Bars: own mean price; grey where few. Orange line: the region's mean",
        columns=(
            *texts("Placements by day or residential and first need"),
            *numbers("Placements", "Own mean", "Region's mean", "Index (region 100)"),
        ),
        cells=[
            [
                Cell(row["label"]),
                number_cell(row["placements"]),
                pounds_cell(row["mean"]),
                pounds_cell(row["region"]),
                number_cell(row["index"]),
            ]
            for row in rows
        ],
        meaning=(
            ("Index", "The own mean where the region's is 100: 104 is 4% above it."),
            (
                "Like with like",
                (
                    "A mean of all placements also holds which needs there are. Compare the same "
                    f"need and basis; where fewer than {FEW} own placements stand behind a bar it "
                    "is grey."
                ),
            ),
            _SHOWN,
            _NOT_SHOWN,
            _YEAR,
        ),
        cautions=(_left_out(whole),) if whole["leaves"] > whole["compared"] else (),
    )


def _apart(index: float) -> str:
    by = round(index - 100)
    if not by:
        return "about the same as"
    return f"{abs(by)}% {'above' if by > 0 else 'below'}"


def _index(row: Row) -> str:
    said = f"{pounds(row['mean'])}, region {pounds(row['region'])}"
    return f"{said} (index {plain(row['index'], 0)}; {placements(row['placements'])})"


def _left_out(whole: Mapping[str, float]) -> str:
    left = whole["leaves"] - whole["compared"]
    return (
        f"For {count_text(left)} of {count_text(whole['leaves'])} needs and bases no mean of the "
        "region may be shown: too few placements, providers or authorities."
    )


def mix_against_region(result: Placements, rows: Sequence[Row]) -> Telling:
    """Tell why the authority's mean price is another than the region's: mix, and prices."""
    whole, area = result.totals, result.focus.name
    apart = whole["mean"] - whole["region"]
    moved = f"{pounds(abs(apart))} {'above' if apart >= 0 else 'below'} the region's"
    return Telling(
        headline=within(_HEADLINE, f"{area}: mean price {moved}", f"The mean price is {moved}"),
        sentence=f"Of {signed_pounds(apart)} against the region's mean, "
        f"{signed_pounds(whole['mix'])} is the mix of needs and bases, "
        f"{signed_pounds(whole['within'])} prices, {signed_pounds(whole['rest'])} cannot be told.",
        measure="What the mix of placements and their prices add to the difference of the mean "
        "price from the region's, pounds a placement",
        bars=(
            Bar("Mix of needs and bases", whole["mix"], signed_pounds(whole["mix"])),
            Bar("Prices of the same kind", whole["within"], signed_pounds(whole["within"])),
            Bar("Cannot be told", whole["rest"], signed_pounds(whole["rest"])),
            *(Bar(row["label"], row["effect"], effect_said(row), pale=True) for row in rows),
        ),
        key="Dark bars: parts of the difference. Grey bars: mix and prices together by kind",
        columns=(
            *texts("Kind of placement"),
            *numbers("Placements", "Share of own", "Share of the region's (≈)"),
            *numbers("Own mean", "Region's mean", "From the mix", "From prices", "Together"),
        ),
        cells=[
            [
                Cell(row["label"]),
                number_cell(row["placements"]),
                percent_cell(row["share"]),
                percent_cell(row["region_share"]),
                *(pounds_cell(row[name]) for name in ("mean", "region", "mix", "within", "effect")),
            ]
            for row in rows
        ],
        meaning=(*_PARTS, _SHOWN, _NOT_SHOWN),
    )

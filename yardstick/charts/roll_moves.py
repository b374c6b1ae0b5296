"""Moves between rolls told: where pupils go, and between which authorities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.charts import bars, flows
from yardstick.charts.exclusion_story import (
    nothing,
    rows_of,
    share_columns,
    share_row,
    share_said,
    story,
)
from yardstick.charts.numbers import plain
from yardstick.charts.record_words import Telling

if TYPE_CHECKING:
    from yardstick.charts.stories import Story
    from yardstick.results.exclusions_types import Exclusions

_LINK: Final = (
    (
        "Link",
        (
            "Each leaver is followed to the first later entry of the same pupil on a roll of "
            "the authority; rolls may overlap by 14 days. Every entry follows one leaver only."
        ),
    ),
    ("Soon", "Within 28 days, or by the end of September after leaving in July or August."),
    (
        "On no later roll here",
        (
            "Not on a roll of this authority in the returns held. The pupil may "
            "be at a school elsewhere, past school age, or not yet returned."
        ),
    ),
)
_BORDER: Final = (
    (
        "Moves",
        (
            "Leavers whose next school is of another authority, and joiners whose school before "
            "is, as this authority's own returns say."
        ),
    ),
)
_MOST: Final = 12  # authorities drawn; the table has every one


def destinations(result: Exclusions) -> Story:
    """Tell where leavers went, and who is not seen again."""
    shown, said = rows_of(result), result.said
    if not shown:
        return nothing(result, "Moves between rolls")
    bands = [
        flows.Flow(
            row["group"],
            row["label"],
            row["number"],
            f"{row['group']}, {row['label']}: {share_said(row)}",
        )
        for row in shown
    ]
    return story(
        result,
        Telling(
            headline=f"{plain(said['not_joined'], 0)} left for a school here, on no later roll",
            sentence=f"Of {plain(said['leavings'], 0)} leavings, {plain(said['ours'], 0)} were for "
            f"a school of the authority; {plain(said['not_joined'], 0)} of these pupils are on "
            "no later roll of one.",
            measure="Leavings of the year by destination and by what later returns show",
            drawn=f"bands from destinations to what was found, {len(bands)} in all",
            figure=flows.figure(bands, "Left: destination in the return. Right: found later"),
            columns=share_columns("Found", "Destination", "Leavings"),
            cells=[share_row(row) for row in shown],
            meaning=_LINK,
            cautions=_still_open(result),
        ),
    )


def _still_open(result: Exclusions) -> tuple[str, ...]:
    """Say of the newest year that the rolls after it are not returned yet."""
    if result.asked.year != result.years[-1].key:
        return ()
    said = (
        "No return of the next school year is held: pupils who changed school over the summer are "
        "counted as on no later roll."
    )
    return (said,)


def border(result: Exclusions) -> Story:
    """Tell with which authorities pupils are exchanged."""
    shown, said = rows_of(result), result.said
    if not shown:
        return nothing(result, "Moves across the border")
    drawn = [
        bars.Bar(f"{row['group']}: {row['label'].lower()}", row["number"], share_said(row))
        for row in shown[: 2 * _MOST]
    ]
    others = plain(said["authorities"], 0)
    return story(
        result,
        Telling(
            headline=f"Most who left the authority went to {shown[0]['group']}"
            if said["departed"]
            else "Nobody left for a school of another authority",
            sentence=f"{plain(said['departed'], 0)} pupils left for schools of other authorities "
            f"and {plain(said['arrived'], 0)} joined from them; {others} authorities in all.",
            measure="Moves of the year across the border, by the other authority",
            drawn=f"a bar chart of moves with up to {_MOST} authorities",
            figure=bars.figure(drawn, f"Bars: moves, up to {_MOST} authorities"),
            columns=share_columns("Direction", "Authority", "Moves"),
            cells=[share_row(row) for row in shown],
            meaning=_BORDER,
        ),
    )

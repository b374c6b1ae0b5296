"""Where pupils go who leave a roll, and whether a roll of the authority has them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.results.exclusion_span import frame, shares

if TYPE_CHECKING:
    import pandas as pd

    from yardstick.results.exclusion_span import Span

    Made = tuple[pd.DataFrame, dict[str, float]]

# Of what the link finds, in the order to show (docs/roll-movements.md).
SEEN: Final = {
    "soon": "On a roll here soon",
    "later": "On a roll here later",
    "never": "On no later roll here",
}
LEFT, JOINED = "Left for its schools", "Joined from its schools"
_OURS: Final = "SLA"


def destinations(span: Span) -> Made:
    """Return leavings by where the return says the pupil went, and by what the link finds.

    `group` is the destination, `label` what was found, `value` the share of all leavings in %.
    """
    found = span.run("roll_destinations")
    parts = span.library.catalogue.reference.parts_of("destination")
    names = {part.code: part.label for part in parts}
    of = {
        (row["destination"], row["seen"]): float(row["leavings"])
        for row in found.to_dict("records")
    }
    whole = float(found["leavings"].sum())
    rows = [
        (name, words, of[code, seen])
        for code, name in names.items()
        for seen, words in SEEN.items()
        if (code, seen) in of
    ]
    unseen = of.get((_OURS, "never"), 0.0)  # said to be at a school here, and on no roll of one
    return frame(shares(rows, whole)), {
        "leavings": whole,
        "never": sum(number for (_, seen), number in of.items() if seen == "never"),
        "not_joined": unseen,
        "ours": sum(number for (code, _), number in of.items() if code == _OURS),
    }


def border(span: Span) -> Made:
    """Return pupils who left for schools of each other authority, and who joined from them.

    Those for whose schools most left first. `value` is the share of all such moves in %.
    """
    found = span.run("roll_border")
    by = ["departed", "arrived", "other"]
    found = found.sort_values(by, ascending=[False, False, True], kind="stable")
    whole = float(found["departed"].sum() + found["arrived"].sum())
    rows = [
        (span.place_name(str(row["other"])), words, float(row[column]))
        for row in found.to_dict("records")
        for words, column in ((LEFT, "departed"), (JOINED, "arrived"))
    ]
    said = {name: float(found[name].sum()) for name in ("departed", "arrived")}
    return frame(shares(rows, whole)), said | {"authorities": float(len(found))}

"""Schools against what chance alone would have them: never a list from best to worst."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from yardstick.results.exclusion_span import frame
from yardstick.stats.arrays import floats
from yardstick.stats.funnel import (
    FAR_OUT,
    Form,
    adjusted_rate_limits,
    proportion_limits,
    rate_dispersion,
    rate_limits,
)
from yardstick.stats.rates import rate

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from yardstick.results.exclusion_span import Span
    from yardstick.stats.arrays import FloatArray

    Made = tuple[pd.DataFrame, dict[str, float]]
    School = tuple[str, str, float, float]  # phase, URN, events, what they are held over

PER: Final = 100
WITH_OLDER: Final = ("SEC", "ALL")  # phases in which years 10 and 11 are


def schools(span: Span) -> Made:
    """Return schools of one phase: exclusions of one kind per 100 pupils, within exact limits.

    `lower` and `upper` are 99.8 % limits around the rate of all schools of the phase. Where
    schools differ more than chance would have them, they allow for that (`said["phi"]`).
    """
    found = span.run("exclusion_schools")
    of_kind = found[found["kind"] == span.asked.kind.value]
    events = dict(zip(of_kind["school_urn"], of_kind["exclusions"], strict=True))
    return _within_limits(span, events, (span.asked.phase,))


def exits(span: Span) -> Made:
    """Return schools with years 10 and 11: unexplained exits per 100 pupils, within limits.

    The rule of an unexplained exit is in docs/roll-movements.md.
    """
    found = span.run("roll_exits", census=span.census)
    events = dict(zip(found["school_urn"], found["exits"], strict=True))
    made, said = _within_limits(span, events, WITH_OLDER)
    return made, said | {"leavings": float(found["leavings"].sum())}


def managed(span: Span) -> Made:
    """Return schools by how many of the managed moves out of them failed, in %.

    `of` is moves, `number` those of pupils who were on the roll of the school again within a year.
    """
    found = span.run("roll_managed_moves")
    phases = {urn: phase for urn, (phase, _) in span.pupils_of_schools().items()}
    names = span.labels("school_phase")
    triples = zip(found["origin_urn"], found["failed"], found["moves"], strict=True)
    of_school = [
        (names.get(phases.get(urn, ""), "Phase not known"), urn, failed, moves)
        for urn, failed, moves in triples
    ]
    _, _, some, of = _columns(of_school)
    centre = _centre(some, of, 1)
    return _made(of_school, proportion_limits(of, centre, FAR_OUT), centre, 1)


def _within_limits(span: Span, events: dict[str, int], phases: tuple[str, ...]) -> Made:
    names = span.labels("school_phase")
    found: list[School] = [
        (names[phase], urn, float(events.get(urn, 0)), float(pupils))
        for urn, (phase, pupils) in sorted(span.pupils_of_schools().items())
        if phase in phases
    ]
    _, _, some, of = _columns(found)
    centre = _centre(some, of, PER)
    spread = rate_dispersion(some, of * centre / PER, Form.ROOT)
    if spread.advised:
        limits = adjusted_rate_limits(of, centre, PER, spread, FAR_OUT)
    else:
        limits = rate_limits(of, centre, PER, FAR_OUT)
    made, said = _made(found, limits, centre, PER)
    measured = {} if np.isnan(spread.phi) else {"phi": spread.phi}
    return made, said | measured | {"adjusted": float(spread.advised)}


def _columns(
    found: Iterable[School],
) -> tuple[list[str], list[str], FloatArray, FloatArray]:
    rows = list(found)
    some, of = (floats([row[at] for row in rows]) for at in (2, 3))
    return [row[0] for row in rows], [row[1] for row in rows], some, of


def _centre(some: FloatArray, of: FloatArray, multiplier: int) -> float:
    """Return the rate of all schools together; missing where there is none to count in."""
    return float(rate([some.sum()], [of.sum()], multiplier)[0])


def _made(
    found: list[School], limits: tuple[FloatArray, FloatArray], centre: float, multiplier: int
) -> Made:
    phases, urns, some, of = _columns(found)
    values = rate(some, of, multiplier)
    lower, upper = limits
    beyond = (values < lower) | (values > upper)
    scale = PER / multiplier  # a share is shown in %
    names = ("group", "label", "number", "of", "value", "lower", "upper", "beyond")
    columns = (phases, urns, some, of, values * scale, lower * scale, upper * scale, beyond)
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
    said = {"events": float(some.sum()), "of": float(of.sum()), "beyond": float(beyond.sum())}
    known = {} if np.isnan(centre) else {"centre": centre * scale}
    return frame(rows, "beyond"), said | known

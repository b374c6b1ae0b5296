"""Funnel limits: how far from the centre chance alone takes an area of a given size.

Limits as in PHEindicatormethods (proportions by inverting Wilson, rates by exact Poisson), and
the allowance for over-dispersion of Spiegelhalter (2005), "Handling over-dispersion of
performance indicators", as in FunnelPlotR. Children's services differ for reasons that are not
chance: plain limits flag nearly everyone, so both kinds are offered and phi is printed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import special

from yardstick.stats.arrays import floats
from yardstick.stats.comparators import ratio_of_sums
from yardstick.stats.intervals import CONFIDENCE, tail, z_score

if TYPE_CHECKING:
    import numpy.typing as npt

    from yardstick.stats.arrays import FloatArray, Numbers
    from yardstick.stats.intervals import Bounds

FAR_OUT = 0.998  # confidence of the outer limits, three standard errors by custom

# Cut off at each end before dispersion is measured, so that outliers do not hide themselves.
_TRIM = 0.1

# With fewer areas the dispersion itself is too uncertain to set limits by (our ruling).
_ENOUGH_AREAS = 8


class Form(StrEnum):
    """The scale on which areas are measured against their centre, so that chance is alike for all.

    Proportions have one. For rates `LOG` is NHS Digital's (SHMI) and needs an event in every
    area; `ROOT` is the Care Quality Commission's and takes areas without any.
    """

    ARCSINE = "arcsine"
    LOG = "log"
    ROOT = "root"


@dataclass(frozen=True)
class Dispersion:
    """How much more areas differ than chance would have them.

    Attributes:
        phi: Mean squared z-score: 1 where chance explains it all.
        tau: Standard deviation between areas on the scale of `form`; 0 where chance is enough.
        areas: How many it was measured on.
        form: Scale it was measured on.
    """

    phi: float
    tau: float
    areas: int
    form: Form

    @property
    def advised(self) -> bool:
        """Whether adjusted limits are the ones to show first."""
        return self.phi > 1 and self.areas >= _ENOUGH_AREAS


# ---- proportions --------------------------------------------------------------------------


def proportion_limits(
    denominator: Numbers, centre: float, confidence: float = CONFIDENCE
) -> Bounds:
    """Return the lower and upper limit for each denominator, as proportions from 0 to 1.

    An area is outside where Wilson's interval of its proportion leaves out the centre. Missing
    (nan) where the denominator is missing or not above 0.

    Raises:
        ValueError: The confidence is not a proportion between 0 and 1.
    """
    of = _above_nothing(denominator)
    reach = z_score(confidence) * np.sqrt(centre * (1 - centre) / of)
    return np.clip(centre - reach, 0, 1), np.clip(centre + reach, 0, 1)


def adjusted_proportion_limits(
    denominator: Numbers, centre: float, dispersion: Dispersion, confidence: float = CONFIDENCE
) -> Bounds:
    """Return limits that allow for the dispersion measured, as proportions from 0 to 1.

    Missing (nan) where the denominator is missing or not above 0.

    Raises:
        ValueError: The dispersion is of rates, or the confidence not between 0 and 1.
    """
    if dispersion.form is not Form.ARCSINE:
        raise ValueError("The dispersion of rates cannot adjust the limits of proportions.")
    error = np.sqrt(1 / (4 * _above_nothing(denominator)) + dispersion.tau**2)
    reach = z_score(confidence) * error
    middle = math.asin(math.sqrt(centre))
    lower, upper = (np.clip(middle + side * reach, 0, math.pi / 2) for side in (-1, 1))
    return np.sin(lower) ** 2, np.sin(upper) ** 2


def proportion_dispersion(numerator: Numbers, denominator: Numbers) -> Dispersion:
    """Measure the dispersion of areas' proportions around their ratio of sums.

    On the arcsine scale, z-scores pulled in to their 10th and 90th percentile. Areas with a part
    missing, or nothing to count in, are left out.
    """
    some, of = _paired(numerator, denominator)
    share = np.arcsin(np.sqrt(some / of))
    errors = 1 / (2 * np.sqrt(of))
    centre = ratio_of_sums(some, of, 1).value
    scores = (share - np.arcsin(np.sqrt(centre))) / errors
    return _dispersion(_winsorised(scores), errors, Form.ARCSINE)


# ---- rates --------------------------------------------------------------------------------


def rate_limits(
    population: Numbers, centre: float, multiplier: float, confidence: float = CONFIDENCE
) -> Bounds:
    """Return the exact Poisson limits for each population, in the unit of the centre.

    The observed count at which the expected one becomes a bound of its exact interval, with
    counts between whole numbers so that the curve is smooth. The upper limit is never below one
    event: a single one is no signal. Missing (nan) where the population is missing or not
    above 0.

    Raises:
        ValueError: The confidence is not a proportion between 0 and 1.
    """
    people = _above_nothing(population)
    expected, side = people * centre / multiplier, tail(confidence)
    fewest, most = special.pdtrik(side, expected), special.pdtrik(1 - side, expected) + 1
    return fewest * multiplier / people, most * multiplier / people


def expected_limits(observed: Numbers, confidence: float = CONFIDENCE) -> Bounds:
    """Return the expected counts at which an observed count is on the lower and the upper limit.

    What `rate_limits` inverts, for a funnel of events over expected events. The count is on the
    lower limit where much was expected: the first of the pair is the larger. The second is 0
    where nothing was observed.

    Raises:
        ValueError: The confidence is not a proportion between 0 and 1.
    """
    events, side = floats(observed), tail(confidence)
    fewest = np.where(events == 0, 0.0, special.gammaincinv(events, side))
    return floats(special.gammainccinv(events + 1, side)), floats(fewest)


def adjusted_rate_limits(
    population: Numbers,
    centre: float,
    multiplier: float,
    dispersion: Dispersion,
    confidence: float = CONFIDENCE,
) -> Bounds:
    """Return limits that allow for the dispersion measured, in the unit of the centre.

    Missing (nan) where the population is missing or not above 0, or nothing is expected.

    Raises:
        ValueError: The dispersion is of proportions, or the confidence not between 0 and 1.
    """
    if dispersion.form is Form.ARCSINE:
        raise ValueError("The dispersion of proportions cannot adjust the limits of rates.")
    expected = _above_nothing(_above_nothing(population) * centre / multiplier)
    z = z_score(confidence)
    if dispersion.form is Form.LOG:
        reach = z * np.sqrt(1 / expected + dispersion.tau**2)
        return centre * np.exp(-reach), centre * np.exp(reach)
    reach = z * np.sqrt(1 / (4 * expected) + dispersion.tau**2)
    return centre * np.maximum(1 - reach, 0) ** 2, centre * (1 + reach) ** 2


def rate_dispersion(observed: Numbers, expected: Numbers, form: Form = Form.LOG) -> Dispersion:
    """Measure the dispersion of areas' events around those expected of them.

    `LOG` leaves out the z-scores at either end; `ROOT` pulls them in. Areas with a part missing,
    or nothing expected, are left out.

    Raises:
        ValueError: The form is `LOG` and an area has no events, or it is one of proportions.
    """
    events, due = _paired(observed, expected)
    if form is Form.ROOT:
        scores = (np.sqrt(events / due) - 1) * 2 * np.sqrt(due)
        return _dispersion(_winsorised(scores), 1 / (2 * np.sqrt(due)), Form.ROOT)
    if form is not Form.LOG or (events == 0).any():
        raise ValueError("Rates are measured as Form.LOG, or Form.ROOT if an area has no events.")
    kept = _truncated(scores := np.sqrt(due) * np.log(events / due))
    return _dispersion(scores[kept], 1 / np.sqrt(due[kept]), Form.LOG)


# ---- both ---------------------------------------------------------------------------------


def _above_nothing(numbers: Numbers) -> FloatArray:
    values = floats(numbers)
    return np.asarray(np.where(values > 0, values, np.nan))


def _paired(some: Numbers, of: Numbers) -> tuple[FloatArray, FloatArray]:
    parts, wholes = floats(some), _above_nothing(of)
    both = ~(np.isnan(parts) | np.isnan(wholes))
    return parts[both], wholes[both]


def _winsorised(scores: FloatArray) -> FloatArray:
    """Pull in what lies beyond the 10th and 90th percentile (type 7) to them."""
    if not scores.size:
        return scores
    lowest, highest = np.quantile(scores, (_TRIM, 1 - _TRIM))
    return np.clip(scores, lowest, highest)


def _truncated(scores: FloatArray) -> npt.NDArray[np.bool_]:
    """Say which scores to keep: neither of the lowest nor of the highest tenth, by rank."""
    tenths = round(1 / _TRIM)
    group = floats(pd.Series(scores).rank()) * tenths // (scores.size + 1)
    return np.asarray((group > 0) & (group < tenths - 1))


def _dispersion(scores: FloatArray, errors: FloatArray, form: Form) -> Dispersion:
    """Spiegelhalter (2005), by the moments of DerSimonian and Laird (1986)."""
    areas = scores.size
    if areas <= 1:
        return Dispersion(math.nan, 0.0, areas, form)
    phi = float(np.mean(scores**2))
    weights = 1 / errors**2
    room = weights.sum() - (weights**2).sum() / weights.sum()
    tau = math.sqrt(max(0.0, (areas * phi - (areas - 1)) / room))
    return Dispersion(phi, tau, areas, form)

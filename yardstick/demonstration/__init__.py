"""Invented returns for a region, calibrated to what has been published for it.

What belongs here makes a demonstration: figures nobody submitted, of the size, noise and season
of real ones, with every state that a page can show planted among them. A store of real returns
refuses them.
"""

from yardstick.demonstration.education import invent_education
from yardstick.demonstration.fill import demonstrate
from yardstick.demonstration.returns import InventedReturn, invent_returns

__all__ = ["InventedReturn", "demonstrate", "invent_education", "invent_returns"]

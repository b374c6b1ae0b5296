"""Invented returns of records: exclusions, movements between rolls, placements and workforce.

What belongs here is realistic in shape and calibrated to published rates, and is nobody's. Each
generator gives the returns of a region, with their tables in the declared columns; what is planted
says what a page should find in them.
"""

from yardstick.demonstration.records.invent import invent_records, planted_records
from yardstick.demonstration.records.made import invent_exclusions, planted_exclusions
from yardstick.demonstration.records.placements import invent_placements, planted_placements
from yardstick.demonstration.records.planted import Pattern, PlantedRecord
from yardstick.demonstration.records.returned import RecordReturn
from yardstick.demonstration.records.workforce import invent_workforce, planted_workforce

__all__ = [
    "Pattern",
    "PlantedRecord",
    "RecordReturn",
    "invent_exclusions",
    "invent_placements",
    "invent_records",
    "invent_workforce",
    "planted_exclusions",
    "planted_placements",
    "planted_records",
    "planted_workforce",
]

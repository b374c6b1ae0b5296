"""What the figures mean: regions, data sets, indicators, official sources and reference tables.

`load_catalogue` reads all of `data/` once, or refuses it with every problem named.
"""

from yardstick.catalogue.catalogue import Catalogue
from yardstick.catalogue.errors import CatalogueError
from yardstick.catalogue.load import load_catalogue
from yardstick.catalogue.reference import Neighbour, Part, Population, Reference

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Neighbour",
    "Part",
    "Population",
    "Reference",
    "load_catalogue",
]

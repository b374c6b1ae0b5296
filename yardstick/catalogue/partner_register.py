"""The register of columns in the form in which partners' own tool carries it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from yardstick.catalogue.errors import CatalogueError

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.catalogue.catalogue import Catalogue
    from yardstick.catalogue.records import Column
    from yardstick.catalogue.regions import Region


def partner_register(catalogue: Catalogue, region: Region, mappings: Path) -> dict[str, Any]:
    """Return everything that the tool must know, as JSON can hold it.

    Args:
        catalogue: Whose data sets of records are meant.
        region: Whose letters tokens begin with.
        mappings: The folder of the mapping files.

    Raises:
        CatalogueError: A mapping cannot be read, or its name is not its file's.
    """
    return {
        "region": region.id,
        "letters": region.letters,
        "tables": {
            dataset.id: {
                table.id: [_column(one) for one in table.columns] for table in dataset.tables
            }
            for dataset in catalogue.datasets.values()
            if dataset.tables
        },
        "mappings": {path.stem: _mapping(path) for path in sorted(mappings.glob("*.json"))},
    }


def _column(column: Column) -> dict[str, Any]:
    made = column.at_partner
    return {
        "name": column.name,
        "type": column.type,
        "required": column.required,
        "of": list(made.of) if made else [],
        "does": made.does if made else "keep",
        "bands": list(made.bands) if made else [],
    }


def _mapping(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise CatalogueError(f"data/mappings/{path.name} is not JSON ({error}).") from error
    if found.get("id") != path.stem:
        raise CatalogueError(f"data/mappings/{path.name}: id must be the file's name, {path.stem}.")
    return found

"""Taking a file that was read and found sound into the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yardstick.store.ledger import record_official

if TYPE_CHECKING:
    import datetime as dt

    from yardstick.catalogue import Catalogue
    from yardstick.intake.official import OfficialFile
    from yardstick.store.entries import OfficialRecord
    from yardstick.store.places import Store


def accept_official(
    store: Store, catalogue: Catalogue, file: OfficialFile, loaded: dt.date
) -> OfficialRecord:
    """Record an official file; it supersedes what was loaded before of the same figures.

    Raises:
        StoreError: It cannot be written.
    """
    return record_official(
        store,
        source=file.source,
        title=catalogue.sources[file.source].title,
        name=file.name,
        release=file.release,
        values=file.values.drop(columns="row"),
        rows=file.rows,
        sha256_of_file=file.sha256,
        loaded=loaded,
    )

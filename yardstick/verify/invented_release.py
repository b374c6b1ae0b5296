"""How bars send invented returns and publish them: on one day, on nobody's instruction."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from yardstick.store.build import build_release
from yardstick.store.receipt import record_invented

if TYPE_CHECKING:
    from yardstick.catalogue import Catalogue
    from yardstick.store.places import Store
    from yardstick.store.release import ReleaseInfo
    from yardstick.store.shared_tables import Sharing

MADE: Final = dt.datetime(2026, 6, 1, 9, 0, tzinfo=dt.UTC)
DAY: Final = MADE.date()


def send(store: Store, **returned: Any) -> None:  # noqa: ANN401 - what `record_invented` takes
    """Send one return, in time."""
    record_invented(store, **returned, received=DAY, due=DAY, submitted_by="verify")


def publish(store: Store, catalogue: Catalogue, sharing: Sharing | None = None) -> ReleaseInfo:
    """Build a release of what was sent; records are shared where it is said how."""
    return build_release(
        store,
        catalogue,
        made=MADE,
        code_version="verify",
        instruction="Invented for a bar of security.",
        sharing=sharing,
    )

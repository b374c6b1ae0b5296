"""Filling a demonstration store: invented returns, official files, and two releases."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import yardstick
from yardstick.demonstration.calibration import OFFICIAL_SAMPLE
from yardstick.demonstration.dealings import Dealings, of_return
from yardstick.demonstration.returns import due, invent_returns, sender
from yardstick.disclosure.sharing import share
from yardstick.intake.accept import accept_official
from yardstick.intake.official import read_official
from yardstick.model import Period
from yardstick.store.build import build_release
from yardstick.store.errors import StoreError
from yardstick.store.ledger import returns
from yardstick.store.receipt import INVENTED, record_invented

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yardstick.catalogue import Catalogue
    from yardstick.demonstration.records import RecordReturn
    from yardstick.demonstration.returns import InventedReturn
    from yardstick.store.places import Store
    from yardstick.store.release import ReleaseInfo

INSTRUCTION: Final = "Demonstration: every return is invented, so that no instruction is needed."
BETWEEN_RELEASES: Final = dt.timedelta(days=7)
_SEN2: Final = ("caseload", "requests", "timeliness", "need", "residential")
_PUBLISHED: Final = (
    OFFICIAL_SAMPLE,
    *(OFFICIAL_SAMPLE.with_name(f"official_sen2_{table}.csv") for table in _SEN2),
)


def demonstrate(  # noqa: PLR0913 - all but two by name
    store: Store,
    catalogue: Catalogue,
    *,
    made: dt.datetime,
    records: Iterable[RecordReturn] = (),
    education: Iterable[InventedReturn] = (),
    shared: bool = False,
) -> ReleaseInfo:
    """Fill a store with its region's invented returns and publish them twice.

    The last return to come in corrects an earlier one. The first release, made a week before,
    is without it; so the second has a revision, and readers of the first have newer data. The
    second also has the returns of records and of education.

    Args:
        store: A demonstration store. One that was filled before stays as it is; one whose
            filling was broken off is filled to the end.
        catalogue: Must declare the store's region.
        made: The moment of the second release, with its time zone.
        records: Returns of records of the region, as `invent_records` gives them.
        education: Likewise, as `invent_education` gives them.
        shared: Whether the second release also has what partners are shown of each other's
            records: rounding and attacking it takes minutes.

    Returns:
        The second release, which readers get.

    Raises:
        StoreError: The store holds real returns, its region is not declared, or it cannot be
            written.
        IntakeError: An official sample is missing or damaged.
    """
    if store.region not in catalogue.regions:
        known = ", ".join(catalogue.regions)
        raise StoreError(f"The region '{store.region}' is not declared. Declared are {known}.")
    region = catalogue.regions[store.region]
    *before, correction = invent_returns(catalogue, region)
    dealings = Dealings(store, catalogue, region)
    first_made = made - BETWEEN_RELEASES
    _record(dealings, before)
    _record_official(store, catalogue, first_made.date())
    _publish(store, catalogue, first_made, shared=False)
    _record(dealings, [correction, *education])
    _record_tables(store, catalogue, records)
    dealings.add()
    return _publish(store, catalogue, made, shared=shared)


def _record(dealings: Dealings, invented: list[InventedReturn]) -> None:
    """Record what the store does not hold: a first version after its second would be a third."""
    questions = dealings.questions(invented)
    held = {(*of_return(one), one.received) for one in returns(dealings.store)}
    for one in invented:
        if question := questions.get(of_return(one)):
            dealings.record_answered(one, question)
        elif (*of_return(one), one.received) not in held:
            record_invented(dealings.store, **vars(one))


def _record_tables(store: Store, catalogue: Catalogue, records: Iterable[RecordReturn]) -> None:
    """Record what the store does not hold; there is one version of each."""
    held = {(one.dataset, one.area, one.period) for one in returns(store)}
    for one in records:
        if (one.dataset, one.area, one.period) not in held:
            asked = due(Period.parse(one.period))
            record_invented(
                store,
                **vars(one),
                received=asked,
                due=asked,
                submitted_by=sender(catalogue.reference.areas[one.area]),
            )


def _record_official(store: Store, catalogue: Catalogue, loaded: dt.date) -> None:
    for sample in _PUBLISHED:
        accept_official(store, catalogue, read_official(sample, catalogue), loaded)


def _publish(store: Store, catalogue: Catalogue, made: dt.datetime, *, shared: bool) -> ReleaseInfo:
    return build_release(
        store,
        catalogue,
        made=made,
        code_version=yardstick.__version__,
        instruction=INSTRUCTION,
        account=INVENTED,
        sharing=share if shared else None,
    )

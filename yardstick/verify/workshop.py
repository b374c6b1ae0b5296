"""A small store to break: two authorities, returns of counts and of records, and their publisher.

Everything is invented, and made by the functions that partners' returns go through. Its catalogue
is written here, so that a bar about faults does not wait for the whole catalogue to load.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import pandas as pd
import pyarrow as pa

from yardstick.access.audit import audit_key
from yardstick.access.witness import move_witness
from yardstick.catalogue.catalogue import Catalogue
from yardstick.catalogue.declarations import DataSet
from yardstick.catalogue.reference import Reference
from yardstick.catalogue.regions import Region
from yardstick.model import Area, AreaKind, State
from yardstick.store.build import build_release
from yardstick.store.entries import adding
from yardstick.store.moves import Act, add_move, state_of
from yardstick.store.places import create_store
from yardstick.store.receipt import record_return

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from yardstick.store.entries import Submission
    from yardstick.store.places import Store
    from yardstick.store.release import ReleaseInfo
    from yardstick.store.shared_tables import Sharing

REGION: Final = "workshop"
ONE, OTHER = "E06000001", "E06000002"
COUNTS, RECORDS = "counted", "listed"
FLAGS: Final = MappingProxyType({"meals": 3, "plan": 7, "new": 20})  # one in so many
QUARTER, TERM = "2024-25 Q3", "2024/25 Autumn"
NOW: Final = dt.datetime(2026, 3, 1, 9, 0, tzinfo=dt.UTC)
INSTRUCTION: Final = "Directors, minute 1"
SENDER, SIGNER, PUBLISHER = "partner.analyst", "partner.lead", "host.publisher"


def catalogue() -> Catalogue:
    """Return what the workshop's releases are made with."""
    areas = {code: Area(code, "", code, AreaKind.AUTHORITY, "E12000001") for code in (ONE, OTHER)}
    reference = Reference(
        areas=MappingProxyType(areas),
        by_dfe=MappingProxyType({}),
        populations=(),
        neighbours=(),
        parts=(),
    )
    region = Region.model_validate(
        {
            "id": REGION,
            "name": "Workshop",
            "letters": "WSP",
            "code": "E12000001",
            "host": "host",
            "contact": "Nobody: it is invented.",
            "authorities": [ONE, OTHER],
            "partners": [
                {"id": "one", "name": "One", "areas": [ONE]},
                {"id": "other", "name": "Other", "areas": [OTHER]},
                {"id": "host", "name": "Host", "areas": []},
            ],
            "groups": [],
            "cycles": [],
            "neighbours_model": "2025",
            "default_comparator": "region",
        }
    )
    return Catalogue(
        regions={REGION: region},
        datasets={COUNTS: _counted(), RECORDS: _listed()},
        indicators={},
        sources={},
        reference=reference,
        version="0123456789ab",
    )


_DECLARED = {
    "summary": "Invented.",
    "submitted_by": "local_authority",
    "protection": "partner_full",
    "instruction": INSTRUCTION,
    "lawful_basis": "None is needed.",
    "owner": "Nobody",
}


def _counted() -> DataSet:
    item = {"label": "Children", "counted": "flow", "counts": "children"}
    items = [{"name": name, **item} for name in ("A", "B")]
    said = {"id": COUNTS, "number": 1, "title": "Counted", "cycle": "quarter", "items": items}
    return DataSet.model_validate({**_DECLARED, **said})


def _listed() -> DataSet:
    made = {"of": ["UPN"], "does": "token"}
    pupil = {"name": "pupil", "label": "Pupil", "type": "token", "required": True}
    reason = {"name": "reason", "label": "Reason", "type": "text", "required": False}
    flags = [{"name": name, "label": name, "type": "flag", "required": True} for name in FLAGS]
    columns = [{**pupil, "at_partner": made}, reason, *flags]
    table = {"id": "list", "title": "List", "grain": "A pupil", "key": ["pupil"]}
    sample = {"pupil": "WSP1-0000-" + 32 * "A" + "-A", "reason": "moved"}
    tables = [{**table, "columns": columns, "sample": [sample | dict.fromkeys(FLAGS, "Y")]}]
    said = {"id": RECORDS, "number": 5, "title": "Listed", "cycle": "term", "tables": tables}
    return DataSet.model_validate({**_DECLARED, **said, "cubes": _cubes()})


def _cubes() -> dict[str, object]:
    by = [{"name": name, "label": name, "column": name} for name in FLAGS]
    measures = [{"name": "pupils", "label": "Pupils"}]
    return {"table": "list", "dimensions": by, "measures": measures}


def make(folder: Path) -> Store:
    """Make an empty store of real returns."""
    return create_store(folder, "real", REGION)


def act(store: Store, account: str) -> Act:
    """Return what somebody does, written into the audit log."""
    return Act(account, NOW, "", INSTRUCTION, move_witness(audit_key(store.root)))


def send_counts(store: Store, number: float, area: str = ONE, period: str = QUARTER) -> Submission:
    """Send a return of two counts."""
    counts = pd.DataFrame(
        {
            "item": ["A", "B"],
            "breakdown": "",
            "number": [number, number + 1],
            "status": "shown",
            "place": ["C2", "C3"],
        }
    )
    return _send(store, {"dataset": COUNTS, "area": area, "period": period}, counts=counts)


def send_records(
    store: Store, tokens: Sequence[str], area: str = ONE, period: str = TERM
) -> Submission:
    """Send a return of records, one for each token."""
    rows = pa.table(
        {
            "pupil": list(tokens),
            "reason": ["moved"] * len(tokens),
            # Of each flag another share, down to few: what is shown of few is what is attacked.
            **{
                name: [number % every == 0 for number in range(len(tokens))]
                for name, every in FLAGS.items()
            },
            "row": list(range(2, 2 + len(tokens))),
        }
    )
    return _send(store, {"dataset": RECORDS, "area": area, "period": period}, tables={"list": rows})


def _send(
    store: Store,
    of: Mapping[str, str],
    counts: pd.DataFrame | None = None,
    tables: Mapping[str, pa.Table] | None = None,
) -> Submission:
    return record_return(
        store,
        dataset=of["dataset"],
        area=of["area"],
        period=of["period"],
        counts=counts,
        tables=tables or {},
        received=NOW.date(),
        due=NOW.date(),
        file="f" * 64,
        act=act(store, SENDER),
    )


def move(store: Store, submission: Submission, state: State, account: str) -> None:
    """Move a return on."""
    with adding(store) as connection:
        add_move(connection, submission, state, act(store, account))


def approve(store: Store, submission: Submission) -> None:
    """Take a return from where it is, checked or signed off, to a publisher's approval."""
    if state_of(store, submission) is State.CHECKED:
        move(store, submission, State.SIGNED_OFF, SIGNER)
    if state_of(store, submission) is State.SIGNED_OFF:
        move(store, submission, State.APPROVED, PUBLISHER)


def publish(store: Store, code_version: str = "1", sharing: Sharing | None = None) -> ReleaseInfo:
    """Build a release of what is approved, with cubes of records where it is said how."""
    done = act(store, PUBLISHER)
    return build_release(
        store,
        catalogue(),
        made=NOW,
        code_version=code_version,
        instruction=INSTRUCTION,
        account=done.account,
        witness=done.witness,
        sharing=sharing,
    )


def withdrawal(store: Store) -> Act:
    """Return the act that takes a partner out."""
    return replace(act(store, PUBLISHER), why="It left the agreement.")

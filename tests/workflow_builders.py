"""People, files and the writer's door of a small region, for tests of what becomes of a return.

A file here is JSON that says what its checks would find: the real checks have tests of their own.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
from audit_reader import audit_lines
from store_builders import (
    DERBY,
    INSTRUCTION,
    QUARTER,
    REGION,
    RUTLAND,
    catalogue,
    counts,
    quarterly,
    records,
    rows,
)

from yardstick.access.audit import audit_key
from yardstick.catalogue.regions import Partner, Region
from yardstick.intake.errors import IntakeError
from yardstick.intake.findings import Finding
from yardstick.intake.known import NOTHING_KNOWN
from yardstick.intake.returns import CheckedReturn
from yardstick.model import Grant, Reach, Viewer
from yardstick.store.build import untold
from yardstick.store.places import Store, create_store, operations
from yardstick.submissions import Submissions, partner_acts

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from yardstick.catalogue import Catalogue
    from yardstick.store.connection import OpenRelease
    from yardstick.submissions import Received

TERM = "2024/25 Autumn"
NOW = dt.datetime(2026, 3, 1, 9, 30, tzinfo=dt.UTC)


def region() -> Region:
    partners = (
        Partner(id="derby", name="Derby", areas=(DERBY,)),
        Partner(id="rutland", name="Rutland", areas=(RUTLAND,)),
        Partner(id="host", name="Host", areas=()),
    )
    return Region.model_construct(
        id="east_midlands",
        code=REGION,
        host="host",
        authorities=(DERBY, RUTLAND),
        partners=partners,
        combined=(),
    )


def whole() -> Catalogue:
    """Return the small catalogue with a data set of records beside that of counts."""
    held = {one.id: one for one in (quarterly(), records())}
    return replace(catalogue(), datasets=held, regions={"east_midlands": region()})


def person(
    account: str,
    partner: str,
    *areas: str,
    roles: tuple[str, ...] = (),
    dataset: tuple[str, ...] = ("quarterly", "records"),
) -> Viewer:
    reach = Reach.OWN if areas else Reach.REGION
    grants = frozenset(Grant(one, reach) for one in dataset)
    return Viewer(account, account, partner, frozenset(areas), grants, frozenset(roles))


ANALYST = person("rutland.analyst", "rutland", RUTLAND)
LEAD = person("rutland.lead", "rutland", RUTLAND)
OTHER = person("derby.lead", "derby", DERBY)
PUBLISHER = person("host.publisher", "host", roles=("publisher",))
SECOND = person("host.second", "host", roles=("publisher",))
READER = person("reader", "host")


def new_store(folder: Path, kind: str = "real") -> Store:
    return create_store(folder / "store", kind, "east_midlands")


def door(store: Store, viewer: Viewer, **changes: Any) -> Submissions:
    """Open the writer's door for somebody."""
    said = {
        "viewer": viewer,
        "store": store,
        "catalogue": whole(),
        "region": region(),
        "key": audit_key(store.root),
        "known": lambda *_of: NOTHING_KNOWN,
        "crossings": no_crossings,
        "exact": None,  # tests of the return to DfE bring their own
        "withhold": lambda _areas: None,  # likewise those of withdrawals
        "clock": lambda: NOW,
    }
    return Submissions(**{**said, **changes})


def no_crossings(_draft: OpenRelease) -> pd.DataFrame:
    return pd.DataFrame(columns=["indicator", "area", "period", "before", "after"])


def written(folder: Path, name: str = "return.json", **said: Any) -> Path:
    """Write a file: `counts` or `tables` it holds, codes that it `asks` about or `refuses`."""
    path = folder / name
    path.write_text(json.dumps(said), encoding="utf-8")
    return path


def read_and_check(files: Any, dataset: Any, _reference: Any, area: str, period: Any, *_: Any):
    """Check such a file, in place of the real reading and checks."""
    return check_as_told(files[0], dataset, area, period), ()


def check_as_told(file: Path, dataset: Any, area: str, period: Any) -> CheckedReturn:
    said = json.loads(file.read_text("utf-8"))
    if said.get("unreadable"):
        raise IntakeError("It cannot be read.")
    findings = tuple(finding(code, "reject") for code in said.get("refuses", ()))
    findings += tuple(finding(code, "ask") for code in said.get("asks", ()))
    if said.get("refuses"):
        return CheckedReturn(dataset.id, area, period, findings=findings)
    if dataset.tables:
        tables = {name: pa.Table.from_pylist(rows) for name, rows in said["tables"].items()}
        return CheckedReturn(dataset.id, area, period, tables=tables, findings=findings)
    held = counts(**said.get("counts", {}))
    held["place"] = [f"Returns!C{row}" for row in range(2, 2 + len(held))]
    return CheckedReturn(dataset.id, area, period, counts=held, findings=findings)


def finding(code: str, severity: Any) -> Finding:
    row = int(code[-1]) + 1 if code[-1].isdigit() else 2
    return Finding(code, severity, "Returns", row, "C", f"Returns!C{row}", "Is 41.", "About 20.")


def check_by_json(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the door read such files."""
    monkeypatch.setattr(partner_acts, "read_and_check", read_and_check)
    monkeypatch.setattr(partner_acts, "hashed_again", lambda _store, _dataset, checked: checked)


@dataclass(frozen=True)
class Work:
    """A store, a folder for files, and the acts that take a return from one end to the other."""

    store: Store
    folder: Path

    def at(self, viewer: Viewer) -> Submissions:
        return door(self.store, viewer)

    def receive(self, viewer: Viewer = ANALYST, area: str = RUTLAND, **said: Any) -> Received:
        of = {"dataset": "quarterly", "period": QUARTER, **said.pop("of", {})}
        file = written(self.folder, **said)
        return self.at(viewer).receive([file], of["dataset"], area, of["period"], untold)

    def approved(self, viewer: Viewer = ANALYST, area: str = RUTLAND, **numbers: float) -> str:
        """Take a return as far as a publisher's approval."""
        sent = self.receive(viewer, area, counts=numbers).sent
        assert sent is not None
        self.at(viewer).sign_off(sent.id)
        self.at(PUBLISHER).approve(sent.id, INSTRUCTION)
        return sent.id

    def publish(self, viewer: Viewer = PUBLISHER) -> str:
        return self.at(viewer).publish(INSTRUCTION, untold).id

    def shown(self) -> dict[tuple[object, object], object]:
        """Return the current release's numbers of returns, by area and item."""
        return {(row[3], row[1]): row[5] for row in rows(self.store, "returned")}

    def lines(self) -> list[tuple[str, str, dict[str, str]]]:
        """Return the audit log: account, action and detail of each line."""
        return audit_lines(operations(self.store))

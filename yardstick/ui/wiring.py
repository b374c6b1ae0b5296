"""The writer's door for one viewer, wired to the desk that reads; no screen is drawn here."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from yardstick.access.audit import audit_key
from yardstick.access.errors import AccountsError
from yardstick.access.policy import viewer_for
from yardstick.results.crossings import crossings
from yardstick.results.desk import Desk, Settings
from yardstick.results.known import known
from yardstick.submissions import Submissions

if TYPE_CHECKING:
    from pathlib import Path

    from yardstick.model import Viewer


def submissions_for(desk: Desk, viewer: Viewer) -> Submissions:
    """Return what a viewer may send, sign, approve, publish and withdraw."""
    return Submissions(
        viewer=viewer,
        store=desk.store,
        catalogue=desk.catalogue,
        region=desk.region,
        key=audit_key(desk.store.root),
        known=known(desk, viewer),
        crossings=crossings(desk, viewer),
        clock=lambda: dt.datetime.now(dt.UTC),
    )


def viewer_at(desk: Desk, account: str) -> Viewer:
    """Return what somebody may see, for the command line: whoever runs it holds the store.

    Raises:
        AccountsError: They cannot sign in to this store.
    """
    viewer = viewer_for(account, desk.accounts, desk.region)
    if viewer is None:
        raise AccountsError(f"'{account}' cannot sign in to this store. See the accounts file.")
    return viewer


def submissions_at(store: Path, accounts: Path, account: str) -> Submissions:
    """Open a store as somebody, for the command line.

    Raises:
        StoreError, CatalogueError, QueryError, AccountsError: As `Desk.open` and `viewer_at`.
    """
    desk = Desk.open(Settings(store=store, accounts=accounts))
    return submissions_for(desk, viewer_at(desk, account))

"""The writer's door for one viewer, wired to the desk that reads; no screen is drawn here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yardstick.access.audit import audit_key
from yardstick.access.errors import AccountsError
from yardstick.access.policy import viewer_for
from yardstick.export.dfe_return import checksum
from yardstick.results.crossings import crossings
from yardstick.results.desk import Desk
from yardstick.results.dfe_return import dfe_periods, dfe_return
from yardstick.results.known import known
from yardstick.results.settings import here
from yardstick.submissions import Submissions
from yardstick.submissions.exact import Exact

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
        exact=_ExactReturns(desk, viewer),
        withhold=desk.withhold,
        clock=lambda: dt.datetime.now(dt.UTC),
    )


@dataclass(frozen=True)
class _ExactReturns:
    """The returns to DfE, made at the desk; refused there to whoever may not have them."""

    desk: Desk
    viewer: Viewer

    def periods(self) -> tuple[str, ...]:
        """Return the quarters that there are, newest first."""
        return dfe_periods(self.desk, self.viewer)

    def of(self, period: str) -> Exact:
        """Return the return of one of them, with the checksum of its file."""
        made = dfe_return(self.desk, self.viewer, period)
        key = ("sum of the return to DfE", made.release, made.period)
        sums = self.desk.keep(key, lambda: checksum(made.rows))
        return Exact(made.period, made.release, made.rows, sums, made.returned, made.expected)


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
    desk = Desk.open(replace(here(), store=store, accounts=accounts))
    return submissions_for(desk, viewer_at(desk, account))

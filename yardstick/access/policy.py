"""Who may see what. The only place where a `Viewer` is made.

Rights are worked out from the accounts file and the region file on every call, so that one that
was withdrawn ends at the next click.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from yardstick.access.accounts_file import normal_name
from yardstick.access.errors import AccessDenied
from yardstick.model import Grant, Reach, Viewer

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from yardstick.access.accounts import Accounts
    from yardstick.access.accounts_file import Account
    from yardstick.catalogue.regions import GrantDeclaration, Region

STARTING_DAYS = 7  # for which a password that somebody else chose is good
# Roles that open records of children, decide what everybody sees, or give others their rights.
_FACTOR_ROLES = frozenset({"publisher", "exclusions_restricted", "commissioning", "administrator"})


def viewer_for(account: str, accounts: Accounts, region: Region) -> Viewer | None:
    """Return what somebody may see now, or None where they may not sign in.

    None for an account that is unknown, disabled, a demonstration's on a real store, or of a
    partner that the region does not have. No difference is made between these.

    Args:
        account: The sign-in name.
        accounts: The accounts, as the file has them now.
        region: Whose partners say which areas are their own.

    Raises:
        AccountsError: The accounts file cannot be read.
    """
    found = accounts.find(account)
    if found is None:
        return None
    areas = _own_areas(found.partner, region)
    if areas is None:
        return None
    return Viewer(
        account=normal_name(account),
        name=found.name,
        partner=found.partner,
        areas=areas,
        grants=grants_of(found, accounts.grants(found.partner)),
        roles=frozenset(found.roles),
        title=found.title,
    )


def is_publisher(viewer: Viewer, region: Region) -> bool:
    """Whether somebody may approve and publish: the role, at the host, and both of them."""
    return "publisher" in viewer.roles and viewer.partner == region.host


def exact_reader(viewer: Viewer, region: Region, dataset: str) -> Viewer:
    """Return a publisher of the host as a reader to whom every authority's returns are exact.

    This is the one exception to protection, and holds for one data set: what is read so goes into
    the return to DfE and nowhere else (docs/protection.md).

    Raises:
        AccessDenied: They are no publisher of the host, or were not given the whole region's
            returns of the data set.
    """
    if not is_publisher(viewer, region) or viewer.reach(dataset) is not Reach.REGION:
        raise AccessDenied
    everywhere = frozenset(region.authorities)
    return replace(viewer, areas=everywhere, grants=frozenset({Grant(dataset, Reach.REGION)}))


def needs_factor(account: Account) -> bool:
    """Whether an account has a role that a password alone does not open.

    A demonstration's accounts have printed passwords and open a demonstration only.
    """
    return not account.demonstration and not _FACTOR_ROLES.isdisjoint(account.roles)


def has_run_out(account: Account, today: dt.date) -> bool:
    """Whether somebody else chose an account's password, longer ago than it is good for."""
    return account.starting is not None and (today - account.starting).days > STARTING_DAYS


def reason_against(account: str, accounts: Accounts, region: Region) -> str:
    """Say why `viewer_for` answers None, for the audit log and never for the reader."""
    if not accounts.knows(account):
        return "unknown name"
    found = accounts.find(account)
    if found is None:
        return "account disabled, or a demonstration's"
    if _own_areas(found.partner, region) is None:
        return "partner not of this region"
    return "wrong password"


def _own_areas(partner: str, region: Region) -> frozenset[str] | None:
    """Return the areas a partner serves; a joint figure is its own where it serves all parts."""
    for one in region.partners:
        if one.id == partner:
            own = frozenset(one.areas)
            joint = (both for both in region.combined if own.issuperset(both.parts))
            return own.union(*((both.code, both.predecessor) for both in joint))
    return None


def grants_of(account: Account, partner: Iterable[GrantDeclaration]) -> frozenset[Grant]:
    """Return the partner's grants, each no wider than the account's own list says."""
    given = (Grant(grant.dataset, grant.reach) for grant in partner)
    if account.grants is None:
        return frozenset(given)
    asked = {grant.dataset: grant.reach for grant in account.grants}
    return frozenset(
        Grant(one.dataset, _narrower(one.reach, asked[one.dataset]))
        for one in given
        if one.dataset in asked
    )


def _narrower(one: Reach, other: Reach) -> Reach:
    return Reach.REGION if one is other is Reach.REGION else Reach.OWN

"""The list of accounts: what each may see, whether it has a second factor, when it was confirmed.

An account nobody has looked at for a quarter is overdue: people change posts, and their rights
stay until somebody takes them away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from yardstick.access.policy import grants_of, needs_factor

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from yardstick.access.accounts_file import Account, AccountsFile
    from yardstick.model import Grant

CONFIRMED_DAYS = 92  # a quarter


@dataclass(frozen=True)
class Person:
    """One account.

    Attributes:
        account: Sign-in name.
        name: As shown on screen.
        title: What they do.
        partner: Whose they are.
        roles: Extra rights.
        grants: What they may see, no wider than the partner's; in order.
        factor: `not needed`, `set up` or `not set up yet`.
        confirmed: When somebody last said that the rights are right; None for never.
        by: Who said it; empty for nobody.
        disabled: Whether they may not sign in.
        demonstration: Whether it is one of a demonstration.
        overdue: Whether it is in use and was not confirmed within a quarter.
        starting: The day on which they were given the password they still have; None where they
            have chosen their own.
    """

    account: str
    name: str
    title: str
    partner: str
    roles: tuple[str, ...]
    grants: tuple[Grant, ...]
    factor: str
    confirmed: dt.date | None
    by: str
    disabled: bool
    demonstration: bool
    overdue: bool
    starting: dt.date | None = None


def roster(
    file: AccountsFile, enrolled: Collection[str], today: dt.date, partner: str = ""
) -> tuple[Person, ...]:
    """Return the accounts of a partner, or of all, in the file's order.

    Args:
        file: The accounts file.
        enrolled: Names of the accounts that have a second factor.
        today: Against which to say what is overdue.
        partner: Whose; empty for everybody's.
    """
    return tuple(
        _person(name, account, file, enrolled, today)
        for name, account in file.credentials.usernames.items()
        if partner in ("", account.partner)
    )


def _person(
    name: str, account: Account, file: AccountsFile, enrolled: Collection[str], today: dt.date
) -> Person:
    said = account.confirmed
    given = file.partners[account.partner].grants
    return Person(
        account=name,
        name=account.name,
        title=account.title,
        partner=account.partner,
        roles=account.roles,
        grants=tuple(sorted(grants_of(account, given))),
        factor=_factor(account, has_factor=name in enrolled),
        confirmed=said.on if said else None,
        by=said.by if said else "",
        disabled=account.disabled,
        demonstration=account.demonstration,
        overdue=_is_overdue(account, today),
        starting=account.starting,
    )


def _factor(account: Account, *, has_factor: bool) -> str:
    if not needs_factor(account):
        return "not needed"
    return "set up" if has_factor else "not set up yet"


def _is_overdue(account: Account, today: dt.date) -> bool:
    if account.disabled or account.demonstration:
        return False
    said = account.confirmed
    return said is None or (today - said.on).days > CONFIRMED_DAYS

"""Who is looking, and what they were given."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from yardstick.model.words import Reach


@dataclass(frozen=True, order=True)
class Grant:
    """One data set that a partner was given, and whose rows of it."""

    dataset: str
    reach: Reach


@dataclass(frozen=True)
class Viewer:
    """Somebody who has signed in. Made only by `yardstick.access`.

    Attributes:
        account: Sign-in name, for the audit log.
        name: How the person is called on screen.
        partner: Identifier of the partner organisation.
        areas: Codes of the areas whose own figures they may see unsuppressed.
        grants: Data sets they may read, with reach.
        roles: Extra rights by name (`publisher`, `executive`).
        title: What the person does, for the header.
    """

    account: str
    name: str
    partner: str
    areas: frozenset[str]
    grants: frozenset[Grant]
    roles: frozenset[str] = field(default_factory=frozenset)
    title: str = ""

    def may_read(self, dataset: str) -> bool:
        """Whether any grant covers the data set."""
        return any(grant.dataset == dataset for grant in self.grants)

    def reach(self, dataset: str) -> Reach | None:
        """Return the widest reach granted for a data set, or None."""
        found = {grant.reach for grant in self.grants if grant.dataset == dataset}
        return Reach.REGION if Reach.REGION in found else next(iter(found), None)

    @cached_property
    def scope(self) -> str:
        """Name what this viewer may see; two viewers with one scope see the same figures."""
        grants = ",".join(f"{grant.dataset}:{grant.reach}" for grant in sorted(self.grants))
        return f"{','.join(sorted(self.areas))}|{grants}"

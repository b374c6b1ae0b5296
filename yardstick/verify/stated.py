"""Who may see what, stated a second time: the agreement in plain words and plain sets.

Shares no code with what decides in the product, so that a mistake in one is not a mistake in
both. A page or a data set that is not here has no rule, and then the bar gives way. What a rule
says is for the directors and for docs/security.md to change, not for whoever adds a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

OWN, REGION = "own", "region"
ROLES: Final = (
    "publisher",
    "executive",
    "exclusions_restricted",
    "commissioning",
    "administrator",
)


class Rule(NamedTuple):
    """Who may open a page: all that is said must be so.

    Attributes:
        roles: One of these is held; empty where none is needed.
        datasets: One of these data sets was given; empty where none is needed.
        given: Any data set at all was given.
    """

    roles: frozenset[str] = frozenset()
    datasets: frozenset[str] = frozenset()
    given: bool = False


_ANYBODY, _GIVEN = Rule(), Rule(given=True)
PAGES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "accessibility": _ANYBODY,
        "accounts": Rule(frozenset({"administrator"})),
        "area": _GIVEN,
        "audit": Rule(frozenset({"administrator", "publisher"})),
        "commissioning": Rule(frozenset({"commissioning"})),
        "data": _ANYBODY,
        "data_quality": _GIVEN,
        "definitions": _ANYBODY,
        "dfe_return": Rule(frozenset({"publisher"})),
        "disclosure": _GIVEN,
        "education": Rule(datasets=frozenset({"looked_after_results", "provisional_outcomes"})),
        "exclusions": Rule(frozenset({"exclusions_restricted"})),
        "home": _ANYBODY,
        "indicator": _GIVEN,
        "notes": _GIVEN,
        "publishing": Rule(frozenset({"publisher"})),
        "region": _GIVEN,
        "register": _ANYBODY,
        "requests": _ANYBODY,
        "returns": _GIVEN,
        "trace": _GIVEN,
        "workforce": Rule(datasets=frozenset({"workforce"})),
        "your_account": _ANYBODY,
    }
)

COUNTS, RECORDS, PUBLISHED = "counts", "records", "published"
DATASETS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "exclusions_published": PUBLISHED,
        "looked_after_results": COUNTS,
        "provisional_outcomes": COUNTS,
        "riia_quarterly": COUNTS,
        "school_exclusions": RECORDS,
        "send_placements": RECORDS,
        "social_care_additional": COUNTS,
        "workforce": RECORDS,
        "workforce_published": PUBLISHED,
    }
)
# The pages of records: the data set of each, and the role that it needs beside.
ANALYSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "school_exclusions": "exclusions_restricted",
        "send_placements": "commissioning",
        "workforce": "",
    }
)
# Data sets of records of which something made of them is shown beyond the authority's own people.
SHOWN: Final = frozenset({"school_exclusions", "send_placements", "workforce"})
_PROVE: Final = frozenset(ROLES) - {"executive"}

DERBYSHIRE, NORTH, WEST, RUTLAND = "E10000007", "E06000061", "E06000062", "E06000017"
SERVES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "derbyshire": frozenset({DERBYSHIRE}),
        "northamptonshire_trust": frozenset({NORTH, WEST}),
        "executive": frozenset(),
        "regional_host": frozenset(),
    }
)
HOST: Final = "regional_host"
# A return that one authority sends for another, too, is a return of both.
SENT_FOR: Final[Mapping[tuple[str, str], tuple[str, str]]] = MappingProxyType(
    {("workforce", NORTH): ("workforce", WEST)}
)


@dataclass(frozen=True)
class Person:
    """One account, as the bar made it up.

    Attributes:
        name: To sign in with.
        partner: Whose.
        state: What became of the account or of its session; see `STATES`.
        roles: As the accounts file has them.
        gave: What the partner was given: data set to reach.
        listed: The person's own list; None where there is none.
    """

    name: str
    partner: str
    state: str
    roles: frozenset[str]
    gave: Mapping[str, str]
    listed: Mapping[str, str] | None

    def reach(self, dataset: str) -> str:
        """Return how much of a data set they see: nothing, their own or the region."""
        given = self.gave.get(dataset, "")
        if self.listed is None or not given:
            return given
        asked = self.listed.get(dataset, "")
        return REGION if asked == given == REGION else (OWN if asked else "")

    @property
    def areas(self) -> frozenset[str]:
        """Return the authorities that are their own."""
        return SERVES.get(self.partner, frozenset())


IN_USE, UNPROVED = "in use", "without a second factor"
STATES: Final = (
    IN_USE,
    UNPROVED,
    "disabled",
    "in no file",
    "of a demonstration",
    "of a partner outside the region",
    "signed out",
    "left alone too long",
)


def may_enter(person: Person) -> bool:
    """Whether a session of theirs opens anything at all."""
    if person.state == UNPROVED:
        return not person.roles & _PROVE
    return person.state == IN_USE


def may_open(person: Person, page: str) -> bool:
    """Whether they may open a page.

    Raises:
        KeyError: Nobody has stated who may.
    """
    rule = PAGES[page]
    return (
        may_enter(person)
        and (not rule.roles or bool(rule.roles & person.roles))
        and (not rule.datasets or any(map(person.reach, rule.datasets)))
        and (not rule.given or any(person.reach(one) for one in person.gave))
    )


def sees_rows(person: Person, dataset: str, area: str) -> bool:
    """Whether counts of an authority, or what is shown of its records, may reach them."""
    reach = person.reach(dataset) if may_enter(person) else ""
    return reach == REGION or (reach == OWN and area in person.areas)


def sees_records(person: Person, dataset: str, area: str) -> bool:
    """Whether single records of an authority may reach them."""
    return may_enter(person) and bool(person.reach(dataset)) and area in person.areas


def sees_prices(person: Person, dataset: str) -> bool:
    """Whether mean prices of the region may reach them."""
    return may_enter(person) and person.reach(dataset) == REGION


def may_analyse(person: Person, dataset: str) -> bool:
    """Whether the analyses of a data set of records answer them."""
    role = ANALYSES[dataset]
    has_role = not role or role in person.roles
    return may_enter(person) and has_role and bool(person.reach(dataset))


def may_administer(person: Person) -> bool:
    """Whether they may change accounts of their own organisation."""
    return may_enter(person) and "administrator" in person.roles


def may_read_log(person: Person) -> bool:
    """Whether the log of what people did answers them."""
    publishes = "publisher" in person.roles and person.partner == HOST
    return may_enter(person) and ("administrator" in person.roles or publishes)


def may_publish(person: Person) -> bool:
    """Whether they may approve returns and build releases."""
    return may_enter(person) and "publisher" in person.roles and person.partner == HOST


def sees_return(person: Person, dataset: str, area: str) -> bool:
    """Whether they are told that a return came in, and how it stands."""
    return may_publish(person) or sees_records(person, dataset, area)


def may_note(person: Person, dataset: str, area: str) -> bool:
    """Whether they may write or end a note on a figure of an authority."""
    return may_enter(person) and bool(person.reach(dataset)) and area in person.areas


def may_ask(person: Person) -> bool:
    """Whether they may ask for something to be recorded."""
    return may_enter(person)


def may_decide(person: Person) -> bool:
    """Whether they record what the directors decided, and log requests for wider sharing."""
    return may_publish(person)


def may_sign_for_dfe(person: Person, dataset: str) -> bool:
    """Whether they may look at the exact return to DfE, and sign it."""
    return may_publish(person) and person.reach(dataset) == REGION


def sees_sessions_of(person: Person) -> set[str]:
    """Return whose open sessions are listed for them, with the right to end them."""
    return {person.name}

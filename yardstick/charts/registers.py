"""The register of the partners in tables: data sets, items, versions, requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from yardstick.catalogue.data_items import who_sees
from yardstick.charts.markup import Markup, joined, tag
from yardstick.charts.numbers import counted
from yardstick.charts.table import Cell, TableData, made, table, texts
from yardstick.numbers import day_text
from yardstick.store.requests import Kind, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from yardstick.catalogue.data_items import DataItem
    from yardstick.catalogue.declarations import DataSet
    from yardstick.store.requests import Request

_CYCLES: Final = {
    "quarter": "Each quarter",
    "term": "Each term",
    "year": "Each year",
    "as_collected": "As it is collected",
    "release": "With each release of the department",
}
_KINDS: Final = {Kind.ITEM: "To be recorded", Kind.SHARING: "Wider sharing of the DfE return"}
_NOT_DECLARED: Final = "–"


def finding(datasets: int, items: int) -> str:
    """Return the page's heading."""
    return f"{counted(items, 'item')} in {counted(datasets, 'data set')} are recorded"


def dataset(declared: DataSet, items: Sequence[DataItem], *, is_open: bool) -> Markup:
    """Return one data set: why and how it is recorded, for whom to see, and its items."""
    number = "" if declared.number is None else f"Data set {declared.number}: "
    facts = {
        "Why it is recorded": declared.summary,
        "Who may see it": who_sees(declared),
        "Since": declared.since or _NOT_DECLARED,
        "Instruction": declared.instruction,
        "Lawful basis": declared.lawful_basis,
        "How often": _CYCLES[declared.cycle],
        "Kept by": declared.owner,
    }
    rows = (tag("div", tag("dt", name), tag("dd", said)) for name, said in facts.items())
    return tag(
        "details",
        tag(
            "summary",
            tag("h2", f"{number}{declared.title}"),
            tag("span", counted(len(items), "item"), class_="ys-of"),
        ),
        tag("dl", *rows, class_="ys-definition"),
        table(_items(declared, items)),
        open="" if is_open else None,
    )


def _items(declared: DataSet, items: Sequence[DataItem]) -> TableData:
    body = (
        (Cell(one.id), Cell(one.title), Cell(one.why), Cell(one.since or _NOT_DECLARED))
        for one in items
    )
    columns = texts("Item", "What it is", "Why it is collected", "Since")
    return made(f"{declared.title}: what is recorded", columns, body)


def versions(asked: Iterable[Request], definitions: str) -> Markup:
    """Return how the register came to be what it is, the newest version first."""
    agreed = [one for one in asked if one.decision and one.decision.version]
    now = tag("p", f"The definitions read now have the fingerprint {definitions}.")
    if not agreed:
        none = tag("p", "Nothing has been added to the register since it began.")
        return joined(tag("h2", "Versions"), none, now)
    newest = sorted(agreed, key=lambda one: -_version(one))
    body = (
        (
            Cell(str(_version(one))),
            Cell(one.ask.title),
            Cell(_decided(one)),
            Cell(f"{one.decision.minute if one.decision else ''}"),
            Cell(f"Request {one.sequence}"),
        )
        for one in newest
    )
    columns = texts("Version", "What was added", "Decided", "Minute", "From")
    return joined(tag("h2", "Versions"), table(made("What was added", columns, body)), now)


def waiting(asked: Iterable[Request]) -> str:
    """Return the heading of the page of requests."""
    many = sum(one.decision is None for one in asked)
    said = counted(many, "request") if many else "No request"
    return f"{said} waiting for the directors' decision"


def list_of(asked: Sequence[Request], partners: Mapping[str, str]) -> TableData:
    """Return every request and what became of it, the newest first."""
    body = (
        (
            Cell(named(one)),
            Cell(stands(one)),
            Cell(_KINDS[one.ask.kind]),
            Cell(_notice(one)),
            Cell(f"{partners.get(one.partner, one.partner)}, {day_text(one.at.date())}"),
        )
        for one in reversed(asked)
    )
    columns = texts("What is asked", "Now", "For", "Notice", "Who asked, and when")
    return made("Every request, the newest first", columns, body)


def full(request: Request) -> Markup:
    """Return one request in full."""
    ask, decision = request.ask, request.decision
    facts = {
        "What exactly": ask.what,
        "What it is for": ask.why,
        "Recorded already": ask.covered.replace(" ", ", "),
        "What that does not say": ask.beyond,
        "Notice": _notice(request),
        "Decision": stands(request),
        "Reason": decision.why if decision else "",
    }
    rows = (tag("div", tag("dt", name), tag("dd", said)) for name, said in facts.items() if said)
    return joined(tag("h2", named(request)), tag("dl", *rows, class_="ys-definition"))


def named(request: Request) -> str:
    """Return what a request is called in a list."""
    return f"{request.sequence}: {request.ask.title}"


def stands(request: Request) -> str:
    """Say where a request stands."""
    decision = request.decision
    if decision is None:
        return "Waits for the directors' decision"
    if decision.outcome is Outcome.WITHDRAWN:
        return f"Taken back, {_decided(request)}"
    version = f": version {decision.version} of the register" if decision.version else ""
    said = decision.outcome.value.capitalize()
    return f"{said}, {_decided(request)}, minute {decision.minute}{version}"


def _notice(request: Request) -> str:
    if request.ask.kind is Kind.ITEM:
        return ""
    days = counted(request.ask.notice_days, "day")
    return f"{days}: not before {day_text(request.first_use)}"


def _version(request: Request) -> int:
    return request.decision.version if request.decision else 0


def _decided(request: Request) -> str:
    return day_text(request.decision.decided) if request.decision else ""

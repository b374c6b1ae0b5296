"""S16: hostile text stays text: in every page, from every field, and in every file."""

from __future__ import annotations

import csv
import datetime as dt
import html
import io
import re
import shutil
import zipfile
from dataclasses import dataclass, replace
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import yaml

from yardstick.access.audit import Action, add_line, audit_key
from yardstick.access.log import AT_ONCE
from yardstick.catalogue import load_catalogue
from yardstick.demonstration.calibration import OFFICIAL_SAMPLE
from yardstick.export.neutral import is_live
from yardstick.intake.accept import accept_official
from yardstick.intake.official import read_official
from yardstick.results.settings import Settings
from yardstick.store.operations import create_tables, writing
from yardstick.store.places import operations
from yardstick.submissions import publish
from yardstick.verify import browser
from yardstick.verify.bars import Outcome
from yardstick.verify.doors import pages
from yardstick.verify.hostile import MARK, SERVER, strings
from yardstick.verify.served import demonstration, product, session_of
from yardstick.verify.visitor import StreamlitClient, ask

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yardstick.store.places import Store

STATEMENT = "Hostile text is shown letter by letter in a browser, and no formula in a file is live."
TARGET = "0 scripts, 0 outbound requests, 0 live formulas, of at least 500 strings"

STRINGS_FULL: Final = 500
STRINGS_SMALL: Final = 40
READER: Final = "host.publisher"
_BATCH: Final = 25
_PARAMS: Final = (
    "area",
    "indicator",
    "comparator",
    "period",
    "basis",
    "release",
    "search",
    "theme",
    "sort",
    "view",
    "person",
    "done",
)
_SENTENCES: Final = ("title", "why_it_matters", "published_note", "owner")
_STORE: Final = shutil.ignore_patterns("store")
_FILES: Final = ("trend.csv", "trend.xlsx", "register.csv", "register.xlsx", "board.csv")
_FORMULA: Final = re.compile(rb"<f[ >/]")


@dataclass(frozen=True)
class Place:
    """A store full of hostile text, and the accounts that go with it.

    Attributes:
        store: With hostile names of official files, and a hostile audit log.
        data: A catalogue whose every sentence is hostile.
        accounts: With hostile titles.
        people: Whose lines are in the log.
    """

    store: Store
    data: Path
    accounts: Path
    people: tuple[str, ...]


def check(folder: Path, *, full: bool) -> Outcome:
    """Put every text where text can come in, then read every page and file."""
    texts = strings(STRINGS_FULL if full else STRINGS_SMALL)
    place = furnish(folder, texts)
    told = {"YARDSTICK_AUTH": str(place.accounts), "YARDSTICK_DATA": str(place.data)}
    with product(place.store, folder, **told) as server:
        return attack(server.url, session_of(place.store, READER), place, texts)


def attack(url: str, cookie: str, place: Place, texts: list[str]) -> Outcome:
    """Read everything as somebody who may see it all, in a browser and in files."""
    asked = list(_addresses(texts, place.people))
    seen = browser.walk(url, cookie, asked)
    failures = [
        *(f"A script ran: {one}." for one in seen.ran),
        *(f"Another server was asked: {one}." for one in seen.outside),
        *(f"Only the policy stopped it: {one}." for one in seen.violations),
        *seen.missing,
        *_unseen(url, cookie, place, texts),
        *(said for file in _FILES for said in _live(url, cookie, file)),
    ]
    shown = len(texts) * 4 + sum(len(_PARAMS) for one in asked if "?" in one)
    figure = {"strings": len(texts), "pages_in_a_browser": seen.pages, "shown": shown}
    return Outcome(shown, tuple(failures), figure)


def furnish(folder: Path, texts: list[str]) -> Place:
    """Make a store and accounts in which every text stands somewhere."""
    store = demonstration(folder, filled=False)
    data = _catalogue(folder, texts)
    catalogue, today = load_catalogue(data), dt.datetime.now(dt.UTC)
    sample = read_official(OFFICIAL_SAMPLE, catalogue)
    for at, some in enumerate(_batches(texts)):
        named = replace(sample, name=" ".join(some), release=some[-1], sha256=f"{at:064x}")
        accept_official(store, catalogue, named, today.date())
    publish(store, catalogue, today)
    accounts, people = _accounts(folder, texts)
    _write_log(store, people, texts)
    return Place(store, data, accounts, people)


def _batches(texts: list[str]) -> Iterator[list[str]]:
    """Yield the texts a few at a time, the formulas first: they are live at the start of a cell."""
    for at in range(0, len(texts), _BATCH):
        yield sorted(texts[at : at + _BATCH], key=is_live, reverse=True)


def _catalogue(folder: Path, texts: list[str]) -> Path:
    """Copy the catalogue, with a hostile text in place of each sentence about an indicator."""
    data = Path(shutil.copytree(Settings.data, folder / "data", ignore=_STORE))
    some = cycle(texts)
    for path in sorted((data / "indicators").glob("*.yaml")):
        held: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        held |= {name: next(some) for name in _SENTENCES}
        held |= {"caveats": [next(some), next(some)], "synonyms": [next(some)]}
        held["source"] = {"title": next(some), "publisher": next(some)}
        path.write_text(yaml.safe_dump(held, allow_unicode=True), "utf-8")
    return data


def _accounts(folder: Path, texts: list[str]) -> tuple[Path, tuple[str, ...]]:
    """Write an accounts file whose people have hostile titles."""
    held: dict[str, Any] = yaml.safe_load(Settings.accounts.read_text("utf-8"))
    people = held["credentials"]["usernames"]
    for person, some in zip(people.values(), cycle(_batches(texts)), strict=False):
        person["title"] = " ".join(some).replace("\r", " ")
    path = folder / "auth.yaml"
    path.write_text(yaml.safe_dump(held, allow_unicode=True), "utf-8")
    return path, tuple(name for name in people if name != READER)  # whose log grows with reading


def _write_log(store: Store, people: tuple[str, ...], texts: list[str]) -> None:
    """Write one line for each text, so many for each person as are shown at once."""
    engine, key = operations(store), audit_key(store.root)
    create_tables(engine)
    with writing(engine) as connection:
        for at, text in enumerate(texts):
            person = people[at // AT_ONCE % len(people)]
            add_line(connection, key, person, Action.DOWNLOAD_REFUSED, {"view": text})


def _addresses(texts: list[str], people: tuple[str, ...]) -> Iterator[str]:
    """Yield every page with hostile values for all it reads, and the pages that hold the rest."""
    yield "/data"
    for person in people[: -(-len(texts) // AT_ONCE)]:
        yield f"/audit?{urlencode({'person': person})}"
    for some in _batches(texts):
        values = {name: " ".join(some[at::3]) for at, name in enumerate(_PARAMS)}
        for path in pages():
            yield f"{path}?{urlencode(values)}"


def _unseen(url: str, cookie: str, place: Place, texts: list[str]) -> Iterator[str]:
    """Yield what was not to be read where it stands: an attack on nothing would prove nothing."""
    if not _is_hostile(_read(url, cookie, "data")):
        yield "No hostile text was shown on the page /data."
    people = place.people[: -(-len(texts) // AT_ONCE)]
    shown = "".join(_read(url, cookie, "audit", urlencode({"person": one})) for one in people)
    yield from (f"Not in the audit log: {one!r}." for one in texts if _letters(one) not in shown)


def _read(url: str, cookie: str, page: str, query: str = "") -> str:
    """Return what is to be read on a page that is opened anew."""
    with StreamlitClient(url, cookie=cookie) as reader:
        return _letters(html.unescape(reader.run(page, query).text))


def _is_hostile(text: str) -> bool:
    return MARK in text or SERVER in text


def _letters(text: str) -> str:
    """Return a text without the space that a page puts in, or closes up."""
    return "".join(text.split())


def _live(url: str, cookie: str, file: str) -> Iterator[str]:
    """Yield the formulas of a file that a spreadsheet would run."""
    view, _, form = file.partition(".")
    got = ask(url, f"/download/{view}?format={form}", headers={"Cookie": cookie})
    held = _sheets(got.body) if form == "xlsx" else {"": got.body}
    if not any(_is_hostile(content.decode("latin-1")) for content in held.values()):
        yield f"No hostile text is in {file} ({got.status})."
    if form == "csv":
        rows = csv.reader(io.StringIO(got.body.decode("utf-8-sig")))
        yield from (
            f"Live in {file}: {cell[:40]!r}." for row in rows for cell in row if _runs(cell)
        )
    for name, content in held.items():
        if form == "xlsx" and (_FORMULA.search(content) or b'TargetMode="External"' in content):
            yield f"Live in {name} of {file}."


def _runs(cell: str) -> bool:
    """Whether a spreadsheet would run a cell. A number with its sign is a number."""
    return is_live(cell) and not re.fullmatch(r"[+-]?\d[\d.,]*(e[+-]?\d+)?", cell)


def _sheets(workbook: bytes) -> dict[str, bytes]:
    """Return the parts of a workbook; none where the bytes are no workbook."""
    if not zipfile.is_zipfile(io.BytesIO(workbook)):
        return {}
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}

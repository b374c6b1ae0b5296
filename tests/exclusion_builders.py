"""Records of exclusions and moves of one authority, as a release holds them, for tests."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter, defaultdict
from types import SimpleNamespace

import duckdb
import pyarrow as pa
from conftest import ROOT

from yardstick.catalogue import load_catalogue
from yardstick.query import load_queries
from yardstick.results.book import Library
from yardstick.results.exclusions import exclusions
from yardstick.results.exclusions_types import ExclusionsAsked, ExclusionsView
from yardstick.store.followed import fill_followed, followed_tables
from yardstick.store.own_tables import own_tables
from yardstick.store.shared_tables import shared_tables

CATALOGUE = load_catalogue(ROOT / "data")
LIBRARY = Library(CATALOGUE, load_queries(ROOT / "queries"), CATALOGUE.regions["east_midlands"])
TABLES = own_tables(CATALOGUE)
SHARED = shared_tables(CATALOGUE)
DERBY, LEICESTER = "E06000015", "E06000016"
INFO = SimpleNamespace(
    id="r1", made=dt.datetime(2026, 6, 1, 9, 0, tzinfo=dt.UTC), kind="demonstration"
)
FIRST, LAST, CENSUS = dt.date(2023, 9, 1), dt.date(2024, 8, 31), dt.date(2024, 1, 18)
YEAR, AUTUMN, SPRING, SUMMER = (
    "2023/24", "2023/24 Autumn", "2023/24 Spring", "2023/24 Summer",
)  # fmt: skip
TERMS = (AUTUMN, SPRING, SUMMER)
DAY = dt.date(2023, 10, 2)
OVERLAP = dt.timedelta(14)

_USUAL = {
    "exclusions": {
        "school_urn": "100001", "school_phase": "SEC", "school_type": "ACA",
        "enrolment_status": "C", "category": "SUSP", "reason_1": "DB", "start_date": DAY,
        "sessions": 4, "sen_provision": "N", "fsm": False, "looked_after": False, "sex": "F",
        "ethnic_group": "W", "year_group": "9",
    },
    "leavers": {
        "school_urn": "100001", "leaving_date": DAY, "leaving_ground": "TRA",
        "destination": "SLA", "year_group": "9",
    },
    "joiners": {
        "school_urn": "100002", "entry_date": DAY, "origin": "SLA", "entry_mode": "INY",
        "year_group": "9",
    },
    "headcount": {
        "school_urn": "100001", "census_year": 2024, "school_phase": "SEC", "year_group": "9",
        "sen_provision": "N", "fsm": False, "sex": "F", "ethnic_group": "W", "pupils": 100,
    },
}  # fmt: skip
FOLLOWED = followed_tables([f"own_{table}" for table in _USUAL])


def usual(table, **changes):
    """Return a record of a table, with what makes it a row of a release."""
    keys = {"dataset": "school_exclusions", "area": DERBY, "period": AUTUMN, "submission": "s"}
    whose = {} if table == "headcount" else {"pupil_ref": "a"}
    return {**keys, **whose, **_USUAL[table], "row": 1, **changes}


def returns(**of):
    """Return rows of each table, and a suspension in each term, so that each has a return."""
    sent = [
        usual("exclusions", pupil_ref=f"t{at}", period=term, category="LNCH", sessions=1, row=at)
        for at, term in enumerate(TERMS)
    ]
    return {
        **{table: [] for table in _USUAL},
        **of,
        "exclusions": [*of.get("exclusions", []), *sent],
    }


def suspensions(*whose, **changes):
    """Return a suspension of each pupil."""
    return [
        usual("exclusions", pupil_ref=pupil, row=at, **changes) for at, pupil in enumerate(whose)
    ]


def release(rows):
    """Return a connection in which the rows stand as a viewer's own."""
    connection = duckdb.connect()
    for table in _USUAL:
        name = f"own_{table}"
        held = pa.Table.from_pylist(rows.get(table, []), schema=TABLES[name].arrow)
        connection.register("held", held)
        connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM held')  # noqa: S608 - a name of our own
        connection.unregister("held")
    follow(connection, FOLLOWED)
    connection.execute(
        "CREATE TABLE published (source VARCHAR, measure VARCHAR, area VARCHAR, period VARCHAR,"
        " value DOUBLE, status VARCHAR)"
    )
    for name, table in SHARED.items():
        held = pa.Table.from_pylist(rows.get(name, []), schema=table.arrow)
        connection.register("held", held)
        connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM held')  # noqa: S608 - a name of our own
        connection.unregister("held")
    return connection


def follow(connection, tables):
    """Make of the records what the build of a release makes of them."""
    for table in tables.values():
        connection.execute(table.definition)
    fill_followed(connection, tables)


def view(rows, name, connection=None, **asked):
    """Return one view of the rows."""
    asked = ExclusionsAsked(ExclusionsView(name), asked.pop("area", DERBY), **asked)
    return exclusions(connection or release(rows), LIBRARY, asked, INFO)


def by_label(result, group=""):
    """Return the rows of a view by their label, or those of one of its groups."""
    rows = result.values.to_dict("records")
    return {row["label"]: row for row in rows if not group or row["group"] == group}


def answer(connection, query, **more):
    """Return the rows that a query finds in the year, as tuples; missing is None."""
    given = {
        "area": DERBY, "first": str(FIRST), "last": str(LAST), "census": str(CENSUS),
        "spring": "2024-01-01", "summer": "2024-04-01", "kind": "SUSP", "year": YEAR, **more,
    }  # fmt: skip
    found = LIBRARY.queries[query]
    return connection.execute(
        found.sql, {name: given[name] for name in found.header.params}
    ).fetchall()


def messy(seed):
    """Return records as they come: sent twice, late, on the same day, overlapping, of others."""
    chance = random.Random(seed)  # noqa: S311 - made up for tests, the same each time
    rows = {table: [] for table in _USUAL}
    for at in range(160):
        said = {
            "area": chance.choice((DERBY, DERBY, DERBY, LEICESTER)),
            "period": chance.choice((*TERMS, "2022/23 Summer")),
            "row": at,
        }
        whose = {**said, "pupil_ref": f"p{chance.randrange(14)}"}
        school = {"school_urn": str(100001 + chance.randrange(4))}
        day = dt.date(2023, 8, 1) + dt.timedelta(chance.randrange(0, 430, chance.choice((1, 9))))
        rows["exclusions"].append(_exclusion(chance, {**whose, **school}, day))
        rows["leavers"].append(_leaver(chance, {**whose, **school}, day))
        near = day + dt.timedelta(chance.choice((-20, -14, -3, 0, 0, 1, 28, 29, 90)))
        rows["joiners"].append(_joiner(chance, {**whose}, near))
        rows["headcount"].append(_counted(chance, {**said, **school}))
    return rows


def _exclusion(chance, said, day):
    category = chance.choice(("SUSP", "SUSP", "SUSP", "FIXD", "PERM", "LNCH"))
    reasons = chance.sample(["DB", "PP", "VA", "OT"], 3)
    return usual(
        "exclusions", **said, start_date=day, category=category, reason_1=reasons[0],
        reason_2=chance.choice((None, reasons[1])), reason_3=chance.choice((None, reasons[2])),
        sessions=None if category == "PERM" else chance.randrange(1, 60),
        sen_provision=chance.choice("NKESAP"), fsm=chance.random() < 0.5,
        looked_after=chance.random() < 0.5, sex=chance.choice("MF"),
        ethnic_group=chance.choice("WMB"),
        board_outcome=chance.choice((None, "UPH")) if category == "PERM" else None,
        school_phase=chance.choice(("PRI", "SEC")),
    )  # fmt: skip


def _leaver(chance, said, day):
    destination = chance.choice(("SLA", "SOL", "EHE", "CME", "ALT"))
    return usual(
        "leavers", **said, leaving_date=day, destination=destination,
        destination_la={"SLA": DERBY, "SOL": LEICESTER}.get(destination),
        year_group=chance.choice(("9", "10", "11")),
    )  # fmt: skip


def _joiner(chance, said, day):
    return usual(
        "joiners", **said, entry_date=day, school_urn=str(100001 + chance.randrange(4)),
        entry_mode=chance.choice(("MAN", "INY")), origin="SLA",
        origin_urn=chance.choice((None, "100001", "100002")),
        origin_la=chance.choice((None, DERBY, LEICESTER)),
    )  # fmt: skip


def _counted(chance, said):
    return usual(
        "headcount", **said, census_year=chance.choice((2023, 2024)),
        school_phase={"100001": "PRI"}.get(said["school_urn"], "SEC"),
        sen_provision=chance.choice("NKE"), fsm=chance.random() < 0.5, sex=chance.choice("MF"),
        ethnic_group=chance.choice("WMB"), pupils=chance.randrange(40),
    )  # fmt: skip


def cell(area, number, **words):
    """Return a cell of a cube of suspensions: of girls, for disruption."""
    usual_words = {
        "sex": "Female", "ethnic_group": "White", "sen": "None", "fsm": "No",
        "reason": "Disruption",
    }  # fmt: skip
    keys = {"dataset": "school_exclusions", "area": area, "period": YEAR, "measure": "suspensions"}
    return keys | usual_words | words | {"number": number}


# ---- what a naive reader does -------------------------------------------------------------


def newest(rows, *key, area=DERBY):
    """Return an authority's rows, of those with the same key the one of the newest return."""
    found = {}
    for row in sorted(
        (r for r in rows if r["area"] == area), key=lambda r: (r["period"], r["row"])
    ):
        found[tuple(row[name] for name in key)] = row
    return list(found.values())


def in_year(day):
    return FIRST <= day <= LAST


def kind_of(row):
    """Return what an exclusion counts as: an older word for a suspension is one."""
    return "SUSP" if row["category"] == "FIXD" else row["category"]


def exclusions_of(rows, *, whole=False):
    """Return exclusions that count once each, of the year unless of the whole time."""
    named = [{**row, "kind": kind_of(row)} for row in rows["exclusions"]]
    found = newest(named, "pupil_ref", "school_urn", "start_date", "kind")
    return [row for row in found if whole or in_year(row["start_date"])]


def as_counts(rows):
    """Return answered rows as the last column by the others."""
    return Counter({tuple(row[:-1]): row[-1] for row in rows})


def linked(rows, area=DERBY):
    """Return each leaver with the day of the entry that follows it, None where none does."""
    leavers = newest(rows["leavers"], "pupil_ref", "school_urn", "leaving_date", area=area)
    entries = {
        (row["pupil_ref"], row["entry_date"], row["school_urn"])
        for row in rows["joiners"]
        if row["area"] == area
    }
    wanted = {}
    for leaver in leavers:
        whose, school, left = leaver["pupil_ref"], leaver["school_urn"], leaver["leaving_date"]
        able = [
            (entered, urn)
            for pupil, entered, urn in entries
            if pupil == whose and entered >= left - OVERLAP and (urn != school or entered > left)
        ]
        if able:
            wanted[whose, school, left] = min(able)
    claims = defaultdict(list)
    for (whose, school, left), entry in wanted.items():
        claims[whose, entry].append((-left.toordinal(), school, left))
    follows = {}
    for (whose, (entered, _)), claimants in claims.items():
        _, school, left = min(claimants)
        follows[whose, school, left] = entered
    keys = ("pupil_ref", "school_urn", "leaving_date")
    return [(row, follows.get(tuple(row[key] for key in keys))) for row in leavers]


def seen(left, entered):
    """Return whether and how soon a leaver who is followed is on a roll again."""
    if entered is None:
        return "never"
    summer = left.month in {7, 8} and entered <= dt.date(left.year, 9, 30)
    return "soon" if summer or (entered - left).days <= 28 else "later"

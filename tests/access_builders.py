"""A small region with its accounts, for tests of who may see what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyotp
import yaml

from yardstick.access.accounts import Accounts
from yardstick.access.door import Door
from yardstick.access.sign_in import Step
from yardstick.catalogue.regions import Region
from yardstick.store.operations import create_tables, open_operations

if TYPE_CHECKING:
    from yardstick.access.factor import Factors

ROOT = Path(__file__).parents[1]
PASSWORD = "orchard lantern river"
HASHED = "$2b$12$9Nbn7uktd9/RQcIZvEJ7vuvWeQPQQlUA0LNXvSBOhO2VIqBULIPvm"
KEY = b"k" * 32
DATASETS = ("riia_quarterly", "social_care_additional", "exclusions_published")
EAST, WEST, NORTH = "E06000001", "E06000002", "E06000003"
JOINT, BEFORE = f"{EAST}+{WEST}", "E10000099"


TODAY = dt.date(2027, 1, 15)  # of the clock below


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def region() -> Region:
    return Region.model_validate(
        {
            "id": "midshire",
            "name": "Midshire",
            "code": "E12000099",
            "host": "north",
            "contact": "Ring the host council.",
            "authorities": [EAST, WEST, NORTH],
            "partners": [
                {"id": "trust", "name": "Trust of East and West", "areas": [EAST, WEST]},
                {"id": "east", "name": "East Council", "areas": [EAST]},
                {"id": "north", "name": "North Council", "areas": [NORTH]},
                {"id": "group", "name": "Executive group", "areas": []},
            ],
            "groups": [{"id": "cities", "name": "Cities", "areas": [EAST, NORTH]}],
            "combined": [
                {"code": JOINT, "name": "Eastwest", "parts": [EAST, WEST], "predecessor": BEFORE}
            ],
            "cycles": [{"id": "returns", "name": "Quarterly returns", "every": "quarter"}],
            "letters": "MS",
            "neighbours_model": "2025",
            "default_comparator": "region",
        }
    )


def person(partner: str, **more: Any) -> dict[str, Any]:
    return {
        "name": "Pat Example",
        "password": HASHED,
        "title": "Data lead",
        "partner": partner,
    } | more


def grants(*given: str) -> list[dict[str, str]]:
    """Write grants as `data_set:reach`."""
    return [dict(zip(("dataset", "reach"), one.split(":"), strict=True)) for one in given]


def content() -> dict[str, Any]:
    everything = grants(*(f"{dataset}:region" for dataset in DATASETS))
    shown = {"demonstration": True, "demonstration_password": PASSWORD}
    return {
        "credentials": {
            "usernames": {
                "east.lead": person("east"),
                "trust.lead": person("trust"),
                "north.lead": person("north", grants=grants("riia_quarterly:own")),
                "former": person("east", disabled=True),
                "reader": person("group", roles=["executive"]),
                "shown": person("east", **shown),
                "stray": person("elsewhere"),
            }
        },
        "partners": {
            "east": {"grants": grants("riia_quarterly:region", "social_care_additional:own")},
            "trust": {"grants": everything},
            "north": {"grants": everything},
            "group": {"grants": everything},
            "elsewhere": {"grants": everything},
        },
    }


def with_administrator() -> dict[str, Any]:
    """The same, and an administrator and a publisher of a partner that may give two roles."""
    found = content()
    people = found["credentials"]["usernames"]
    people["east.admin"] = person("east", roles=["administrator"])
    people["east.publisher"] = person("east", roles=["publisher"])
    found["partners"]["east"]["roles"] = ["administrator", "exclusions_restricted"]
    return found


def write_accounts(folder: Path, held: dict[str, Any] | None = None) -> Path:
    path = folder / "auth.yaml"
    path.write_text(yaml.safe_dump(held or content(), sort_keys=False), encoding="utf-8")
    return path


def make_door(folder: Path, clock: Clock, *, demonstration: bool = True) -> Door:
    engine = open_operations(f"sqlite:///{folder / 'operations.sqlite'}")
    create_tables(engine)
    accounts = Accounts(write_accounts(folder), demonstration=demonstration)
    return Door(engine, KEY, accounts, region(), clock)


def ticket(door: Door, name: str = "east.lead", source: str = "10.0.0.1", onward: str = "/") -> str:
    """Sign in with the right password, accept the notice, and return the ticket."""
    token = door.sign_in.attempt(name, PASSWORD, source, onward)
    if door.sign_in.step(token) is Step.NOTICE:
        door.sign_in.accept_notice(token)
    return door.sign_in.ticket(token)


def enrolled(factors: Factors, clock: Clock, account: str) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """Give an account a second factor; return its app, ready for another code, and its codes."""
    sealed = factors.new_secret()
    app = pyotp.TOTP(factors.enrolment(account, sealed).secret.replace(" ", ""))
    codes = factors.enrol(account, sealed, app.at(clock.now))
    assert codes is not None
    clock.now += app.interval
    return app, codes

"""A script of everything that must leave a line in the audit log, done through the real doors."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING, Final, cast

import pyotp

from yardstick.access.audit import Action, record
from yardstick.access.errors import AccessDenied, SignInRefused
from yardstick.access.log import Log
from yardstick.access.policy import viewer_for
from yardstick.access.throttle import GUESSES_PER_ACCOUNT, KEPT_FOR_KNOWN_SOURCES, Throttle
from yardstick.access.tokens import hashed
from yardstick.export.files import ExportFile
from yardstick.model import Comparator, Selection
from yardstick.web.downloads import Asked, Workshop

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.access.arrivals import Ticket
    from yardstick.access.door import Door
    from yardstick.model import Viewer
    from yardstick.results.gate import Results

Done = list[tuple[str, Action]]

PERSON: Final = "derbyshire.dcs"
PUBLISHER: Final = "host.publisher"
ADMINISTRATOR: Final = "derbyshire.administrator"
ADDED: Final = "derbyshire.new"
HERE: Final = "10.0.0.1"


def act(door: Door) -> Done:
    """Do everything once; return whose line of which action each must have left, in order."""
    return [
        *_sign_in(door),
        *_take_files(door),
        *_keep_a_second_factor(door),
        *_change_accounts(door),
        *_look(door),
        *_be_refused(door),
    ]


def _sign_in(door: Door) -> Done:
    known = door.accounts.current().credentials.usernames[PERSON]
    arrival = door.sign_in.attempt(PERSON, known.demonstration_password or "", HERE, "/")
    ticket = cast("Ticket", door.sign_in.redeem(door.sign_in.ticket(arrival)))
    door.sessions.end(door.enter(ticket))
    door.sign_in.notices.accept(PERSON)
    return [
        (PERSON, Action.SIGNED_IN),
        (PERSON, Action.SIGNED_OUT),
        (PERSON, Action.NOTICE_ACCEPTED),
    ]


def _take_files(door: Door) -> Done:
    """Take a file and be refused another, by the route that gives them."""
    session = hashed(door.sessions.start(PERSON, HERE))

    asked = {"format": "csv"}
    Workshop(lambda: door, _read, _make).serve(session, "board", asked)
    Workshop(lambda: door, _refuse, _make).serve(session, "board", asked)
    return [(PERSON, Action.DOWNLOADED), (PERSON, Action.DOWNLOAD_REFUSED)]


def _read(viewer: Viewer, _params: Mapping[str, str]) -> Asked:
    return Asked(cast("Results", viewer), Selection("", Comparator.REGION), ())


def _refuse(_viewer: Viewer, _params: Mapping[str, str]) -> Asked:
    raise AccessDenied


def _make(*_asked: object) -> ExportFile:
    return ExportFile("board.csv", "text/csv", b"area")


def _keep_a_second_factor(door: Door) -> Done:
    factors = door.sign_in.factors
    sealed = factors.new_secret()
    secret = factors.enrolment(PERSON, sealed).secret.replace(" ", "")
    now = dt.datetime.fromtimestamp(door.clock(), dt.UTC)
    codes = factors.enrol(PERSON, sealed, pyotp.TOTP(secret).at(now)) or ("",)
    factors.check(PERSON, codes[0])
    factors.reset(PERSON, by=ADMINISTRATOR)
    return [
        (PERSON, Action.FACTOR_ENROLLED),
        (PERSON, Action.RECOVERY_CODE_USED),
        (ADMINISTRATOR, Action.FACTOR_RESET),
    ]


def _change_accounts(door: Door) -> Done:
    people = door.people(ADMINISTRATOR)
    people.add(ADDED, name="Somebody new", title="", roles=(), grants=people.grants())
    people.disable(ADDED)
    return [(ADMINISTRATOR, Action.ACCOUNT_CHANGED)]


def _look(door: Door) -> Done:
    """Look at records, with the purpose, and at the log itself."""
    said = {"dataset": "exclusions", "purpose": "preparing the autumn board"}
    record(door.engine, door.key, PERSON, Action.VIEWED_RECORDS, said)
    publisher = cast("Viewer", viewer_for(PUBLISHER, door.accounts, door.region))
    Log(door, publisher).read()
    return [(PERSON, Action.VIEWED_RECORDS), (PUBLISHER, Action.READ_LOG)]


def _be_refused(door: Door) -> Done:
    """Guess wrongly, and once too often."""
    with suppress(SignInRefused):
        door.sign_in.attempt("nobody at all", "wrong", HERE, "/")
    throttle = Throttle(door.engine, door.clock)
    for _ in range(GUESSES_PER_ACCOUNT - KEPT_FOR_KNOWN_SOURCES):
        throttle.admit(PERSON, "10.0.0.2")
    with suppress(SignInRefused):
        door.sign_in.attempt(PERSON, "wrong", "10.0.0.2", "/")
    return [("", Action.SIGN_IN_REFUSED), (PERSON, Action.SIGN_IN_PAUSED)]

"""The second factor: a code from an app on the person's telephone, or a recovery code on paper.

Secrets are kept encrypted, recovery codes as hashes; each code is good once. Who needs a second
factor is decided in `policy`; how often somebody may try is decided in `throttle`.

Source: RFC 6238; NIST SP 800-63B-4 section 3.1.4 (each code once) and 3.2.2 (a limit on failures).
"""

from __future__ import annotations

import base64
import hmac
import secrets
import time
from dataclasses import dataclass

import pyotp
import sqlalchemy as sa
from cryptography.fernet import Fernet, InvalidToken
from pyotp.exceptions import OTPVerificationError

from yardstick.access.audit import Action, add_line
from yardstick.access.errors import AccountsError
from yardstick.access.tokens import Clock, hashed
from yardstick.store.operations import METADATA, reading, writing

DRIFT = 1  # steps of half a minute: how far a telephone's clock may be out, either way
RECOVERY_CODES = 10
FAILURES = 30  # in a row, over any time; after that only an administrator helps
_RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
_RECOVERY_LENGTH = 24  # about 118 bits: above 112 a plain hash of it is enough (ASVS 6.5.2)
_GROUP = 4
_ISSUER = "Yardstick"
_PURPOSE = b"yardstick second factor"

FACTORS = sa.Table(
    "factor",
    METADATA,
    sa.Column("account", sa.String, primary_key=True),
    sa.Column("secret", sa.LargeBinary, nullable=False),
    sa.Column("last_step", sa.Integer, nullable=False),
    sa.Column("failures", sa.Integer, nullable=False),
)
RECOVERY = sa.Table(
    "recovery_code",
    METADATA,
    sa.Column("account", sa.String, primary_key=True),
    sa.Column("hash", sa.String, primary_key=True),
)


@dataclass(frozen=True)
class Enrolment:
    """What a person puts into their app.

    Attributes:
        secret: To be typed, in groups of four.
        link: To be drawn as a QR picture (`otpauth://`).
    """

    secret: str
    link: str


@dataclass(frozen=True)
class Factors:
    """The second factors of one installation.

    Attributes:
        engine: Operations database, with the tables made.
        key: Of the store; the secrets are encrypted with one made from it.
        clock: Seconds; another one in tests.
    """

    engine: sa.Engine
    key: bytes
    clock: Clock = time.time

    def enrolled(self, account: str) -> bool:
        """Whether an account has a second factor."""
        return account in self.everybody()

    def everybody(self) -> frozenset[str]:
        """Return the accounts that have one."""
        with reading(self.engine) as connection:
            return frozenset(connection.execute(sa.select(FACTORS.c.account)).scalars())

    def new_secret(self) -> bytes:
        """Return a new secret, encrypted, for somebody who is about to enrol."""
        return self._box.encrypt(pyotp.random_base32().encode())

    def enrolment(self, account: str, sealed: bytes) -> Enrolment:
        """Return what to show somebody who is about to enrol with a secret of `new_secret`."""
        secret = self._opened(sealed)
        link = pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=_ISSUER)
        return Enrolment(_grouped(secret, " "), link)

    def enrol(self, account: str, sealed: bytes, code: str) -> tuple[str, ...] | None:
        """Enrol an account whose app shows the right code; return its recovery codes.

        None where the code is not right, or the account has a second factor already. The
        recovery codes are shown once and kept as hashes.
        """
        step = self._step(sealed, code)
        if step is None:
            return None
        with writing(self.engine) as connection:
            known = sa.select(FACTORS.c.account).where(FACTORS.c.account == account)
            if connection.execute(known).first() is not None:
                return None
            row = {"account": account, "secret": sealed, "last_step": step, "failures": 0}
            connection.execute(FACTORS.insert().values(row))
            codes = _new_recovery(connection, account)
            add_line(connection, self.key, account, Action.FACTOR_ENROLLED, {})
        return codes

    def renew_recovery(self, account: str) -> tuple[str, ...]:
        """Put new recovery codes in the place of all that an account has; return them."""
        with writing(self.engine) as connection:
            connection.execute(RECOVERY.delete().where(RECOVERY.c.account == account))
            codes = _new_recovery(connection, account)
            add_line(connection, self.key, account, Action.RECOVERY_RENEWED, {})
        return codes

    def recovery_left(self, account: str) -> int:
        """Return how many recovery codes an account has that were not used."""
        with reading(self.engine) as connection:
            return _left(connection, account)

    def check(self, account: str, code: str) -> bool:
        """Whether a code of the app, or a recovery code, is right. Each is good once."""
        with writing(self.engine) as connection:
            chosen = sa.select(FACTORS).where(FACTORS.c.account == account)
            row = connection.execute(chosen).one_or_none()
            if row is None or row.failures >= FAILURES:
                return False
            step = self._step(row.secret, code)
            of_app = step is not None and step > row.last_step
            right = of_app or self._used_recovery(connection, account, code)
            now = {"last_step": step} if of_app else {}
            now["failures"] = 0 if right else row.failures + 1
            connection.execute(FACTORS.update().where(FACTORS.c.account == account).values(now))
        return right

    def is_locked(self, account: str) -> bool:
        """Whether so many codes were wrong in a row that no further one is looked at."""
        chosen = sa.select(FACTORS.c.failures).where(FACTORS.c.account == account)
        with reading(self.engine) as connection:
            return (connection.execute(chosen).scalar_one_or_none() or 0) >= FAILURES

    def reset(self, account: str, by: str) -> None:
        """Forget an account's second factor; it enrols again at its next sign-in."""
        with writing(self.engine) as connection:
            connection.execute(FACTORS.delete().where(FACTORS.c.account == account))
            connection.execute(RECOVERY.delete().where(RECOVERY.c.account == account))
            add_line(connection, self.key, by, Action.FACTOR_RESET, {"of": account})

    def _used_recovery(self, connection: sa.Connection, account: str, code: str) -> bool:
        of_account = RECOVERY.c.account == account
        used = RECOVERY.delete().where(of_account, RECOVERY.c.hash == hashed(_plain(code)))
        if connection.execute(used).rowcount == 0:
            return False
        left = str(_left(connection, account))
        add_line(connection, self.key, account, Action.RECOVERY_CODE_USED, {"left": left})
        return True

    def _step(self, sealed: bytes, code: str) -> int | None:
        """Return the step of time that a code of the app belongs to, or None."""
        try:
            return pyotp.TOTP(self._opened(sealed)).verify_and_get_timecode(
                _plain(code), for_time=self.clock(), valid_window=DRIFT
            )
        except OTPVerificationError:
            return None

    def _opened(self, sealed: bytes) -> str:
        try:
            return self._box.decrypt(sealed).decode()
        except InvalidToken as error:
            raise AccountsError(
                "Second factors were kept with another key. Restore audit.key of the store, or "
                "reset each with `python -m yardstick accounts factor NAME`."
            ) from error

    @property
    def _box(self) -> Fernet:
        made = hmac.digest(self.key, _PURPOSE, "sha256")
        return Fernet(base64.urlsafe_b64encode(made))


def _new_recovery(connection: sa.Connection, account: str) -> tuple[str, ...]:
    """Draw recovery codes, keep them as hashes, and return them: they are shown once."""
    codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
    rows = [{"account": account, "hash": hashed(_plain(one))} for one in codes]
    connection.execute(RECOVERY.insert(), rows)
    return codes


def _left(connection: sa.Connection, account: str) -> int:
    counted = sa.select(sa.func.count()).select_from(RECOVERY)
    return int(connection.execute(counted.where(RECOVERY.c.account == account)).scalar_one())


def _recovery_code() -> str:
    drawn = "".join(secrets.choice(_RECOVERY_LETTERS) for _ in range(_RECOVERY_LENGTH))
    return _grouped(drawn, "-")


def _grouped(text: str, between: str) -> str:
    return between.join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def _plain(code: str) -> str:
    """Return a code without what people type between its groups."""
    return "".join(one for one in code.lower() if one.isalnum())

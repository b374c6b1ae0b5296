"""The accounts file: who may sign in, which partner they belong to, what the partner was granted.

Its shape is streamlit-authenticator's (`credentials.usernames.<name>`) with our keys added. It is
read again whenever it changes, so that an account disabled in it is out at the next click.
Changes to it are in `editing`.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

import yaml
from pydantic import Field, StrictBool, ValidationError, field_validator, model_validator

from yardstick.access.errors import AccountsError
from yardstick.access.passwords import HASH_FORM
from yardstick.catalogue.declarations import (
    Declaration,
    GrantDeclaration,
    Identifier,
    Region,
    Sentence,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

AccountName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9._-]{1,39}$")]
Role = Literal["publisher", "executive"]


class Account(Declaration):
    """One person who may sign in.

    `grants` narrows what the partner was granted and can never widen it; left out, the person
    has all of it. `demonstration_password` is printed on the sign-in page of a demonstration.
    """

    name: Sentence
    password: str = Field(repr=False)
    title: str = ""
    partner: Identifier
    roles: tuple[Role, ...] = ()
    grants: tuple[GrantDeclaration, ...] | None = None
    disabled: StrictBool = False
    demonstration: StrictBool = False
    demonstration_password: str | None = Field(default=None, repr=False)

    @field_validator("password")
    @classmethod
    def _is_hash(cls, value: str) -> str:
        if not HASH_FORM.fullmatch(value):
            raise ValueError("must be a bcrypt hash, made by `python -m yardstick accounts`")
        return value

    @model_validator(mode="after")
    def _demonstrations_say_so(self) -> Self:
        if self.demonstration != (self.demonstration_password is not None):
            raise ValueError("give demonstration and demonstration_password together or neither")
        return self


class PartnerGrants(Declaration):
    """What one partner of the region was granted."""

    grants: tuple[GrantDeclaration, ...]

    @field_validator("grants")
    @classmethod
    def _one_each(cls, value: tuple[GrantDeclaration, ...]) -> tuple[GrantDeclaration, ...]:
        names = [grant.dataset for grant in value]
        if len(names) != len(set(names)):
            raise ValueError("a data set stands twice")
        return value


class Credentials(Declaration):
    """The part that streamlit-authenticator knows."""

    usernames: dict[AccountName, Account]


class AccountsFile(Declaration):
    """The whole file."""

    credentials: Credentials
    partners: dict[Identifier, PartnerGrants]

    @model_validator(mode="after")
    def _partners_exist(self) -> Self:
        for name, account in self.credentials.usernames.items():
            if account.partner not in self.partners:
                raise ValueError(
                    f"credentials.usernames.{name}.partner: '{account.partner}' is not under "
                    f"partners. Allowed: {', '.join(sorted(self.partners))}"
                )
        return self


class Accounts:
    """The accounts as the file has them now.

    Every answer is from the file as it stands; one that cannot be read answers nobody.
    """

    def __init__(self, path: Path, *, demonstration: bool) -> None:
        """Name the file; it is read at the first question.

        Args:
            path: The accounts file.
            demonstration: Whether the store is a demonstration. On any other store the
                demonstration's accounts are not answered for.
        """
        self.path = path
        self._demonstration = demonstration
        self._lock = threading.Lock()
        self._stamp: tuple[int, int, int] | None = None
        self._file: AccountsFile | None = None

    def find(self, name: str) -> Account | None:
        """Return an account that may sign in here, or None where there is none of that name."""
        account = self.current().credentials.usernames.get(normal_name(name))
        if account is None or account.disabled:
            return None
        return account if self._demonstration or not account.demonstration else None

    def knows(self, name: str) -> bool:
        """Whether the file has an account of that name, whatever its state."""
        return normal_name(name) in self.current().credentials.usernames

    def grants(self, partner: str) -> tuple[GrantDeclaration, ...]:
        """Return what a partner was granted; nothing where it is not in the file."""
        found = self.current().partners.get(partner)
        return found.grants if found else ()

    def demonstrations(self) -> tuple[tuple[str, Account], ...]:
        """Return the names and accounts to print on the sign-in page, in the file's order."""
        if not self._demonstration:
            return ()
        accounts = self.current().credentials.usernames.items()
        return tuple((name, account) for name, account in accounts if account.demonstration)

    def current(self) -> AccountsFile:
        """Return the file as it is now.

        Raises:
            AccountsError: It is missing or cannot be used; nothing older is answered instead.
        """
        try:
            found = self.path.stat()
        except OSError as error:
            raise AccountsError(f"{self.path} cannot be read: {error.strerror}.") from error
        stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
        with self._lock:
            if self._file is None or stamp != self._stamp:
                self._file = None
                self._file = read_accounts(self.path)
                self._stamp = stamp
            return self._file


def read_accounts(path: Path) -> AccountsFile:
    """Read and check an accounts file.

    Raises:
        AccountsError: It is missing or breaks its schema; the message names file, key and what is
            allowed, and never a password or a hash.
    """
    return checked(read_mapping(path), path.name)


def read_mapping(path: Path) -> dict[str, Any]:
    """Read the file as it is written, unchecked.

    Raises:
        AccountsError: It is missing, is not YAML, or has a key twice.
    """
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), _OnceLoader)  # noqa: S506 - a safe loader
    except OSError as error:
        raise AccountsError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise AccountsError(f"{path.name}: is not UTF-8 text.") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" line {mark.line + 1}:" if mark else ""
        problem = getattr(error, "problem", None) or "cannot be read"
        raise AccountsError(f"{path.name}:{line} {problem}.") from error
    if not isinstance(found, dict):
        raise AccountsError(f"{path.name}: must hold the keys credentials and partners.")
    return found


def checked(found: Mapping[str, Any], name: str) -> AccountsFile:
    """Check what an accounts file holds.

    Raises:
        AccountsError: It breaks the schema.
    """
    try:
        return AccountsFile.model_validate(found)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        more = f" ({len(faults) - 1} more)" if len(faults) > 1 else ""
        raise AccountsError(f"{name}: {_explained(faults[0])}.{more}") from None


def unknown_references(
    file: AccountsFile, region: Region, datasets: Collection[str]
) -> Iterable[str]:
    """Say which partners the region does not have, and which data sets the catalogue does not.

    One sentence each; nothing where all is well. Whoever they are given to sees nothing of them,
    so this is for whoever checks the file.
    """
    partners = {partner.id for partner in region.partners}
    for partner, declared in file.partners.items():
        if partner not in partners:
            yield f"partners.{partner}: is not a partner of {region.name}"
        for grant in declared.grants:
            if grant.dataset not in datasets:
                yield f"partners.{partner}.grants: '{grant.dataset}' is not a data set"


def normal_name(name: str) -> str:
    """Return a sign-in name as it is kept: without spaces around it, in small letters."""
    return name.strip().lower()


class _OnceLoader(yaml.SafeLoader):
    """YAML that refuses a key standing twice: the second would replace a person unseen."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - as PyYAML calls it
        keys = [key.value for key, _ in node.value]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            problem = f"'{twice}' stands twice"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return super().construct_mapping(node, deep)


def _explained(fault: ErrorDetails) -> str:
    key = ".".join(str(part) for part in fault["loc"] if part != "[key]")
    if fault["type"] == "extra_forbidden":
        return f"{key} is not known. Allowed here: {', '.join(_allowed(fault['loc']))}"
    message = fault["msg"].removeprefix("Value error, ")
    return f"{key}: {message}" if key else message


def _allowed(loc: tuple[int | str, ...]) -> Iterable[str]:
    if "grants" in loc:
        return GrantDeclaration.model_fields
    match loc:
        case (_,):
            return AccountsFile.model_fields
        case ("credentials", _):
            return Credentials.model_fields
        case ("credentials", *_):
            return Account.model_fields
        case _:
            return PartnerGrants.model_fields

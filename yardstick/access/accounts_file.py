"""The accounts file: what may stand in it, and how it is read and checked.

Its shape is streamlit-authenticator's (`credentials.usernames.<name>`) with our keys added. Who of
it may sign in is `accounts`; changes to it are `editing`.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - pydantic looks it up when it runs
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

import yaml
from pydantic import Field, StrictBool, ValidationError, field_validator, model_validator

from yardstick.access.errors import AccountsError
from yardstick.access.passwords import HASH_FORM
from yardstick.catalogue.regions import GrantDeclaration, Region
from yardstick.catalogue.strict import Declaration, Identifier, Sentence

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from pydantic_core import ErrorDetails

AccountName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9._-]{1,39}$")]
Role = Literal["publisher", "executive", "exclusions_restricted", "commissioning", "administrator"]


class SingleSignOn(Declaration):
    """Who somebody is at their own organisation's sign-in: an issuer and its name for them.

    Never an e-mail address, which somebody else can be given later.
    """

    issuer: str = Field(min_length=1)
    subject: str = Field(min_length=1, repr=False)


class Confirmation(Declaration):
    """That somebody looked at an account and said that its rights are still right."""

    on: dt.date
    by: AccountName


class Account(Declaration):
    """One person who may sign in.

    `grants` narrows what the partner was granted and can never widen it; left out, the person
    has all of it. `demonstration_password` is printed on the sign-in page of a demonstration.
    `starting` is the day on which somebody else chose the password: its owner must choose another,
    and within a week.
    """

    name: Sentence
    password: str = Field(repr=False)
    title: str = ""
    partner: Identifier
    roles: tuple[Role, ...] = ()
    grants: tuple[GrantDeclaration, ...] | None = None
    disabled: StrictBool = False
    starting: dt.date | None = None
    single_sign_on: SingleSignOn | None = None
    confirmed: Confirmation | None = None
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
    """What one partner of the region was granted, and the roles its administrator may give."""

    grants: tuple[GrantDeclaration, ...]
    roles: tuple[Role, ...] = ()

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

    @model_validator(mode="after")
    def _one_account_each(self) -> Self:
        people = self.credentials.usernames.items()
        known = [(one.single_sign_on, name) for name, one in people if one.single_sign_on]
        for at, (identity, name) in enumerate(known):
            if any(identity == other for other, _ in known[:at]):
                raise ValueError(
                    f"credentials.usernames.{name}.single_sign_on: another account has the same"
                )
        return self


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
    for key, declaration in _BELOW.items():
        if key in loc:
            return declaration.model_fields
    match loc:
        case (_,):
            return AccountsFile.model_fields
        case ("credentials", _):
            return Credentials.model_fields
        case ("credentials", *_):
            return Account.model_fields
        case _:
            return PartnerGrants.model_fields


_BELOW: Mapping[str, type[Declaration]] = {
    "grants": GrantDeclaration,
    "single_sign_on": SingleSignOn,
    "confirmed": Confirmation,
}

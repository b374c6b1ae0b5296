"""Single sign-on: which organisations' own sign-ins are offered, from the operator's secrets file.

Off unless the file has an `[auth]` section as `st.login` reads it. What comes back from there is
taken over by `web/single_sign_on.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

DEFAULT: Final = "default"
CALLBACK: Final = "/oauth2callback"
_NEEDED: Final = ("client_id", "client_secret", "server_metadata_url")
_SECRET_CHARACTERS: Final = 32
_DIFFERENT_CHARACTERS: Final = 12


class SignOnError(Exception):
    """The settings cannot be used; the message says which, and what is wanted."""


def providers() -> dict[str, str]:
    """Return the sign-ins that are offered, with the words for each button; none where it is off.

    The words are a section's `label`, where it has one.
    """
    section = _section()
    named = {
        str(name): _words(found)
        for name, found in section.items()
        if isinstance(found, Mapping) and _NEEDED[0] in found
    }
    return ({DEFAULT: _words(section)} if _NEEDED[0] in section else {}) | named


def check_settings() -> None:
    """Refuse settings that would let a stranger in, or nobody.

    Raises:
        SignOnError: A setting is missing, an example's, or easily guessed.
    """
    section = _section()
    if not section:
        return
    if not str(section.get("redirect_uri", "")).endswith(CALLBACK):
        raise SignOnError(f"[auth] redirect_uri must be this server's address and {CALLBACK}.")
    secret = str(section.get("cookie_secret", ""))
    if len(secret) < _SECRET_CHARACTERS or len(set(secret)) < _DIFFERENT_CHARACTERS:
        raise SignOnError(
            f"[auth] cookie_secret must be {_SECRET_CHARACTERS} random characters or more. "
            'Make one: python -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    offered = providers()
    if not offered:
        raise SignOnError(f"[auth] offers no sign-in: it needs {', '.join(_NEEDED)}.")
    for name in offered:
        _check_provider(name, section if name == DEFAULT else section[name])


def _check_provider(name: str, found: Mapping[str, Any]) -> None:
    if "_" in name:
        raise SignOnError(f"[auth.{name}]: a name without an underscore is needed.")
    for key in _NEEDED:
        if not str(found.get(key, "")).strip():
            raise SignOnError(f"[auth] {key} is missing for the sign-in '{name}'.")


def _section() -> Mapping[str, Any]:
    """Return the section; empty where no secrets file can be read, or it has none."""
    found = st.secrets.get("auth", {}) if st.secrets.load_if_toml_exists() else {}
    return found if isinstance(found, Mapping) else {}


def _words(section: Mapping[str, Any]) -> str:
    return str(section.get("label", "Sign in with your organisation's account"))

"""Which sign-ins of other organisations are offered, and which settings are refused."""

from __future__ import annotations

import pytest

from yardstick.ui import sign_on
from yardstick.ui.sign_on import SignOnError, check_settings, providers

GOOD = {
    "redirect_uri": "https://yardstick.test/oauth2callback",
    "cookie_secret": "9dJ2kfL0qpZx7YtRw4VbNmE1sGhU6cAo",
    "client_id": "yardstick",
    "client_secret": "given by the other side",
    "server_metadata_url": "https://east.test/.well-known/openid-configuration",
}
ONE = {key: GOOD[key] for key in ("client_id", "client_secret", "server_metadata_url")}
SHARED = {key: GOOD[key] for key in ("redirect_uri", "cookie_secret")}


@pytest.fixture
def secrets(monkeypatch):
    held = {}

    class Secrets(dict):
        def load_if_toml_exists(self):
            return bool(held)

        def get(self, key, default):
            return held.get(key, default)

    monkeypatch.setattr(sign_on.st, "secrets", Secrets())
    return held


@pytest.mark.parametrize("held", [{}, {"other": {}}, {"auth": {}}, {"auth": "yes"}])
def test_without_a_section_it_is_off(secrets, held):
    secrets.update(held)
    assert providers() == {}
    check_settings()


def test_one_sign_in_is_offered_under_its_label_or_a_word_of_ours(secrets):
    secrets["auth"] = GOOD
    assert providers() == {"default": "Sign in with your organisation's account"}
    secrets["auth"] = GOOD | {"label": "Sign in with East Council's account"}
    assert providers() == {"default": "Sign in with East Council's account"}
    check_settings()


def test_each_partner_can_have_its_own(secrets):
    east, west = ONE | {"label": "East"}, ONE | {"label": "West"}
    secrets["auth"] = SHARED | {"east": east, "west": west, "notes": {"of": "ours"}}
    assert providers() == {"east": "East", "west": "West"}
    check_settings()


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (GOOD | {"redirect_uri": "https://yardstick.test/"}, "redirect_uri must be this server"),
        ({**ONE, "cookie_secret": GOOD["cookie_secret"]}, "redirect_uri must be this server"),
        (GOOD | {"cookie_secret": "xxx"}, "cookie_secret must be 32 random characters"),
        (GOOD | {"cookie_secret": "x" * 64}, "cookie_secret must be 32 random characters"),
        (GOOD | {"cookie_secret": "changeme" * 8}, "cookie_secret must be 32 random characters"),
        ({**ONE, "redirect_uri": GOOD["redirect_uri"]}, "cookie_secret must be 32"),
        (SHARED, "offers no sign-in: it needs client_id, client_secret, server_metadata_url"),
        (GOOD | {"client_secret": " "}, "client_secret is missing for the sign-in 'default'"),
        (SHARED | {"east": {"client_id": "a"}}, "client_secret is missing for the sign-in 'east'"),
        (SHARED | {"east_council": ONE}, "a name without an underscore"),
    ],
)
def test_settings_that_let_in_a_stranger_or_nobody_are_refused(secrets, held, said):
    secrets["auth"] = held
    with pytest.raises(SignOnError, match=said):
        check_settings()

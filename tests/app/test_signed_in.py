"""Who is looking: whom the gate names, and nobody else."""

from __future__ import annotations

import pytest
from access_builders import content, write_accounts

from yardstick.access.tokens import hashed
from yardstick.ui import sign_in

pytest_plugins = ["access_fixtures", "sign_in_stage"]
pytestmark = pytest.mark.usefixtures("quick_hasher")


def test_nobody_is_looking_unless_the_gate_says_who(front_desk, monkeypatch):
    assert front_desk
    for told in ({}, {"session": None}, {"session": ""}, {"session": "x"}, {"email": "a@b.c"}):
        monkeypatch.setattr(sign_in.st, "user", told)
        assert sign_in.signed_in() is None


def test_whoever_the_gate_names_is_looking(front_desk, monkeypatch):
    token = sign_in.door().sessions.start("east.lead", "here")
    monkeypatch.setattr(sign_in.st, "user", {"session": hashed(token), "account": "trust.lead"})
    viewer = sign_in.signed_in()
    assert viewer is not None
    assert viewer.account == "east.lead"  # the session's, whatever else is told
    write_accounts(front_desk.accounts.path.parent, _without("east.lead"))
    assert sign_in.signed_in() is None


def _without(name):
    found = content()
    del found["credentials"]["usernames"][name]
    return found


def test_a_fragment_draws_for_a_session_and_else_has_the_page_run_again(monkeypatch):
    drawn = []

    class Again(Exception):  # noqa: N818 - it is what should happen
        pass

    def rerun(*, scope):
        raise Again(scope)

    @sign_in.needs_session
    def draw(what, *, how="so"):
        """Draw it."""
        drawn.append((what, how))

    monkeypatch.setattr(sign_in.st, "rerun", rerun)
    monkeypatch.setattr(sign_in, "signed_in", lambda: None)
    with pytest.raises(Again, match="app"):
        draw("a")
    monkeypatch.setattr(sign_in, "signed_in", object)
    draw("b", how="thus")
    assert drawn == [("b", "thus")]
    assert draw.__doc__ == "Draw it."


def test_the_key_of_the_log_is_the_stores(tmp_path):
    assert sign_in._key(tmp_path) == sign_in._key(tmp_path)
    assert (tmp_path / "audit.key").exists()

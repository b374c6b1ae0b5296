"""Every page on the demonstration's own figures, for every account that can sign in."""

from __future__ import annotations

import pytest
import yaml
from conftest import ROOT
from screens import PATHS, app_at, markup, text, titles

from yardstick.access.policy import viewer_for
from yardstick.access.tokens import hashed
from yardstick.commands.demo import make_demonstration
from yardstick.results.desk import Desk
from yardstick.results.settings import Settings
from yardstick.ui import cards, shell
from yardstick.ui.sign_in import door

ALL = yaml.safe_load((ROOT / "auth.yaml").read_text("utf-8"))["credentials"]["usernames"]
ACCOUNTS = [name for name, account in ALL.items() if not account.get("disabled")]
DISABLED = [name for name, account in ALL.items() if account.get("disabled")]
REGIONAL = "derbyshire.dcs"
LIMITED = "rutland.lead"  # one data set only
HERE = "10.0.0.1"


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Open a desk over a demonstration store."""
    folder = tmp_path_factory.mktemp("pages") / "store"
    make_demonstration(folder, "east_midlands", scale=0.1)
    return Desk.open(Settings(store=folder, accounts=ROOT / "auth.yaml"))


@pytest.fixture
def open_as(desk, monkeypatch):
    """Return a function that opens a page for an account."""
    monkeypatch.setattr(shell.reception, "desk", lambda: desk)
    cards._replayed.clear()

    def opened(account, path="", **params):
        viewer = viewer_for(account, desk.accounts, desk.region)
        session = hashed(door().sessions.start(account, HERE, proved=True))
        monkeypatch.setattr(shell, "signed_in", lambda: viewer)
        monkeypatch.setattr(shell, "own_account", lambda: door().own_account(session, HERE))
        return app_at(path, params).run()

    yield opened
    cards._replayed.clear()


def assert_whole(app):
    """Assert that a page was drawn to its end."""
    assert not app.exception
    assert 'role="alert"' not in markup(app)
    assert len(titles(app)) == 1
    assert "Demonstration: the quarterly returns are invented." in text(app)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_page_opens_for_every_account(open_as, account, path):
    assert_whole(open_as(account, path))


@pytest.mark.parametrize("account", DISABLED)
def test_a_disabled_account_has_no_viewer(desk, account):
    assert viewer_for(account, desk.accounts, desk.region) is None


@pytest.mark.parametrize("view", ["Over time", "Between areas", "Each area"])
def test_every_indicator_has_a_page_in_every_view(open_as, desk, view):
    app = open_as(REGIONAL, "indicator", view=view)
    viewer = viewer_for(REGIONAL, desk.accounts, desk.region)
    for indicator in desk.results(viewer).indicators():
        app.query_params["indicator"] = indicator.id
        assert_whole(app.run())


@pytest.mark.parametrize(
    "comparator", ["region", "neighbours", "neighbours_median", "england", "group:cities"]
)
@pytest.mark.parametrize("path", ["", "region", "area"])
def test_every_comparator_can_be_chosen(open_as, path, comparator):
    assert_whole(open_as(REGIONAL, path, comparator=comparator, area="E06000017"))


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_granted_is_offered_nowhere(open_as, desk, path):
    viewer = viewer_for(LIMITED, desk.accounts, desk.region)
    every = desk.catalogue.indicators.values()
    closed = [one for one in every if not viewer.may_read(one.dataset)]
    assert closed
    app = open_as(LIMITED, path)
    offered = [option for box in app.selectbox for option in box.options]
    for indicator in closed:
        assert f"indicator={indicator.id}" not in markup(app)
        assert not any(option.startswith(f"{indicator.title} ·") for option in offered)


def test_a_link_to_what_is_not_granted_shows_nothing_of_it(open_as):
    app = open_as(LIMITED, "indicator", indicator="S01")
    assert_whole(app)
    assert "not part of what your organisation has been given." in text(app)
    assert "EET" not in text(app)

"""A return on the command line: sent, answered, signed, approved, published, taken back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from desk_builders import RUTLAND, new_store, open_desk, publish_values, send
from workflow_builders import check_by_json, written

from yardstick.commands import main
from yardstick.model import Period
from yardstick.results.settings import Settings
from yardstick.store.places import open_store
from yardstick.store.release import current_release, list_releases
from yardstick.ui.wiring import submissions_at

PERIOD = "2024-25 Q4"
LEAD, PUBLISHER = ("--as", "rutland.lead"), ("--as", "host.publisher")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A demonstration store with a quarter of one authority, and a year published since."""
    store = new_store(tmp_path_factory.mktemp("workflow"))
    send(store, RUTLAND, "2024-25 Q3", R02=100, R03=10)
    year = {"dataset": "provisional_outcomes", "E01": 60, "N_EYFSP": 100}
    send(store, RUTLAND, "2024/25", **year)
    publish_values(store, "2025", ("FSP_NEW_GOODDEV", RUTLAND, "2024/25", 61.0))
    open_desk(store)
    return store.root


@pytest.fixture
def begun(made, tmp_path):
    """A copy of it, for one test."""
    return Path(shutil.copytree(made, tmp_path / "begun"))


@pytest.fixture
def run(begun, monkeypatch, capsys):
    check_by_json(monkeypatch)

    def command(name, *given, leaves=0):
        assert main([name, *map(str, given), "--store", str(begun)]) == leaves
        told = capsys.readouterr()
        return told.out + told.err

    return command


def submitted(run, folder, *more, leaves=0, **said):
    file = written(folder, **said)
    of = ["--dataset", "riia_quarterly", "--area", RUTLAND, "--period", PERIOD]
    return run("submit", file, *of, *LEAD, *more, leaves=leaves)


def identifier(told):
    return re.findall(r"s\d{6}-[0-9a-f]{8}", told)[-1]


def test_a_return_goes_from_its_file_to_readers_and_back(run, begun, tmp_path):
    told = submitted(run, tmp_path, counts={"R02": 90, "R03": 9}, asks=["CHK-001", "CHK-002"])
    assert "CHK-001  Is 41. Allowed: About 20." in told
    one = identifier(told)
    assert f"{one}: version 1, received; 2 to answer." in told
    answered = submitted(
        run,
        tmp_path,
        *("--answer", "CHK-001=It is right.", "--answer", "CHK-009=Nobody asked."),
        counts={"R02": 90, "R03": 9},
        asks=["CHK-001", "CHK-002"],
    )
    assert f"{one}: version 1, received; 1 to answer." in answered
    assert "answer" in run("inbox", *LEAD)
    assert "checked." in run("answer", one, "CHK-002", "It is right.", *LEAD)
    assert "signed off." in run("sign-off", one, *LEAD)
    assert "Somebody else" not in run("approve", one, *LEAD, leaves=2)
    looked = run("publish", *PUBLISHER, "--preview")
    assert "2 new figures, 0 revised" in looked
    assert f"{one}  {RUTLAND}  signed off" in looked
    assert "approved." in run("approve", one, *PUBLISHER, "--instruction", "Minute 7")
    assert "Name the partners' instruction" in run("publish", *PUBLISHER, leaves=2)
    first = current_release(open_store(begun)).id
    run("publish", *PUBLISHER, "--instruction", "Minute 7")
    assert len(list_releases(open_store(begun))) == 2
    back = run("releases", "--back-to", first, *PUBLISHER, "--why", "To try.")
    assert f"{first}" in next(line for line in back.splitlines() if line.endswith("current"))
    assert "withdrawn." in run("withdraw", "--submission", one, "--why", "Wrong.", *LEAD)
    assert one in run("inbox", "--all", *LEAD)
    assert one not in run("inbox", *LEAD)


def test_a_correction_is_shown_before_it_is_approved(run, begun, tmp_path):
    file = written(tmp_path, counts={"R02": 120, "R03": 60})
    of = ["--dataset", "riia_quarterly", "--area", RUTLAND, "--period", "2024-25 Q3"]
    one = identifier(run("submit", file, *of, *LEAD))
    run("sign-off", one, *LEAD)
    looked = run("publish", *PUBLISHER, "--preview")
    assert "R02  100.0 -> 120.0" in looked
    assert "judgements change" in looked
    assert "rejected." in run("approve", one, *PUBLISHER, "--reject", "--why", "Too late.")
    assert current_release(open_store(begun)).id


def test_a_file_that_must_be_mended_leaves_with_one(run, tmp_path):
    told = submitted(run, tmp_path, refuses=["CHK-100"], leaves=1)
    assert "reject  Returns!C1    CHK-100" in told


def test_provisional_figures_that_are_published_since_are_in_the_hosts_view_only(run, begun):
    told = run("superseded", *PUBLISHER)
    assert told.splitlines()[1:] == [
        line for line in told.splitlines() if line.startswith("provisional_outcomes")
    ]
    assert "E01" in told
    assert len(run("superseded", "--as", "derbyshire.dcs").splitlines()) == 1
    assert "nothing here" in run("superseded", "--as", "executive.reader", leaves=2)
    assert begun.exists()


def test_a_store_is_backed_up_and_restored(run, begun, tmp_path, capsys):
    assert "guard it" in run("backup", "--to", tmp_path / "backup")
    assert main(["restore", str(tmp_path / "backup"), "--store", str(tmp_path / "new")]) == 0
    assert "is whole" in capsys.readouterr().out
    assert current_release(open_store(tmp_path / "new")).id == current_release(open_store(begun)).id


def test_somebody_who_cannot_sign_in_is_told(run):
    assert "cannot sign in" in run("inbox", "--as", "nobody", leaves=2)


def test_what_a_return_is_held_against_is_what_its_authority_sent(begun):
    door = submissions_at(begun, Settings.accounts, "rutland.lead")
    known = door.known("riia_quarterly", RUTLAND, Period.parse(PERIOD))
    assert known.earlier["2024-25 Q3"]["R02", ""] == 100.0


def test_nothing_is_known_and_nothing_crosses_before_the_first_release(tmp_path):
    store = new_store(tmp_path)
    door = submissions_at(store.root, Settings.accounts, "host.publisher")
    assert door.known("riia_quarterly", RUTLAND, Period.parse(PERIOD)).earlier == {}
    assert len(door.crossings(None)) == 0
    assert door.clock().tzinfo is not None


def test_a_partner_is_withdrawn_with_a_certificate(run, begun):
    told = run("withdraw", "--partner", "rutland", "--why", "It left.", *PUBLISHER)
    assert "Nothing of rutland is left" in told
    assert len(list((begun / "certificates").iterdir())) == 1

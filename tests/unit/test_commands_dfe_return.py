"""The return to DfE on the command line: told, signed by two, made; and refused to all others."""

from __future__ import annotations

import hashlib
import re
import shutil

import pytest
from desk_builders import REGION, RUTLAND, new_store, open_desk, send

from yardstick.commands import main
from yardstick.store.places import open_store

PERIOD = "2024-25 Q3"
FIRST, SECOND = ("--as", "host.publisher"), ("--as", "host.manager")


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    store = new_store(tmp_path_factory.mktemp("dfe"))
    for area in REGION.authorities:
        send(store, area, PERIOD, R02=1000, R03=200, R10=3 if area == RUTLAND else 40)
    open_desk(store)
    return store


@pytest.fixture
def store(begun, tmp_path):
    return open_store(shutil.copytree(begun.root, tmp_path / "store"))


@pytest.fixture
def run(store, capsys):
    def command(*given, leaves=0):
        assert main(["dfe-return", *map(str, given), "--store", str(store.root)]) == leaves
        told = capsys.readouterr()
        return told.out + told.err

    return command


def test_a_return_is_signed_by_two_people_and_made(run, store, tmp_path):
    told = run(*FIRST)  # the newest quarter
    assert f"Return to DfE, {PERIOD}, of release" in told
    assert "10 of 10 authorities" in told
    assert "It waits for signatures of two people." in told
    checksum = re.search(r"SHA-256 (\w{64})", told).group(1)
    assert "signed by two people" in run(PERIOD, *FIRST, "--to", tmp_path / "out", leaves=2)
    assert "signed by host.publisher" in run(PERIOD, *FIRST, "--sign", checksum)
    assert "Somebody else" in run(PERIOD, *FIRST, "--sign", checksum, leaves=2)
    assert "It can be made." in run(PERIOD, *SECOND, "--sign", checksum)
    made = run(PERIOD, *SECOND, "--to", tmp_path / "out")
    assert f"SHA-256 of the CSV file: {checksum}" in made
    content = (tmp_path / "out" / "dfe-return-2024-25-q3.csv").read_bytes()
    assert hashlib.sha256(content).hexdigest() == checksum
    assert b"10,R10,Child protection plans started,2024-25,Q3,857,E06000017,Rutland,3," in content
    assert (tmp_path / "out" / "dfe-return-2024-25-q3.xlsx").stat().st_size
    send(store, RUTLAND, PERIOD, R02=1000, R03=200, R10=4)
    open_desk(store)
    assert "revised since" in run(PERIOD, *FIRST, "--to", tmp_path / "again", leaves=2)
    assert not (tmp_path / "again").exists()
    assert "lapsed: host.manager" in run(PERIOD, *FIRST)


@pytest.mark.parametrize("account", ["derbyshire.dcs", "rutland.lead", "executive.reader"])
def test_nobody_else_is_told_anything(run, account):
    assert "nothing here" in run("--as", account, leaves=2)


def test_a_quarter_without_a_return_is_said(run):
    assert "no return of that quarter" in run("2030-31 Q1", *FIRST, leaves=2)

"""The partners' tool as they run it: make a key, prepare files, and be told what is wrong."""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from hashlib import sha256

import pytest
from conftest import ROOT
from pseudonymise_builders import (
    DATASET,
    DERBY,
    KEY,
    LEICESTER,
    PASSPHRASE,
    PERIOD,
    QUICK,
    REGISTER,
    Typed,
    key,
    key_at,
    read_csv,
    register,
    types,
    write_csv,
)

from yardstick.catalogue import CatalogueError, load_catalogue
from yardstick.catalogue.partner_register import partner_register
from yardstick.commands import main
from yardstick.commands.pseudonymise import pack
from yardstick.pseudonymise import key_file, tool
from yardstick.pseudonymise.errors import PseudonymiseError
from yardstick.pseudonymise.tokens import token

HEADER = ("UPN", "Surname", "start_date", "note")


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(key_file.save, "__defaults__", (QUICK,))


def run(*arguments, found=None):
    parser = argparse.ArgumentParser()
    tool.add_arguments(parser)
    return tool.run(parser.parse_args([str(one) for one in arguments]), found or register())


def prepare(tmp_path, *more, rows=((DERBY, "Invented", "2024-09-09", ""),), name="exclusions.csv"):
    if not (tmp_path / "region.key").exists():
        key_at(tmp_path / "region.key")
    file = write_csv(tmp_path / name, HEADER, *rows)
    given = ("--data-set", DATASET, "--period", PERIOD, "--key", tmp_path / "region.key")
    return run("prepare", file, *given, "--out", tmp_path / "out", *more)


# ---- keys ---------------------------------------------------------------------------------


def test_a_key_is_made_split_joined_and_named(tmp_path, monkeypatch, capsys):
    whole, again = tmp_path / "region.key", tmp_path / "again.key"
    halves = (tmp_path / "one.key", tmp_path / "other.key")
    types(monkeypatch, PASSPHRASE)
    run("make-key", "--out", whole, "--dice", "6 2 5")
    types(monkeypatch, PASSPHRASE, PASSPHRASE + " one", PASSPHRASE + " other")
    run("split-key", whole, "--out", *halves)
    types(monkeypatch, PASSPHRASE + " one", PASSPHRASE + " other", PASSPHRASE)
    run("join-key", *halves, "--out", again)
    secrets = {key_file.load(path, PASSPHRASE) for path in (whole, again)}
    assert len(secrets) == 1
    assert key_file.load(halves[0], PASSPHRASE + " one")[0] not in {one for one, _ in secrets}
    types(monkeypatch, PASSPHRASE)
    capsys.readouterr()
    run("show-key", again, "--year", "2024/25")
    ((secret, _),) = secrets
    assert capsys.readouterr().out == f"{DATASET}  2024/25  {key(secret=secret).key_id}\n"


def test_at_a_terminal_a_passphrase_is_typed_twice(tmp_path, monkeypatch):
    typed = iter([PASSPHRASE, PASSPHRASE + "x", PASSPHRASE, PASSPHRASE])
    monkeypatch.setattr(sys, "stdin", Typed(terminal=True))
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    with pytest.raises(PseudonymiseError, match="do not agree"):
        run("make-key", "--out", tmp_path / "region.key")
    assert run("make-key", "--out", tmp_path / "region.key") == 0


# ---- files --------------------------------------------------------------------------------


def test_files_are_prepared_after_a_yes(tmp_path, monkeypatch, capsys):
    types(monkeypatch, PASSPHRASE, "yes")
    assert prepare(tmp_path) == 0
    (row,) = read_csv(tmp_path / "out" / "exclusions.csv")
    assert row == {
        "pupil_ref": token(key(), "UPN", DERBY),
        "pupil_before": "",
        "start_date": "2024-09-09",
        "note": "",
    }
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    written = manifest["files"][0]
    content = (tmp_path / "out" / "exclusions.csv").read_bytes()
    assert written["sha256"] == sha256(content).hexdigest()
    assert (written["rows"], written["left_out"], written["stayed"]) == (1, 0, 2)
    assert (manifest["key_id"], manifest["identifier"]) == (key().key_id, "UPN")
    told = capsys.readouterr().out
    assert "stays   Surname" in told
    assert DERBY not in told + content.decode() + json.dumps(manifest)


def test_without_a_yes_nothing_is_written(tmp_path, monkeypatch):
    types(monkeypatch, PASSPHRASE, "")
    with pytest.raises(PseudonymiseError, match="Nothing was written"):
        prepare(tmp_path)
    assert not (tmp_path / "out").exists()


def test_wrong_rows_stop_it_or_are_left_out(tmp_path, monkeypatch, capsys):
    rows = [(DERBY, "", "2024-09-09", ""), *[("F831400024002", "", "2024-09-09", "")] * 25]
    types(monkeypatch, PASSPHRASE)
    with pytest.raises(PseudonymiseError, match="Mend these rows"):
        prepare(tmp_path, "--yes", rows=rows)
    told = capsys.readouterr().out
    assert "exclusions.csv, row 3: pupil_ref is not a pupil number" in told
    assert told.count("is not a pupil number") == tool.MOST_SHOWN
    assert "exclusions.csv: 25 rows cannot leave." in told
    types(monkeypatch, PASSPHRASE)
    assert prepare(tmp_path, "--yes", "--leave-out-wrong", rows=rows) == 0
    assert len(read_csv(tmp_path / "out" / "exclusions.csv")) == 1


def test_a_table_is_told_by_the_files_name_or_by_hand(tmp_path, monkeypatch):
    types(monkeypatch, PASSPHRASE)
    with pytest.raises(PseudonymiseError, match=r"no table 'mine'. There are: exclusions"):
        prepare(tmp_path, "--yes", name="mine.csv")
    types(monkeypatch, PASSPHRASE)
    assert prepare(tmp_path, "--yes", "--table", "exclusions", name="mine.csv") == 0


def test_last_years_key_gives_a_second_token(tmp_path, monkeypatch):
    before = key_at(tmp_path / "before.key", secret=bytes(32))
    types(monkeypatch, PASSPHRASE, PASSPHRASE)
    assert prepare(tmp_path, "--yes", "--key-before", before) == 0
    (row,) = read_csv(tmp_path / "out" / "exclusions.csv")
    earlier = key(year="2023/24", secret=bytes(32))
    assert row["pupil_before"] == token(earlier, "UPN", DERBY)


def test_a_key_of_another_region_is_refused(tmp_path, monkeypatch):
    key_at(tmp_path / "region.key", region="XX")
    types(monkeypatch, PASSPHRASE)
    with pytest.raises(PseudonymiseError, match="a key of 'XX'"):
        prepare(tmp_path, "--yes")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--period", "autumn"), "is not a period"),
        (("--data-set", "menus"), "no data set 'menus'"),
        (("--mapping", "none"), "no mapping 'none'. There are: census"),
    ],
)
def test_what_does_not_exist_is_told(tmp_path, monkeypatch, more, said):
    types(monkeypatch, PASSPHRASE)
    with pytest.raises(PseudonymiseError, match=said):
        prepare(tmp_path, "--yes", *more)


def test_extracts_of_another_system_are_mapped(tmp_path, monkeypatch):
    key_at(tmp_path / "region.key")
    roll = write_csv(
        tmp_path / "roll.csv",
        ("id", "upn", "born", "status", "year", "school"),
        ("1", "ab12cd34", "2012-05-14", "C", "X", "A"),
    )
    excluded = write_csv(tmp_path / "excluded.csv", ("id", "start"), ("1", "2024-09-09"))
    schools = write_csv(tmp_path / "schools.csv", ("ours", "urn"), ("A", "123456"))
    types(monkeypatch, PASSPHRASE)
    given = ("--data-set", DATASET, "--period", PERIOD, "--key", tmp_path / "region.key")
    more = (
        "--mapping",
        "census",
        "--schools",
        schools,
        "--first",
        "2024-09-01",
        "--any-identifier",
    )
    assert run("prepare", roll, excluded, *given, "--out", tmp_path / "out", *more, "--yes") == 0
    assert read_csv(tmp_path / "out" / "headcount.csv") == [{"nc_year": "14", "pupils": "1"}]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert (manifest["identifier"], manifest["mapping"]) == ("as given", "census")


def test_the_product_runs_the_same_tool(tmp_path, monkeypatch, capsys):
    types(monkeypatch, "short")
    assert main(["pseudonymise", "make-key", "--out", str(tmp_path / "region.key")]) == 2
    assert "at least 15 characters" in capsys.readouterr().err


# ---- packed -------------------------------------------------------------------------------


def test_packed_it_runs_on_a_machine_without_the_product(tmp_path):
    packed = tmp_path / "build" / "pseudonymise.pyz"
    pack(packed, REGISTER)
    key_at(tmp_path / "region.key")
    write_csv(tmp_path / "exclusions.csv", HEADER, (LEICESTER, "Invented", "2024-09-09", ""))
    given = ["--data-set", DATASET, "--period", PERIOD, "--key", "region.key", "--out", "out"]
    done = [
        subprocess.run(
            # -I and -S: neither this folder nor any installed package is in its sight.
            [sys.executable, "-I", "-S", packed, "prepare", "exclusions.csv", *given, *more],
            cwd=tmp_path,
            input=f"{PASSPHRASE}\n",
            capture_output=True,
            text=True,
            check=False,
        )
        for more in (["--yes"], ["--yes"])
    ]
    assert [one.returncode for one in done] == [0, tool.REFUSED], done[0].stderr
    (row,) = read_csv(tmp_path / "out" / "exclusions.csv")
    assert row["pupil_ref"] == token(key(), "UPN", LEICESTER)
    assert "cannot be written" in done[1].stderr


def test_the_packed_register_is_read_where_it_was_packed(monkeypatch, tmp_path, capsys):
    (tmp_path / "register.json").write_text(json.dumps(REGISTER), "utf-8")
    monkeypatch.setattr(tool, "files", lambda _package: tmp_path)
    types(monkeypatch, PASSPHRASE)
    assert tool.main(["make-key", "--out", str(tmp_path / "region.key")]) == 0
    assert tool.main(["make-key", "--out", str(tmp_path / "region.key")]) == tool.REFUSED
    assert capsys.readouterr().err
    assert key_file.load(tmp_path / "region.key", PASSPHRASE)[0] != KEY


def test_the_product_packs_its_own_register(tmp_path):
    out = tmp_path / "pseudonymise.pyz"
    assert main(["pseudonymise", "pack", "--out", str(out)]) == 0
    shown = subprocess.run(
        [sys.executable, "-I", "-S", out, "--help"], capture_output=True, text=True, check=True
    )
    assert "prepare" in shown.stdout


@pytest.mark.parametrize(
    ("written", "says"),
    [("{", "bad.json is not JSON"), ('{"id": "other"}', "id must be the file's name, bad.")],
)
def test_a_mapping_that_cannot_be_used_is_named(tmp_path, written, says):
    (tmp_path / "bad.json").write_text(written, "utf-8")
    catalogue = load_catalogue(ROOT / "data")
    with pytest.raises(CatalogueError, match=re.escape(says)):
        partner_register(catalogue, catalogue.regions["east_midlands"], tmp_path)

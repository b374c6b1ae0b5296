"""The command line: it does what was asked, or says in one sentence what to do."""

from __future__ import annotations

import argparse
import csv
import dataclasses
import io
import json
import subprocess
import sys

import pytest
from conftest import ROOT
from desk_builders import CATALOGUE, DERBYSHIRE, RUTLAND, new_store, open_desk, send

from yardstick.commands import command, main, names, parser
from yardstick.intake.official import read_official
from yardstick.intake.problems import Problem
from yardstick.store.places import open_store
from yardstick.store.release import list_releases
from yardstick.submissions import official

SAMPLE = ROOT / "data" / "samples" / "official_lait.csv"


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A demonstration store with one quarter of two authorities."""
    made = new_store(tmp_path_factory.mktemp("commands"))
    send(made, DERBYSHIRE, "2024-25 Q4", R02=1000, R03=200)
    send(made, RUTLAND, "2024-25 Q4", R02=90, R03=3)
    open_desk(made)
    return made.root


def figures(store, *more, account="derbyshire.dcs"):
    return ["figures", "--indicator", "R03", "--as", account, "--store", str(store), *more]


def test_figures_are_the_same_in_every_form(store, capsys):
    assert main(figures(store, "--format", "json")) == 0
    as_json = json.loads(capsys.readouterr().out)
    assert main(figures(store, "--format", "csv")) == 0
    as_csv = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["area"] for row in as_json] == [row["area"] for row in as_csv]
    assert as_json[0]["value"] == float(as_csv[0]["value"]) == 20.0
    assert main(figures(store)) == 0
    table = capsys.readouterr().out
    assert "Derbyshire" in table
    assert "20.0" in table


def test_a_command_finds_things_where_the_environment_says_they_are(store, capsys, monkeypatch):
    monkeypatch.setenv("YARDSTICK_STORE", str(store))
    asked = [word for word in figures(store, "--format", "json") if word != str(store)]
    assert main([word for word in asked if word != "--store"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["value"] == 20.0
    monkeypatch.setenv("YARDSTICK_DATA", str(store / "nowhere"))
    assert main(["check"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_figures_are_protected_for_the_account_that_asks(store, capsys):
    rutland = ["--areas", "857", "--periods", "2024-25 Q4", "--format", "json"]
    main(figures(store, *rutland))
    assert json.loads(capsys.readouterr().out)[0]["status"] == "c"
    main(figures(store, *rutland, account="rutland.lead"))
    assert json.loads(capsys.readouterr().out)[0]["numerator"] == 3


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--areas", "999"], "is not the GSS or DfE code"),
        (["--periods", "soon"], "is not a period"),
        (["--comparator", "moon"], "comparison that is not offered"),
        (["--indicator", "R99"], "indicator that is not part of"),
        (["--as", "nobody"], "cannot sign in"),
        (["--as", "leicester.former"], "cannot sign in"),
        (["--release", "r9999-00000000"], "r9999-00000000"),
    ],
)
def test_a_wrong_question_is_refused_in_one_sentence(store, more, said, capsys):
    assert main(figures(store, *more)) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert "Traceback" not in told.err
    assert told.out == ""


def test_a_missing_store_says_how_to_make_one(tmp_path, capsys):
    assert main(figures(tmp_path / "none")) == 2
    assert "python -m yardstick demo" in capsys.readouterr().err


def test_check_says_that_the_catalogue_is_sound(capsys):
    assert main(["check"]) == 0
    assert "72 indicators in 9 data sets" in capsys.readouterr().out


def test_check_names_a_grant_of_a_data_set_that_is_not(tmp_path, capsys):
    auth = tmp_path / "auth.yaml"
    grants = "grants: [{dataset: moonbeams, reach: own}]"
    auth.write_text(
        f"credentials: {{usernames: {{}}}}\npartners: {{derby: {{{grants}}}}}\n", "utf-8"
    )
    assert main(["check", "--auth", str(auth)]) == 0
    assert "'moonbeams' is not a data set" in capsys.readouterr().out


def test_check_refuses_a_broken_catalogue_by_file(tmp_path, capsys):
    assert main(["check", "--data", str(tmp_path)]) == 2
    assert capsys.readouterr().err


def test_loading_a_file_twice_changes_nothing_and_says_so(tmp_path, capsys):
    load = ["published", "add", str(SAMPLE), "--store", str(tmp_path / "real")]
    assert main(load) == 0
    first = capsys.readouterr().out
    assert "loaded." in first
    assert main(load) == 0
    assert "nothing changes" in capsys.readouterr().out
    assert len(list_releases(open_store(tmp_path / "real"))) == 1


def test_problems_of_a_file_are_printed_with_their_row_and_the_rest_is_counted(
    tmp_path, monkeypatch, capsys
):
    problems = tuple(Problem(row, "Values", "is no number") for row in range(2, 30))
    monkeypatch.setattr(
        official, "read_official", lambda path, *_, **__: _with_problems(path, problems)
    )
    assert main(["published", "add", str(SAMPLE), "--store", str(tmp_path / "real")]) == 0
    told = capsys.readouterr().out
    assert "row 2: Values: is no number" in told
    assert "and 8 more." in told


def _with_problems(path, problems):
    return dataclasses.replace(read_official(path, CATALOGUE), problems=problems)


def test_a_file_of_the_wrong_type_is_refused(tmp_path, capsys):
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n")
    assert main(["published", "add", str(picture), "--store", str(tmp_path / "real")]) == 2
    assert "picture.png" in capsys.readouterr().err


def test_publishing_again_and_going_back(tmp_path, capsys):
    store = new_store(tmp_path)
    send(store, DERBYSHIRE, "2024-25 Q3", R02=10)
    assert main(["publish", "--store", str(store.root)]) == 0
    send(store, DERBYSHIRE, "2024-25 Q4", R02=10)
    assert main(["publish", "--store", str(store.root)]) == 0
    first = min(info.id for info in list_releases(store))
    capsys.readouterr()
    assert main(["releases", "--store", str(store.root), "--back-to", first]) == 0
    current = [line for line in capsys.readouterr().out.splitlines() if line.endswith("current")]
    assert [line.split()[0] for line in current] == [first]
    assert main(["releases", "--store", str(store.root)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert main(["releases", "--store", str(store.root), "--keep", "0"]) == 2
    assert "1 or more" in capsys.readouterr().err
    send(store, RUTLAND, "2024-25 Q4", R02=10)
    assert main(["publish", "--store", str(store.root)]) == 0
    capsys.readouterr()
    assert main(["releases", "--store", str(store.root), "--keep", "1"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in told] == ["removed", "removed", "current"]
    assert first in told[1]
    assert (store.root / "withheld.json").exists()


def test_a_command_reads_nothing_of_the_others():
    told = "import sys, yardstick.commands as c; c.parser(['run']); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    assert "yardstick.commands.run" in loaded
    assert not {"yardstick.commands.demo", "yardstick.results.desk", "pandas"} & set(loaded)


def test_every_command_says_what_it_is_for():
    assert isinstance(parser(names()), argparse.ArgumentParser)
    assert all(command(name).SUMMARY.endswith(".") for name in names())

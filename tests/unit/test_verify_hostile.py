"""S15 at its small size, and what its full size would try."""

from __future__ import annotations

import builtins
import json
import subprocess
import sys
from types import SimpleNamespace

import pytest

from yardstick.verify import hostile_files, s15
from yardstick.verify.hostile_files import Trial


def test_small_hostile_files_are_all_refused_and_the_asking_process_lives(tmp_path):
    outcome = s15.check(tmp_path, full=False)
    assert outcome.failures == ()
    assert outcome.n >= 20
    assert 0 < outcome.figure["largest_child_megabytes"] < 300


def test_the_full_size_is_of_more_than_200_files_each_under_a_name_of_its_own():
    names = [name for name, _ in hostile_files.hostile_files(full=True)]
    assert len(set(names)) == len(names) > 200


@pytest.mark.parametrize("size", ["small", "full"])
def test_every_hostile_file_can_be_made(size):
    heavy = (
        "line",
        "rows",
        "larger",
        "nuls",
        "carriage",
        "zip_bomb_2",
        "strings_huge_2",
        "zip_parts_6",
    )
    for name, content in hostile_files.hostile_files(full=size == "full"):
        if not name.startswith(heavy):
            assert isinstance(content(), bytes), name


def test_a_file_that_is_read_is_told_apart_from_one_that_is_refused(tmp_path, monkeypatch, capsys):
    sound, empty = tmp_path / "sound", tmp_path / "empty"
    sound.write_bytes(b"a,b\n1,2\n")
    empty.write_bytes(b"")
    clock = iter((0, 3, 3, 4, 4, 5))  # the first is slow once
    monkeypatch.setattr(hostile_files, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    hostile_files.main([f"a\t{sound}\n", f"b\t{empty}\n"])
    said = [json.loads(line)[:3] for line in capsys.readouterr().out.splitlines()]
    assert said == [["a", "", 1], ["b", "is empty.", 1]]


def test_what_gives_way_is_said(tmp_path, monkeypatch):
    trials = [Trial("a", "", 0.1, 100), Trial("b", "x", 2.5, 400)]
    answers = "".join(json.dumps(trial) + "\n" for trial in trials)
    code = f"import sys; sys.stdout.write({answers!r}); sys.exit(9)"
    whole = subprocess.Popen
    monkeypatch.setattr(
        subprocess, "Popen", lambda _, **how: whole([sys.executable, "-c", code], **how)
    )
    files = [("a", lambda: b""), ("b", lambda: b"")]
    monkeypatch.setattr(s15, "hostile_files", lambda **_: iter(files))
    monkeypatch.setattr(builtins, "print", lambda *_, **__: None)
    assert s15.check(tmp_path, full=True).failures == (
        "a was read.",
        "b took 2.5 s.",
        "b: a child had 400 MB.",
        "The asking process ended by 9.",
        "Only 2 files were tried.",
    )
    assert "b took 2.5 s." not in s15.check(tmp_path, full=False).failures

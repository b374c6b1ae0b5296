"""S15 at its small size, and what its full size would try."""

from __future__ import annotations

import json
import subprocess
from types import SimpleNamespace

import pytest

from yardstick.verify import hostile_files, s15
from yardstick.verify.hostile_files import Trial, tried


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
    files = [("sound", lambda: b"a,b\n1,2\n"), ("empty", lambda: b"")]
    monkeypatch.setattr(hostile_files, "hostile_files", lambda **_: iter(files))
    clock = iter((0, 3, 3, 4, 4, 5, 5, 6, 6, 7))  # the first is slow once
    monkeypatch.setattr(hostile_files, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    sound, empty = tried(tmp_path, full=True)
    assert (sound.said, empty.said) == ("", "is empty.")
    assert (sound.seconds, empty.seconds) == (1, 1)
    hostile_files.main([str(tmp_path), "small"])
    assert [json.loads(line)[0] for line in capsys.readouterr().out.splitlines()] == [
        "sound",
        "empty",
    ]


def test_what_gives_way_is_said(tmp_path, monkeypatch):
    trials = [Trial("a", "", 0.1, 100), Trial("b", "x", 2.5, 400)]
    said = "".join(json.dumps(trial) + "\n" for trial in trials)
    ended = SimpleNamespace(stdout=said, stderr="gone", returncode=-9)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: ended)
    assert s15.check(tmp_path, full=True).failures == (
        "a was read.",
        "b took 2.5 s.",
        "b: a child had 400 MB.",
        "The asking process ended: gone",
        "Only 2 files were tried.",
    )
    assert "b took 2.5 s." not in s15.check(tmp_path, full=False).failures

"""The process that reads a partner's file: its limits, its ends, and what it leaves behind."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
from types import SimpleNamespace

import pytest
from conftest import ROOT, SHARED
from sheet_builders import workbook

from yardstick.intake import child, sandbox
from yardstick.intake.errors import IntakeError
from yardstick.intake.sandbox import read_sheets

MESSY = SHARED / "data/messy"


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.csv"
    path.write_bytes(b"a,b\n1,2\n")
    return path


@pytest.fixture
def left(tmp_path, monkeypatch):
    """The folder in which temporary folders are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def ends(monkeypatch, what):
    """Put a program in the child's place that does `what` with its two arguments."""
    whole = subprocess.run

    def run(command, **how):
        code = f"import sys, os, pathlib; file, folder = map(pathlib.Path, sys.argv[1:]); {what}"
        return whole([sys.executable, "-c", code, *command[-2:]], **how)

    monkeypatch.setattr(subprocess, "run", run)


def test_a_file_is_read_by_a_process_of_its_own_and_nothing_is_left(small, left, tmp_path):
    (sheet,) = read_sheets(small)
    assert [row.cells for row in sheet.rows()] == [("a", "b"), ("1", "2")]
    book = workbook(tmp_path / "b.xlsx", {"One": [("x",)], "Two": [], "Three": [("y",)]})
    assert [sheet.name for sheet in read_sheets(book)] == ["One", "Two", "Three"]
    assert list(left.iterdir()) == []


def test_the_child_s_reason_is_what_is_said(small, left):
    small.write_bytes(b"%PDF")
    with pytest.raises(IntakeError, match="is a PDF"):
        read_sheets(small)
    assert list(left.iterdir()) == []


@pytest.mark.parametrize(
    "what",
    [
        "os.abort()",
        "os.kill(os.getpid(), 9)",
        "sys.exit(1)",
        "import time; time.sleep(60)",
        "(folder / '0000.arrow').write_bytes(b'nonsense')",
        "(folder / '0000.arrow').write_bytes(b'')",
    ],
)
def test_a_child_that_does_not_answer_is_one_clear_sentence(small, left, monkeypatch, what):
    monkeypatch.setattr(sandbox, "_START", 0.0)
    monkeypatch.setattr(sandbox, "_PATIENCE", 2.0)
    ends(monkeypatch, what)
    with pytest.raises(IntakeError, match="takes more time or memory"):
        read_sheets(small)
    assert list(left.iterdir()) == []


def test_the_child_gets_no_environment_and_no_input(small, monkeypatch):
    monkeypatch.setenv("YARDSTICK_SECRET", "hidden")
    monkeypatch.setenv("SYSTEMROOT", "kept")
    ends(
        monkeypatch,
        "(folder / 'refused.txt').write_text(' '.join(sorted(os.environ)) + sys.stdin.read())",
    )
    with pytest.raises(IntakeError) as said:
        read_sheets(small)
    assert "YARDSTICK_SECRET" not in str(said.value)
    assert "SYSTEMROOT" in str(said.value)


def test_a_file_that_is_not_there_or_too_long_starts_no_process(small, monkeypatch):
    monkeypatch.setattr(subprocess, "run", None)
    with pytest.raises(IntakeError, match="cannot be opened: No such file"):
        read_sheets(small.with_name("none"))
    monkeypatch.setattr(sandbox, "MOST_BYTES", 2)
    with pytest.raises(IntakeError, match="is too large"):
        read_sheets(small)


def test_a_larger_file_earns_more_time_and_memory_up_to_a_bound():
    assert child.seconds_for(10 * child.MEGABYTE) > child.seconds_for(0) > 0
    assert child.memory_for(10 * child.MEGABYTE) > child.memory_for(0)
    assert child.memory_for(10_000 * child.MEGABYTE) == child.MOST_MEMORY


def test_the_child_binds_itself_before_it_reads(small, tmp_path, monkeypatch):
    done = []
    monkeypatch.setattr(resource, "setrlimit", lambda what, _: done.append(what))
    monkeypatch.setattr(signal, "setitimer", lambda *_: done.append("clock"))
    monkeypatch.setattr(child, "answer", lambda *_: done.append("read"))
    monkeypatch.setattr(child, "gc", SimpleNamespace(disable=lambda: None))
    child.main([str(small), str(tmp_path)])
    assert {resource.RLIMIT_AS, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE} < set(done)
    assert done[-2:] == ["clock", "read"]
    monkeypatch.setattr(child, "_TAKEN", tmp_path / "none")
    done.clear()
    child.main([str(tmp_path / "none"), str(tmp_path)])
    assert done == ["read"]


def test_the_child_leaves_its_sheets_or_its_reason(small, tmp_path):
    child.answer(small, tmp_path)
    assert (tmp_path / "0000.arrow").is_file()
    small.write_bytes(b"%PDF")
    child.answer(small, tmp_path)
    assert "is a PDF" in (tmp_path / child.REFUSED).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("what", "ended_by"),
    [
        ("bytearray(600 * 1024 ** 2)", 1),
        ("[0 for _ in iter(int, 1)]", -signal.SIGPROF),
        ("open(sys.argv[1], 'wb').truncate(2 * 1024 ** 3)", 1),
    ],
)
def test_the_system_ends_a_child_that_takes_too_much(tmp_path, what, ended_by):
    code = (
        "import sys, pyarrow; from yardstick.intake import child; child.SECONDS = 0.2; "
        f"child.set_limits(0); {what}"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "large")],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"]},
        stderr=subprocess.DEVNULL,
        check=False,
    )
    assert ended.returncode == ended_by


@pytest.mark.shared
@pytest.mark.skipif(not MESSY.is_dir(), reason="the messy files are not at hand")
def test_each_messy_file_is_rows_or_a_clear_answer():
    refused = {}
    for path in sorted(MESSY.iterdir()):
        try:
            assert any(sheet.height for sheet in read_sheets(path)), path.name
        except IntakeError as fault:
            refused[path.name] = str(fault)
    assert set(refused) == {"outturn_1314.csv.gz", "upload_empty.csv", "upload_not_a_csv.csv"}
    assert all(said.endswith(".") for said in refused.values())

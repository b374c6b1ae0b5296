"""The operator's virus scanner: asked before a file is read, and what it means where it is not."""

from __future__ import annotations

import sys

import pytest

from yardstick.intake import sandbox, scanner
from yardstick.intake.errors import IntakeError
from yardstick.intake.sandbox import read_sheets

# Ends with 1 where the file holds the word, and notes what it was given and what it knows.
STUB = """\
import os, pathlib, sys
pathlib.Path(sys.argv[1]).write_text(sys.argv[2] + "\\n" + "\\n".join(os.environ))
raise SystemExit("EICAR" in pathlib.Path(sys.argv[2]).read_text())
"""


@pytest.fixture
def noted(tmp_path):
    return tmp_path / "noted by the scanner.txt"


@pytest.fixture
def scanning(tmp_path, noted, monkeypatch):
    stub = tmp_path / "a scanner.py"
    stub.write_text(STUB, encoding="utf-8")
    monkeypatch.setenv("YARDSTICK_SCANNER", f"'{sys.executable}' '{stub}' '{noted}'")


def file(tmp_path, text):
    path = tmp_path / "return.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.usefixtures("scanning")
def test_a_file_that_the_scanner_passes_is_read(tmp_path, noted):
    path = file(tmp_path, "a,b\n1,2\n")
    (sheet,) = read_sheets(path)
    assert [row.cells for row in sheet.rows()] == [("a", "b"), ("1", "2")]
    assert noted.read_text("utf-8").splitlines()[0] == str(path)


@pytest.mark.usefixtures("scanning")
def test_a_file_that_the_scanner_refuses_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "_run", lambda *_: pytest.fail("it was read"))
    with pytest.raises(IntakeError, match=r"^was refused by the virus scanner\. Have your own IT"):
        read_sheets(file(tmp_path, "a,b\nEICAR,2\n"))


def test_a_scanner_that_is_not_there_lets_nothing_through(tmp_path, monkeypatch):
    monkeypatch.setenv("YARDSTICK_SCANNER", str(tmp_path / "no such scanner"))
    monkeypatch.setattr(sandbox, "_run", lambda *_: pytest.fail("it was read"))
    with pytest.raises(IntakeError, match="cannot be scanned for viruses at the moment"):
        read_sheets(file(tmp_path, "a,b\n1,2\n"))


def test_a_scanner_that_does_not_answer_lets_nothing_through(tmp_path, monkeypatch):
    monkeypatch.setattr(scanner, "PATIENCE_SECONDS", 0.2)
    wait = f"'{sys.executable}' -c 'import time; time.sleep(30)'"
    monkeypatch.setenv("YARDSTICK_SCANNER", wait)
    with pytest.raises(IntakeError, match="cannot be scanned for viruses at the moment"):
        read_sheets(file(tmp_path, "a,b\n1,2\n"))


@pytest.mark.usefixtures("scanning")
def test_the_scanner_learns_no_setting_of_ours(tmp_path, noted, monkeypatch):
    monkeypatch.setenv("YARDSTICK_DATABASE", "postgresql+psycopg://secret")
    monkeypatch.setenv("OF_THE_SCANNER", "1")
    read_sheets(file(tmp_path, "a,b\n1,2\n"))
    known = noted.read_text("utf-8").splitlines()[1:]
    assert "OF_THE_SCANNER" in known
    assert not [name for name in known if name.startswith("YARDSTICK_")]


@pytest.mark.parametrize("setting", [None, "", " "])
def test_without_a_scanner_nothing_is_asked(tmp_path, monkeypatch, setting):
    monkeypatch.delenv("YARDSTICK_SCANNER", raising=False)
    if setting is not None:
        monkeypatch.setenv("YARDSTICK_SCANNER", setting)
    monkeypatch.setattr(scanner, "_ended", lambda _: pytest.fail("something was asked"))
    assert len(read_sheets(file(tmp_path, "a,b\n1,2\n"))) == 1

"""The command that starts the product: at a free port, with a store to show, as its own process."""

from __future__ import annotations

import socket

import pytest

from yardstick.commands import Refused, demo, main, run
from yardstick.store.errors import StoreError


def test_a_port_in_use_is_refused_with_another_to_take(capsys):
    with socket.socket() as taken:
        taken.bind((run.LOOPBACK, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["run", "--port", str(port)]) == 2
    assert f"make run PORT={port + 1}" in capsys.readouterr().err
    with pytest.raises(Refused):
        run.refuse_taken_port(run.LOOPBACK, 99_999)


class Handed(Exception):  # noqa: N818 - what happens instead of becoming another process
    """The process would have become the server."""


@pytest.fixture
def started(monkeypatch):
    """What was started in this process's place, or beside it where that cannot be."""
    found = []

    def become(_path, command, environment):
        found.append((command, environment))
        raise Handed

    monkeypatch.setattr(run.os, "chdir", lambda _folder: None)
    monkeypatch.setattr(run.os, "execve", become)
    monkeypatch.setattr(
        run.subprocess, "call", lambda command, **said: found.append((command, said["env"])) or 0
    )
    return found


def test_run_makes_a_demonstration_where_there_is_no_store_and_becomes_the_server(
    tmp_path, monkeypatch, capsys, started
):
    made = []
    monkeypatch.setattr(demo, "make_demonstration", lambda *given, **_: made.append(given[:2]))
    given = ["run", "--port", "0", "--store", str(tmp_path / "new")]
    with pytest.raises(Handed):
        main(given)
    assert made == [(tmp_path / "new", "east_midlands")]
    command, environment = started[0]
    assert command[1:5] == ["-m", "streamlit", "run", "app.py"]
    assert environment["YARDSTICK_STORE"] == str(tmp_path / "new")
    (tmp_path / "new").mkdir()
    with pytest.raises(Handed):
        main(given)
    assert len(made) == 1
    assert "Yardstick starts at" in capsys.readouterr().out


def test_a_demonstration_that_cannot_be_made_starts_no_server(
    tmp_path, monkeypatch, capsys, started
):
    def refused(*_given, **_said):
        raise StoreError("The disk is full.")

    monkeypatch.setattr(demo, "make_demonstration", refused)
    assert main(["run", "--port", "0", "--store", str(tmp_path / "new")]) == 2
    assert "The disk is full." in capsys.readouterr().err
    assert not started


def test_where_a_process_cannot_become_another_the_server_is_started_beside_it(
    tmp_path, monkeypatch, started
):
    monkeypatch.setattr(run, "IS_WINDOWS", True)
    assert main(["run", "--port", "0", "--store", str(tmp_path)]) == 0
    assert started[0][0][1:3] == ["-m", "streamlit"]

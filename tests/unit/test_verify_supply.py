"""What ships: every package pinned, listed and allowed, and nothing reached for at work."""

from __future__ import annotations

import importlib.metadata
import runpy
import subprocess
import sys
from email.message import Message

import pytest
from conftest import ROOT

from yardstick.verify import guard, offline, s24
from yardstick.verify.s24 import Pin

LOCK = """\
alpha==1.0 \\
    --hash=sha256:{h} \\
    --hash=sha256:{h}
beta[extra]==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:{h}
gamma==3.0
""".format(h="0" * 64)


def about(**said):
    made = Message()
    for name, value in said.items():
        for one in value if isinstance(value, list) else [value]:
            made[name.replace("_", "-")] = one
    return made


@pytest.fixture
def quiet(monkeypatch):
    """Leave the server out, which takes seconds."""
    monkeypatch.setattr(s24, "_reached", lambda *_, **__: iter(()))


def test_a_lock_is_read_with_versions_hashes_and_conditions():
    assert s24.pins(LOCK) == [
        Pin("alpha", "1.0", 2, conditional=False),
        Pin("beta", "2.0", 1, conditional=True),
        Pin("gamma", "3.0", 0, conditional=False),
    ]


def test_what_has_no_hash_or_no_version_is_named():
    assert list(s24._unpinned(LOCK, s24.pins(LOCK))) == ["gamma has no hash."]
    loose = LOCK + "delta>=4\n"
    assert "pins no version" in next(s24._unpinned(loose, s24.pins(loose)))


@pytest.mark.usefixtures("quiet")
def test_what_ships_is_pinned_installed_listed_and_allowed(tmp_path):
    found = s24.check(tmp_path, full=False)
    assert found.failures == ()
    assert found.n > 50
    assert found.figure["hashes"] > found.figure["packages"]


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ({"License_Expression": "MIT", "License": "long text"}, "MIT"),
        ({"Classifier": ["License :: OSI Approved :: BSD License", "Topic :: X"]}, "BSD License"),
        ({"License": "Apache-2.0\nand a long text"}, "Apache-2.0"),
        ({}, ""),
    ],
)
def test_a_licence_is_read_the_surest_way_first(said, licence):
    assert s24.licence(about(**said)) == licence


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"Version": "1.0", "License_Expression": "MIT"}, []),
        ({"Version": "1.0", "License": "LGPL-3.0"}, []),
        ({"Version": "2.0", "License": "MIT"}, ["x is installed as 2.0 and pinned as 1.0."]),
        ({"Version": "1.0"}, ["x does not say under which licence it is."]),
        (
            {"Version": "1.0", "License": "GPL-3.0-or-later"},
            ["x is under 'GPL-3.0-or-later', which does not let us ship it."],
        ),
        (
            {"Version": "1.0", "Classifier": ["License :: GNU Affero General Public License v3"]},
            ["x is under 'GNU Affero General Public License v3', which does not let us ship it."],
        ),
    ],
)
def test_what_is_wrong_with_a_package_is_said(monkeypatch, said, wrong):
    monkeypatch.setattr(s24.importlib.metadata, "metadata", lambda _: about(**said))
    assert list(s24._installed(Pin("x", "1.0", 1, conditional=False))) == wrong


@pytest.mark.parametrize(("conditional", "wrong"), [(True, []), (False, ["x is not installed."])])
def test_a_package_for_another_system_need_not_be_here(monkeypatch, conditional, wrong):
    def missing(_):
        raise importlib.metadata.PackageNotFoundError

    monkeypatch.setattr(s24.importlib.metadata, "metadata", missing)
    assert list(s24._installed(Pin("x", "1.0", 1, conditional=conditional))) == wrong


def test_what_the_bill_of_materials_leaves_out_is_named():
    forgotten = [Pin("not-there", "1.0", 1, conditional=False)]
    assert list(s24._listed(forgotten)) == ["not-there 1.0 is not in the bill of materials."]


def test_without_the_tool_the_bill_of_materials_is_said_to_be_skipped(monkeypatch):
    monkeypatch.setattr(s24.importlib.util, "find_spec", lambda _: None)
    assert list(s24._listed([])) == [s24._SBOM_MISSING]


def test_a_bill_of_materials_that_fails_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(s24, "LOCK", tmp_path / "none.txt")
    (said,) = s24._listed([])
    assert "could not be made" in said


@pytest.mark.parametrize("full", [False, True])
def test_what_was_reached_and_what_failed_alone_is_told(monkeypatch, tmp_path, full):
    def work(folder, environment, *, filled):
        assert filled is full
        guard.note(folder / "reached.txt", "socket.connect", (None, ("192.0.2.1", 80)))
        assert environment[guard.LOG] == str(folder / "reached.txt")
        return ["A page failed."]

    monkeypatch.setattr(s24, "work", work)
    monkeypatch.setattr(s24, "without_network", lambda _: ["Alone, a page failed."])
    said = list(s24._reached(tmp_path, full=full))
    heard = ["A page failed.", "While it worked, it tried: socket.connect 192.0.2.1."]
    assert said == heard + (["Alone, a page failed."] if full else [])


# ---- listening --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("event", "told", "heard"),
    [
        ("socket.connect", (None, ("203.0.113.9", 443)), ["socket.connect 203.0.113.9"]),
        ("socket.sendto", (None, ("203.0.113.9", 53)), ["socket.sendto 203.0.113.9"]),
        ("socket.getaddrinfo", ("example.org", 443), ["socket.getaddrinfo example.org"]),
        ("socket.getaddrinfo", (b"example.org", 443), ["socket.getaddrinfo example.org"]),
        ("socket.gethostbyname", ("example.org",), ["socket.gethostbyname example.org"]),
        ("socket.connect", (None, ("127.0.0.1", 443)), []),
        ("socket.connect", (None, ("::1", 443, 0, 0)), []),
        ("socket.connect", (None, "/run/x.sock"), []),
        ("socket.getaddrinfo", (None, 80), []),
        ("open", ("/etc/hosts", "r", 0), []),
    ],
)
def test_only_what_leaves_this_machine_is_written_down(tmp_path, event, told, heard):
    (tmp_path / "reached.txt").touch()
    guard.note(tmp_path / "reached.txt", event, told)
    assert guard.heard(tmp_path) == heard


def test_a_process_is_heard_from_its_first_moment_on(tmp_path):
    environment = guard.guarded(tmp_path, ROOT)
    script = (
        "import socket\ntry: socket.create_connection(('192.0.2.1', 9), 0.01)\nexcept OSError: 0"
    )
    subprocess.run([sys.executable, "-c", script], env=dict(environment), check=True)
    assert "socket.connect 192.0.2.1" in guard.heard(tmp_path)


def test_listening_begins_with_an_empty_log(tmp_path, monkeypatch):
    monkeypatch.setenv(guard.LOG, str(tmp_path / "reached.txt"))
    hooks = []
    monkeypatch.setattr(guard.sys, "addaudithook", hooks.append)
    guard.install()
    assert guard.heard(tmp_path) == []
    hooks[0]("socket.getaddrinfo", ("example.org", 80))
    assert guard.heard(tmp_path) == ["socket.getaddrinfo example.org"]


# ---- without a network --------------------------------------------------------------------------


class Asked:
    """A visitor to whom every second thing fails."""

    def __init__(self, url, cookie):
        assert (url, cookie) == ("http://here", "cookie")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def run(self, page):
        return type("Run", (), {"failures": ["A page failed."] if page == "home" else []})


@pytest.mark.parametrize("filled", [False, True])
def test_a_server_at_work_says_which_page_or_file_failed(tmp_path, monkeypatch, filled):
    class Served:
        url = "http://here"

        def __init__(self, _store, _folder, **environment):
            assert environment == {"A": "b"}

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    def ask(_url, link, **_):
        return type("Answer", (), {"status": 404 if link.endswith("png") else 200})

    monkeypatch.setattr(offline, "demonstration", lambda *_, **__: "store")
    monkeypatch.setattr(offline, "session_of", lambda *_: "cookie")
    monkeypatch.setattr(offline, "product", Served)
    monkeypatch.setattr(offline, "StreamlitClient", Asked)
    monkeypatch.setattr(offline, "ask", ask)
    png = "/download/trend?indicator=R05&format=png was answered with 404."
    expected = ["A page failed.", *([png] if filled else [])]
    assert offline.work(tmp_path, {"A": "b"}, filled=filled) == expected


@pytest.mark.parametrize(
    ("code", "expected"), [(0, ["A page failed."]), (1, ["A page failed.", "Error: x"])]
)
def test_a_machine_without_a_network_is_this_one_with_its_network_taken(
    monkeypatch, code, expected
):
    ran = []

    def run(command, **_):
        ran.append(command)
        return subprocess.CompletedProcess(command, code, "A page failed.\n", "Error: x\n")

    monkeypatch.setattr(offline.shutil, "which", lambda _: "/usr/bin/unshare")
    monkeypatch.setattr(offline.subprocess, "run", run)
    assert offline.without_network("folder") == expected
    assert ran[0][:3] == ["/usr/bin/unshare", "--map-root-user", "--net"]
    assert ran[0][-2:] == ["yardstick.verify.offline", "folder"]


def test_where_no_network_can_be_taken_away_it_is_said(monkeypatch):
    monkeypatch.setattr(offline.shutil, "which", lambda _: None)
    assert offline.without_network("folder")[0].startswith("Skipped")


def test_loopback_is_raised_and_nothing_else(monkeypatch):
    asked = []

    def ioctl(_socket, request, given):
        asked.append((request, given[:2]))
        return given

    monkeypatch.setattr(offline.fcntl, "ioctl", ioctl)
    offline.raise_loopback()
    assert asked == [(0x8913, b"lo"), (0x8914, b"lo")]


def test_the_module_is_what_runs_there(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["offline", "folder"])
    monkeypatch.setattr("fcntl.ioctl", lambda *given: given[-1])
    monkeypatch.setattr("yardstick.verify.served.demonstration", lambda *_, **__: _stop())
    with pytest.raises(StopIteration):
        runpy.run_path(str(ROOT / "yardstick/verify/offline.py"), run_name="__main__")
    assert capsys.readouterr().out == ""


def _stop():
    raise StopIteration

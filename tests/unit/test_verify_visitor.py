"""A browser's side of the server, told what a server would send; and servers that misbehave."""

from __future__ import annotations

import http.client
import subprocess
import sys
from types import SimpleNamespace

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from yardstick.verify import served, visitor
from yardstick.verify.visitor import Run, StreamlitClient

EARLY = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
DONE = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY


class Socket:
    """A socket on which everything has been said already."""

    def __init__(self, *messages):
        self.said = iter([message.SerializeToString() for message in messages])

    def recv(self, _seconds, *, decode):
        assert not decode
        return next(self.said)


def said(**fields):
    message = ForwardMsg()
    message.metadata.cacheable = fields.pop("cacheable", False)
    message.hash = fields.pop("hash", "")
    for name, value in fields.items():
        setattr(message, name, value)
    return message


def drawn(text, fragment=""):
    message = ForwardMsg()
    message.delta.fragment_id = fragment
    message.delta.new_element.html.body = text
    return message


def hears(*messages, keeps=False):
    """Return what a client makes of messages, and the client."""
    client = StreamlitClient.__new__(StreamlitClient)
    client._socket, client._keeps, client._kept = Socket(*messages), keeps, set()
    client.session_id = client._page_hash = ""
    return client._collect(), client


def begun(session="", page="p1"):
    message = ForwardMsg()
    message.new_session.initialize.session_id = session
    message.new_session.page_script_hash = page
    return message


def test_what_was_drawn_before_a_run_began_again_is_not_of_it():
    run, client = hears(
        begun("s1"), drawn("old"), said(script_finished=EARLY), begun(), drawn("new", "f1"),
        said(script_finished=DONE),
    )  # fmt: skip
    assert run.text.strip() == "new"
    assert run.fragments == {"f1"}
    assert (client.session_id, client._page_hash) == ("s1", "p1")
    assert run.messages == 6


def test_where_a_page_leads_and_that_there_is_none_is_heard():
    away, lost, menu = ForwardMsg(), ForwardMsg(), ForwardMsg()
    away.auth_redirect.url = "/auth/login"
    lost.page_not_found.page_name = "nowhere"
    menu.navigation.page_script_hash = "p2"
    menu.navigation.app_pages.add().url_pathname = "region"
    run, client = hears(menu, away, lost, said(script_finished=DONE))
    assert (run.redirect, run.not_found, run.pages) == ("/auth/login", True, ["region"])
    assert client._page_hash == "p2"


@pytest.mark.parametrize(("keeps", "kept"), [(True, {"a1"}), (False, set())])
def test_large_messages_are_kept_by_those_who_keep_them(keeps, kept):
    large = said(cacheable=True, hash="a1", script_finished=DONE)
    assert hears(large, keeps=keeps)[1]._kept == kept


def test_a_control_that_is_not_there_is_named():
    with pytest.raises(LookupError, match="No control is labelled 'Sign in'"):
        Run([drawn("Sign in").delta.new_element]).widget("Sign in")
    assert Run().pages == []


def test_what_is_asked_over_tls_is_asked_over_tls():
    assert type(visitor._connection("https://host:1")) is http.client.HTTPSConnection
    assert type(visitor._connection("http://host:1")) is http.client.HTTPConnection


def test_a_server_that_ends_before_it_answers_is_told_with_what_it_printed(tmp_path):
    log = tmp_path / "server.log"
    log.write_text("no such store", encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    server = served.Server("http://127.0.0.1:9", tmp_path, log, process.pid)
    with pytest.raises(RuntimeError, match=r"(?s)did not start:.*no such store"):
        served._wait(server, process)


def test_a_server_that_is_not_ready_yet_is_asked_again(monkeypatch):
    answers = iter([ConnectionRefusedError(), 503, 200])

    def ask(*_):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return visitor.Answer(answer, {}, b"")

    monkeypatch.setattr(served, "ask", ask)
    server = served.Server("http://127.0.0.1:9", None, None, 0)
    served._wait(server, SimpleNamespace(poll=lambda: None))
    assert next(answers, "asked no more") == "asked no more"

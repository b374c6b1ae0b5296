"""The settings that the product's promises stand on."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from importlib.metadata import distribution, requires

import pytest
from access_builders import ROOT
from streamlit import config as streamlit_config
from streamlit.web.server.starlette import starlette_server
from uvicorn import Config

from yardstick.web import gate
from yardstick.web.single_sign_on import ARRIVAL

SETTINGS = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
COLOUR_LISTS = [name for name in SETTINGS["theme"] if name.startswith("chart")]


def flat(table, prefix=""):
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


@pytest.mark.parametrize("name", [name for name, _ in flat(SETTINGS)])
def test_streamlit_knows_every_setting(name):
    assert name in streamlit_config._config_options_template


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("server.address", "127.0.0.1"),  # unset, Streamlit asks a server elsewhere who we are
        ("server.fileWatcherType", "none"),
        ("server.enableStaticServing", False),
        ("server.enableCORS", True),
        ("server.enableXsrfProtection", True),
        ("server.maxUploadSize", 20),
        ("server.maxWidgetStateSize", 1),
        ("runner.postScriptGC", False),
        ("runner.magicEnabled", False),
        ("browser.gatherUsageStats", False),
        ("client.showErrorDetails", "none"),
        ("client.showErrorLinks", False),
    ],
)
def test_what_protects_and_what_is_fast_is_set(name, value):
    assert dict(flat(SETTINGS))[name] == value


def test_the_gates_headers_are_the_ones_streamlit_trusts():
    trusted = json.loads(SETTINGS["server"]["trustedUserHeaders"])
    ours = {gate.ACCOUNT.decode(), gate.SESSION.decode(), gate.SOURCE.decode(), ARRIVAL.decode()}
    assert set(trusted) == ours
    assert all(name.encode().startswith(gate.OWN_HEADERS) for name in trusted)
    assert set(trusted.values()) == {"account", "session", "source", "arrival"}


def test_the_fast_event_loop_is_asked_for_installed_and_taken():
    wanted = (ROOT / "requirements.in").read_text(encoding="utf-8")
    assert "streamlit[auth,performance]==" in wanted
    extra = [one for one in requires("streamlit") or () if 'extra == "performance"' in one]
    assert any(one.startswith("uvloop") for one in extra)
    assert distribution("uvloop").version
    loop = Config(None, loop=starlette_server._get_uvicorn_config_kwargs().get("loop", "auto"))
    factory = loop.get_loop_factory()
    assert factory is not None
    made = factory()
    made.close()
    assert type(made).__module__ == "uvloop"


@pytest.mark.parametrize("name", COLOUR_LISTS)
def test_no_list_of_colours_is_too_short_for_plotly(name):
    colours = SETTINGS["theme"][name]
    assert len(colours) == 10
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in colours)


def test_the_app_stands_literally_where_streamlit_looks_for_it():
    tree = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    assigned = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "app"
    ]
    assert len(assigned) == 1
    call = assigned[0]
    assert isinstance(call, ast.Call)
    assert ast.unparse(call.func) == "st.App"
    assert ast.literal_eval(call.args[0]) == "yardstick/ui/main.py"
    assert {one.arg for one in call.keywords} == {"routes", "middleware", "exception_handlers"}


def test_the_script_streamlit_runs_has_no_pages_beside_it():
    script = ROOT / "yardstick/ui/main.py"
    assert script.exists()
    assert not (script.parent / "pages").exists()

"""A server with the real gate, routes and sign-in page, and a page of a few lines behind them."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import streamlit as st
from access_builders import region
from starlette.middleware import Middleware

from yardstick.access.accounts import Accounts
from yardstick.results import desk as reception
from yardstick.store.operations import open_operations
from yardstick.ui.sign_in import door
from yardstick.web.assets import CompressedAssets
from yardstick.web.downloads import Asked, Workshop, download_route
from yardstick.web.gate import Gate, GateSettings
from yardstick.web.launcher import places
from yardstick.web.room import Room
from yardstick.web.session_routes import session_routes
from yardstick.web.single_sign_on import SingleSignOn

FOLDER = Path(os.environ["STAND_IN_FOLDER"])
DESK = SimpleNamespace(
    store=SimpleNamespace(root=FOLDER),
    region=region(),
    accounts=Accounts(FOLDER / "auth.yaml", demonstration=True),
    engine=open_operations(f"sqlite:///{FOLDER / 'operations.sqlite'}"),
    is_demonstration=True,
)
reception.desk = lambda: DESK
for name in DESK.accounts.current().credentials.usernames:
    door().sign_in.notices.accept(name)


def make(results, _selection, view, form, _look):
    return SimpleNamespace(name=f"{view}.{form}", media_type="text/plain", data=results.encode())


WORKSHOP = Workshop(door, lambda viewer, _: Asked(f"SECRET of {viewer.account}", None, ()), make)
GATE = Middleware(Gate, keeper=door(), settings=GateSettings(secure=False, room=Room(places())))
app = st.App(
    "script.py",
    routes=[*session_routes(door, secure=False), download_route(WORKSHOP)],
    middleware=[
        GATE,
        Middleware(SingleSignOn, door=door, secure=False),
        Middleware(CompressedAssets),
    ],
)

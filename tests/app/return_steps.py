"""What is done with a return on screen and beside it, for tests of the returns' pages."""

from __future__ import annotations

import re

from desk_builders import RUTLAND
from workflow_builders import written

from yardstick.access.policy import viewer_for
from yardstick.ui.wiring import submissions_for

LEAD, PUBLISHER = "rutland.lead", "host.publisher"
SESSION = "session-of-the-reader"


def writer(desk, account):
    return submissions_for(desk, viewer_for(account, desk.accounts, desk.region))


def signed(desk, **said):
    """Send a return and sign it off, as its partner does."""
    door = writer(desk, LEAD)
    file = written(desk.store.root.parent, **said)
    kept = door.receive([file], "riia_quarterly", RUTLAND, "2024-25 Q4", lambda *_: None).sent
    return door.sign_off(kept.id).id


def sent_id(app):
    return re.findall(r"s\d{6}-[0-9a-f]{8}", app.selectbox(key="which_return").value)[0]


def unfold(app, part="changes"):
    """Open a part of what is shown of a return: without a name, what it changes."""
    app.session_state[f"{part} {sent_id(app)}"] = True
    return app.run()

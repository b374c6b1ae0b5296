"""What stands in the audit log, read past the product's own reader."""

from __future__ import annotations

import json

import sqlalchemy as sa

from yardstick.access.audit import LINES
from yardstick.store.operations import reading


def audit_lines(engine: sa.Engine) -> list[tuple[str, str, dict[str, str]]]:
    """Return account, action and detail of each line, oldest first."""
    query = sa.select(LINES.c.account, LINES.c.action, LINES.c.detail).order_by(LINES.c.number)
    with reading(engine) as connection:
        found = connection.execute(query).all()
    return [(account, action, json.loads(detail)) for account, action, detail in found]

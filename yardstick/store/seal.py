"""Small JSON files that show any change: they carry the hash of what they say."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from yardstick.store.durable import damaged, read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def sealed(fields: Mapping[str, object]) -> bytes:
    """Return the one way to write these fields, with their SHA-256 among them.

    Args:
        fields: Anything JSON can hold, under any name but `sha256`. Not changed.
    """
    digest = hashlib.sha256(canonical(fields)).hexdigest()
    return canonical({**fields, "sha256": digest})


def read_sealed(path: Path) -> dict[str, Any]:
    """Return the fields of a file that `sealed` made.

    Raises:
        StoreError: It is missing, or a bit of it is not as it was written.
    """
    content = read(path)
    try:
        fields = json.loads(content)
        stated = fields.pop("sha256")
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError):
        raise damaged(path) from None  # the parser's words would tell a reader nothing
    # The bytes are compared too: a changed space or a number written otherwise is damage.
    if content != sealed(fields) or not isinstance(stated, str):
        raise damaged(path)
    return dict(fields)


def canonical(fields: Mapping[str, object]) -> bytes:
    """Return fields as JSON in one form only: keys sorted, one to a line, UTF-8."""
    text = json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    return f"{text}\n".encode()

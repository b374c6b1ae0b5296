"""What the tool cannot do, in a sentence that says what to do instead."""

from __future__ import annotations


class PseudonymiseError(Exception):
    """Nothing was written; the message says why and what to do. It never holds a pupil's value."""

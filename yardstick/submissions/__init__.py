"""The only writer: what comes in, checked, into the ledger and on to a new release.

Pages and commands get a `Submissions` that belongs to one viewer; official files need none.
"""

from yardstick.submissions.door import Submissions
from yardstick.submissions.official import OPEN_STATISTICS, Loaded, add_official, publish
from yardstick.submissions.sent import Preview, Received, Sent

__all__ = [
    "OPEN_STATISTICS",
    "Loaded",
    "Preview",
    "Received",
    "Sent",
    "Submissions",
    "add_official",
    "publish",
]

"""How many people are served at once, and what the rest are told.

A server that takes everybody serves nobody well: beyond a number of open sockets each click waits
for all others. Whoever comes then gets a page that says so and tries again by itself. A part of
the places is kept for people who have signed in, so that a crowd at the door, or somebody who
opens sockets on purpose, cannot keep them out.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from starlette.responses import HTMLResponse, Response

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES: Final = 100  # docs/performance.md: 50 are served within the target, 100 without a failure
WAIT_SECONDS: Final = 20
_UNAVAILABLE: Final = 503
_FOR_STRANGERS: Final = 0.4  # of the places; a sign-in holds one for a few seconds

_BUSY: Final = f"""<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="{WAIT_SECONDS}">
<title>Yardstick is full</title>
<style>
body {{ font: 19px/1.5 Arial, sans-serif; color: #0b0c0c; max-width: 40em; margin: 3em 1em }}
</style>
<h1>Yardstick is full at the moment</h1>
<p>As many people are working in it as it can serve well. Nothing of yours is lost.</p>
<p>This page tries again by itself every {WAIT_SECONDS} seconds.</p>
</html>
"""


@dataclass
class Room:
    """The places of one process. Used by one event loop only, so that counting needs no lock.

    Attributes:
        places: How many sockets may be open.
    """

    places: int = PLACES
    _taken: int = field(default=0, init=False)
    _strangers: int = field(default=0, init=False)

    def has_place(self, *, signed_in: bool) -> bool:
        """Whether one more may come in."""
        theirs = signed_in or self._strangers < max(1, int(self.places * _FOR_STRANGERS))
        return theirs and self._taken < self.places

    @contextmanager
    def place(self, *, signed_in: bool) -> Iterator[None]:
        """Hold a place until the block ends."""
        self._taken += 1
        self._strangers += not signed_in
        try:
            yield
        finally:
            self._taken -= 1
            self._strangers -= not signed_in


def busy() -> Response:
    """Return the page for whoever finds no place."""
    return HTMLResponse(_BUSY, _UNAVAILABLE, headers={"retry-after": str(WAIT_SECONDS)})

"""Work that is dear enough to be done by several processes side by side.

A new process of the standard library's pools runs the caller's main program once more. Within the
server that is whatever page is being drawn, so a release approved on a page would have drawn that
page in every worker, without a session, and failed. Loky's start with what they are given and
nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from loky import ProcessPoolExecutor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Given = TypeVar("Given")
Made = TypeVar("Made")


def side_by_side(
    work: Callable[[Given], Made], each: Iterable[Given], workers: int
) -> Iterator[Made]:
    """Yield what `work` makes of each, in their order, made by so many processes.

    Args:
        work: Of a module's top level, or a `partial` of one.
        each: What it is given, one at a time. It goes to a process and comes back as a copy.
        workers: With one, the work is done here.
    """
    if workers == 1:
        yield from map(work, each)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(work, each)

"""The product at work where there is no network at all: `unshare --net` and this module."""

from __future__ import annotations

import fcntl
import shutil
import socket
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from yardstick.results.settings import ROOT
from yardstick.verify.doors import pages
from yardstick.verify.served import demonstration, product, session_of
from yardstick.verify.visitor import StreamlitClient, ask

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePath

ACCOUNT: Final = "derbyshire.dcs"
FILES: Final = ("csv", "xlsx", "png", "svg")
_OK: Final = 200
_READ_FLAGS, _SET_FLAGS = 0x8913, 0x8914  # SIOCGIFFLAGS, SIOCSIFFLAGS
_UP: Final = 1
_REQUEST: Final = "16sH14x"


def work(folder: Path, environment: Mapping[str, str], *, filled: bool) -> list[str]:
    """Serve a store, open every page and take every kind of file; return what failed.

    Args:
        folder: To work in.
        environment: What the server is given besides.
        filled: Whether with figures; without, there are no files to take.
    """
    store = demonstration(folder, filled=filled)
    with product(store, folder, **environment) as server:
        cookie = session_of(store, ACCOUNT)
        failed = []
        with StreamlitClient(server.url, cookie=cookie) as client:
            for path in pages():
                failed += client.run(path.strip("/")).failures
        for form in FILES if filled else ():
            link = f"/download/trend?indicator=R05&format={form}"
            got = ask(server.url, link, headers={"Cookie": cookie})
            failed += [] if got.status == _OK else [f"{link} was answered with {got.status}."]
    return failed


def without_network(folder: PurePath) -> list[str]:
    """Have this module work in a namespace that has no network; return what failed."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ["Skipped: this needs Linux with unshare (util-linux)."]
    command = [unshare, "--map-root-user", "--net", sys.executable, "-m", __name__, str(folder)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    said = ended.stdout.splitlines()
    return said if ended.returncode == 0 else [*said, *ended.stderr.splitlines()[-3:]]


def raise_loopback() -> None:
    """Bring up the one interface that a new namespace has."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        asked = struct.pack(_REQUEST, b"lo", 0)
        _, flags = struct.unpack(_REQUEST, fcntl.ioctl(any_socket, _READ_FLAGS, asked))
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack(_REQUEST, b"lo", flags | _UP))


if __name__ == "__main__":
    raise_loopback()
    print(*work(Path(sys.argv[1]), {}, filled=True), sep="\n", end="")  # noqa: T201 - read by `without_network`

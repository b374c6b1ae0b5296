"""One of several processes that change the same accounts file at the same moment.

`python accounts_race.py FILE NAME…` disables every name, five at a time. A program of its own and
not `multiprocessing`: that would begin by running whatever the test process last ran as its main
script, which after a page test is a page.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from yardstick.access.editing import disable_account

if __name__ == "__main__":
    file, *names = sys.argv[1:]
    with ThreadPoolExecutor(5) as pool:
        list(pool.map(partial(disable_account, Path(file)), names))

"""One of several processes that change the same accounts file at the same moment.

`python accounts_race.py FILE NAME…` makes three changes to every name, five at a time. A program
of its own and not `multiprocessing`: that would begin by running whatever the test process last ran
as its main script, which after a page test is a page.
"""

from __future__ import annotations

import datetime as dt
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from yardstick.access.editing import confirm_account, disable_account, set_roles

ROLES = ["executive"]
ON = dt.date(2027, 1, 15)

if __name__ == "__main__":
    file, *names = sys.argv[1:]
    with ThreadPoolExecutor(5) as pool:
        changes = [
            *(pool.submit(disable_account, Path(file), name) for name in names),
            *(pool.submit(set_roles, Path(file), name, ROLES) for name in names),
            *(pool.submit(confirm_account, Path(file), name, ON, "another") for name in names),
        ]
        for change in changes:
            change.result()

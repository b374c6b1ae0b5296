"""The bars of security and reliability, each a check that tries to break what it is about.

A bar is a module here named by its id in lower case (`s12.py`), with `STATEMENT`, `TARGET` and
`check`. It works on stores, servers and accounts of its own in a folder that is thrown away, and
answers with what it tried and what gave way. What belongs here attacks; it defends nothing.
"""

from yardstick.verify.bars import Bar, Outcome, bars

__all__ = ["Bar", "Outcome", "bars"]

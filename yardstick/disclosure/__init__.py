"""Protection: counts in, counts and status out, for one viewer. Pure, and without an "off".

`protect` is the one way in. What belongs here decides what of others' counts is hidden, and
proves that what is shown does not give it back. The protected cubes of record-level data belong
here too.
"""

from yardstick.disclosure.earlier import NOTHING, Earlier, withheld
from yardstick.disclosure.protect import Protected, protect
from yardstick.disclosure.rules import Rule

__all__ = ["NOTHING", "Earlier", "Protected", "Rule", "protect", "withheld"]

"""Protection: counts in, counts and status out, for one viewer. Pure, and without an "off".

The viewer-relative audit over every relation and the protected cubes of record-level data are
to be added here, behind `protect`, which is the one place where they go.
"""

from yardstick.disclosure.protect import Protected, protect

__all__ = ["Protected", "protect"]

"""What goes wrong in a store, in one sentence that says what to do."""


class StoreError(Exception):
    """A store is missing, damaged, busy or was given something it cannot keep.

    The message is written for the reader of a screen: it names the store or the file, never a
    figure in it, and what to do next.
    """


class BusyError(StoreError):
    """Somebody else is publishing at this moment."""

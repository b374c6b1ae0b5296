"""What goes wrong with a file that comes in, in the reader's words."""


class IntakeError(Exception):
    """A file cannot be read at all. The message says why, and what to do."""


class NotHeldError(ValueError):
    """One cell of a file names something that is not held here.

    Never leaves this package: it becomes a line of the file's problems. The message goes on
    where the cell's text ends ("'2015-17' " + "covers more than one year").
    """

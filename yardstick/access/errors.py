"""What goes wrong with rights and accounts, in words that are safe to show to anybody."""


class AccessDenied(Exception):  # noqa: N818 - a decision, not a fault
    """What was asked for does not exist, or is not the viewer's to see.

    The two look the same, so that names cannot be found out by asking: the message must not
    depend on which of them it is.
    """

    def __init__(self, message: str = "There is nothing here that you can see.") -> None:
        super().__init__(message)


class AccountsError(Exception):
    """The accounts file cannot be used, or an edit of it was refused.

    The message names the file, the key and what is allowed there.
    """


class SignInRefused(Exception):  # noqa: N818 - an answer, not a fault
    """Why somebody was not let in or not believed, in words for the screen: alike for everybody."""

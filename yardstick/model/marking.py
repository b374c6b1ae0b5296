"""The mark on every page and every file: how they are to be handled.

Source: Cabinet Office, Government Security Classifications Policy.
"""

from typing import Final

CLASSIFICATION: Final = "OFFICIAL-SENSITIVE"

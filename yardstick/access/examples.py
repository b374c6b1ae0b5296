"""The passwords that the whole world can read, which open no store with real returns.

A demonstration's account says that it is one. Whoever takes that line out of the file and leaves
the password has an account that anybody can use; so the hashes are known here, too.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yardstick.access.accounts_file import AccountsFile

# SHA-256 of the bcrypt hashes that the accounts file has been published with.
_PUBLISHED = frozenset(
    {
        "31561427a73415c2aa7cf306ed8dff7bc0c23b214dc33ffad2e5f2b14f1994bc",
        "4d04b2f60fae7525385045f2a9ed65ba2e9290475a72b93405e4e553b3b8bd44",
        "510ccb2336f5acc92f288e4b6ef2d484b12a37fc1ddb5cced09f8c47f3b7d27e",
        "5496eabf5f9ff5193e64f7c5e7cee77bb1b59264bbccf0cdcf19c4e4e39f6819",
        "8decf01b11e39f8de2941e5f62d4e5051d467d4cd0fc34cf20d09fd6a963ebf2",
        "c903cd3976fd7bb5bc89f107c8f16e583fbaedea9cd362b89a1d8e08c9cb94c2",
        "eb65706bacb61f2ae12b967a2bd9bf37fadc1cde49e20ac73cd0e436524bd2ba",
        "a3efa7b003919fda9ca8a1aa322f71bfd4aebd92c03d6822c849abcac0321846",
        "1564d930fad7119e68a0124cffb2017ea7b99ad4b0560a79b3d3a2fc75a5b359",
        "1403eddbab217812684ff812caaae8c7c295118755ef4988780f834881736b45",
        "5358271ce868d3cfeb63a8efc54a47604a95927b958ac054ff0a3523691f7e08",
    }
)


def examples_in(file: AccountsFile) -> tuple[str, ...]:
    """Return the accounts in use whose password is published, by name."""
    people = file.credentials.usernames.items()
    return tuple(
        name
        for name, one in people
        if not one.disabled and (one.demonstration or _is_published(one.password))
    )


def _is_published(hashed: str) -> bool:
    return hashlib.sha256(hashed.encode()).hexdigest() in _PUBLISHED

"""Naming the keys that partners make their pseudonyms with: names only, never a key."""

from __future__ import annotations

import re

from yardstick.access.audit import Action
from yardstick.model import Period, PeriodKind
from yardstick.store.errors import StoreError
from yardstick.store.key_ids import name_key, named_keys
from yardstick.submissions.bound import Bound

_KEY_ID = re.compile("[A-Z2-7]{4}")


class KeyActs(Bound):
    """Acts of a publisher of the host about the partners' keys."""

    def name_key(self, dataset: str, year: str, key_id: str) -> frozenset[str]:
        """Let pseudonyms of a data set and academic year be made with a key.

        Args:
            dataset: Identifier of a data set that holds pseudonyms.
            year: Academic year, such as `2024/25`.
            key_id: Four characters, as the partners' tool shows them with `show-key`.

        Returns:
            Every key that is now named for it.

        Raises:
            AccessDenied: The viewer is no publisher of the host.
            StoreError: There is no such data set, year or name of a key.
        """
        self._publishers_only()
        self._check_named(dataset, year, key_id)
        self._line(Action.NAMED_KEY, {"dataset": dataset, "year": year, "key": key_id})
        name_key(self.store, dataset, year, key_id, self.viewer.account)
        return named_keys(self.store, dataset, year)

    def named_keys(self, dataset: str, year: str) -> frozenset[str]:
        """Return the keys that are named for a data set and academic year.

        Raises:
            AccessDenied: The viewer is no publisher of the host.
        """
        self._publishers_only()
        return named_keys(self.store, dataset, year)

    def _check_named(self, dataset: str, year: str, key_id: str) -> None:
        with_tokens = [one for one in self.catalogue.datasets if self._holds_tokens(one)]
        if dataset not in with_tokens:
            raise StoreError(
                f"'{dataset[:40]}' holds no pseudonyms. Name one of: {', '.join(with_tokens)}."
            )
        if not _is_academic_year(year):
            raise StoreError(f"'{year[:20]}' is no academic year. Write one such as 2024/25.")
        if not _KEY_ID.fullmatch(key_id):
            raise StoreError(
                "The name of a key is four characters, capital letters and the digits 2 to 7, as "
                "the partners' tool shows with show-key. Never type the passphrase here."
            )

    def _holds_tokens(self, dataset: str) -> bool:
        return any(
            column.type == "token"
            for table in self.catalogue.datasets[dataset].tables
            for column in table.columns
        )


def _is_academic_year(written: str) -> bool:
    try:
        return Period.parse(written).kind is PeriodKind.ACADEMIC_YEAR
    except ValueError:
        return False

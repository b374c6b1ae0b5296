"""Which area a row is about: by code, never by name.

Names differ between files (Bedford Borough and Bedford; Yorkshire and the Humber and The Humber);
codes are recoded now and then while the authority and its DfE code stay the same.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Protocol

from yardstick.intake.errors import NotHeldError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from yardstick.catalogue.regions import Combined, Region
    from yardstick.model import Area

_JOIN = re.compile(r"[/+&]")


class Reference(Protocol):
    """The areas of the catalogue, as far as intake needs them."""

    @property
    def areas(self) -> Mapping[str, Area]:
        """Every area by GSS code."""

    @property
    def by_dfe(self) -> Mapping[str, str]:
        """The GSS code for each DfE number, of authorities and of LAIT's regions."""

    @property
    def superseded(self) -> Mapping[str, str]:
        """The GSS code that stands now for each that stood before it."""


class Places:
    """Finds areas by the codes a file gives.

    Attributes:
        combined: The joint areas of every region.
    """

    def __init__(self, reference: Reference, regions: Iterable[Region]) -> None:
        """Take what the catalogue holds."""
        self._reference = reference
        self.combined: tuple[Combined, ...] = tuple(
            joint for region in regions for joint in region.combined
        )

    def area(self, dfe: str, gss: str) -> str:
        """Return the code of an area; of a joint row (`940 / 941`) the combined area's.

        An earlier GSS code leads to the one that stands now. An authority that was recoded after
        the catalogue was written keeps its DfE code, which finds it.

        Args:
            dfe: DfE's number; empty where the file gives none.
            gss: The GSS code; empty where the file gives none.

        Raises:
            NotHeldError: The codes are unknown, belong to two different areas, or are a joint
                row that no region declares.
        """
        pairs = tuple(zip_longest(_codes(dfe), _codes(gss), fillvalue=""))
        if len(pairs) == 1:
            return self._one(*pairs[0])
        return self._joint({self._one(*pair) for pair in pairs})

    def _one(self, dfe: str, gss: str) -> str:
        reference = self._reference
        by_number = reference.by_dfe.get(dfe)
        area = reference.areas.get(reference.superseded.get(gss, gss))
        if area is None:
            return self._known(by_number)
        if by_number not in (None, area.code):
            raise NotHeldError(f"is {area.name}, but DfE code {dfe} is not; its rows were left out")
        return area.code

    def _known(self, code: str | None) -> str:
        if code is None:
            raise NotHeldError("is not an area of the catalogue; its rows were left out")
        return code

    def _joint(self, parts: set[str]) -> str:
        for joint in self.combined:
            if set(joint.parts) == parts:
                return joint.code
        raise NotHeldError("is a joint row that no region declares; its rows were left out")


def _codes(text: str) -> list[str]:
    return [code.strip() for code in _JOIN.split(text)]

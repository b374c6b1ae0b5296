"""Reading `data/` into a catalogue, or saying everything that is wrong with it at once.

What belongs here knows files: their names, their YAML and the lines in them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from yardstick.catalogue.agreement import flaws
from yardstick.catalogue.catalogue import Catalogue
from yardstick.catalogue.declarations import DataSet, Indicator
from yardstick.catalogue.documents import Document, read_document
from yardstick.catalogue.errors import CatalogueError, explained, is_echo, place_of, written
from yardstick.catalogue.regions import Region
from yardstick.catalogue.sources import OfficialSource
from yardstick.catalogue.tables import read_reference
from yardstick.model import Area, AreaKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from yardstick.catalogue.errors import Place
    from yardstick.catalogue.regions import Combined

_VERSION_DIGITS = 12

Declared = TypeVar("Declared", Region, DataSet, Indicator, OfficialSource)


def load_catalogue(data: Path) -> Catalogue:
    """Read, check and cross-check every declaration.

    Args:
        data: The folder that holds `regions`, `datasets`, `indicators`, `reference` and, where
            official files are read, `published`.

    Raises:
        CatalogueError: Something is wrong. Every problem is in it: first those of single files;
            once there are none, those of one file that refers to another.
    """
    shelf = _Shelf(data.resolve().name)
    files = shelf.read(data)
    catalogue = Catalogue(
        regions=shelf.declared("regions", Region, files),
        datasets=shelf.declared("datasets", DataSet, files),
        indicators=_ordered(shelf.declared("indicators", Indicator, files)),
        sources=shelf.declared("published", OfficialSource, files),
        reference=read_reference(
            {name.removeprefix("reference/"): text for name, text in files.items()},
            lambda where, message: shelf.note(f"reference/{where}", message),
        ),
        version=_version(files),
    )
    shelf.refuse_problems()
    for flaw in flaws(catalogue):
        sentence = f"{written(flaw.place)}: {flaw.message}"
        shelf.note_at(f"{flaw.folder}/{flaw.id}.yaml", flaw.place, sentence)
    shelf.refuse_problems()
    return _with_combined(catalogue)


def _ordered(indicators: Mapping[str, Indicator]) -> Mapping[str, Indicator]:
    ordered = sorted(indicators.values(), key=lambda one: (one.order, one.id))
    return MappingProxyType({indicator.id: indicator for indicator in ordered})


def _version(files: Mapping[str, str]) -> str:
    """Return the first digits of a hash over names and texts, in the order of names."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{files[name]}\0".encode())
    return digest.hexdigest()[:_VERSION_DIGITS]


def _with_combined(catalogue: Catalogue) -> Catalogue:
    """Add the areas for which only a joint figure exists, which regions declare."""
    areas = dict(catalogue.reference.areas)
    for region in catalogue.regions.values():
        for combined in region.combined:
            areas[combined.code] = _joint(
                combined, region, [areas[code] for code in combined.parts]
            )
    reference = replace(catalogue.reference, areas=MappingProxyType(areas))
    return replace(catalogue, reference=reference)


def _joint(combined: Combined, region: Region, parts: list[Area]) -> Area:
    """Make an area that exists while all of its parts do."""
    begun = [part.valid_from for part in parts if part.valid_from]
    ended = [part.valid_to for part in parts if part.valid_to]
    return Area(
        code=combined.code,
        dfe="",
        name=combined.name,
        kind=AreaKind.COMBINED,
        region=region.code,
        valid_from=max(begun, default=None),
        valid_to=min(ended, default=None),
        parts=combined.parts,
    )


# ---- files --------------------------------------------------------------------------------

_YAML, _CSV = ".yaml", ".csv"
_FOLDERS = MappingProxyType(
    {
        "regions": _YAML,
        "datasets": _YAML,
        "indicators": _YAML,
        "published": _YAML,
        "reference": _CSV,
    }
)
_OPTIONAL = frozenset({"published"})
_MISTAKEN = frozenset({".yml", ".json", ".txt", ".CSV", ".YAML"})


@dataclass(frozen=True)
class _Shelf:
    """What has been read so far, and what was wrong with it.

    Attributes:
        name: Of the folder, as messages give it.
        problems: In the words of the reader.
        documents: By file, for the line that a key stands in.
    """

    name: str
    problems: list[str] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)

    def note(self, where: str, message: str) -> None:
        """Keep a problem of a folder, a file or a line."""
        self.problems.append(f"{self.name}/{where}: {message}")

    def note_at(self, file: str, place: Place, message: str) -> None:
        """Keep a problem of a key, with the line that it stands in."""
        self.note(f"{file}, line {self.documents[file].line(place)}", message)

    def refuse_problems(self) -> None:
        """Stop where anything was wrong so far."""
        if self.problems:
            raise CatalogueError(*self.problems)

    def read(self, data: Path) -> dict[str, str]:
        """Return the text of every file by its name below the folder, line ends made alike."""
        if not data.is_dir():
            raise CatalogueError(f"{data}: there is no such folder. Give the one with 'regions'.")
        texts = {}
        for folder, ending in _FOLDERS.items():
            for path in sorted((data / folder).glob("*")):
                name = f"{folder}/{path.name}"
                if path.suffix == ending:
                    texts[name] = self._text(name, path)
                elif path.suffix in _MISTAKEN:
                    self.note(name, f"would not be read; let its name end in {ending}.")
        return texts

    def _text(self, name: str, path: Path) -> str:
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError:
            self.note(name, "is not UTF-8 text; save it as UTF-8.")
            return ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def declared(
        self, folder: str, model: type[Declared], files: Mapping[str, str]
    ) -> Mapping[str, Declared]:
        """Return a folder's sound declarations by identifier, in the order of their names."""
        names = [name for name in files if name.startswith(f"{folder}/")]
        if not names and folder not in _OPTIONAL:
            self.note(folder, "holds no .yaml file; at least one is needed.")
        made = (self._one(name, model, files[name]) for name in names)
        return MappingProxyType({one.id: one for one in made if one is not None})

    def _one(self, name: str, model: type[Declared], text: str) -> Declared | None:
        document = self.documents[name] = read_document(text)
        for line, message in document.problems:
            self.note(f"{name}, line {line}", message)
        if not isinstance(document.value, dict):
            if not document.problems:
                self.note(name, "holds no keys; write one declaration.")
            return None
        try:
            declared = model.model_validate(document.value)
        except ValidationError as error:
            self._explain(name, model, error)
            return None
        stem = name.rpartition("/")[2].removesuffix(_YAML)
        if declared.id != stem:
            self.note_at(name, ("id",), f"id: '{declared.id}' must be the file's name, '{stem}'.")
        return declared

    def _explain(self, name: str, model: type[Declared], error: ValidationError) -> None:
        found = [one for one in error.errors() if not is_echo(one)]
        sentences = {explained(one, model): place_of(one) for one in found}
        for sentence, place in sentences.items():
            self.note_at(name, place, sentence)

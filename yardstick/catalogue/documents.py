"""One YAML file: its values, and the line that each of them stands in.

What belongs here knows YAML and nothing of what the keys mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Hashable

    from yardstick.catalogue.errors import Place


@dataclass(frozen=True)
class Document:
    """What a file holds.

    Attributes:
        value: Mappings, lists, texts, numbers and dates.
        root: The tree behind the value; None where the file is empty or cannot be read.
        problems: Line and what is wrong there, of what YAML itself can tell.
    """

    value: object
    root: yaml.Node | None
    problems: tuple[tuple[int, str], ...] = ()

    def line(self, place: Place) -> int:
        """Return the line of a key or list entry, or of the nearest thing around it."""
        node, line = self.root, 1
        for step in place:
            node, found = _within(node, step)
            line = found or line
        return line


def read_document(text: str) -> Document:
    """Read one file safely. A key that stands twice is a problem, not a silent choice."""
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        value = None if root is None else loader.construct_document(root)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or "it holds a character that YAML does not allow"
        return Document(None, None, ((mark.line + 1 if mark else 1, f"is not YAML: {reason}."),))
    return Document(value, root, tuple(loader.repeated))


class _Loader(yaml.CSafeLoader):
    """YAML's safe loader, which also keeps the keys that stand twice."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.repeated: list[tuple[int, str]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - YAML's signature
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                line = key.start_mark.line + 1
                self.repeated.append((line, f"{key.value}: stands here twice; keep one."))
            seen.add(str(key.value))
        return super().construct_mapping(node, deep=deep)


def _within(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node | None, int]:
    """Return what stands at one step below a node, with its line; None and 0 where nothing."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return value, key.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        entry = node.value[step]
        return entry, entry.start_mark.line + 1
    return None, 0

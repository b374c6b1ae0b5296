"""What goes wrong in `data/`, in words that say where and what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic_core import ErrorDetails

# Where in a document: keys of mappings and positions in lists, from the outside in.
Place = tuple[str | int, ...]


class CatalogueError(Exception):
    """A declaration breaks its schema or names something that does not exist.

    The message names the file, the key and what is allowed there, a line for each problem.

    Attributes:
        problems: Each problem as a sentence.
    """

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def written(place: Place) -> str:
    """Return a place as `items.3.label`, counting from 1 as a reader does."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in place)


def is_echo(error: ErrorDetails) -> bool:
    """Whether a list is called too short only because its entries were refused already."""
    return error["type"] == "too_short" and len(error["input"]) >= error["ctx"]["min_length"]


def place_of(error: ErrorDetails) -> Place:
    """Return where to look: the key that a rule over several keys names first, if it is one."""
    if error["type"] != "value_error":
        return error["loc"]
    key = str(error["ctx"]["error"]).partition(":")[0].partition(".")[0]
    return (*error["loc"], key)


def explained(error: ErrorDetails, model: type[BaseModel]) -> str:
    """Say in the reader's words what is wrong with a value and what is allowed.

    Args:
        error: One finding of pydantic's.
        model: The declaration that was being read.
    """
    place = error["loc"]
    if place and place[-1] in _ALTERNATIVES:
        return f"{written(place[:-1])}: must be text or a number."
    wording = _WORDINGS.get(error["type"], _in_its_own_words)
    text = wording(error, model)
    return f"{written(place)}: {text}" if place else text


# What pydantic adds to a place for each kind that a value was tried as.
_ALTERNATIVES = frozenset({"str", "int", "float"})


def _in_its_own_words(error: ErrorDetails, _model: type[BaseModel]) -> str:
    return f"'{error['input']}' cannot stay: {error['msg'].lower()}."


def _allowed(error: ErrorDetails, _model: type[BaseModel]) -> str:
    expected = error["ctx"]["expected"].replace("'", "")
    return f"'{error['input']}' is not allowed; write {expected}."


def _unknown(error: ErrorDetails, model: type[BaseModel]) -> str:
    known = ", ".join(_declared_at(model, error["loc"][:-1]).model_fields)
    return f"there is no such key here; the keys are {known}."


def _too_long(error: ErrorDetails, _model: type[BaseModel]) -> str:
    longest, length = error["ctx"]["max_length"], len(error["input"])
    return f"is {length} characters long; {longest} are allowed."


def _as_written(error: ErrorDetails, _model: type[BaseModel]) -> str:
    return f"{error['ctx']['error']}."


_WORDINGS: Mapping[str, Callable[[ErrorDetails, type[BaseModel]], str]] = {
    "enum": _allowed,
    "extra_forbidden": _unknown,
    "literal_error": _allowed,
    "missing": lambda *_: "is missing, and has no default; give it.",
    "string_pattern_mismatch": lambda error, _: (
        f"'{error['input']}' is not allowed; write letters, digits and _, a letter first."
    ),
    "string_too_long": _too_long,
    "string_too_short": lambda *_: "is too short; write a few words.",
    "string_type": lambda error, _: f"{error['input']!r} is not text; put it in quotes.",
    "too_short": lambda error, _: f"needs at least {error['ctx']['min_length']}.",
    "value_error": _as_written,
}


def _declared_at(model: type[BaseModel], place: Place) -> type[BaseModel]:
    """Follow a place to the declaration that stands there."""
    for step in place:
        if isinstance(step, str):
            model = _declaration_in(model.model_fields[step].annotation) or model
    return model


def _declaration_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any type form
    """Find the declaration in `tuple[Item, ...]`, `Count | None` and the like."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_declaration_in, get_args(annotation))), None)

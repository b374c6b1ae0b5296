"""What every declaration has in common: it is frozen, and strict about its keys."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Identifier = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]
Sentence = Annotated[str, Field(min_length=3)]


class Declaration(BaseModel):
    """Any declared thing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

"""What somebody chose to send, taken from Streamlit at once: as files for as long as it is read.

Streamlit keeps an upload in memory until its tab is closed. Here it is taken off as soon as the
return is sent, and the files that are read from stand in a folder of their own that goes with them.
"""

from __future__ import annotations

import re
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streamlit.runtime.uploaded_file_manager import UploadedFile

_NAME: Final = 60
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Upload:
    """A file as it was chosen: the name it had, and its bytes."""

    name: str
    data: bytes


def taken(chosen: Sequence[UploadedFile]) -> tuple[Upload, ...]:
    """Return what was chosen, and have Streamlit forget it."""
    found = tuple(Upload(one.name, one.getvalue()) for one in chosen)
    context = get_script_run_ctx()
    if context and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        for one in chosen:
            context.uploaded_file_mgr.remove_file(context.session_id, one.file_id)
    return found


@contextmanager
def as_files(uploads: Sequence[Upload]) -> Iterator[tuple[Path, ...]]:
    """Give the uploads as files, under names made here, for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="yardstick-return-") as name:
        paths: dict[Path, Upload] = {}
        for one in uploads:
            path = Path(name) / _safe(one.name)
            while path in paths:  # two of one name are two sheets
                path = path.with_stem(f"{path.stem}-2")
            paths[path] = one
        for path, one in paths.items():
            path.write_bytes(one.data)
        yield tuple(paths)


def _safe(name: str) -> str:
    """Return a name without anything that a path could mean: letters, digits and one ending."""
    said = Path(name.replace("\\", "/")).name
    stem = _UNSAFE.sub("-", Path(said).stem)[:_NAME].strip("-") or "return"
    ending = _UNSAFE.sub("", Path(said).suffix)[:8].lower()
    return f"{stem}.{ending}" if ending else stem

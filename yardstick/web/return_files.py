"""Files that go with a return: its template, and the report on what was sent."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from yardstick.access.errors import AccessDenied
from yardstick.export.dfe_return import dfe_file
from yardstick.export.files import MEDIA_TYPES, ExportError, ExportFile, Format
from yardstick.export.return_template import (
    counts_template_csv,
    table_template_csv,
    template_workbook,
)
from yardstick.results import desk as reception
from yardstick.results.dfe_return import DATASET as DFE_DATASET
from yardstick.ui.shelf import SHELF
from yardstick.ui.wiring import submissions_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yardstick.catalogue.declarations import DataSet
    from yardstick.model import Viewer
    from yardstick.web.downloads import Other


def template(viewer: Viewer, _session: str, params: Mapping[str, str]) -> tuple[ExportFile, str]:
    """Make the template of a return that a viewer may send, and name its data set.

    Raises:
        AccessDenied: They may not send it.
        IntakeError: The period is not one of the data set's.
        ExportError: There is no such format or table.
    """
    desk = reception.desk()
    asked = {name: params.get(name, "") for name in ("dataset", "area", "period", "table")}
    dataset, period, known = submissions_for(desk, viewer).to_send(
        asked["dataset"], asked["area"], asked["period"]
    )
    reference, area = desk.catalogue.reference, asked["area"]
    form = params.get("format", "")
    if form == Format.XLSX:
        data = template_workbook(dataset, reference, area=area, period=period, known=known)
    elif form != Format.CSV:
        raise ExportError("A template is a workbook (xlsx) or comma-separated (csv). Choose one.")
    elif dataset.tables:
        data = _table(dataset, asked["table"])
    else:
        data = counts_template_csv(dataset, reference, area=area, period=period)
    of = "-".join(filter(None, [dataset.id, asked["table"], period.key.replace("/", "-")]))
    return ExportFile(f"template-{of}.{form}", MEDIA_TYPES[Format(form)], data), dataset.id


def report(_viewer: Viewer, session: str, params: Mapping[str, str]) -> tuple[ExportFile, str]:
    """Return the report on what a session sent last.

    Raises:
        AccessDenied: There is none, or no longer, or it is another session's.
    """
    return SHELF.get(session, params.get("report", ""), params.get("format", "")), ""


def _table(dataset: DataSet, identifier: str) -> bytes:
    for table in dataset.tables:
        if table.id == identifier:
            return table_template_csv(table)
    raise AccessDenied


def dfe_return(viewer: Viewer, _session: str, params: Mapping[str, str]) -> tuple[ExportFile, str]:
    """Make the return to DfE of a quarter, once two people have signed it as it is.

    Raises:
        AccessDenied: The viewer may not have it.
        StoreError: There is none of that quarter, or a signature is missing.
        ExportError: There is no such format.
    """
    door = submissions_for(reception.desk(), viewer)
    found, standing = door.make_dfe_return(params.get("period", ""))
    return dfe_file(found, standing, params.get("format", "")), DFE_DATASET


OTHERS: Final[Mapping[str, Other]] = MappingProxyType(
    {"template": template, "report": report, "dfe_return": dfe_return}
)

"""Sending a return: what it is of, its template, its files, the checks as they go, the report."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from yardstick.access.errors import AccessDenied
from yardstick.charts import return_report
from yardstick.charts.markup import Markup, joined, link, tag
from yardstick.charts.table import table
from yardstick.export.files import MEDIA_TYPES, ExportFile, Format
from yardstick.export.return_report import marked_workbook, report_csv
from yardstick.intake.errors import IntakeError
from yardstick.model import Period
from yardstick.ui import changes, jobs, links
from yardstick.ui.shelf import SHELF
from yardstick.ui.sign_in import session_hash
from yardstick.ui.uploads import as_files, taken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yardstick.catalogue.declarations import DataSet
    from yardstick.charts.returns import Names
    from yardstick.model import PeriodKind
    from yardstick.submissions import Received, Submissions
    from yardstick.ui.jobs import Progress
    from yardstick.ui.page import PageContext
    from yardstick.ui.uploads import Upload

JOB: Final = "send a return"
_TIMES: Final = "returns_sent"  # a new box for files each time: what was sent is gone from it
_OFFERED: Final = 12  # periods
_KINDS: Final = ["csv", "txt", "xlsx", "parquet"]
_NOT_KEPT: Final = (
    "Files of up to 20 MB; a workbook, or one file for each table. A file is read once and "
    "not kept: only its figures are, once nothing in them has to be corrected."
)


@dataclass(frozen=True)
class Report:
    """What became of what was sent, and by which name its report can be fetched."""

    received: Received
    kept: str


def draw(page: PageContext, door: Submissions, names: Names) -> None:
    """Draw the controls to send a return with; the button starts the checks."""
    with st.container(horizontal=True):
        dataset, area = _of_what(door, names)
        period = _period(dataset)
    not_kept = tag("p", _NOT_KEPT, class_="ys-of")
    st.html(joined(_templates(dataset, area, period), not_kept))
    key = f"files {st.session_state.get(_TIMES, 0)}"
    st.file_uploader(
        f"The return of {names.area(area)} for {period.key}",
        type=_KINDS,
        accept_multiple_files=True,
        key=key,
    )
    said = (dataset.id, area, period.key)
    st.button("Check and send", type="primary", on_click=lambda: _send(page, key, *said))


def report(door: Submissions) -> Report | None:
    """Draw how far the checks are, then return the report; None where nothing was sent."""
    try:
        found: Report | None = jobs.outcome(JOB)
    except changes.REFUSALS as refusal:
        changes.tell(str(refusal), refused=True)
        return None
    if found is None or found.received.sent is None:
        return found
    # What was asked may have been answered since.
    now = door.sent(found.received.sent.id)
    return replace(found, received=replace(found.received, sent=now))


def draw_report(found: Report) -> None:
    """Draw what was found in what was sent: what has to be done first, then each thing."""
    received = found.received
    parts = [
        tag("h2", return_report.finding(received)),
        tag("p", return_report.sentence(received), class_="ys-lead"),
    ]
    if received.checked.findings:
        parts.append(table(return_report.found(received.checked)))
        parts += [tag("p", one, class_="ys-of") for one in return_report.notes(received.checked)]
        parts.append(_report_files(found.kept))
    parts.append(tag("p", f"SHA-256 of what was sent: {received.file}", class_="ys-of"))
    st.html(tag("section", *parts, class_="ys-report"))


def periods_to_send(calendar: PeriodKind, today: dt.date) -> tuple[Period, ...]:
    """Return the periods that have ended, the newest first."""
    parts = Period(calendar, today.year).parts_in_year
    latest = Period(calendar, today.year, parts if parts > 1 else 0)
    candidates = (latest.shifted(-back) for back in range(_OFFERED + 2 * parts))
    return tuple(one for one in candidates if one.end < today)[:_OFFERED]


def _of_what(door: Submissions, names: Names) -> tuple[DataSet, str]:
    """Ask which return of which authority it is."""
    may = door.may_send()
    datasets = list(dict.fromkeys(dataset for dataset, _ in may))
    dataset = st.selectbox("Return", datasets, format_func=names.dataset, key="send_dataset")
    areas = [area for one, area in may if one == dataset]
    area = areas[0]
    if len(areas) > 1:
        area = st.selectbox("For", areas, format_func=names.area, key="send_area")
    return door.catalogue.datasets[dataset], area


def _period(dataset: DataSet) -> Period:
    offered = periods_to_send(dataset.calendar, dt.datetime.now(dt.UTC).date())
    return st.selectbox(
        "Period",
        offered,
        format_func=lambda one: f"{one.key} · {one.words}",
        key=f"send_period {dataset.calendar}",
    )


def _templates(dataset: DataSet, area: str, period: Period) -> Markup:
    """Return the links to the templates of a return."""
    of = {"dataset": dataset.id, "area": area, "period": period.key}
    made = [_file("template", of, Format.XLSX, "Template (Excel)")]
    if dataset.tables:
        made += [
            _file("template", {**of, "table": one.id}, Format.CSV, f"{one.title} (CSV)")
            for one in dataset.tables
        ]
    else:
        made.append(_file("template", of, Format.CSV, "Template (CSV)"))
    return tag("p", "Templates: ", joined(*made, between=" "), class_="ys-files")


def _report_files(kept: str) -> Markup:
    of = {"report": kept}
    made = (
        _file("report", of, Format.XLSX, "What was sent, with its cells marked (Excel)"),
        _file("report", of, Format.CSV, "The report (CSV)"),
    )
    return tag("p", "Download: ", joined(*made, between=" "), class_="ys-files")


def _file(view: str, of: dict[str, str], form: Format, label: str) -> Markup:
    return link(links.download(view, of, form.value), label, class_="ys-button", download="")


def _send(page: PageContext, key: str, dataset: str, area: str, period: str) -> None:
    """Start the checks of what was chosen, and take it from Streamlit."""
    chosen = taken(st.session_state.get(key) or ())
    session = session_hash()

    def begin() -> None:
        if not chosen:
            raise IntakeError("Choose the file of the return first.")
        door = page.submissions()
        if (dataset, area) not in door.may_send():
            raise AccessDenied
        jobs.start(
            JOB, lambda tell: _received(door, chosen, (dataset, area, period), session, tell)
        )
        st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1

    changes.change(begin, "")


def _received(
    door: Submissions,
    uploads: Sequence[Upload],
    of: tuple[str, str, str],
    session: str,
    progress: Progress,
) -> Report:
    """Send the files as a return, and put its report where the session can fetch it."""
    with as_files(uploads) as paths:
        received = door.receive(paths, *of, progress)
    name = "-".join(one.replace("/", "-").replace(" ", "-") for one in (of[0], of[2]))
    made = {
        Format.CSV: report_csv(received.checked),
        Format.XLSX: marked_workbook(received.sheets, received.checked),
    }
    files = {
        form.value: ExportFile(f"report-{name}.{form}", MEDIA_TYPES[form], data)
        for form, data in made.items()
    }
    return Report(replace(received, sheets=()), SHELF.put(session, files))

"""Templates and reports that are fetched: for whoever may send, and for the session they are of."""

from __future__ import annotations

import pytest
from desk_builders import RUTLAND, new_store, open_desk, send

from yardstick.access.errors import AccessDenied
from yardstick.access.policy import viewer_for
from yardstick.export.files import ExportError
from yardstick.intake.errors import IntakeError
from yardstick.ui.shelf import SHELF
from yardstick.web import return_files

OF = {"dataset": "riia_quarterly", "area": RUTLAND, "period": "2024-25 Q4", "format": "csv"}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    store = new_store(tmp_path_factory.mktemp("templates"))
    send(store, RUTLAND, "2024-25 Q3", R02=100, R03=10)
    return open_desk(store)


@pytest.fixture
def template(desk, monkeypatch):
    monkeypatch.setattr(return_files.reception, "desk", lambda: desk)

    def made(account="rutland.lead", **changes):
        viewer = viewer_for(account, desk.accounts, desk.region)
        return return_files.template(viewer, "", OF | changes)

    return made


def test_a_template_is_made_for_whoever_may_send_the_return(template):
    file, dataset = template()
    assert (file.name, dataset) == ("template-riia_quarterly-2024-25 Q4.csv", "riia_quarterly")
    assert b"857,2024-25 Q4,R02," in file.data
    assert template(format="xlsx")[0].data.startswith(b"PK")


@pytest.mark.parametrize(
    "changes",
    [
        {"account": "host.publisher"},
        {"area": "E06000016"},
        {"dataset": "nothing"},
        {"dataset": ""},
        {"dataset": "social_care_additional"},
    ],
)
def test_nobody_else_gets_one(template, changes):
    with pytest.raises(AccessDenied):
        template(**changes)


def test_what_a_template_cannot_be_is_said(template):
    with pytest.raises(ExportError, match="Choose one"):
        template(format="exe")
    with pytest.raises(IntakeError, match="is not a period"):
        template(period="soon")


def test_a_table_of_records_has_its_own_template(template, desk, monkeypatch):
    of_records = next(one for one in desk.catalogue.datasets.values() if one.tables)
    period = {"term": "2024/25 Autumn", "year": "2024/25"}.get(of_records.cycle, "2024-25 Q4")
    monkeypatch.setattr("yardstick.submissions.partner_acts.may_send", lambda *_: True)
    table = of_records.tables[0]
    of = {"dataset": of_records.id, "period": period}
    file, _ = template(**of, table=table.id)
    assert file.data.decode("utf-8-sig").split(",")[0] == table.columns[0].name
    with pytest.raises(AccessDenied):
        template(**of, table="nothing")


def test_a_report_is_its_sessions_own():
    name = SHELF.put("mine", {"csv": "the report"})
    asked = {"report": name, "format": "csv"}
    assert return_files.report(None, "mine", asked) == ("the report", "")
    with pytest.raises(AccessDenied):
        return_files.report(None, "another", asked)

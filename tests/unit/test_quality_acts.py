"""What the checks found: by code, without figures, for an authority's own people and the host."""

from __future__ import annotations

import pytest
from store_builders import DERBY, QUARTER, RUTLAND
from workflow_builders import (
    ANALYST,
    OTHER,
    PUBLISHER,
    READER,
    TERM,
    Work,
    check_by_json,
    new_store,
    person,
    whole,
)

from yardstick.access.errors import AccessDenied
from yardstick.charts import checked
from yardstick.charts.returns import Names

LIMITED = person("rutland.limited", "rutland", RUTLAND, dataset=("records",))


@pytest.fixture
def work(tmp_path, monkeypatch):
    """Two refused files and two taken in; of the second's three questions one is confirmed."""
    check_by_json(monkeypatch)
    work = Work(new_store(tmp_path), tmp_path)
    work.receive(refuses=["CELL-01", "CELL-01", "RIIA-01"])
    work.receive(of={"period": "2024-25 Q2"}, counts={"R02": 90.0})
    sent = work.receive(counts={"R02": 41.0}, asks=["CHK-001", "CHK-002", "CHK-003"]).sent
    work.at(ANALYST).answer(sent.id, "CHK-002", "It is right.")
    work.receive(OTHER, DERBY, refuses=["CELL-03"])
    return work


def test_its_own_people_see_how_often_a_file_was_refused_and_what_was_asked(work):
    found = work.at(ANALYST).checks(RUTLAND)
    assert found.sent == 2
    [refused] = found.refused
    assert (refused.dataset, refused.period) == ("quarterly", QUARTER)
    assert refused.codes == ("CELL-01", "RIIA-01")
    assert [(one.code, one.asked, one.confirmed) for one in found.asked] == [
        ("CHK-001", 1, 0),
        ("CHK-002", 1, 1),
        ("CHK-003", 1, 0),
    ]


def test_the_host_sees_every_authoritys_and_nobody_else_does(work):
    assert work.at(PUBLISHER).checks(RUTLAND) == work.at(ANALYST).checks(RUTLAND)
    assert [one.codes for one in work.at(PUBLISHER).checks(DERBY).refused] == [("CELL-03",)]
    for who, area in ((OTHER, RUTLAND), (ANALYST, DERBY), (READER, RUTLAND)):
        assert not work.at(who).may_see_checks(area)
        with pytest.raises(AccessDenied):
            work.at(who).checks(area)


def test_what_was_not_given_is_not_told_of(work):
    found = work.at(LIMITED).checks(RUTLAND)
    assert (found.sent, found.refused, found.asked) == (0, (), ())


def test_a_withdrawn_return_is_counted_and_asked_about_no_more(work):
    [*_, last] = work.at(ANALYST).checks(RUTLAND).asked
    work.at(ANALYST).withdraw(last.submission.submission, "Wrong file.")
    found = work.at(ANALYST).checks(RUTLAND)
    assert (found.sent, found.asked) == (2, ())


def test_invented_returns_that_came_from_no_file_are_left_out(tmp_path):
    from store_builders import counts, send  # noqa: PLC0415 - named where it matters

    store = new_store(tmp_path, "demonstration")
    send(store, counts(R02=1.0))
    assert Work(store, tmp_path).at(ANALYST).checks(RUTLAND).sent == 0


# ---- in words -----------------------------------------------------------------------------


def test_the_sentence_counts_files_and_questions(work):
    found = work.at(ANALYST).checks(RUTLAND)
    assert checked.sentence(found) == (
        "2 files were taken in, 1 refused. 3 figures were asked about, 1 confirmed or explained."
    )
    assert "1 file was taken in" in checked.sentence(type(found)(1, (), found.asked[:1]))
    nothing = type(found)(0, (), ())
    assert checked.sentence(nothing).startswith("No file has been sent here")


def test_the_tables_say_what_would_be_right_where_it_is_declared(work, monkeypatch):
    names = Names(whole())
    found = work.at(ANALYST).checks(RUTLAND)
    refused = checked.refused(found, names)
    assert [[cell.text for cell in row[1:4]] for row in refused.rows] == [
        ["Quarterly return", QUARTER, "CELL-01"],
        ["Quarterly return", QUARTER, "RIIA-01"],
    ]
    assert refused.rows[0][4].text == "See the report on the file."
    asked = checked.asked(found, names)
    assert [[cell.text for cell in row[1:]] for row in asked.rows] == [
        ["CHK-003", "See the report on the file.", "1", "0"],
        ["CHK-002", "See the report on the file.", "1", "1"],
        ["CHK-001", "See the report on the file.", "1", "0"],
    ]
    assert asked.caption == "What was asked about returns that were taken in"
    monkeypatch.setattr(checked, "MOST_ROWS", 2)
    assert checked.asked(found, names).caption.endswith("(2 of 3)")
    assert len(checked.asked(found, names).rows) == 2


def test_a_file_that_could_not_be_read_says_so(work):
    from yardstick.intake.errors import IntakeError  # noqa: PLC0415 - named where it matters

    with pytest.raises(IntakeError):
        work.receive(of={"dataset": "records", "period": TERM}, unreadable=True)
    [row] = checked.refused(work.at(LIMITED).checks(RUTLAND), Names(whole())).rows
    assert row[4].text == "The file could not be read."

"""A return that is several files: each is a sheet, and together they have one fingerprint."""

from __future__ import annotations

import hashlib

import pytest
from return_builders import DERBY, REFERENCE, RETURNS

from yardstick.intake.errors import IntakeError
from yardstick.intake.known import NOTHING_KNOWN
from yardstick.intake.samples import sample_period
from yardstick.submissions.receive import fingerprint, hash_of, read_and_check, read_files


@pytest.fixture
def two(tmp_path):
    files = tmp_path / "leavers.csv", tmp_path / "headcount.csv"
    for at, file in enumerate(files):
        file.write_text(f"la_code,period\n83{at},2024/25 Autumn\n", "utf-8")
    return files


def test_each_of_several_files_is_a_sheet_with_its_name(two):
    assert [sheet.name for sheet in read_files(two)] == ["leavers", "headcount"]
    assert [sheet.name for sheet in read_files(two[:1])] == [""]


def test_the_fingerprint_is_the_same_in_any_order_and_that_of_a_file_its_own(two):
    lines = "".join(f"{one}\n" for one in sorted(map(hash_of, two)))
    assert fingerprint(two) == hashlib.sha256(lines.encode()).hexdigest()
    assert fingerprint(two[::-1]) == fingerprint(two)
    assert fingerprint(two[:1]) == hash_of(two[0])


def test_no_file_is_no_return():
    with pytest.raises(IntakeError, match="Choose the file"):
        fingerprint([])


def test_what_cannot_be_read_is_named(tmp_path):
    (tmp_path / "empty.csv").touch()
    with pytest.raises(IntakeError, match=r"^empty\.csv is empty\.$"):
        read_files([tmp_path / "empty.csv"])


def test_a_return_is_read_and_then_checked_and_each_step_is_told(tmp_path):
    dataset, told = RETURNS["riia_quarterly"], []
    rows = ["la_code,period,item,breakdown,number", "831,2024-25 Q3,R01,,-1"]
    file = tmp_path / "return.csv"
    file.write_text("\n".join(rows), "utf-8")
    known = [dataset, REFERENCE, DERBY, sample_period(dataset), NOTHING_KNOWN]
    checked, sheets = read_and_check([file], *known, lambda step, _done: told.append(step))
    assert told == ["Read what was sent", "Check every row"]
    assert [row.cells[2] for row in sheets[0].rows()] == ["item", "R01"]
    assert any(one.place == "E2" for one in checked.findings)  # a number below nothing

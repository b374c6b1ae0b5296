"""Lines about what could not be used: nothing is lost, and many alike are one line."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yardstick.intake.errors import NotHeldError
from yardstick.intake.problems import Findings, Problem, quoted


def test_one_fault_is_one_line_with_its_row():
    findings = Findings()
    findings.add(7, "la", "'999'", "is not known")
    assert findings.problems() == (Problem(7, "la", "'999' is not known."),)


def test_many_alike_are_one_line_with_a_count_and_the_first_row():
    findings = Findings()
    for row in range(2, 1_202):
        findings.add(row, "la", "'999'", "is not known")
    assert findings.problems() == (Problem(2, "la", "'999' is not known (1,200 rows)."),)


def test_more_than_twenty_different_texts_are_one_line():
    findings = Findings()
    for row in range(2, 32):
        findings.add(row, "la", f"'{row}'", "is not known")
    (line,) = findings.problems()
    assert line == Problem(
        2, "la", "More than 20 different texts, the first '2': is not known (30 rows)."
    )


def test_lines_stand_by_row_and_those_about_the_file_come_last():
    findings = Findings()
    findings.add(None, "", "Columns")
    findings.add(9, "b", "x", "y")
    findings.add(3, "c", "x", "y")
    assert [line.row for line in findings.problems()] == [3, 9, None]


def test_what_is_not_held_becomes_a_line():
    def fails() -> str:
        raise NotHeldError("is not held")

    findings = Findings()
    assert findings.held(2, "a", "'x'", lambda: "value") == "value"
    assert findings.held(3, "a", "'x'", fails) is None
    assert findings.problems() == (Problem(3, "a", "'x' is not held."),)


def test_a_cell_is_repeated_short_and_without_control_characters():
    assert quoted("a\x1b[31m\n") == "'a·[31m·'"
    assert quoted("x" * 100) == f"'{'x' * 60}…'"


@given(st.lists(st.tuples(st.integers(2, 50), st.sampled_from("abc"), st.text(max_size=3))))
def test_every_row_is_counted_somewhere(faults):
    findings = Findings()
    for row, column, said in faults:
        findings.add(row, column, said, "is wrong")
    counted = 0
    for line in findings.problems():
        _, _, tail = line.what.rpartition(" (")
        counted += int(tail.split()[0].replace(",", "")) if tail.endswith("rows).") else 1
    assert counted == len(faults)

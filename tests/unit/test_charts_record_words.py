"""Numbers of records in words and in cells: money that can be read out, gaps with a reason."""

from __future__ import annotations

from yardstick.charts.record_words import number_cell, percent_cell, pounds, pounds_cell


def test_money_is_written_so_that_it_can_be_read_out():
    assert [pounds(one) for one in (0, 0.4, -0.4, 999.5, -4_000, 1_250_000)] == [
        "£0", "£0", "£0", "£1,000", "−£4,000", "£1.3 million",
    ]  # fmt: skip


def test_a_cell_without_a_number_says_that_it_is_not_available():
    for cell in (pounds_cell(None), percent_cell(None), number_cell(None)):
        assert (cell.text, cell.number) == ("x", None)
        assert cell.why
    assert pounds_cell(-1_500_000.0).text == "−£1,500,000"
    assert pounds_cell(-0.4).text == "£0"

"""Work that several processes do side by side."""

from __future__ import annotations

import os
import sys
import types
from functools import partial

import pytest

from yardstick.processes import side_by_side


def _power(base: int, exponent: int) -> tuple[int, int]:
    return base**exponent, os.getpid()


def _refuse(number: int) -> None:
    raise ValueError(number)


@pytest.fixture
def page_in_the_making(tmp_path, monkeypatch):
    """A main program that leaves a trace when it is run, as Streamlit makes of every page."""
    script, trace = tmp_path / "page.py", tmp_path / "drawn"
    script.write_text(f"open({str(trace)!r}, 'w').close()\nraise SystemExit(1)\n")
    main = types.ModuleType("__main__")
    main.__file__ = str(script)
    monkeypatch.setitem(sys.modules, "__main__", main)
    return trace


@pytest.mark.usefixtures("page_in_the_making")
def test_several_processes_give_what_one_does_in_its_order():
    squares = partial(_power, exponent=2)
    here = list(side_by_side(squares, range(20), 1))
    there = list(side_by_side(squares, range(20), 2))
    assert [square for square, _ in here] == [square for square, _ in there]
    assert {process for _, process in here} == {os.getpid()}
    assert os.getpid() not in {process for _, process in there}


def test_no_process_runs_the_page_that_asked_for_it(page_in_the_making):
    assert next(side_by_side(partial(_power, exponent=1), [3], 2))[0] == 3
    assert not page_in_the_making.exists()


def test_what_goes_wrong_in_a_process_is_told_to_who_asked():
    with pytest.raises(ValueError, match="3"):
        list(side_by_side(_refuse, [3], 2))

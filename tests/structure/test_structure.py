"""Rules of the code that no tool checks: who makes what, reasons for exceptions, settings told."""

from __future__ import annotations

import ast
import re
import statistics

import pytest
from conftest import ROOT

MODULES = sorted((ROOT / "yardstick").rglob("*.py"))
CODE = [*MODULES, *sorted((ROOT / "pages").glob("*.py")), *sorted((ROOT / "tests").rglob("*.py"))]


def makers(name):
    """Return the modules of the product that call something of this name."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name
    }


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("Viewer", {"yardstick/access/policy.py"}),
        ("Results", {"yardstick/results/desk.py"}),
        # The second is a worksheet's own: it locks cells and hides nothing.
        ("protect", {"yardstick/results/counts.py", "yardstick/export/return_template.py"}),
        ("returned_series", {"yardstick/results/book.py"}),
        ("exact_reader", {"yardstick/results/dfe_return.py"}),
        ("dfe_return", {"yardstick/ui/wiring.py"}),
        ("cache_data", {"yardstick/ui/cards.py"}),
        ("cache_resource", set()),
        ("download_button", set()),
    ],
)
def test_what_gives_rights_or_figures_is_made_in_one_place(name, allowed):
    assert makers(name) == allowed


# Written so that it does not match itself: no line here looks like an exception.
EXCEPTION = "no[q]a|type[:] ignore|pragma[:] no (?:cover|branch)"
MARK = re.compile(rf"# (?:{EXCEPTION})(?:: [A-Z0-9, ]+|\[[a-z, -]+\])?")


def bare_exceptions(path):
    """Yield the numbers of the lines whose exception to a check stands without a reason."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        found = MARK.search(line)
        if found and not re.search(r"[a-z]{3}", line[found.end() :]):
            yield f"{path.relative_to(ROOT)}:{number}"


def test_every_exception_to_a_check_has_its_reason_on_the_line():
    assert [bare for path in CODE for bare in bare_exceptions(path)] == []


def functions():
    """Yield each function of the product with its number of lines, its docstring left out."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                told = len((ast.get_docstring(node, clean=False) or "").splitlines())
                yield f"{path.name}:{node.name}", (node.end_lineno or 0) - node.lineno + 1 - told


def test_functions_are_small_and_modules_hold_one_idea():
    sizes = [lines for _, lines in functions()]
    assert statistics.median(sizes) <= 10
    assert sum(lines <= 30 for lines in sizes) / len(sizes) > 0.97
    assert max(sizes) <= 60
    long = [path.name for path in MODULES if len(path.read_text("utf-8").splitlines()) > 300]
    assert long == []


def test_every_setting_is_told_to_whoever_runs_it():
    told = (ROOT / "docs" / "operations.md").read_text("utf-8")
    used = {
        name
        for path in MODULES
        for name in re.findall(r"YARDSTICK_[A-Z]+", path.read_text("utf-8"))
    }
    assert used
    assert {name for name in used if name not in told} == set()


def test_every_command_is_told_to_whoever_runs_it():
    told = (ROOT / "docs" / "operations.md").read_text("utf-8")
    modules = (ROOT / "yardstick" / "commands").glob("[a-z]*.py")
    commands = {path.stem.replace("_", "-") for path in modules}
    assert {name for name in commands if f"yardstick {name}" not in told} == set()

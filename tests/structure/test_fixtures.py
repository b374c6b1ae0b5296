"""Fixtures that several test modules share: what `pytest_plugins` names holds for every module."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).parents[1]


def shared():
    """Return the modules that others name in `pytest_plugins`."""
    named = {
        name
        for path in TESTS.rglob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytest_plugins"
        for name in ast.literal_eval(node.value)
    }
    return [next(TESTS.rglob(f"{name}.py")) for name in sorted(named)]


def fixtures(path):
    """Return the names of a module's fixtures."""
    return [
        node.name
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef)
        and any(ast.unparse(one).startswith("pytest.fixture") for one in node.decorator_list)
    ]


def test_no_two_of_them_have_one_name():
    """Or which of them a test gets would hang on which module was collected last."""
    times = Counter(name for path in shared() for name in fixtures(path))
    assert times["desk"] == 1
    assert [name for name, count in times.items() if count > 1] == []

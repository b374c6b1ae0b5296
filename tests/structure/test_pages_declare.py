"""A file of `pages/` declares a page and nothing else: run alone, it draws nothing."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from typing import get_args

import pytest
from conftest import ROOT

from yardstick.access.accounts_file import Role
from yardstick.ui import menu
from yardstick.ui.page import Page
from yardstick.verify import stated

FILES = sorted(path for path in (ROOT / "pages").glob("*.py") if path.stem != "__init__")
CONTROLS = {"area", "comparator", "indicator"}
BY_ROLE = re.compile(r"role:[a-z_]+(,[a-z_]+)*")
BY_DATASET = re.compile(r"dataset:[a-z_]+(,[a-z_]+)*")


def is_import(statement):
    typing_only = isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING"
    return typing_only or isinstance(statement, ast.Import | ast.ImportFrom)


def is_constant(statement):
    """Tell whether a statement is a private constant made without calling anything."""
    return (
        isinstance(statement, ast.AnnAssign)
        and ast.unparse(statement.annotation) == "Final"
        and ast.unparse(statement.target).lstrip("_").isupper()
        and not any(isinstance(node, ast.Call) for node in ast.walk(statement))
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_page_file_only_declares(path):
    docstring, *rest = ast.parse(path.read_text("utf-8")).body
    assert isinstance(docstring, ast.Expr)
    others = [one for one in rest if not is_import(one) and not is_constant(one)]
    (declared,) = [one for one in others if isinstance(one, ast.Assign)]
    assert ast.unparse(declared.targets[0]) == "PAGE"
    functions = [one for one in others if one is not declared]
    assert all(isinstance(one, ast.FunctionDef) for one in functions)
    public = [one.name for one in functions if not one.name.startswith("_")]
    assert public == ["render"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_page_is_called_as_its_file_and_says_what_it_needs(path):
    module = importlib.import_module(f"pages.{path.stem}")
    assert isinstance(module.PAGE, Page)
    assert module.PAGE.path == path.stem
    needs = module.PAGE.needs
    assert (
        needs in {"figures", "sign_in"} or BY_ROLE.fullmatch(needs) or BY_DATASET.fullmatch(needs)
    )
    if BY_ROLE.fullmatch(needs):
        assert set(needs.removeprefix(menu.BY_ROLE).split(",")) <= set(get_args(Role))
    assert set(module.PAGE.uses) <= CONTROLS
    assert list(inspect.signature(module.render).parameters) == ["page"]


def test_every_page_has_a_stated_rule_of_who_may_open_it():
    """Say it in `verify/stated.py`, which S01 holds the product to, and in docs/security.md."""
    assert set(stated.PAGES) == {path.stem for path in FILES}


def test_every_data_set_has_a_stated_rule_of_who_may_see_it():
    files = (ROOT / "data" / "datasets").glob("*.yaml")
    assert set(stated.DATASETS) == {path.stem for path in files}


def test_every_page_is_in_the_menu_at_a_place_of_its_own():
    orders = [module.PAGE.order for module in menu.declared()]
    assert len(orders) == len(FILES)
    assert orders == sorted(set(orders))


def test_no_folder_of_pages_stands_beside_the_script_that_streamlit_runs():
    """Streamlit would run its files on their own, past the sign-in (architecture, fact 1)."""
    assert not (ROOT / "yardstick" / "ui" / "pages").exists()
    assert (ROOT / "yardstick" / "ui" / "main.py").is_file()

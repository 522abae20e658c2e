"""The structure of the project, held by tests; import rules are held by `lint-imports`."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PAGES = sorted((PROJECT / "pages").rglob("*.py"))
MODULES = sorted((PROJECT / "src").rglob("*.py"))
LAYERS_WITHOUT_STREAMLIT = {"streamlit", "duckdb"}
AT_THE_TOP = {
    ".ci",
    ".git",
    ".gitignore",
    ".pre-commit-config.yaml",
    ".streamlit",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "app.py",
    "benchmarks",
    "constraints.txt",
    "data",
    "docs",
    "pages",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
    "src",
    "static",
    "tests",
}


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def n_lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


def test_import_rules_hold():
    command = Path(sys.executable).with_name("lint-imports")
    found = subprocess.run([command], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_tree_holds_at_the_top_only_what_is_agreed():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert {line.split("/")[0] for line in listed.stdout.splitlines()} <= AT_THE_TOP


def test_no_page_lies_directly_in_pages():
    assert list((PROJECT / "pages").glob("*.py")) == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_stays_small(path):
    assert n_lines(path) <= 250


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_function_stays_small(path):
    functions = [
        node
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    sizes = {}
    for node in functions:
        documented = node.body[0].end_lineno if ast.get_docstring(node) else node.body[0].lineno - 1
        sizes[node.name] = (node.end_lineno or 0) - (documented or 0)
    assert {name: size for name, size in sizes.items() if size > 40} == {}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_page_is_a_short_script_without_functions_sql_or_store(path):
    functions = [n for n in ast.walk(tree_of(path)) if isinstance(n, ast.FunctionDef | ast.Lambda)]
    assert n_lines(path) <= 100
    assert functions == []
    assert imported(path) <= {"streamlit", "dashboard"}
    assert "SELECT" not in path.read_text(encoding="utf-8")


def test_router_stays_a_router():
    assert n_lines(PROJECT / "app.py") <= 40


def test_no_file_names_a_leftover():
    names = {"utils.py", "helpers.py", "common.py", "misc.py"}
    assert [path for path in MODULES if path.name in names] == []

"""The imports run one way, and the files stay small."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = [*sorted((ROOT / "knowledge").rglob("*.py")), *sorted((ROOT / "bot").rglob("*.py")), ROOT / "ingest.py"]
PROVIDERS = {"langchain", "langchain_openai", "langchain_mistralai", "langchain_ollama", "langchain_anthropic"}


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """What a file is made of."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imported(path: Path) -> set[str]:
    """Every module that a file imports, wherever the import stands in it."""
    names: set[str] = set()
    for node in nodes(path):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def roots(path: Path) -> set[str]:
    """First parts of what a file imports."""
    return {name.partition(".")[0] for name in imported(path)}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_run_one_way(path: Path) -> None:
    """`knowledge` knows nothing of its callers; Chroma and model providers each have their door."""
    place = path.relative_to(ROOT).as_posix()
    if place.startswith("knowledge/"):
        assert not roots(path) & {"bot", "ingest", "bench", "tests", "telegram", "sqlalchemy"}
    if place.startswith("bot/"):
        assert not roots(path) & {"ingest", "bench", "tests"}
    if place != "knowledge/index.py":
        assert "chromadb" not in roots(path)
    if place not in {"knowledge/embeddings.py", "knowledge/generative.py", "knowledge/openai_shape.py"}:
        assert not roots(path) & PROVIDERS


@pytest.mark.parametrize("name", ["records", "errors"])
def test_the_foundations_import_nothing_of_ours(name: str) -> None:
    """Records and errors stand on the standard library alone."""
    assert not roots(ROOT / "knowledge" / f"{name}.py") & {"knowledge", "bot"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_entry_points_read_the_environment(path: Path) -> None:
    """`os.environ` is for nobody: settings are read by pydantic-settings at the entry points."""
    names = {node.attr for node in nodes(path) if isinstance(node, ast.Attribute)}
    names |= {alias.name for node in nodes(path) if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert not names & {"environ", "getenv"}

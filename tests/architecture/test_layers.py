"""The dependency rules: which layer may import which, and who may know which library."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import simulator

ROOT = Path(simulator.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))
BASE = {"errors", "resources", "text"}
MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "resources": set(),
    "text": BASE,
    "scoring": BASE,
    "scenario": BASE | {"scoring"},
    "audience": BASE | {"scoring"},
    "sessions": BASE | {"scoring", "scenario", "audience"},
    "storage": BASE | {"scoring", "scenario", "sessions"},
    "authoring": BASE | {"scoring", "scenario", "audience", "sessions"},
    "tui": BASE | {"scoring", "scenario", "audience", "sessions", "storage"},
    "bootstrap": BASE | {"scoring", "scenario", "audience", "sessions", "storage"},
    "cli": BASE
    | {"scoring", "scenario", "audience", "sessions", "storage", "authoring", "tui"}
    | {"bootstrap", "__init__"},
    "__main__": {"cli"},
    "__init__": set(),
}
ONLY_IN = {
    "textual": {"tui"},
    "rich": {"tui"},
    "torch": {"scoring"},
    "transformers": set[str](),
    "tokenizers": {"scoring"},
    "safetensors": {"scoring"},
    "babel": {"text"},
    "gettext": {"text"},
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "yaml": {"scenario"},
    "click": {"cli"},
    "socket": set[str](),
    "urllib": set[str](),
    "http": set[str](),
}


def imported(file: Path) -> Iterator[str]:
    """Dotted names of every import in a file, also those inside functions."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer_of(file: Path) -> str:
    return file.relative_to(ROOT).parts[0].removesuffix(".py")


def layers_imported_by(file: Path) -> set[str]:
    names = {name.split(".")[1] for name in imported(file) if name.startswith("simulator.")}
    return {name for name in names if not name.startswith("__version")}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_module_only_imports_inward(file: Path) -> None:
    layer = layer_of(file)
    assert layers_imported_by(file) <= MAY_IMPORT[layer] | {layer}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_a_library_is_known_in_its_layer_alone(file: Path) -> None:
    known = {name.split(".")[0] for name in imported(file)} & ONLY_IN.keys()
    strangers = {name for name in known if layer_of(file) not in ONLY_IN[name]}
    assert strangers == set()


@pytest.mark.parametrize(
    ("module", "without"),
    [
        ("simulator", {"textual", "torch", "numpy", "pydantic", "sqlalchemy"}),
        ("simulator.cli.main", {"textual", "torch", "sqlalchemy"}),
        ("simulator.scenario.engine", {"textual", "torch", "sqlalchemy", "babel"}),
        ("simulator.sessions.run", {"textual", "torch", "sqlalchemy"}),
        ("simulator.tui.app", {"torch", "sqlalchemy", "pydantic", "numpy", "babel"}),
        ("simulator.tui.screens.home", {"torch", "sqlalchemy", "pydantic", "numpy", "babel"}),
        ("simulator.scoring.transformer", {"textual", "torch", "transformers"}),
    ],
)
def test_it_loads_without_the_heavy_parts(module: str, without: set[str]) -> None:
    code = f"import sys, {module}; print(*({without!r} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_only_one_place_knows_textuals_private_names() -> None:
    knowing = {
        str(file.relative_to(ROOT).parent)
        for file in FILES
        for name in imported(file)
        if name.startswith("textual.") and any(part.startswith("_") for part in name.split("."))
    }
    assert knowing == {"tui/bidi"}


def test_no_module_is_named_by_its_kind() -> None:
    vague = {"utils", "helpers", "common", "manager", "misc"}
    assert {file.stem for file in FILES} & vague == set()


def test_the_core_never_prints() -> None:
    printing = [
        str(file.relative_to(ROOT))
        for file in FILES
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert printing == ["text/bidi/__main__.py"]  # a command for developers

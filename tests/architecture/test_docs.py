"""The documentation: every error code with its sentence, every command with its options."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import simulator
from simulator.cli.commands import build
from simulator.cli.diagnostics import Talk
from simulator.scenario.findings import CODES
from simulator.text.catalogue import Words

PACKAGE = Path(simulator.__file__).parent
ROOT = PACKAGE.parent
DOCS = ROOT / "docs"
CODE = re.compile(r"\b[EP]\d{3}\b")


def classes() -> Iterator[ast.ClassDef]:
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield node


def constant(node: ast.expr | None) -> str:
    """The text of a string, also of one that is marked for the catalogues."""
    if isinstance(node, ast.Call) and node.args:
        node = node.args[0]
    return str(node.value) if isinstance(node, ast.Constant) else ""


def attributes(node: ast.ClassDef) -> dict[str, str]:
    """The names that a class body gives a text to."""
    found = {}
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            found[line.targets[0].id] = constant(line.value)
        elif isinstance(line, ast.AnnAssign) and isinstance(line.target, ast.Name):
            found[line.target.id] = constant(line.value)
    return found


def error_classes() -> list[tuple[str, str]]:
    """Code and sentence of every error class."""
    bodies = [attributes(node) for node in classes()]
    return [
        (body["code"], body.get("template", ""))
        for body in bodies
        if CODE.fullmatch(body.get("code", ""))
    ]


ERRORS = error_classes()
SENTENCES = {**dict(ERRORS), **{code: wording.template for code, wording in CODES.items()}}


def rows() -> dict[str, str]:
    """The table rows of docs/errors.md by their code."""
    lines = (DOCS / "errors.md").read_text(encoding="utf-8").splitlines()
    return {found[1]: line for line in lines if (found := re.match(r"\| `([EP]\d{3})` \|", line))}


def commands(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    for name, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{path} {name}")


WORDS = Words("en")
COMMANDS = dict(commands(build(WORDS, Talk(WORDS, sys.stderr)), "simulator"))


def options() -> list[tuple[str, str]]:
    """Every command with each of its long options."""
    return [
        (path, name)
        for path, command in COMMANDS.items()
        for parameter in command.params
        for name in parameter.opts
        if name.startswith("--")
    ]


@pytest.fixture(scope="module")
def told() -> str:
    """README.md and all of docs/, as one text."""
    files = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_no_error_class_shares_its_code_with_another() -> None:
    codes = [code for code, _ in ERRORS]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_code_stands_in_the_docs_with_its_sentence(code: str) -> None:
    assert code in rows(), "add it to docs/errors.md"
    assert SENTENCES[code]
    assert SENTENCES[code] in rows()[code]


def test_the_docs_name_no_code_that_is_gone() -> None:
    assert rows().keys() == SENTENCES.keys()


def test_every_code_that_the_sources_mention_is_one_of_them() -> None:
    mentioned = {
        code
        for file in PACKAGE.rglob("*.py")
        for code in CODE.findall(file.read_text(encoding="utf-8"))
    }
    assert mentioned == SENTENCES.keys()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_docs(command: str, told: str) -> None:
    assert re.search(rf"\b{command}\b", told)


@pytest.mark.parametrize(("command", "option"), options())
def test_every_option_stands_in_the_docs(command: str, option: str, told: str) -> None:
    assert f"`{option}" in told

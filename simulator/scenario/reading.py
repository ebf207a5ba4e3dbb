"""A pack folder read into typed models, with every fault found in one go.

A text in a pack may be written in either of two ways; both give a `Line`:

    title: {id: title, text: The first Monday}

Reading never stops at the first fault and never raises for what files hold: `read_pack` returns
what could be read together with all findings, and `checking.py` adds what only the whole can show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from simulator.scenario.findings import Finding, Severity
from simulator.scenario.model import FORMAT_VERSION, Line, Pack, Scenario
from simulator.scenario.yaml_tree import Tree, read_tree
from simulator.text.nearness import nearest

__all__ = ["PACK_FILE", "PackReading", "lines_of", "read_pack", "read_part"]

PACK_FILE = "pack.yaml"
_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(slots=True)
class PackReading:
    """A pack as far as it could be read."""

    folder: Path
    pack: Pack | None = None
    scenarios: dict[str, Scenario] = field(default_factory=dict)
    trees: dict[str, Tree] = field(default_factory=dict)
    """Scenario id (or `pack` for pack.yaml) to the file's tree, for places."""
    findings: list[Finding] = field(default_factory=list)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)


def read_pack(folder: Path) -> PackReading:
    """Read pack.yaml and every scenario file that it names.

    Args:
        folder: The pack's folder; it need not exist (that is a finding).
    """
    reading = PackReading(folder)
    tree = read_tree(folder / PACK_FILE, when_missing="P009")
    reading.pack = _typed(Pack, tree)
    _keep(reading, PACK_FILE, tree)
    for name in _scenario_names(tree.data):
        scenario_tree = read_tree(folder / f"{name}.yaml")
        scenario = _typed(Scenario, scenario_tree)
        if scenario is not None:
            reading.scenarios[name] = scenario
        _keep(reading, name, scenario_tree)
    return reading


def read_part(model: type[_Model], file: Path) -> tuple[_Model | None, list[Finding]]:
    """Read one further YAML file of a pack: what it holds, if it can be read, and all findings."""
    tree = read_tree(file)
    return _typed(model, tree), tree.findings


def _scenario_names(data: Any) -> list[str]:
    """The scenarios that pack.yaml names, also when other parts of it are wrong."""
    names = data.get("scenarios") if isinstance(data, dict) else None
    wanted = names if isinstance(names, list) else []
    return [name for name in wanted if isinstance(name, str) and _FILE_NAME.fullmatch(name)]


def _keep(reading: PackReading, name: str, tree: Tree) -> None:
    reading.trees[name] = tree
    reading.findings.extend(tree.findings)


def _typed(model: type[_Model], tree: Tree) -> _Model | None:
    if tree.data is None:
        if not tree.findings:
            tree.found("P102", key=next(iter(model.model_fields)))
        return None
    try:
        return model.model_validate(tree.data)
    except ValidationError as error:
        for problem in error.errors():
            _note(tree, model, problem)
        return None


_TORN = re.compile(r"[^A-Za-z_-]")
"""What no key has: it is the rest of a text, or of a number, that was cut in two."""

_KINDS = {
    "literal_error": "P106",
    "string_pattern_mismatch": "P107",
    "string_too_short": "P109",
    "string_too_long": "P109",
    "too_short": "P110",
    "string_type": "P113",
    "route_target": "P114",
    "step_acts": "P116",
    "bounds_empty": "P115",
    "bounds_order": "P115",
}
"""Pydantic's name of a problem to our code; the rest is told by the beginning of the name."""
_KINDS_BY_START = {
    "int_": "P105",
    "float_": "P105",
    "bool_": "P111",
    "greater_": "P108",
    "less_": "P108",
    "dict_": "P112",
    "list_": "P112",
    "tuple_": "P112",
    "model_": "P112",
}


def _note(tree: Tree, model: type[BaseModel], problem: Any) -> None:
    """Turn one of pydantic's problems into a finding in the author's words."""
    kind, found = problem["type"], problem.get("input")
    if kind == "too_short" and found:
        return  # follows from faults inside the list, which have findings of their own
    path = _known_path(tree.data, problem["loc"])
    names = [part for part in problem["loc"] if isinstance(part, str) and part != "[key]"]
    key = names[-1] if names else ""
    if kind == "extra_forbidden" and _TORN.search(key):
        tree.found("P117", path, key=key)
    elif kind == "extra_forbidden":
        tree.found("P101", path, key=key, nearest=nearest(key, _fields_at(model, path[:-1])))
    elif kind == "missing":
        tree.found("P102", path, key=key)
    elif path == ("format",):
        tree.found("P104", path, found=found, expected=FORMAT_VERSION)
    else:
        choices = re.findall(r"'([^']*)'", str(problem.get("ctx", {}).get("expected", "")))
        tree.found(
            _code_of(kind),
            path,
            key=key,
            found=str(found)[:60],
            nearest=nearest(str(found), choices),
            choices=", ".join(choices),
        )


def _code_of(kind: str) -> str:
    if kind in _KINDS:
        return _KINDS[kind]
    return next((code for start, code in _KINDS_BY_START.items() if kind.startswith(start)), "P103")


def _known_path(data: Any, path: Iterable[str | int]) -> tuple[str | int, ...]:
    """The path without what pydantic puts in for unions; it may end one key past the data."""
    known: list[str | int] = []
    parts = list(path)
    for index, part in enumerate(parts):
        in_mapping = isinstance(data, dict) and part in data
        if in_mapping or (isinstance(data, list) and isinstance(part, int) and part < len(data)):
            data = data[part]
        elif index == len(parts) - 1:
            pass
        else:
            continue
        known.append(part)
    return tuple(known)


def _fields_at(model: Any, path: Sequence[str | int]) -> list[str]:
    """Names of the keys that may stand at a path."""
    for part in path:
        if isinstance(part, int) or model is None:
            continue
        found = getattr(model, "model_fields", {}).get(part)
        if found is not None:
            model = _model_in(found.annotation)
    return list(getattr(model, "model_fields", {}))


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        inner = _model_in(argument)
        if inner is not None:
            return inner
    return None


def lines_of(
    part: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[Line, tuple[str | int, ...]]]:
    """Every line below a model, in the order of the file, with its path."""
    if isinstance(part, Line):
        yield part, path
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from lines_of(getattr(part, name), (*path, name))
    elif isinstance(part, dict):
        for key, value in part.items():
            yield from lines_of(value, (*path, key))
    elif isinstance(part, (tuple, list)):
        for index, value in enumerate(part):
            yield from lines_of(value, (*path, index))

"""YAML as plain data, with the line and column of every value.

Packs are outside text, so the reader is narrow: UTF-8, a size and a depth limit while it reads, no
anchors or aliases (a few lines of aliases unfold into millions of values), no tags, no key twice.
It listens to the parser's events and builds the data itself, so that a hostile file is refused
before anything large exists. Plain scalars follow the YAML 1.2 core schema: `no` is a word, not
False.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from simulator.scenario.findings import Finding

__all__ = ["DEPTH_LIMIT", "SIZE_LIMIT", "Place", "Tree", "read_tree"]

SIZE_LIMIT = 1_000_000
"""Bytes of one file. The longest script of the course is a tenth of this."""
DEPTH_LIMIT = 24

Key = tuple[str | int, ...]
Place = tuple[int, int]
"""Line and column, from 1."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The C parser reads a scenario in a twentieth of the time of the Python one."""


@dataclass(slots=True)
class Tree:
    """A file's data and where each part of it stands."""

    file: Path
    data: Any = None
    places: dict[Key, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def place(self, path: Key) -> Place:
        """Where the value at `path` stands, or the nearest part round it that is known."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def found(
        self, code: str, path: Key = (), *, at: Place | None = None, **details: object
    ) -> None:
        """Note a finding at a path of the data, or at a place of the file."""
        line, column = at or self.place(path)
        self.findings.append(Finding(code, self.file, line, column, details))


def read_tree(file: Path, *, when_missing: str = "P001") -> Tree:
    """Read one YAML file.

    Never raises for what the file holds: every fault is a finding of the tree, whose `data` is then
    None or incomplete.

    Args:
        file: What to read.
        when_missing: Code of the finding when there is no such file.
    """
    tree = Tree(file)
    text = _read_text(tree, when_missing)
    if text is None:
        return tree
    try:
        tree.data = _Builder(tree, yaml.parse(text, Loader=_LOADER)).document()
    except _RefusedError as refused:
        tree.findings.append(Finding(refused.code, file, *refused.at, details=refused.details))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        tree.found("P003", at=_mark(mark) if mark else (1, 1), problem=error.problem or "")
    except (yaml.YAMLError, ValueError) as error:
        tree.found("P003", problem=str(error).splitlines()[0])
    return tree


class _RefusedError(Exception):
    """The file holds what packs may not hold."""

    def __init__(self, code: str, at: Place, **details: object) -> None:
        self.code, self.at, self.details = code, at, details
        super().__init__(code)


def _read_text(tree: Tree, when_missing: str) -> str | None:
    try:
        with tree.file.open("rb") as stream:
            raw = stream.read(SIZE_LIMIT + 1)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        code = when_missing if missing else "P008"
        tree.found(code, name=tree.file.name, problem=error.strerror or "")
        return None
    if len(raw) > SIZE_LIMIT:
        tree.found("P002", limit=SIZE_LIMIT)
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        tree.found("P007", at=(raw[: error.start].count(b"\n") + 1, 1))
        return None


class _Builder:
    """Builds data from parser events, one event at a time."""

    def __init__(self, tree: Tree, events: Iterator[Any]) -> None:
        self.tree = tree
        self.events = events

    def document(self) -> Any:
        """The data of the first document; None when the file is empty."""
        for event in self.events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                continue
            if isinstance(event, (yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                return None
            data = self._value(event, ())
            for _ in self.events:  # faults behind the data are faults too
                pass
            return data
        return None

    def _value(self, event: Any, path: Key) -> Any:
        at = _mark(event.start_mark)
        anchored = getattr(event, "anchor", None) is not None
        tagged = getattr(event, "tag", None) not in (None, "!")
        if isinstance(event, yaml.AliasEvent) or anchored or tagged:
            raise _RefusedError("P004", at)
        self.tree.places.setdefault(path, at)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if len(path) >= DEPTH_LIMIT:
            raise _RefusedError("P006", at, limit=DEPTH_LIMIT)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        return self._sequence(path)

    def _mapping(self, path: Key) -> dict[str, Any]:
        mapping: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            at = _mark(event.start_mark)
            if not isinstance(event, yaml.ScalarEvent) or event.anchor:
                raise _RefusedError("P004", at)
            key = str(event.value)
            if key in mapping:
                self.tree.found("P005", at=at, key=key)
                self._value(next(self.events), (*path, f"{key} (again)"))
                continue
            self.tree.places[(*path, key)] = at
            mapping[key] = self._value(next(self.events), (*path, key))
        return mapping

    def _sequence(self, path: Key) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, (*path, len(items))))
        return items


def _mark(mark: Any) -> Place:
    return mark.line + 1, mark.column + 1


_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")
_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}


def _scalar(event: Any) -> Any:
    """The value of a scalar: text when quoted or a block, else by its form."""
    text = str(event.value)
    if event.style and event.style in "\"'|>":
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text

"""The findings about a pack in the forms that other programs read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from simulator import __version__
from simulator.cli.diagnostics import sentence, short_path
from simulator.scenario.findings import Finding, Severity
from simulator.text.catalogue import Words, without_isolates

__all__ = ["FORMATS", "as_github", "as_json", "as_sarif", "as_text"]


def _said(finding: Finding, words: Words) -> str:
    return without_isolates(sentence(words, finding.wording.template, finding.fields))


def _hint(finding: Finding, words: Words) -> str:
    return without_isolates(sentence(words, finding.wording.hint, finding.fields))


def as_text(findings: Sequence[Finding], words: Words) -> str:
    """`file:line:column: code sentence hint`, a line each: the form that editors jump to."""
    return "\n".join(
        f"{short_path(one.file)}:{one.line}:{one.column}: {one.code}"
        f" {_said(one, words)} {_hint(one, words)}"
        for one in findings
    )


def as_json(findings: Sequence[Finding], words: Words) -> str:
    """JSON Lines: an object for each finding."""
    return "\n".join(
        json.dumps(
            {
                "code": one.code,
                "severity": one.severity.value,
                "file": short_path(one.file),
                "line": one.line,
                "column": one.column,
                "message": _said(one, words),
                "hint": _hint(one, words),
            },
            ensure_ascii=False,
        )
        for one in findings
    )


def as_github(findings: Sequence[Finding], words: Words) -> str:
    """Workflow commands, which GitHub shows beside the line (its docs: *Workflow commands*)."""
    return "\n".join(
        f"::{one.severity.value} file={_property(short_path(one.file))},line={one.line},"
        f"col={one.column},title={one.code}::"
        + _escaped(f"{_said(one, words)} {_hint(one, words)}")
        for one in findings
    )


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(findings: Sequence[Finding], words: Words) -> str:
    """One SARIF 2.1.0 log (OASIS), for code scanning."""
    driver = {"name": "simulator", "version": __version__, "rules": _rules(findings, words)}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {"tool": {"driver": driver}, "results": [_result(one, words) for one in findings]}
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1)


def _rules(findings: Sequence[Finding], words: Words) -> list[dict[str, Any]]:
    hints = {one.code: _hint(one, words) for one in findings}
    return [{"id": code, "help": {"text": hints[code]}} for code in sorted(hints)]


def _result(one: Finding, words: Words) -> dict[str, Any]:
    region = {"startLine": one.line, "startColumn": one.column}
    place = {"artifactLocation": {"uri": short_path(one.file)}, "region": region}
    return {
        "ruleId": one.code,
        "level": "error" if one.severity is Severity.ERROR else "warning",
        "message": {"text": f"{_said(one, words)} {_hint(one, words)}"},
        "locations": [{"physicalLocation": place}],
    }


FORMATS: Mapping[str, Callable[[Sequence[Finding], Words], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}

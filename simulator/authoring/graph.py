"""The ways through a scenario as a graph, and written down for programs that draw.

Mermaid and DOT (Graphviz) are texts that other tools turn into pictures; `as_lines` is for reading
in a terminal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from simulator.scenario.model import Scenario

__all__ = ["Edge", "as_dot", "as_lines", "as_mermaid", "edges_of"]


@dataclass(frozen=True, slots=True)
class Edge:
    """One way on: from a beat, by an outcome, to a beat or an ending."""

    beat_id: str
    outcome_id: str
    target: str
    kind: Literal["beat", "ending"]
    conditional: bool
    """The outcome has several routes, and this one holds only sometimes."""


def edges_of(scenario: Scenario) -> Iterator[Edge]:
    """Every way on, in the order of the script."""
    for beat in scenario.beats:
        for outcome in beat.outcomes:
            for route in outcome.next:
                target, kind = (
                    (route.beat, "beat") if route.beat else (route.ending or "", "ending")
                )
                several = len(outcome.next) > 1
                yield Edge(beat.id, outcome.id, target or "", kind, several)  # type: ignore[arg-type]


def _joined(scenario: Scenario) -> dict[tuple[str, str, str], list[Edge]]:
    """Ways on by beat and target: outcomes that lead to the same place share an arrow."""
    found: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in edges_of(scenario):
        found.setdefault((edge.beat_id, edge.target, edge.kind), []).append(edge)
    return found


def as_lines(scenario: Scenario) -> Iterator[str]:
    """`beat -> target: outcome, outcome`, a line for each arrow; an ending stands in brackets."""
    for (beat, target, kind), edges in _joined(scenario).items():
        shown = f"[{target}]" if kind == "ending" else target
        yield f"{beat} -> {shown}: {_outcomes(edges)}"


def as_mermaid(scenario: Scenario) -> str:
    """A Mermaid flowchart. Its nodes are numbered: Mermaid reads the hyphens of ids as arrows."""
    parts = [*(("beat", one.id) for one in scenario.beats)]
    parts += [("ending", one.id) for one in scenario.endings]
    node = {part: f"n{number}" for number, part in enumerate(parts)}
    lines = ["flowchart TD", f"  start(( )) --> {node['beat', scenario.start]}"]
    for beat in scenario.beats:
        lines.append(f'  {node["beat", beat.id]}["{beat.day}, {beat.time}<br>{beat.id}"]')
    for ending in scenario.endings:
        lines.append(f'  {node["ending", ending.id]}(["{ending.id}"]):::{ending.tone}')
    for (beat_id, target, kind), edges in _joined(scenario).items():
        arrow = f'-->|"{_outcomes(edges)}"|'
        lines.append(f"  {node['beat', beat_id]} {arrow} {node[kind, target]}")
    lines += [f"  classDef {tone} fill:{colour}" for tone, colour in _COLOURS.items()]
    return "\n".join(lines)


def as_dot(scenario: Scenario) -> str:
    """A directed graph in Graphviz's language."""
    lines = [f'digraph "{scenario.id}" {{', "  node [shape=box];"]
    lines += [
        f'  "beat {one.id}" [label="{one.day}, {one.time}\\n{one.id}"];' for one in scenario.beats
    ]
    lines += [
        f'  "ending {one.id}" [label="{one.id}", shape=oval, style=filled,'
        f' fillcolor="{_COLOURS[one.tone]}"];'
        for one in scenario.endings
    ]
    for (beat, target, kind), edges in _joined(scenario).items():
        lines.append(f'  "beat {beat}" -> "{kind} {target}" [label="{_outcomes(edges)}"];')
    return "\n".join([*lines, "}"])


_COLOURS = {"good": "#cfe8cf", "mixed": "#f3e6bd", "poor": "#f1cccc"}


def _outcomes(edges: list[Edge]) -> str:
    """The outcomes of an arrow; a star marks one that goes there only sometimes."""
    return ", ".join(f"{edge.outcome_id}{'*' if edge.conditional else ''}" for edge in edges)

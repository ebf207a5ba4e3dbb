"""The map of a scenario: every way on, once, in three forms."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from simulator.authoring.graph import as_dot, as_lines, as_mermaid, edges_of
from simulator.scenario.library import load_pack
from tests.conftest import PACKS

SCENARIO = load_pack(PACKS / "small").scenario(None)


def test_every_route_is_an_edge() -> None:
    routes = sum(len(one.next) for beat in SCENARIO.beats for one in beat.outcomes)
    assert len(list(edges_of(SCENARIO))) == routes


def test_lines_name_outcomes_and_mark_what_holds_sometimes() -> None:
    assert list(as_lines(SCENARIO)) == [
        "why -> deals: gave-it-away, owned, silent, flat",
        "deals -> when: let-it-pass, fed-it",
        "when -> [trusted]: honest*",
        "when -> [muddled]: honest*, evasive*",
        "when -> [front-page]: evasive*",
    ]


def test_mermaid_uses_no_node_that_it_does_not_define() -> None:
    text = as_mermaid(SCENARIO)
    defined = set(re.findall(r"^  (n\d+)[\[(]", text, re.M))
    used = set(re.findall(r"\bn\d+\b", text))
    assert used == defined
    assert len(defined) == len(SCENARIO.beats) + len(SCENARIO.endings)


def test_graphviz_reads_the_dot_text() -> None:
    text = as_dot(SCENARIO)
    assert text.count(" -> ") == len(list(as_lines(SCENARIO)))
    dot = shutil.which("dot")
    if dot is None:
        pytest.skip("Graphviz is not installed")
    drawn = subprocess.run([dot, "-Tsvg"], input=text, capture_output=True, text=True, check=True)
    assert "front-page" in drawn.stdout

"""`make bench`: measures, prints a table, and writes it as JSON where BENCH_JSON says.

BENCH_ONLY=name,name measures those alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks import arabic, scoring, solo

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Measure:
    """One figure and its limit (at most)."""

    name: str
    unit: str
    limit: float
    against: str
    take: Callable[[], float]


def test_suite_s() -> float:
    """The whole test suite on two cores, in seconds."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "pytest", "-q", "--numprocesses=2", "--dist=worksteal"]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


WHOLE = "transformers' untrimmed encoder of 12 layers in float32"
MEASURES = (
    Measure("startup_ratio", "ratio", 1.5, "an empty Textual app", solo.startup_ratio),
    Measure("reply_to_feedback_p95_ms", "ms", 250, "", solo.reply_to_feedback_p95_ms),
    Measure("editor_key_ratio_p95", "ratio", 1.5, "a bare TextArea", solo.editor_key_ratio_p95),
    Measure("solo_memory_mb", "MB", 650, "", solo.solo_memory_mb),
    Measure("score_ratio", "ratio", 0.35, WHOLE, scoring.score_ratio),
    Measure("evidence_ratio", "ratio", 2, WHOLE, scoring.evidence_ratio),
    Measure("first_score_s", "s", 3, "", scoring.first_score_s),
    Measure("score_key_ratio_p95", "ratio", 1.3, "an idle scorer", scoring.score_key_ratio_p95),
    Measure("bidi_line_cold_ms", "ms", 2, "", arabic.bidi_line_cold_ms),
    Measure("bidi_line_cached_ms", "ms", 0.4, "", arabic.bidi_line_cached_ms),
    Measure("bidi_screen_ratio", "ratio", 1.3, "the same in English", arabic.bidi_screen_ratio),
    Measure("english_screen_ratio", "ratio", 1.02, "stock Textual", arabic.english_screen_ratio),
    Measure("arabic_key_p95_ms", "ms", 5, "", arabic.arabic_key_p95_ms),
    Measure("test_suite_s", "s", 360, "", test_suite_s),
)


def main() -> int:
    """Measure, tell, and fail when a limit is passed."""
    wanted = set(filter(None, os.environ.get("BENCH_ONLY", "").split(",")))
    rows = []
    for measure in MEASURES:
        if wanted and measure.name not in wanted:
            continue
        value = round(measure.take(), 3)
        row = {key: what for key, what in asdict(measure).items() if key != "take"}
        rows.append({**row, "value": value, "ok": value <= measure.limit})
        mark = "ok" if value <= measure.limit else "MISSED"
        against = f"  against {measure.against}" if measure.against else ""
        figure = f"{value:10.2f} {measure.unit:6} <= {measure.limit:g}"
        print(f"{measure.name:28} {figure}  {mark}{against}", flush=True)
    if os.environ.get("BENCH_JSON"):
        Path(os.environ["BENCH_JSON"]).write_text(json.dumps(rows, indent=1), encoding="utf-8")
    return 0 if all(row["ok"] for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

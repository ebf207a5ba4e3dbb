"""Measure a model folder: on situations that training never saw, and on texts of other makers.

    python -m models.recipe.evaluate models/reply-scorer [--auxiliary FOLDER]

Writes `evaluation.json` beside the weights and the table between the markers of the folder's card.
Beside every figure of the own corpus stand the floors: length alone, and character n-grams. Figures
on the own corpus alone prove little, for its writers have habits; the outside tests are the check.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from models.recipe import figures
from models.recipe.auxiliary import Labelled, Task, outside_tests
from models.recipe.corpus import CORPUS, LANGUAGES, RatedRow, in_split, read_corpus
from models.recipe.figures import Numbers
from models.recipe.floors import lengths, ngram_outputs
from models.recipe.predict import folder_predictions
from models.recipe.real_text import real_rows
from models.recipe.robustness import robustness_figures
from models.recipe.samples import sample_figures
from simulator.scoring.base import SCORES, TRAITS, Assessment
from simulator.scoring.transformer import OUTPUTS, TransformerScorer

BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
_TRAITS_FROM = len(SCORES) * 2
_HIGH = 3.5
_EVIDENCE_ROWS = 60
Figures = dict[str, Any]


def language_figures(
    rows: Sequence[RatedRow], assessments: Sequence[Assessment], ngrams: Numbers
) -> Figures:
    """All figures of one language on test rows; rows that were not rated count where said."""
    rated = [place for place, found in enumerate(assessments) if found.rated]
    kept = [rows[place] for place in rated]
    scores = np.array([[assessments[p].authenticity, assessments[p].engagement] for p in rated])
    wanted = np.array([row.scores for row in kept])
    situations = [row.situation_id for row in kept]
    result: Figures = {
        "rows": len(rows),
        "not rated": {r.value: n for r, n in _reasons(assessments).items()},
    }
    for column, score in enumerate(SCORES):
        found, true = scores[:, column].astype(np.float64), wanted[:, column]
        result[score] = {
            "rho": figures.rho(found, true),
            "rho interval": figures.interval(figures.rho, found, true, situations),
            "mean error": figures.mean_error(found, true),
            "mean error of the median": figures.mean_error(
                np.full_like(true, np.median(true)), true
            ),
            "rho of length": figures.rho(lengths(kept), true),
            "rho of n-grams": figures.rho(ngrams[rated, column], true),
            "rho with length beyond raters": abs(figures.rho(found, lengths(kept)))
            - abs(figures.rho(true, lengths(kept))),
        }
    return result | {"traits": _trait_figures(kept, [assessments[p] for p in rated], ngrams[rated])}


def _reasons(assessments: Sequence[Assessment]) -> dict[Any, int]:
    reasons = [found.reason for found in assessments if found.reason is not None]
    return {reason: reasons.count(reason) for reason in dict.fromkeys(reasons)}


def _trait_figures(
    rows: Sequence[RatedRow], assessments: Sequence[Assessment], ngrams: Numbers
) -> Figures:
    found = np.array([[assessed.traits[trait] for trait in TRAITS] for assessed in assessments])
    wanted = np.array([row.traits for row in rows])
    leaks = TRAITS.index("leaks")
    return {
        "macro F1": figures.macro_f1(found, wanted),
        "macro F1 of n-grams": figures.macro_f1(ngrams[:, len(SCORES) :], wanted),
        "leaks recall": figures.recall(found[:, leaks], wanted[:, leaks]),
        "F1": {
            trait: figures.f1(found[:, column], wanted[:, column])
            for column, trait in enumerate(TRAITS)
        },
    }


def marked_figures(rows: Sequence[RatedRow], assessments: Sequence[Assessment]) -> Figures:
    """Rows of special splits: the balanced ones, and adversarial ones that score high."""
    result: Figures = {}
    pairs = list(zip(rows, assessments, strict=True))
    balanced = [(r, a) for r, a in pairs if "balanced" in r.marks and a.rated]
    if len(balanced) > 2:
        for column, score in enumerate(SCORES):
            found = np.array([getattr(assessed, score) for _, assessed in balanced], np.float64)
            true = np.array([row.scores[column] for row, _ in balanced])
            result[f"balanced {score} rho, of {len(balanced)} rows"] = figures.rho(found, true)
    adversarial = [(r, a) for r, a in pairs if "adversarial" in r.marks]
    if adversarial:
        for column, score in enumerate(SCORES):
            fooled = [
                (getattr(a, score) or 0) >= _HIGH and r.scores[column] < _HIGH
                for r, a in adversarial
            ]
            result[f"adversarial {score} high, of {len(adversarial)} rows"] = float(np.mean(fooled))
    return result


def parity_figures(rows: Sequence[RatedRow], scorer: TransformerScorer) -> Figures:
    """How far the versions of one reply in several languages lie apart, and which lie higher."""
    versions: dict[str, list[RatedRow]] = {}
    for row in rows:
        if row.twin:
            versions.setdefault(row.twin, []).append(row)
    apart: list[float] = []
    above: dict[str, list[float]] = {language: [] for language in LANGUAGES}
    for twins in versions.values():
        told = scorer.score([row.request for row in twins])
        for score in SCORES:
            values = [(row.language, getattr(a, score)) for row, a in zip(twins, told, strict=True)]
            rated = [(language, float(value)) for language, value in values if value is not None]
            mean = float(np.mean([value for _, value in rated])) if rated else 0.0
            apart += [abs(a - b) for i, (_, a) in enumerate(rated) for _, b in rated[:i]]
            for language, value in rated:
                above[language].append(value - mean)
    if not apart:
        return {}
    higher = {f"parity: {name} above the mean": float(np.mean(v)) for name, v in above.items() if v}
    return {
        "parity: replies": len(versions),
        "parity: mean difference between two languages": float(np.mean(apart)),
        **higher,
    }


def outside_figures(folder: Path, auxiliary: Path) -> Figures:
    """Labels of texts that were not made for this corpus, none of them trained on."""
    result: Figures = {}
    for task in [*outside_tests(auxiliary), *_brand_tests(auxiliary)]:
        outputs = folder_predictions(folder, [example.request for example in task.examples])
        found = outputs[:, OUTPUTS.index(task.output)]
        wanted = np.array([example.label for example in task.examples])
        measure = figures.area if task.output in TRAITS else figures.rho
        units = [str(place) for place in range(len(found))]
        result[task.name] = {
            "texts": len(found),
            "bears on": task.output,
            "measure": "AUC" if task.output in TRAITS else "rho",
            "value": measure(found, wanted),
            "interval": figures.interval(measure, found, wanted, units),
        }
        if task.output not in TRAITS:
            result[task.name]["r"] = figures.pearson(found, wanted)
    return result


def _brand_tests(auxiliary: Path) -> list[Task]:
    """Real brand replies of the held-out third; they were rated by a model, by the rubric."""
    held = in_split(real_rows(auxiliary), "test")
    return [
        Task(
            f"real brand replies, by the rubric: {score}",
            score,
            tuple(Labelled(row.request, row.scores[column]) for row in held),
        )
        for column, score in enumerate(SCORES)
    ]


def evidence_figures(rows: Sequence[RatedRow], scorer: TransformerScorer) -> Figures:
    """Whether leaving a marked passage out moves the shown score as the marking said."""
    right = total = 0
    chosen = rows[:: max(1, len(rows) // _EVIDENCE_ROWS)]
    for row in chosen:
        [whole] = scorer.score([row.request], evidence=True)
        for evidence in whole.evidence:
            left = row.request.reply[: evidence.start] + row.request.reply[evidence.end :]
            [without] = scorer.score([replace(row.request, reply=left)])
            if without.rated:
                change = getattr(whole, evidence.score) - getattr(without, evidence.score)
                right += change * evidence.effect > 0
                total += 1
    return {
        "replies": len(chosen),
        "passages": total,
        "as marked": right / total if total else None,
    }


def evaluate(folder: Path, corpus: Path, auxiliary: Path | None) -> Figures:
    """Measure everything that the data at hand allow."""
    rows = read_corpus(corpus)
    test = in_split(rows, "test")
    scorer = TransformerScorer(folder)
    assessments = scorer.score([row.request for row in test])
    ngrams = ngram_outputs(in_split(rows, "train"), test)
    result: Figures = {"model": scorer.model, "languages": {}}
    for language in LANGUAGES:
        places = [place for place, row in enumerate(test) if row.language == language]
        if len(places) > 2:
            result["languages"][language] = language_figures(
                [test[p] for p in places], [assessments[p] for p in places], ngrams[places]
            )
    result["marked"] = marked_figures(test, assessments)
    result["parity"] = parity_figures(test, scorer)
    result["evidence"] = evidence_figures(test, scorer)
    result["robustness"] = robustness_figures(test, scorer)
    result["samples"] = sample_figures(scorer)
    result["outside"] = outside_figures(folder, auxiliary) if auxiliary else {}
    result["bytes"] = sum(file.stat().st_size for file in folder.iterdir())
    return result


def table(result: Figures) -> str:
    """The figures as they stand in the card."""
    lines = [
        f"Model `{result['model']}`, {result['bytes'] / 1e6:.1f} MB on disk. Test rows are of "
        "situations that training never saw.",
        "",
        "| language | score | rows | rho (95%) | floors: length, n-grams | error (the median's) |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for language, found in result["languages"].items():
        for score in SCORES:
            f = found[score]
            low, high = f["rho interval"]
            lines.append(
                f"| {language} | {score} | {found['rows']} | **{f['rho']:.2f}** "
                f"({low:.2f} to {high:.2f}) | {f['rho of length']:.2f} / {f['rho of n-grams']:.2f} "
                f"| {f['mean error']:.2f} ({f['mean error of the median']:.2f}) |"
            )
    tables = (_trait_table, _outside_table, _robustness_table, _sample_table, _rest)
    return "\n".join([*lines, *(line for part in tables for line in part(result))])


def _trait_table(result: Figures) -> list[str]:
    lines = ["", "| language | traits, macro F1 | of n-grams | `leaks` recall | not rated |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for language, found in result["languages"].items():
        t = found["traits"]
        refused = ", ".join(f"{n} {reason}" for reason, n in found["not rated"].items()) or "none"
        lines.append(
            f"| {language} | {t['macro F1']:.2f} | {t['macro F1 of n-grams']:.2f} "
            f"| {t['leaks recall']:.2f} | {refused} |"
        )
    return lines


def _outside_table(result: Figures) -> list[str]:
    if not result["outside"]:
        return []
    lines = [
        "",
        "| outside, never trained on | texts | bears on | figure (95%) |",
    ]
    lines.append("| --- | --- | --- | --- |")
    for name, f in result["outside"].items():
        low, high = f["interval"]
        lines.append(
            f"| {name} | {f['texts']} | {f['bears on']} "
            f"| {f['measure']} **{f['value']:.2f}** ({low:.2f} to {high:.2f}) |"
        )
    return lines


def _robustness_table(result: Figures) -> list[str]:
    lines = ["", "| a change of the reply | replies | goes wrong | mean move |"]
    lines.append("| --- | --- | --- | --- |")
    for name, f in result["robustness"].items():
        lines.append(f"| {name} | {f['replies']} | {f['failed']:.0%} | {f['mean move']:+.2f} |")
    return lines


def _sample_table(result: Figures) -> list[str]:
    columns = list(next(iter(result["samples"].values())))
    lines = ["", f"| the packs' samples | {' | '.join(columns)} |", "| --- " * 5 + "|"]
    for language, f in result["samples"].items():
        lines.append(f"| {language} | {' | '.join(str(f[column]) for column in columns)} |")
    return lines


def _rest(result: Figures) -> list[str]:
    evidence = result["evidence"]
    lines = []
    if evidence["as marked"] is not None:
        lines = [
            "",
            f"Evidence: {evidence['as marked']:.0%} of {evidence['passages']} marked passages "
            "move the shown score the marked way when they are left out.",
        ]
    marked = [f"{name}: {value:.2f}" for name, value in result["marked"].items()]
    parity = [f"{name}: {value:.4g}" for name, value in result["parity"].items()]
    return [*lines, *(line for one in [*marked, *parity] for line in ("", one))]


def write_into_card(card: Path, text: str) -> None:
    """Replace what stands between the markers.

    Raises:
        ValueError: The card lacks a marker.
    """
    before, _, rest = card.read_text("utf-8").partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{card} has no markers for the figures")
    card.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path("models/reply-scorer"))
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--auxiliary", type=Path, help="folder of the labelled sets")
    given = parser.parse_args()
    result = evaluate(given.folder, given.corpus, given.auxiliary)
    (given.folder / "evaluation.json").write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(table(result))
    if (given.folder / "README.md").exists():
        write_into_card(given.folder / "README.md", table(result))


if __name__ == "__main__":
    main()

"""The three packs: faultless, complete in three languages, and every style gets through."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.resources import resource_folder
from simulator.scenario.checking import check_pack
from simulator.scenario.library import LoadedPack, load_pack
from simulator.scenario.reading import lines_of
from simulator.scenario.state import Action
from simulator.scoring.base import Assessment, ScoringRequest
from simulator.scoring.baseline import FixedScorer
from simulator.sessions.replay import Phase
from simulator.sessions.run import Run
from simulator.storage.sqlalchemy_store import SqlAlchemyStore

FOLDERS = sorted(file.parent for file in resource_folder("scenarios").glob("*/pack.yaml"))
LANGUAGES = ("ar", "en", "nb")
STRONG = Assessment(4.1, 4.0, {"answers": 0.9, "specific": 0.8, "owns_up": 0.7, "invites": 0.6})
FAIR = Assessment(3.0, 3.0, {"answers": 0.7})
WEAK = Assessment(1.8, 1.7, {"boilerplate": 0.8, "answers": 0.2})
STYLES: dict[str, Assessment | None] = {
    "strong": STRONG,
    "fair": FAIR,
    "weak": WEAK,
    "silent": None,
}


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def pack(request: pytest.FixtureRequest) -> LoadedPack:
    return load_pack(request.param)


def play(pack: LoadedPack, store: SqlAlchemyStore, language: str, style: str, seed: int = 1) -> Run:
    """Play the pack's scenario in one style, silently where the beat's best answer is silence."""
    scenario = pack.scenario(None)
    told = STYLES[style]
    scorer = FixedScorer(lambda _: told or FAIR)
    run = Run.start(
        pack, scenario, store, run_id=f"{language}-{style}-{seed}", language=language, seed=seed
    )
    while run.phase is not Phase.ENDED:
        run.open_beat()
        beat = run.beat
        assert beat is not None
        wise = style == "strong" and beat.outcomes[0].when.silence is True
        silent = told is None or wise
        text = beat.samples[language].good  # type: ignore[index]
        run.act(Action("silence") if silent else Action("reply", text, elapsed_s=30))
        request = run.request()
        run.settle(scorer.score([request])[0] if request else None)
        if run.over:
            run.end()
    return run


def test_it_has_no_faults_and_no_warnings(pack: LoadedPack) -> None:
    assert [(one.code, one.line) for one in check_pack(pack.folder).findings] == []


def test_it_is_as_large_as_a_scenario_should_be(pack: LoadedPack) -> None:
    scenario = pack.scenario(None)
    assert set(pack.pack.languages) == set(LANGUAGES)
    assert len(scenario.beats) >= 8
    assert len(scenario.personas) >= 4
    assert len(scenario.endings) >= 3
    assert 15 <= scenario.minutes <= 25
    assert any(persona.bot for persona in scenario.personas)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_good_sample_gives_a_secret_away(pack: LoadedPack, language: str) -> None:
    from simulator.scenario.engine import revealed_secrets

    for beat in pack.scenario(None).beats:
        samples = beat.samples[language]  # type: ignore[index]
        assert revealed_secrets(pack.scenario(None), samples.good, language) == (), beat.id


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("style", STYLES)
def test_every_style_reaches_an_ending_in_every_language(
    pack: LoadedPack, tmp_path: Path, language: str, style: str
) -> None:
    store = SqlAlchemyStore(tmp_path)
    run = play(pack, store, language, style)
    store.close()
    assert run.position.state.ending_id in {ending.id for ending in run.scenario.endings}
    assert 7 <= len(run.position.turns) <= 12


def test_styles_end_apart_and_in_the_order_a_trainer_expects(
    pack: LoadedPack, tmp_path: Path
) -> None:
    store = SqlAlchemyStore(tmp_path)
    runs = {style: play(pack, store, pack.pack.source, style) for style in STYLES}
    store.close()
    trust = {style: run.position.state.trust["public"] for style, run in runs.items()}
    assert trust["strong"] > trust["fair"] > trust["weak"]
    rank = {"good": 2, "mixed": 1, "poor": 0}
    tone = {
        style: rank[run.scenario.ending(run.position.state.ending_id or "").tone]
        for style, run in runs.items()
    }
    assert tone["strong"] == 2
    assert tone["weak"] == tone["silent"] == 0
    assert tone["strong"] > tone["fair"] >= tone["weak"]


def test_a_leak_shapes_the_run(pack: LoadedPack, tmp_path: Path) -> None:
    """Telling a secret in every reply is remembered: the run does not end well."""
    store = SqlAlchemyStore(tmp_path)
    scenario, language = pack.scenario(None), pack.pack.source
    tell = next(iter(scenario.secrets[0].tells[language]))
    run = Run.start(pack, scenario, store, run_id="leak", language=language, seed=1)
    while run.phase is not Phase.ENDED:
        run.open_beat()
        run.act(Action("reply", tell))
        run.settle(STRONG)
        if run.over:
            run.end()
    store.close()
    assert run.scenario.ending(run.position.state.ending_id or "").tone != "good"


def requests(pack: LoadedPack, language: str) -> Iterator[tuple[str, list[ScoringRequest]]]:
    """Each beat's id with its three samples as the scorer meets them."""
    scenario = pack.scenario(None)
    for beat in scenario.beats:
        persona = scenario.persona(beat.addressee)
        posts = [post for post in beat.posts_in(language) if post.by == beat.addressee]
        samples = beat.samples[language]  # type: ignore[index]
        yield (
            beat.id,
            [
                ScoringRequest(
                    reply,
                    language,
                    pack.text(beat.situation or scenario.situation, language),
                    f"{pack.text(persona.name, language)}, {pack.text(persona.role, language)}",
                    pack.text(posts[-1].line, language),
                )
                for reply in (samples.good, samples.middling, samples.bad)
            ],
        )


def test_every_text_has_words_in_every_language(pack: LoadedPack) -> None:
    for line, _ in lines_of(pack.scenario(None)):
        for language in LANGUAGES:
            if language != pack.pack.source and line.text.isalpha():
                assert pack.text(line, language)

"""The scorer with a network: its files, its refusals, its evidence."""

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.scoring.base import ModelError, NotRated, ScoringRequest
from simulator.scoring.transformer import FILES, TransformerScorer
from tests.unit.scoring.tiny_model import write_manifest, write_tiny_model

ASKED = ScoringRequest(
    "I am sorry, the ferry is late and we will call you.",
    "en",
    situation="The ferry is late.",
    persona="Kari, nurse",
    follower="Where is it?",
)


@pytest.fixture(scope="module")
def scorer(tiny_model: Path) -> TransformerScorer:
    return TransformerScorer(tiny_model)


@pytest.fixture
def own_model(tiny_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_model, tmp_path / "model"))


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ("", NotRated.EMPTY),
        (" \u200b\u202e\n", NotRated.EMPTY),
        ("👍👍 100 %", NotRated.NO_WORDS),
        ("ok", NotRated.TOO_SHORT),
        ("لا", NotRated.TOO_SHORT),
        ("asdfgh qwerty zxcvb", NotRated.NOT_A_TEXT),
        ("you you you you you", NotRated.NOT_A_TEXT),
        ("Merci beaucoup pour votre message, nous sommes désolés", NotRated.OTHER_LANGUAGE),
        ("shukran ya habibi, ana mesh fahem leh enta za3lan", NotRated.OTHER_LANGUAGE),
    ],
)
def test_a_reply_that_cannot_be_judged_is_not_rated(
    scorer: TransformerScorer, reply: str, reason: NotRated
) -> None:
    [found] = scorer.score([replace(ASKED, reply=reply)])
    assert (found.reason, found.authenticity, found.engagement) == (reason, None, None)
    assert found.model == scorer.model


def test_a_reply_below_the_least_confidence_is_not_rated(tmp_path: Path) -> None:
    [found] = TransformerScorer(write_tiny_model(tmp_path, least_confidence=1.0)).score([ASKED])
    assert found.reason is NotRated.UNSURE
    assert 0.0 < found.confidence < 1.0


def test_a_lone_surrogate_does_no_harm(scorer: TransformerScorer) -> None:
    [found, plain] = scorer.score([replace(ASKED, reply=ASKED.reply + "\ud800"), ASKED])
    assert found.authenticity == plain.authenticity


def test_harakat_do_not_change_a_score(scorer: TransformerScorer) -> None:
    [bare, marked] = scorer.score(
        [ScoringRequest("شكرا لك أنا آسف", "ar"), ScoringRequest("شُكْراً لَكَ أنا آسِف", "ar")]
    )
    assert bare.authenticity == marked.authenticity


def test_what_is_answered_matters(tiny_model: Path) -> None:
    scorer = TransformerScorer(tiny_model)
    [first, second] = scorer.score([ASKED, replace(ASKED, follower="Thank you, we will call")])
    assert first.traits != second.traits


def test_a_long_reply_is_read_in_full_beside_a_long_context(scorer: TransformerScorer) -> None:
    long = " ".join(["I am sorry and we will call you"] * 20)
    crowded = replace(ASKED, reply=long, situation=long * 5, follower=long * 5)
    changed = replace(crowded, reply=f"{long} late")
    [one, other] = scorer.score([crowded, changed])
    assert one.traits != other.traits


def test_evidence_marks_whole_words_as_typed(scorer: TransformerScorer) -> None:
    [found] = scorer.score([ASKED], evidence=True)
    for evidence in found.evidence:
        passage = ASKED.reply[evidence.start : evidence.end]
        assert passage == passage.strip(" .,")
        assert passage in ASKED.reply
        assert abs(evidence.effect) >= 0.1


def test_asking_for_evidence_does_not_change_the_scores(scorer: TransformerScorer) -> None:
    [plain], [explained] = scorer.score([ASKED]), scorer.score([ASKED], evidence=True)
    assert plain.authenticity == pytest.approx(explained.authenticity, abs=0.11)
    assert plain.engagement == pytest.approx(explained.engagement, abs=0.11)


@pytest.mark.parametrize("name", [*FILES, "manifest.json"])
def test_a_missing_file_is_named(own_model: Path, name: str) -> None:
    (own_model / name).unlink()
    with pytest.raises(ModelError, match=name.replace(".", r"\.")) as caught:
        TransformerScorer(own_model).load()
    assert caught.value.details["folder"] == own_model


@pytest.mark.parametrize("name", FILES)
def test_a_changed_file_is_refused(own_model: Path, name: str) -> None:
    with (own_model / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelError, match="changed"):
        TransformerScorer(own_model).load()


def test_a_manifest_that_is_none_is_refused(own_model: Path) -> None:
    (own_model / "manifest.json").write_text("[]", "utf-8")
    with pytest.raises(ModelError, match="manifest"):
        TransformerScorer(own_model).load()


def test_a_head_of_another_size_is_refused(own_model: Path) -> None:
    config = json.loads((own_model / "config.json").read_text("utf-8"))
    config["shape"]["outputs"] = 3
    (own_model / "config.json").write_text(json.dumps(config), "utf-8")
    write_manifest(own_model)
    with pytest.raises(ModelError, match="3 outputs"):
        TransformerScorer(own_model).load()


def test_a_folder_that_is_missing_is_refused(tmp_path: Path) -> None:
    scorer = TransformerScorer(tmp_path / "nowhere")
    with pytest.raises(ModelError):
        scorer.load()
    with pytest.raises(ModelError):
        _ = scorer.model


@pytest.mark.parametrize("module", ["transformer", "process", "explaining", "baseline", "tokens"])
def test_importing_does_not_load_torch(module: str) -> None:
    code = f"import sys, simulator.scoring.{module}; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"

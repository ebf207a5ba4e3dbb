"""The command line: exit codes, data on standard output, talk on standard error."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from simulator import bootstrap
from simulator.cli.main import main
from simulator.cli.scoring import as_row, read_rows, score_rows
from simulator.errors import ExitCode, SimulatorError
from simulator.scenario.library import Library
from simulator.scoring.base import Assessment, ScoringRequest
from simulator.scoring.baseline import FixedScorer
from simulator.storage.preferences import Preferences, save_preferences
from tests.conftest import PACKS

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _small_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "open_library", lambda folder: Library([PACKS]))


def test_packs_are_listed_as_json(capsys: Captured, tmp_path: Path) -> None:
    assert main(["packs", "--json", "--data-dir", str(tmp_path)]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["id"] == "small"
    assert row["languages"] == ["en", "ar", "nb"]
    assert row["minutes"] == 5
    assert row["lessons"] == ["conscience", "followers-decide", "keep-inside"]
    assert [one["id"] for one in row["scenarios"]] == ["bridge"]


def test_packs_are_listed_for_people(capsys: Captured) -> None:
    assert main(["--interface", "nb", "packs"]) == 0
    assert "small/bridge: Den stengte brua" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["unheard"], "E102"),
        (["play"], "E103"),
        (["--bidi", "sideways"], "E104"),
        (["packs", "--unheard"], "E101"),
        (["play", "unheard", "--plain"], "E201"),
        (["play", "small/unheard", "--plain"], "E202"),
        (["play", "small", "--seed", "much", "--plain"], "E104"),
        (["score", "no-such-file"], "E106"),
        ([], "E105"),
    ],
)
def test_a_wrong_command_line_is_answered_with_a_sentence(
    capsys: Captured, tmp_path: Path, arguments: list[str], code: str
) -> None:
    assert main(["--data-dir", str(tmp_path), *arguments]) == ExitCode.USAGE
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{code}: ")


def test_nothing_to_resume_is_told(capsys: Captured, tmp_path: Path) -> None:
    assert main(["--data-dir", str(tmp_path), "resume", "--plain"]) == ExitCode.FAILED
    assert capsys.readouterr().err.startswith("E413")


def test_an_unknown_run_is_told(capsys: Captured, tmp_path: Path) -> None:
    assert main(["--data-dir", str(tmp_path), "resume", "nobody", "--plain"]) == ExitCode.FAILED
    assert "nobody" in capsys.readouterr().err


def test_a_faulty_pack_is_listed_on_standard_output(capsys: Captured, tmp_path: Path) -> None:
    pack = Path(shutil.copytree(PACKS / "small", tmp_path / "small"))
    (pack / "bridge.yaml").unlink()
    assert main(["pack", "check", str(pack)]) == ExitCode.USAGE
    assert "P001" in capsys.readouterr().out
    assert main(["pack", "check", str(PACKS / "small")]) == ExitCode.DONE


def test_the_schema_is_json(capsys: Captured) -> None:
    assert main(["pack", "schema"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Scenario"


def test_help_is_whole_and_in_the_users_language(capsys: Captured) -> None:
    assert main(["--interface=nb", "--help"]) == 0
    text = capsys.readouterr().out
    for command in ("play", "packs", "runs", "resume", "score", "pack"):
        assert command in text


def test_ctrl_c_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(folder: Path) -> Library:
        raise KeyboardInterrupt

    monkeypatch.setattr(bootstrap, "open_library", interrupted)
    assert main(["packs"]) == 130


def rows_from(tmp_path: Path, *lines: str) -> list[dict[str, object]]:
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    with file.open("rb") as stream:
        return list(score_rows(read_rows(stream), FixedScorer(), evidence=True))


def test_scores_come_in_order_with_all_fields(tmp_path: Path) -> None:
    asked = [
        json.dumps({"id": f"r{n}", "language": "nb", "reply": "Hva skjer? " * (n % 5)})
        for n in range(100)
    ]
    rows = rows_from(tmp_path, *asked)
    assert [row["id"] for row in rows] == [f"r{n}" for n in range(100)]
    assert rows[0]["rated"] is False
    assert rows[0]["reason"] == "empty"
    assert set(rows[1]) == {
        "id",
        "rated",
        "authenticity",
        "engagement",
        "confidence",
        "traits",
        "evidence",
        "reason",
        "model",
    }


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"id": 1, "language": "en"}',
        '{"id": 1, "language": "en", "reply": null}',
        '{"id": 1, "language": "fr", "reply": "x"}',
        '"\\ud800"',
    ],
)
def test_a_line_that_is_no_request_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    good = '{"id": "1", "language": "en", "reply": "x"}'
    with pytest.raises(SimulatorError) as caught:
        rows_from(tmp_path, good, line)
    assert caught.value.details["line"] == 2
    assert caught.value.exit_code == ExitCode.USAGE


def test_lone_surrogates_in_json_are_scored(tmp_path: Path) -> None:
    [row] = rows_from(tmp_path, '{"id": "x", "language": "en", "reply": "hello \\ud800 there"}')
    assert row["rated"] is True


def test_a_row_without_evidence_has_no_such_key() -> None:
    [assessment] = FixedScorer().score([ScoringRequest("Hello there", "en")])
    assert "evidence" not in as_row("1", assessment, evidence=False)


def test_what_was_chosen_in_the_program_holds_for_the_commands(
    capsys: Captured, tmp_path: Path
) -> None:
    save_preferences(tmp_path, Preferences(language="ar", digits="arab"))
    assert main(["packs", "--data-dir", str(tmp_path)]) == 0
    assert "٥ دقائق" in capsys.readouterr().out
    assert main(["--interface", "nb", "packs", f"--data-dir={tmp_path}"]) == 0
    assert "minutter" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
def test_findings_are_written_for_programs(capsys: Captured, tmp_path: Path, form: str) -> None:
    pack = Path(shutil.copytree(PACKS / "small", tmp_path / "small"))
    script = pack / "bridge.yaml"
    script.write_text(script.read_text("utf-8").replace("start: why", "start: whi"), "utf-8")
    assert main(["pack", "check", str(pack), "--format", form]) == ExitCode.USAGE
    told = capsys.readouterr().out
    line = script.read_text("utf-8").splitlines().index("start: whi") + 1
    if form == "json":
        found = [json.loads(one) for one in told.splitlines()]
        first = next(one for one in found if one["code"] == "P201")
        assert (first["severity"], first["line"]) == ("error", line)
        assert "“why”" in first["hint"]
    elif form == "github":
        assert f"::error file={script},line={line},col=1,title=P201::" in told
    else:
        [run] = json.loads(told)["runs"]
        results = {one["ruleId"]: one for one in run["results"]}
        [place] = results["P201"]["locations"]
        assert place["physicalLocation"]["region"] == {"startLine": line, "startColumn": 1}
        assert {one["id"] for one in run["tool"]["driver"]["rules"]} == set(results)


def test_a_faultless_pack_gives_programs_nothing_to_read(capsys: Captured) -> None:
    assert main(["pack", "check", str(PACKS / "small"), "--format", "json"]) == ExitCode.DONE
    assert capsys.readouterr().out == ""


def test_an_authors_commands_on_one_pack(capsys: Captured, tmp_path: Path) -> None:
    pack, data = tmp_path / "mine", tmp_path / "data"
    assert main(["--interface", "nb", "pack", "new", str(pack), "--title", "Min"]) == ExitCode.DONE
    assert main(["pack", "map", str(pack)]) == ExitCode.DONE
    assert main(["pack", "map", str(pack), "--format", "dot"]) == ExitCode.DONE
    assert main(["pack", "install", str(pack), "--data-dir", str(data)]) == ExitCode.DONE
    assert (data / "packs" / "mine" / "pack.yaml").is_file()
    capsys.readouterr()
    assert main(["pack", "new", str(pack)]) == ExitCode.USAGE
    assert "E220" in capsys.readouterr().err
    assert main(["pack", "map", str(tmp_path)]) == ExitCode.USAGE
    assert "P009" in capsys.readouterr().err
    assert main(["pack", "map", str(pack), "--scenario", "stengt"]) == ExitCode.USAGE
    assert "stengt-sondag" in capsys.readouterr().err


def test_a_rehearsal_that_goes_otherwise_is_told_and_kept(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    poor = FixedScorer(lambda _: Assessment(1.5, 1.5, {}))
    monkeypatch.setattr(bootstrap, "scorer_in_process", lambda: poor)
    pack = tmp_path / "mine"
    main(["pack", "new", str(pack), "--language", "en"])
    junit = tmp_path / "results.xml"
    command = ["pack", "rehearse", str(pack), "--junit", str(junit)]
    assert main(command) == ExitCode.FAILED
    told = capsys.readouterr()
    assert "OTHERWISE: owning-up.yaml" in told.out
    assert "as meant: saying-nothing.yaml" in told.out
    suite = ElementTree.fromstring(junit.read_text("utf-8"))
    assert suite.get("tests") == "3"
    assert suite.get("failures") == str(len(suite.findall("testcase/failure"))) == "2"
    assert main([*command[:-1], str(tmp_path / "mine" / "pack.yaml" / "x")]) == ExitCode.FAILED
    assert "E224" in capsys.readouterr().err


def test_an_exploration_is_told_and_is_json(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "scorer_in_process", lambda: FixedScorer())
    explore = ["pack", "explore", str(PACKS / "small"), "--runs", "1"]
    assert main([*explore, "--json"]) == ExitCode.DONE
    row = json.loads(capsys.readouterr().out)
    assert row["scenario"] == "bridge"
    assert row["styles"]["silent"]["runs"] == 3
    assert sum(row["styles"]["leaking"]["endings"].values()) == 3
    assert main(explore) == ExitCode.DONE
    assert "wrong language: trust" in capsys.readouterr().out

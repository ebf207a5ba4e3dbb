"""Faulty packs: every fault is found at once, with its place and a code, and nothing hangs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.scenario.checking import check_pack
from simulator.scenario.findings import CODES, PackError
from simulator.scenario.library import Library, NoSuchPackError, load_pack
from simulator.scenario.model import Scenario
from simulator.scenario.yaml_tree import SIZE_LIMIT, read_tree
from tests.conftest import PACKS

Change = Callable[[str], str]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the small pack that may be spoilt."""
    return Path(shutil.copytree(PACKS / "small", tmp_path / "small"))


def swap(old: str, new: str, count: int = 1) -> Change:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new, count)

    return change


SCRIPT_FAULTS: list[tuple[str, Change]] = [
    ("P003", swap("minutes: 5", "minutes: [5")),
    ("P004", swap("minutes: 5", "minutes: &five 5")),
    ("P005", swap("minutes: 5", "minutes: 5\nminutes: 6")),
    ("P006", swap("minutes: 5", "minutes: " + "[" * 40 + "]" * 40)),
    ("P101", swap("minutes: 5", "minuts: 5")),
    ("P102", swap("minutes: 5\n", "")),
    ("P105", swap("minutes: 5", "minutes: five")),
    ("P106", swap("lesson: keep-inside", "lesson: keep-insid")),
    ("P107", swap('time: "08:10"', 'time: "8.10"')),
    ("P108", swap("minutes: 5", "minutes: 5000")),
    ("P109", swap('text: "Is it still May?"', 'text: ""')),
    ("P110", swap("lessons: [conscience, keep-inside, followers-decide]", "lessons: []")),
    ("P111", swap("bot: true", "bot: perhaps")),
    ("P112", swap("place:\n  name: {id: place.name, text: The Square}\n  limit: 280", "place: x")),
    ("P113", swap("text: The Square", "text: 5")),
    ("P114", swap("{ending: muddled}", "{ending: muddled, beat: why}")),
    ("P115", swap("{at_least: 3.0}", "{at_least: 3.0, below: 2.0}")),
    ("P201", swap("next: [{beat: when}]", "next: [{beat: wen}]")),
    ("P202", swap("ending: front-page}", "ending: frontpage}")),
    ("P203", swap("{by: bot, line: {id: deals.bot", "{by: bott, line: {id: deals.bot")),
    ("P204", swap("reveals: [crack]", "reveals: [crak]")),
    ("P205", swap("keeps_promise: [may]", "keeps_promise: [mai]")),
    ("P206", swap("set: {owned: true}", "set: {ownd: true}")),
    ("P207", swap("id: omar\n", "id: siri\n")),
    ("P208", swap("- id: fed-it\n", "- id: fed-it\n        when: {silence: false}\n")),
    ("P209", swap("          - {ending: muddled}\n", "")),
    ("P301", swap("next: [{beat: when}]", "next: [{ending: muddled}]", 2)),
    ("P302", swap("ending: trusted}", "ending: muddled}")),
    (
        "P303",
        lambda text: (
            text.replace("ending: trusted}", "beat: when}")
            .replace("ending: muddled}", "beat: when}")
            .replace("ending: front-page}", "beat: when}")
        ),
    ),
    (
        "P304",
        swap(
            "        when: {silence: true}\n        because: {id: deals",
            "        because: {id: deals",
        ),
    ),
    ("P305", swap("lessons: [conscience,", "lessons: [crisis, conscience,")),
    ("P401", swap('      nb: {good: "Nei takk."', '      en2: {good: "Nei takk."')),
    ("P404", swap("      nb: [sprekk, pilar]\n", "")),
    ("P405", swap("No thank you.", "No thank you. " * 30)),
    ("P407", swap("Is it still May?", "Is it \\e[2J still May?")),
]


@pytest.mark.parametrize(("code", "change"), SCRIPT_FAULTS, ids=[c for c, _ in SCRIPT_FAULTS])
def test_a_fault_in_the_script_is_found(code: str, change: Change, pack: Path) -> None:
    script = pack / "bridge.yaml"
    script.write_text(change(script.read_text(encoding="utf-8")), encoding="utf-8")
    found = {one.code for one in check_pack(pack).findings}
    if code == "P401":
        code = "P106"  # a language that is none is a wrong key first
    assert code in found


def test_a_missing_scenario_file_is_found(pack: Path) -> None:
    (pack / "bridge.yaml").unlink()
    assert [one.code for one in check_pack(pack).errors] == ["P001"]


def test_a_newer_format_is_found(pack: Path) -> None:
    file = pack / "pack.yaml"
    file.write_text(file.read_text().replace("format: 1", "format: 2"))
    assert "P104" in {one.code for one in check_pack(pack).findings}


def test_a_missing_translation_file_and_line_are_found(pack: Path) -> None:
    (pack / "locales" / "ar.po").unlink()
    catalogue = pack / "locales" / "nb.po"
    catalogue.write_text(catalogue.read_text().replace("Beste Tilbud", ""))
    assert {one.code for one in check_pack(pack).findings} == {"P402", "P406"}


def test_an_older_translation_is_a_warning(pack: Path) -> None:
    script = pack / "bridge.yaml"
    script.write_text(script.read_text().replace("Is it still May?", "Is it May, still?"))
    reading = check_pack(pack)
    assert {one.code for one in reading.findings} == {"P403"}
    assert reading.errors == ()


def test_a_translation_with_control_characters_is_found(pack: Path) -> None:
    catalogue = pack / "locales" / "nb.po"
    text = catalogue.read_text().replace("Beste Tilbud", "Beste\u202e Tilbud")
    catalogue.write_text(text)
    assert {one.code for one in check_pack(pack).findings} == {"P407"}


def test_a_damaged_translation_file_is_found(pack: Path) -> None:
    (pack / "locales" / "nb.po").write_bytes(b'msgid "x\nmsgstr \xff')
    assert "P008" in {one.code for one in check_pack(pack).findings}


def test_all_faults_are_found_at_once_with_their_places(pack: Path) -> None:
    script = pack / "bridge.yaml"
    text = script.read_text().replace("minutes: 5", "minutes: five").replace("bot: true", "bott: 1")
    script.write_text(text)
    lines = text.splitlines()
    found = {(one.code, one.line) for one in check_pack(pack).errors}
    assert ("P105", lines.index("minutes: five") + 1) in found
    assert ("P101", lines.index("    bott: 1") + 1) in found


def test_a_file_that_is_not_text_or_far_too_large_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"a: \xff\xfe")
    assert [one.code for one in read_tree(file).findings] == ["P007"]
    with file.open("wb") as stream:
        stream.truncate(50 * SIZE_LIMIT)
    assert [one.code for one in read_tree(file).findings] == ["P002"]
    assert [one.code for one in read_tree(tmp_path).findings] == ["P008"]


def test_an_alias_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
    for index in range(1, 9):
        before, here = chr(96 + index), chr(97 + index)
        bomb += f"{here}: &{here} [{','.join(['*' + before] * 9)}]\n"
    file = tmp_path / "x.yaml"
    file.write_text(bomb)
    assert [one.code for one in read_tree(file).findings] == ["P004"]


@given(st.text(alphabet="ab:-[]{}&*!|>'\"# \n\t\x00é", max_size=200))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_makes_the_reader_fail(tmp_path: Path, text: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(text, encoding="utf-8")
    tree = read_tree(file)
    assert all(one.code in CODES and one.line >= 1 for one in tree.findings)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: Nobody answered her.", "text: Nobody, she says, answered."),
        ("{at_least: 3.0}", "{at_least: 3,4}"),
        ("text: Nobody answered her.", "text: “Nobody, at all.”"),
    ],
)
def test_a_text_that_was_cut_in_two_is_told_so(pack: Path, old: str, new: str) -> None:
    script = pack / "bridge.yaml"
    script.write_text(swap(old, new)(script.read_text("utf-8")), "utf-8")
    assert "P117" in {one.code for one in check_pack(pack).errors}


def test_a_folder_without_a_pack_is_told_so(tmp_path: Path) -> None:
    assert [one.code for one in check_pack(tmp_path).errors] == ["P009"]
    assert [one.code for one in check_pack(tmp_path / "nowhere").errors] == ["P009"]


def test_words_of_yaml_1_1_stay_words(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text("a: no\nb: 12:30\nc: 1_000\nd: true\ne: 1.5\nf:\ng: '5'\n")
    expected = {"a": "no", "b": "12:30", "c": "1_000", "d": True, "e": 1.5, "f": None, "g": "5"}
    assert read_tree(file).data == expected


def test_every_code_has_been_provoked() -> None:
    elsewhere = {"P001", "P002", "P007", "P008", "P009", "P103", "P104", "P116", "P117"}
    elsewhere |= {"P401", "P402", "P403", "P406"}
    assert {code for code, _ in SCRIPT_FAULTS} | elsewhere == CODES.keys()


def test_a_pack_with_errors_is_left_out_of_the_library_but_named(pack: Path) -> None:
    (pack / "bridge.yaml").unlink()
    library = Library([pack.parent, PACKS])
    assert list(library.packs) == ["small"]
    assert library.packs["small"].folder == PACKS / "small"
    assert [one.code for one in library.refused["small"]] == ["P001"]
    with pytest.raises(PackError) as caught:
        load_pack(pack)
    assert caught.value.exit_code == 2


def test_an_unknown_pack_is_answered_with_the_nearest(small_pack: object) -> None:
    with pytest.raises(NoSuchPackError) as caught:
        Library([PACKS]).pack("smal")
    assert caught.value.details["nearest"] == "small"


def test_a_missing_sample_language_is_found(pack: Path) -> None:
    script = pack / "bridge.yaml"
    lines = script.read_text().splitlines(keepends=True)
    script.write_text("".join(line for line in lines if '"Nei takk."' not in line))
    assert {one.code for one in check_pack(pack).findings} == {"P401"}


def test_the_schema_names_every_key_of_a_scenario() -> None:
    schema = Scenario.model_json_schema()
    assert set(schema["properties"]) == set(Scenario.model_fields)
    assert schema["additionalProperties"] is False

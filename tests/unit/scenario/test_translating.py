"""A pack's PO files: made, brought up to date, and no translation lost."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from simulator.cli.main import main
from simulator.scenario.findings import PackError
from simulator.scenario.library import load_pack
from simulator.scenario.reading import lines_of
from simulator.scenario.translating import SourceLanguageError, update_pack_messages
from simulator.text.po import PoError, PoStatus, PoUnwritableError, read_translations
from tests.conftest import PACKS


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKS / "small", tmp_path / "small"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_new_language_comes_in_empty_and_in_the_order_of_the_story(pack: Path) -> None:
    (pack / "locales" / "nb.po").unlink()
    told = update_pack_messages(pack, ("nb",))
    loaded = load_pack(PACKS / "small")
    ids = [line.id for line, _ in lines_of(loaded.pack)]
    ids += [line.id for line, _ in lines_of(loaded.scenario(None))]
    entries = read_translations(pack / "locales" / "nb.po")
    assert list(entries) == list(dict.fromkeys(ids))
    assert told == {"nb": PoStatus(len(entries), len(entries), 0)}


def test_translators_are_told_who_speaks_and_how_much_room_there_is(pack: Path) -> None:
    update_pack_messages(pack)
    text = (pack / "locales" / "nb.po").read_text("utf-8")
    before, _, _ = text.partition('msgctxt "why.siri"')
    assert before.rsplit("\n\n", 1)[-1].startswith("#. Siri Dahl")
    assert "at most 280 characters" in before.rsplit("\n\n", 1)[-1]
    for remark in ("The coach", "Narrator", "What must stay inside", "Ending, title"):
        assert f"#. {remark}" in text


def test_a_second_time_changes_nothing(pack: Path) -> None:
    update_pack_messages(pack)
    files = sorted((pack / "locales").iterdir())
    before = [file.read_bytes() for file in files]
    told = update_pack_messages(pack)
    assert [file.read_bytes() for file in files] == before
    assert all(status.missing == status.fuzzy == 0 for status in told.values())


def test_a_changed_source_keeps_its_translation_and_the_old_text(pack: Path) -> None:
    old = "Why is the bridge closed? I was late for work."
    kept = read_translations(pack / "locales" / "nb.po")["why.siri"].text
    change(pack / "bridge.yaml", old, "Why is the bridge shut?")
    told = update_pack_messages(pack)
    entry = read_translations(pack / "locales" / "nb.po")["why.siri"]
    assert (entry.source, entry.text, entry.fuzzy) == ("Why is the bridge shut?", kept, True)
    assert f'#| msgid "{old}"' in (pack / "locales" / "nb.po").read_text("utf-8")
    assert told["nb"].fuzzy == 1
    change(pack / "bridge.yaml", "Why is the bridge shut?", "Why is it shut?")
    update_pack_messages(pack)
    assert read_translations(pack / "locales" / "nb.po")["why.siri"].text == kept


def test_a_line_that_is_gone_can_come_back(pack: Path) -> None:
    kept = read_translations(pack / "locales" / "nb.po")["why.siri"].text
    change(pack / "bridge.yaml", "why.siri", "why.nobody")
    update_pack_messages(pack)
    assert f'#~ msgstr "{kept}"' in (pack / "locales" / "nb.po").read_text("utf-8")
    change(pack / "bridge.yaml", "why.nobody", "why.siri")
    told = update_pack_messages(pack)
    assert read_translations(pack / "locales" / "nb.po")["why.siri"].text == kept
    assert told["nb"].missing == 0


def test_what_a_translator_wrote_beside_an_entry_stays(pack: Path) -> None:
    file = pack / "locales" / "nb.po"
    change(file, 'msgctxt "why.siri"', '# Dialekt?\n#, fuzzy\nmsgctxt "why.siri"')
    update_pack_messages(pack)
    assert "# Dialekt?" in file.read_text("utf-8")
    assert read_translations(file)["why.siri"].fuzzy


def test_gettexts_own_compiler_takes_the_files(pack: Path) -> None:
    msgfmt = shutil.which("msgfmt")
    if msgfmt is None:
        pytest.skip("gettext's msgfmt is not installed")
    update_pack_messages(pack)
    for file in (pack / "locales").iterdir():
        told = subprocess.run([msgfmt, "--check", "-o", "/dev/null", file], check=False)
        assert told.returncode == 0, file.name


def test_a_damaged_file_is_named_and_left_alone(pack: Path) -> None:
    file = pack / "locales" / "nb.po"
    file.write_text('msgid "a\n', "utf-8")
    with pytest.raises(PoError):
        update_pack_messages(pack)
    assert file.read_text("utf-8") == 'msgid "a\n'


def test_a_folder_without_a_pack_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        update_pack_messages(tmp_path)


def test_the_command_tells_how_far_each_language_is(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--interface", "en", "pack", "messages", str(pack), "--language", "nb"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("nb: ")
    assert told.endswith("lines, 0 to translate, 0 to read again\n")


def test_a_line_that_two_translators_have_keeps_both(pack: Path) -> None:
    """Files that were merged by hand may hold a line twice; what is not used stays, as obsolete."""
    file = pack / "locales" / "nb.po"
    kept = read_translations(file)["why.siri"].text
    other = '\nmsgctxt "why.siri"\nmsgid "Why?"\nmsgstr "Hvorfor det?"\n'
    file.write_text(file.read_text("utf-8") + other, "utf-8")
    update_pack_messages(pack)
    assert read_translations(file)["why.siri"].text == kept
    assert '#~ msgstr "Hvorfor det?"' in file.read_text("utf-8")


def test_where_nothing_can_be_written_is_told(pack: Path) -> None:
    shutil.move(pack / "locales", pack / "kept")
    (pack / "locales").write_text("a file where a folder belongs", "utf-8")
    with pytest.raises(PoUnwritableError, match=r"nb\.po"):
        update_pack_messages(pack, ("nb",))
    assert (pack / "locales").read_text("utf-8").startswith("a file")


def test_the_packs_own_language_is_no_translation(pack: Path) -> None:
    with pytest.raises(SourceLanguageError, match="en"):
        update_pack_messages(pack, ("nb", "en"))

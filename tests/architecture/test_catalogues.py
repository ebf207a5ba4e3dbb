"""The catalogues: complete, in step with the sources, with all fields and all plurals."""

from __future__ import annotations

import gettext
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from simulator.text.catalogue import LANGUAGE_NAMES, Words

ROOT = Path(__file__).resolve().parents[2]
FORMS = {"ar": 6, "en": 2, "nb": 2}


def messages_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", ROOT / "locales" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def catalogue(language: str) -> Catalog:
    with (ROOT / "locales" / language / "LC_MESSAGES" / "simulator.po").open("rb") as stream:
        return read_po(stream, locale=language)


def texts(message: Message) -> list[str]:
    string = message.string
    return list(string) if isinstance(string, (tuple, list)) else [str(string)]


def fields(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.fixture(scope="module")
def sources() -> set[object]:
    return {message.id for message in messages_module().template() if message.id}


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
def test_every_message_is_there_and_none_is_left_over(language: str, sources: set[object]) -> None:
    assert {message.id for message in catalogue(language) if message.id} == sources


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
def test_every_message_is_whole_and_not_fuzzy(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        assert all(texts(message)), message.id
        if isinstance(message.id, tuple):
            assert len(texts(message)) == FORMS[language], message.id


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
def test_every_message_has_the_same_fields(language: str) -> None:
    for message in catalogue(language):
        if not message.id:
            continue
        known = fields(message.id if isinstance(message.id, str) else message.id[1])
        for text in texts(message):
            if isinstance(message.id, str):
                assert fields(text) == known, message.id
            else:  # a form for one or two may say the number in words
                assert fields(text) <= known, message.id


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
def test_gettexts_own_compiler_accepts_it(language: str, tmp_path: Path) -> None:
    msgfmt = shutil.which("msgfmt")
    if msgfmt is None:
        pytest.skip("gettext's msgfmt is not installed")
    file = ROOT / "locales" / language / "LC_MESSAGES" / "simulator.po"
    command = [msgfmt, "--check", "--output-file", str(tmp_path / "x.mo"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


POFILTER = (
    "blank", "doublespacing", "doublewords", "emails", "endwhitespace", "escapes", "filepaths",
    "functions", "isfuzzy", "newlines", "options", "startwhitespace", "tabs", "untranslated",
    "urls",
)  # fmt: skip
"""Checks that are about faults; the others ask for English punctuation in every language."""


@pytest.mark.parametrize("language", ["ar", "nb"])
def test_a_second_reader_finds_no_fault(language: str, tmp_path: Path) -> None:
    file = ROOT / "locales" / language / "LC_MESSAGES" / "simulator.po"
    out = tmp_path / "found.po"
    pofilter = Path(sys.executable).with_name("pofilter")
    tests = [f"--test={name}" for name in POFILTER]
    options = ["--progress=none", f"--language={language}", *tests]
    subprocess.run([pofilter, *options, file, out], check=True)
    assert not out.exists() or "(pofilter)" not in out.read_text("utf-8"), out.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
def test_it_compiles_and_says_its_language(language: str, tmp_path: Path) -> None:
    file = ROOT / "locales" / language / "LC_MESSAGES" / "simulator.po"
    code = "import sys, gettext; from babel.messages import pofile, mofile;"
    code += "mofile.write_mo(open(sys.argv[2], 'wb'), pofile.read_po(open(sys.argv[1], 'rb')))"
    target = tmp_path / "x.mo"
    command = [sys.executable, "-W", "ignore", "-c", code, str(file), str(target)]
    subprocess.run(command, check=True)
    with target.open("rb") as stream:
        assert gettext.GNUTranslations(stream).info()["language"] == language


@pytest.mark.parametrize(
    ("number", "form"),
    [(0, 0), (1, 1), (2, 2), (3, 3), (10, 3), (11, 4), (25, 4), (100, 5), (103, 3)],
)
def test_arabic_takes_the_cldr_form(number: int, form: int) -> None:
    """CLDR 47, plural rules of Arabic: zero, one, two, few, many, other."""
    message = next(m for m in catalogue("ar") if isinstance(m.id, tuple) and "reader" in m.id[0])
    said = Words("ar").say_plural(message.id[0], message.id[1], number, count="#")
    assert said.replace("\u2068", "").replace("\u2069", "") == texts(message)[form].replace(
        "{count}", "#"
    )


def test_an_interface_language_is_right_to_left_when_it_is() -> None:
    assert [Words(code).rtl for code in LANGUAGE_NAMES] == [True, False, False]

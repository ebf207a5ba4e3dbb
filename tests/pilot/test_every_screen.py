"""Every screen, walked through: nothing that came from no catalogue, nothing cut off."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot
from textual.widgets import Button, Footer, Static
from textual.widgets._footer import FooterKey

from simulator.scenario.library import load_pack
from simulator.tui.app import SimulatorApp
from tests.conftest import PACKS
from tests.pilot.conftest import MakeApp
from tests.pilot.screen_text import rows, seen, settled

LOW = (80, 24)
NOT_WORDS = {"alt", "ctrl", "enter", "esc", "pgdn", "pgup", "English", "Norsk"}
"""Names of keys, and languages in their own words."""


async def walked(pilot: Pilot[None], app: SimulatorApp) -> AsyncIterator[str]:
    """Go through all screens of a run; gives the name of each when it stands."""

    async def shown(*keys: str) -> None:
        await pilot.press(*keys)
        await settled(pilot)

    await settled(pilot)
    if not app.preferences.language:
        yield "first start"
        await pilot.click("Button")
        await settled(pilot)
    for name, keys in {
        "home": (),
        "help at home": ("f1",),
        "settings": ("escape", "f3"),
        "choice of language": ("escape", "enter"),
        "briefing": ("enter",),
        "feed": ("enter",),
        "help in the feed": ("f1",),
        "reminder": ("escape", "f9"),
        "approval": ("escape", *"No.", "f8"),
        "feedback": ("escape", "ctrl+s"),
        "second attempt": ("r",),
        "both attempts": ("ctrl+s",),
        "second feed": ("enter",),
        "silence": ("f5",),
    }.items():
        await shown(*keys)
        yield name
    for _ in range(3):
        await shown("enter", "f5")
    await shown("enter")
    yield "debrief"
    await shown("escape", "f4")
    yield "earlier runs"


def words_of_the_pack() -> set[str]:
    folder = PACKS / "small"
    assert load_pack(folder).pack.id == "small"
    texts = [
        file.read_text("utf-8") for file in folder.rglob("*") if file.suffix in (".yaml", ".po")
    ]
    return set(re.findall(r"\w+", "\n".join(texts)))


async def test_all_words_of_the_interface_come_from_a_catalogue(make_app: MakeApp) -> None:
    known = words_of_the_pack() | NOT_WORDS
    app = make_app("en-XA")
    async with app.run_test(size=(120, 60)) as pilot:
        async for name in walked(pilot, app):
            told = re.sub(r"@\w+|\b[\w-]{12}\b", "", seen(app))  # handles, and the ids of runs
            strangers = set(re.findall(r"\b[A-Za-z]{3,}\b", told)) - known
            assert not strangers, (name, strangers)


def cut_off(app: SimulatorApp) -> list[str]:
    """What is shown in less room than it needs; what can be scrolled is not cut off."""
    found = []
    for button in app.screen.query(Button):
        if button.region and cell_len(str(button.label)) > button.content_size.width:
            found.append(f"button {button.label}")
    for text in app.screen.query(Static):
        if not text.region or not text.visible:
            continue
        width = text.content_size.width
        needed = text.get_content_height(app.size, app.size, width)
        if needed > text.content_size.height:
            found.append(f"text {text.id or text.classes}: {needed} rows in {text.content_size}")
    for footer in app.screen.query(Footer):
        found += [
            f"footer {key.description}"
            for key in footer.query(FooterKey)
            if key.region.right > app.size.width or key.region.x < 0
        ]
    return found


@pytest.mark.parametrize("language", ["ar", "nb", "en-XA", "ar-XB"])
async def test_nothing_is_cut_off_on_a_small_screen(make_app: MakeApp, language: str) -> None:
    app = make_app(language)
    async with app.run_test(size=LOW) as pilot:
        async for name in walked(pilot, app):
            assert not cut_off(app), name
            assert all(cell_len(row) == LOW[0] for row in rows(app)), name


async def test_the_pseudo_languages_are_left_by_the_language_key(make_app: MakeApp) -> None:
    app = make_app("ar-XB")
    async with app.run_test(size=LOW) as pilot:
        await settled(pilot)
        assert app.words.rtl
        await pilot.press("f2")
        await settled(pilot)
        assert app.words.language == "ar"

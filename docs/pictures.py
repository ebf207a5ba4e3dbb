"""Makes the README's pictures: the feed and the feedback in three languages, as SVG.

Run it by `make pictures`. It plays the program itself, with the real packs and the real scorer.
"""

from __future__ import annotations

import asyncio
import tempfile
from functools import partial
from pathlib import Path

from simulator import bootstrap
from simulator.storage.preferences import Preferences
from simulator.tui.app import SimulatorApp
from simulator.tui.widgets.reply_editor import ReplyEditor

FOLDER = Path(__file__).parent / "pictures"
# Browsers would turn Arabic round once more: the program has already put each cell in its place.
VISUAL = "text { unicode-bidi: bidi-override; direction: ltr; }"
PLAYS = {"en": "first-week", "nb": "broken-promise", "ar": "crisis-evening"}


async def settled(pilot: object) -> None:
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()  # type: ignore[attr-defined]
        await pilot.pause()  # type: ignore[attr-defined]


def save(app: SimulatorApp, name: str) -> None:
    picture = app.export_screenshot(title="simulator").replace("</style>", VISUAL + "</style>", 1)
    (FOLDER / f"{name}.svg").write_text(picture, encoding="utf-8")


async def play(language: str, pack_id: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app = SimulatorApp(
            folder,
            Preferences(language=language),
            language=language,
            open_store=partial(bootstrap.open_store, folder),
            open_library=partial(bootstrap.open_library, folder),
            start_scorer=bootstrap.start_scorer,
            opening=(pack_id, language, 1),
        )
        async with app.run_test(size=(110, 36)) as pilot:
            await settled(pilot)
            await pilot.press("enter")
            await settled(pilot)
            beat = app.screen.run_.beat  # type: ignore[attr-defined]
            app.screen.query_one(ReplyEditor).text = beat.samples[language].good
            await settled(pilot)
            save(app, f"{language}-feed")
            await pilot.press("ctrl+s")
            await settled(pilot)
            save(app, f"{language}-feedback")
        app.close_parts()


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for language, pack_id in PLAYS.items():
        asyncio.run(play(language, pack_id))


if __name__ == "__main__":
    main()

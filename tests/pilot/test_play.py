"""A whole run on the screen, by keys and by mouse, in all three languages."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Button, OptionList

from simulator.scoring.base import Assessment, Evidence, ModelError, ScoringRequest
from simulator.scoring.baseline import FixedScorer
from simulator.tui.app import SimulatorApp
from simulator.tui.screens.briefing import BriefingScreen
from simulator.tui.screens.debrief import DebriefScreen
from simulator.tui.screens.feed import FeedScreen
from simulator.tui.screens.feedback import FeedbackScreen
from simulator.tui.screens.first_start import FirstStartScreen
from simulator.tui.screens.help import HelpModal
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.runs import RunsModal
from simulator.tui.screens.settings import SettingsModal
from simulator.tui.screens.too_small import TooSmallScreen
from simulator.tui.widgets.reply_editor import ReplyEditor
from tests.pilot.conftest import MakeApp
from tests.pilot.screen_text import in_reading_order, rows, seen, settled

OPEN_BRIDGE = ("small", "en", 7)


async def begin(pilot: Pilot[None]) -> None:
    """From what is opened at once, past the briefing, to the first beat."""
    await settled(pilot)
    await pilot.press("enter")
    await settled(pilot)


def screen(app: SimulatorApp) -> type:
    return type(app.screen)


async def test_the_first_start_asks_for_a_language_and_says_where_replies_stay(
    make_app: MakeApp,
) -> None:
    app = make_app("")
    async with app.run_test(size=(80, 24)) as pilot:
        assert screen(app) is FirstStartScreen
        assert "stays on this machine" in seen(app)
        await pilot.click("#language-nb")
        await settled(pilot)
        assert screen(app) is HomeScreen
        assert app.words.language == "nb"
    again = make_app("nb")
    async with again.run_test():
        assert screen(again) is HomeScreen


async def test_what_the_command_line_opens_waits_for_the_first_choice(make_app: MakeApp) -> None:
    app = make_app("", opening=OPEN_BRIDGE)
    async with app.run_test() as pilot:
        await settled(pilot)
        assert screen(app) is FirstStartScreen
        await pilot.click("#language-nb")
        await settled(pilot)
        assert screen(app) is BriefingScreen


@pytest.mark.parametrize("size", [(80, 24), (140, 50)])
@pytest.mark.parametrize("language", ["en", "nb", "ar"])
async def test_a_run_is_played_to_its_ending_by_keys(
    make_app: MakeApp, language: str, size: tuple[int, int]
) -> None:
    app = make_app(language)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert screen(app) is HomeScreen
        path = []
        await pilot.press("enter", "enter")
        await settled(pilot)
        for _ in range(12):
            path.append(screen(app))
            if screen(app) is FeedScreen:
                app.screen.query_one(ReplyEditor).text = "I am here. What do you need?"
                await pilot.press("ctrl+s")
            elif screen(app) is DebriefScreen:
                break
            else:
                await pilot.press("enter")
            await settled(pilot)
        assert path == [
            BriefingScreen,
            *[FeedScreen, FeedbackScreen] * 3,
            DebriefScreen,
        ]
        await pilot.press("escape")
        await settled(pilot)
        assert screen(app) is HomeScreen


async def test_a_run_is_played_by_mouse(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 34)) as pilot:
        await settled(pilot)
        await pilot.click("#play")
        await pilot.pause()
        await pilot.click("#in-en")
        await settled(pilot)
        await pilot.click("#begin")
        await settled(pilot)
        for _ in range(3):
            await pilot.click("#silence")
            await settled(pilot)
            assert screen(app) is FeedbackScreen
            await pilot.click("#go-on")
            await settled(pilot)
        assert screen(app) is DebriefScreen


async def test_feedback_tells_scores_words_people_and_numbers(make_app: MakeApp) -> None:
    reply = "I closed it at six."
    told = Assessment(
        4.4,
        2.2,
        {"owns_up": 0.9, "answers": 0.2},
        confidence=0.9,
        evidence=(Evidence(0, 8, "authenticity", 0.8), Evidence(9, 18, "engagement", -0.4)),
    )
    app = make_app(opening=OPEN_BRIDGE, scorer=FixedScorer({reply: told}))
    async with app.run_test(size=(120, 60)) as pilot:
        await begin(pilot)
        await pilot.press(*reply, "ctrl+s")
        await settled(pilot)
        text = seen(app)
        for part in (
            "unmistakably you",
            "4.4",
            "gives little to answer",
            "2.2",
            "You say what went wrong, or what you do not know.",
            "It does not answer what the follower wrote.",
            "“I closed”: Authenticity +0.8",
            "“it at six”: Engagement −0.4",
            "Next time: Answer what the follower wrote in your first sentence.",
            "Siri Dahl",
            "Seen by",
            "You took it on yourself.",
        ):
            assert part in text
        assert "Say who closed" not in text
        await pilot.press("s")
        await pilot.pause()
        assert "because we saw something" in seen(app)


async def test_trying_again_shows_both_attempts(make_app: MakeApp) -> None:
    app = make_app(opening=OPEN_BRIDGE)
    async with app.run_test(size=(100, 40)) as pilot:
        await begin(pilot)
        await pilot.press(*"No", "ctrl+s")
        await settled(pilot)
        await pilot.press("r")
        await settled(pilot)
        assert app.screen.query_one(ReplyEditor).text == "No"
        await pilot.press(*", or?", "ctrl+s")
        await settled(pilot)
        assert "Attempt 1" in seen(app)
        assert "Attempt 2" in seen(app)


async def test_a_draft_survives_leaving_and_coming_back(make_app: MakeApp) -> None:
    app = make_app(opening=OPEN_BRIDGE)
    async with app.run_test() as pilot:
        await begin(pilot)
        await pilot.press(*"Half a thou", "escape")
        await settled(pilot)
        assert screen(app) is HomeScreen
        await pilot.click("#go-on-button")
        await settled(pilot)
        assert app.screen.query_one(ReplyEditor).text == "Half a thou"
    other = make_app(opening="latest")
    async with other.run_test() as pilot:
        await settled(pilot)
        assert other.screen.query_one(ReplyEditor).text == "Half a thou"


async def test_an_empty_or_too_long_reply_is_not_sent(make_app: MakeApp) -> None:
    app = make_app(opening=OPEN_BRIDGE)
    async with app.run_test() as pilot:
        await begin(pilot)
        await pilot.press("ctrl+s")
        assert "Write a reply, or choose to stay silent." in seen(app)
        app.screen.query_one(ReplyEditor).text = "x" * 281
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert screen(app) is FeedScreen
        assert "1 character too long" in seen(app)
        assert "281 / 280" in seen(app)


async def test_approval_is_asked_and_told(make_app: MakeApp) -> None:
    app = make_app(opening=OPEN_BRIDGE)
    async with app.run_test() as pilot:
        await begin(pilot)
        await pilot.press(*"Well", "f8")
        await pilot.pause()
        assert "Eva Holm, legal" in seen(app)
        assert "30 minutes" in seen(app)
        await pilot.press("enter")
        await pilot.press("ctrl+s")
        await settled(pilot)
        feedback = app.screen
        assert isinstance(feedback, FeedbackScreen)
        assert feedback.attempt.action.approval


async def test_the_language_switches_at_once_and_keeps_what_is_typed(make_app: MakeApp) -> None:
    app = make_app(opening=OPEN_BRIDGE)
    async with app.run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await pilot.press(*"Half")
        await pilot.press("f2")
        await settled(pilot)
        assert app.words.language == "nb"
        assert app.screen.query_one(ReplyEditor).text == "Half"
        assert "Send" in seen(app)
        await pilot.press("f2")
        await settled(pilot)
        assert app.words.language == "ar"
        assert app.screen.has_class("-rtl")
        bar = next(row for row in rows(app) if "f1" in row)
        assert bar.index("f1") > bar.index("f2") > bar.index("f3")


async def test_two_apps_in_one_process_do_not_notice_each_other(
    make_app: MakeApp, tmp_path_factory: pytest.TempPathFactory
) -> None:
    arabic = make_app("ar", opening=("small", "ar", 1), folder=tmp_path_factory.mktemp("ar"))
    norwegian = make_app("nb", opening=("small", "nb", 1), folder=tmp_path_factory.mktemp("nb"))

    async def drive(app: SimulatorApp, words: str) -> str:
        async with app.run_test(size=(90, 30)) as pilot:
            await settled(pilot)
            await pilot.press("enter")
            await settled(pilot)
            await pilot.press(*words)
            await asyncio.sleep(0.2)
            return seen(app)

    left, right = await asyncio.gather(drive(norwegian, "Hei"), drive(arabic, "سلام"))
    assert "Hvorfor er brua stengt?" in left
    assert "Hei" in left
    assert not [char for char in left if unicodedata.bidirectional(char) in ("R", "AL")]
    post = next(row for row in right.splitlines() if "ﻲﻠﻐﺷ" in row)
    assert "تأخرت عن شغلي" in in_reading_order(post)
    assert post.index("ﻲﻠﻐﺷ") > len(post) / 2  # it hugs the right edge


async def test_help_settings_and_runs_open_and_close(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for key, modal in (("f1", HelpModal), ("f3", SettingsModal), ("f4", RunsModal)):
            await pilot.press(key)
            await pilot.pause()
            assert screen(app) is modal
            await pilot.press("escape")
            await settled(pilot)
            assert screen(app) is HomeScreen


async def test_a_theme_is_taken_at_once_and_kept(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("f3")
        await pilot.pause()
        await pilot.click("#t-mono")
        await settled(pilot)
        assert app.theme == "simulator-mono"
        assert app.preferences.theme == "mono"


async def test_a_run_is_deleted_after_asking_once(make_app: MakeApp) -> None:
    app = make_app(opening=OPEN_BRIDGE)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        await pilot.press("f4")
        await pilot.pause()
        await pilot.press("delete")
        await pilot.pause()
        assert "once more" in seen(app)
        assert app.screen.query_one(OptionList).option_count == 1
        await pilot.press("delete")
        await settled(pilot)
        assert app.screen.query_one(OptionList).option_count == 0


async def test_a_window_that_is_too_small_is_told_and_grows_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.resize_terminal(50, 12)
        await pilot.pause()
        assert screen(app) is TooSmallScreen
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert screen(app) is HomeScreen


class BrokenOnce(FixedScorer):
    """Fails the first time, as a process does that was killed twice."""

    def __init__(self) -> None:
        super().__init__()
        self.broken = True

    def score(
        self,
        requests: Sequence[ScoringRequest],
        *,
        evidence: bool = False,
    ) -> list[Assessment]:
        if self.broken:
            self.broken = False
            raise ModelError(problem="it has ended", folder="models")
        return super().score(requests, evidence=evidence)


async def test_a_scorer_that_fails_is_told_and_the_reply_waits(make_app: MakeApp) -> None:
    app = make_app(opening=OPEN_BRIDGE, scorer=BrokenOnce())
    async with app.run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        await pilot.press(*"I am sorry", "ctrl+s")
        await pilot.pause(0.3)
        assert screen(app) is FeedScreen
        assert any("E300" in notice.message for notice in app._notifications)
        assert not app.screen.query_one("#send", Button).disabled
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert screen(app) is FeedbackScreen


async def test_runs_that_cannot_be_opened_are_told_on_the_screen(
    make_app: MakeApp, tmp_path: Path
) -> None:
    folder = tmp_path / "damaged"
    folder.mkdir()
    (folder / "runs.sqlite3").write_bytes(b"no database" * 200)
    app = make_app(folder=folder)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause(1.0)
        assert "is damaged or is no database of this program" in seen(app)
        assert "E404" in seen(app)


async def test_ctrl_c_says_how_to_leave(make_app: MakeApp) -> None:
    app = make_app("nb")
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("ctrl+c")
        await pilot.pause()
        assert any("ctrl+q" in notice.message for notice in app._notifications)


async def test_markup_in_a_reply_is_only_text(make_app: MakeApp) -> None:
    app = make_app(opening=OPEN_BRIDGE)
    async with app.run_test(size=(100, 40)) as pilot:
        await begin(pilot)
        app.screen.query_one(ReplyEditor).text = "[/nope] [bold]x[/] [@click=app.quit]y[/] ["
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "[/nope] [bold]x[/] [@click=app.quit]y[/] [" in seen(app)
        assert app.is_running


async def test_a_low_screen_reads_on_while_the_reply_box_has_the_focus(make_app: MakeApp) -> None:
    app = make_app(opening=OPEN_BRIDGE)
    async with app.run_test(size=(60, 18)) as pilot:
        await begin(pilot)
        await pilot.press("f5")
        await settled(pilot)
        await pilot.press("enter")  # the second moment shows the first one above it
        await settled(pilot)
        posts = app.screen.query_one("#posts")
        assert posts.max_scroll_y > 0
        assert "Read on" in seen(app)
        await pilot.press("pageup", "pageup", "pageup")
        await pilot.pause()
        assert posts.scroll_y == 0
        await pilot.press("pagedown")
        await pilot.pause()
        assert posts.scroll_y > 0
        assert isinstance(app.focused, ReplyEditor)
        await pilot.press("pageup", "I")  # who begins to write sees what she answers
        await pilot.pause()
        [question] = app.screen.query("PostView.-addressed")
        assert posts.region.contains_region(question.region)


async def test_a_large_screen_has_nothing_to_read_on(make_app: MakeApp) -> None:
    app = make_app(opening=OPEN_BRIDGE)
    async with app.run_test(size=(140, 50)) as pilot:
        await begin(pilot)
        assert "Read on" not in seen(app)


@pytest.mark.parametrize(("language", "left"), [("ar", True), ("nb", False)])
async def test_the_scrollbar_stands_where_lines_end(
    make_app: MakeApp, language: str, left: bool
) -> None:
    app = make_app(language, opening=OPEN_BRIDGE)
    async with app.run_test(size=(60, 18)) as pilot:
        await begin(pilot)
        await pilot.press("f5")  # the feedback is longer than a low screen
        await settled(pilot)
        page = app.screen.query_one("#page")
        bar = page.vertical_scrollbar.region
        texts = [child.region for child in page.children if child.region]
        assert page.max_scroll_y > 0
        assert all((text.x >= bar.right) is left for text in texts)
        assert all((text.right <= bar.x) is not left for text in texts)
        await pilot.click(page.vertical_scrollbar, offset=(0, bar.height - 1))
        await pilot.pause(0.3)
        assert page.scroll_y > 0

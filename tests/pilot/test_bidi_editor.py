"""The reply editor: the eye leads the caret, the order of typing leads deletion."""

from __future__ import annotations

import pytest
from textual import events
from textual.geometry import Region
from textual.pilot import Pilot

from simulator.text.bidi import Direction, layout
from simulator.tui.widgets.reply_editor import ReplyEditor
from tests.pilot.bidi_app import BidiApp, raw_row, rows

CSS = "ReplyEditor {border: none; padding: 0; width: 100%; height: 6;}"
MIXED = "لا @om_9 (12) كِت ab"


class EditorApp(BidiApp):
    """Nothing but the editor."""

    def __init__(self, text: str = "", direction: Direction = "rtl") -> None:
        super().__init__(lambda: [ReplyEditor(text)], direction, css=CSS)
        self.submitted: list[str] = []

    def on_reply_editor_submitted(self, event: ReplyEditor.Submitted) -> None:
        assert event.control is self.editor
        self.submitted.append(event.text)

    @property
    def editor(self) -> ReplyEditor:
        return self.query_one(ReplyEditor)


async def type_text(pilot: Pilot[None], text: str) -> None:
    for character in text:
        await pilot.press(character)


async def test_typed_arabic_is_seen_from_the_right_with_the_caret_at_its_left() -> None:
    app = EditorApp()
    async with app.run_test(size=(40, 8)) as pilot:
        app.editor.focus()
        await type_text(pilot, "لا إله 12")
        assert rows(app)[0] == f"12 {'إله'[::-1]} {'لا'[::-1]}" or rows(app)[0].startswith("12")
        assert app.editor.text == "لا إله 12"
        assert app.editor.cursor_screen_offset.x == 40 - 8 - 1


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
@pytest.mark.parametrize("text", [MIXED, "Hello عربي 123 world", "👍🏽 شكرا 🇳🇴!"])
async def test_the_caret_walks_over_every_cell_once(text: str, direction: Direction) -> None:
    app = EditorApp(text, direction)
    async with app.run_test(size=(60, 8)):
        with app._context():
            line = layout(text, default=direction)[0]
            app.editor.move_cursor((0, 0 if line.rtl else line.end))
            columns = [app.editor.cursor_screen_offset.x]
            for _ in line.cells:
                app.editor.action_cursor_left()
                columns.append(app.editor.cursor_screen_offset.x)
            left = 60 - line.width if line.rtl else 0
            stops = [cell.x + left for cell in line.cells]
            stops = [left - 1, *stops] if line.rtl else [*stops, line.width]
            assert columns == stops[::-1]
            app.editor.action_cursor_right()
            assert app.editor.cursor_screen_offset.x == stops[1]


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
async def test_a_click_puts_the_caret_on_the_cell_that_was_clicked(direction: Direction) -> None:
    app = EditorApp(MIXED, direction)
    async with app.run_test(size=(60, 8)) as pilot:
        line = layout(MIXED)[0]
        for cell in line.cells:
            x = 60 - line.width + cell.x
            await pilot.click(ReplyEditor, offset=(x, 0))
            assert app.editor.cursor_location == (0, cell.start)
            assert app.editor.cursor_screen_offset.x == x
        await pilot.click(ReplyEditor, offset=(2, 0))
        assert app.editor.cursor_location == (0, len(MIXED))
        await pilot.click(ReplyEditor, offset=(5, 4))
        assert app.editor.cursor_location[0] == 0


async def test_a_wrapped_paragraph_is_painted_and_walked_line_by_line() -> None:
    text = "مرحبا بكم في هذا المكان الجميل جدا"
    app = EditorApp(text)
    async with app.run_test(size=(14, 8)) as pilot:
        with app._context():
            app.editor.focus()
            await pilot.pause()
            assert raw_row(app, 0).rstrip()[-1] == "\ufee3"
            seen = []
            for _ in range(len(text) + 1):
                seen.append(app.editor.cursor_location[1])
                app.editor.action_cursor_left()
            assert seen == list(range(len(text) + 1))
            app.editor.action_cursor_right()
            assert app.editor.cursor_location[1] == len(text) - 1
            for _ in text:
                app.editor.action_cursor_right()
            assert app.editor.cursor_location == (0, 0)


async def test_up_and_down_keep_to_their_column() -> None:
    app = EditorApp("مرحبا بكم جميعا\nok\nسلام عليكم")
    async with app.run_test(size=(30, 8)) as pilot:
        app.editor.focus()
        await pilot.press("left", "left", "left", "left")
        column = app.editor.cursor_screen_offset.x
        await pilot.press("down", "down")
        assert app.editor.cursor_location == (2, 5)
        assert app.editor.cursor_screen_offset.x == column
        await pilot.press("up", "up")
        assert app.editor.cursor_location == (0, 4)


async def test_left_at_the_edge_of_an_arabic_line_goes_to_the_next_one() -> None:
    app = EditorApp("اب\nج")
    async with app.run_test(size=(30, 8)) as pilot:
        app.editor.focus()
        await pilot.press("left", "left", "left")
        assert app.editor.cursor_location == (1, 0)
        await pilot.press("right")
        assert app.editor.cursor_location == (0, 2)


async def test_words_are_walked_in_the_direction_of_the_arrow() -> None:
    app = EditorApp("كِتابٌ مُفيدٌ abc")
    async with app.run_test(size=(30, 8)) as pilot:
        app.editor.focus()
        starts = []
        for _ in range(3):
            await pilot.press("ctrl+left")
            starts.append(app.editor.cursor_location[1])
        assert starts == [7, 14, 17]
        await pilot.press("ctrl+right", "ctrl+right")
        assert app.editor.cursor_location == (0, 7)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("كِ", "ك"),
        ("بّ\u064e", "بّ"),
        ("ب👍🏽", "ب"),
        ("ب👨‍👩‍👧", "ب"),
        ("ب🇳🇴", "ب"),
        ("ب❤️", "ب"),
        ("لا", "ل"),
        ("a👍🏽", "a"),
        ("ab", "a"),
    ],
)
async def test_backspace_takes_a_mark_or_a_whole_emoji(text: str, left: str) -> None:
    app = EditorApp(text)
    async with app.run_test(size=(30, 8)) as pilot:
        app.editor.focus()
        app.editor.move_cursor((0, len(text)))
        await pilot.press("backspace")
        assert app.editor.text == left
        await pilot.press("ctrl+z")
        assert app.editor.text == text


async def test_delete_takes_the_whole_character_ahead() -> None:
    app = EditorApp("👨‍👩‍👧كِتاب")
    async with app.run_test(size=(30, 8)) as pilot:
        app.editor.focus()
        await pilot.press("delete")
        assert app.editor.text == "كِتاب"
        await pilot.press("delete")
        assert app.editor.text == "تاب"


async def test_a_word_is_deleted_with_its_marks() -> None:
    app = EditorApp("كِتابٌ مُفيدٌ")
    async with app.run_test(size=(30, 8)) as pilot:
        app.editor.focus()
        await pilot.press("alt+delete")
        assert app.editor.text == " مُفيدٌ"
        app.editor.move_cursor((0, 7))
        await pilot.press("ctrl+w")
        assert app.editor.text == " "


async def test_a_selection_is_made_by_what_is_seen_and_replaced_by_typing() -> None:
    app = EditorApp("ابجد")
    async with app.run_test(size=(30, 8)) as pilot:
        app.editor.focus()
        await pilot.press("left", "shift+left", "shift+left")
        assert app.editor.selected_text == "بج"
        await pilot.press("right")
        assert app.editor.cursor_location == (0, 1)
        await pilot.press("shift+left", "x")
        assert app.editor.text == "اxجد"


async def test_what_is_pasted_is_cleaned() -> None:
    app = EditorApp()
    async with app.run_test(size=(30, 8)) as pilot:
        app.editor.focus()
        app.editor.post_message(events.Paste("\ufefb\x1b[2J\u202e\r\nb"))
        await pilot.pause()
        assert app.editor.text == "لا\nb"
        assert app.editor.cursor_location == (1, 1)
        app.copy_to_clipboard("\x1b]0;x\x07c")
        await pilot.press("ctrl+v")
        assert app.editor.text == "لا\nbc"


async def test_nothing_is_pasted_into_a_finished_reply() -> None:
    app = EditorApp("قل")
    async with app.run_test(size=(30, 8)) as pilot:
        app.editor.read_only = True
        app.editor.post_message(events.Paste("x"))
        app.editor.focus()
        await pilot.press("backspace", "delete")
        assert app.editor.text == "قل"


@pytest.mark.parametrize("key", ["ctrl+s", "alt+enter", "ctrl+enter"])
async def test_the_reply_is_sent(key: str) -> None:
    app = EditorApp("شكرا")
    async with app.run_test(size=(30, 8)) as pilot:
        app.editor.focus()
        await pilot.press(key)
        assert app.submitted == ["شكرا"]
        assert app.editor.text == "شكرا"


@pytest.mark.parametrize(("direction", "column"), [("rtl", 29), ("ltr", 0)])
async def test_an_empty_line_follows_the_interface(direction: Direction, column: int) -> None:
    app = EditorApp("", direction)
    async with app.run_test(size=(30, 8)) as pilot:
        app.editor.focus()
        await pilot.pause()
        assert app.editor.cursor_screen_offset.x == column


async def test_the_painted_caret_stands_where_the_caret_is() -> None:
    app = EditorApp("سلام abc")
    async with app.run_test(size=(30, 8)) as pilot:
        app.editor.focus()
        app.editor.cursor_blink = False
        style = app.editor.get_component_rich_style("text-area--cursor")
        for column in range(len("سلام abc") + 1):
            app.editor.move_cursor((0, column))
            await pilot.pause()
            with app._context():
                [strip] = app.editor.render_lines(Region(0, 0, 30, 1))
            cells = [s.style for s in strip if s.style for _ in range(s.cell_length)]
            found = [x for x, cell in enumerate(cells) if cell.bgcolor == style.bgcolor]
            assert found == [app.editor.cursor_screen_offset.x]


async def test_no_row_is_wider_than_the_editor() -> None:
    app = EditorApp("👨‍👩‍👧 لا " * 9 + "\n" + "blåbær " * 9)
    async with app.run_test(size=(21, 8)) as pilot:
        await pilot.pause()
        width = app.editor.scrollable_content_region.width
        assert {app.editor.render_line(y).cell_length for y in range(6)} == {width}

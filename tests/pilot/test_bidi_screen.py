"""What a person sees: right-to-left text in every kind of widget, and the mirrored layout."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterable

import pytest
from rich.text import Text
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import (
    Button,
    Checkbox,
    DataTable,
    Footer,
    Input,
    Label,
    Markdown,
    OptionList,
    ProgressBar,
    RichLog,
    Static,
    Tab,
    Tabs,
    TextArea,
)

from simulator.text.bidi import Direction
from simulator.text.bidi import layout as bidi_layout
from simulator.text.bidi.layout import _lay_out_part
from simulator.tui import bidi
from simulator.tui.bidi.context import check_version
from simulator.tui.terminal import TerminalKind
from simulator.tui.widgets.reply_editor import ReplyEditor
from tests.pilot.bidi_app import BidiApp, raw_row, rows, sent

POST = "رد @omar_99 على (القضية #12)"
SEEN = f"(#12 {'القضية'[::-1]}) {'على'[::-1]} @omar_99 {'رد'[::-1]}"


def table(*cells: str) -> DataTable[Text]:
    widget: DataTable[Text] = DataTable()
    widget.add_columns(*[str(number) for number in range(len(cells))])
    widget.add_row(*[Text(cell) for cell in cells])
    return widget


def log(text: str) -> RichLog:
    widget = RichLog(min_width=1)
    widget.write(Text(text))
    return widget


def titled(text: str) -> Static:
    widget = Static("x")
    widget.styles.border = ("round", "green")
    widget.border_title = Content(text)
    return widget


KINDS: dict[str, Callable[[str], Widget]] = {
    "static": lambda text: Static(text, markup=False),
    "label": lambda text: Label(Content(text)),
    "button": lambda text: Button(Content(text)),
    "option list": lambda text: OptionList(Content(text)),
    "checkbox": lambda text: Checkbox(Content(text)),
    "tabs": lambda text: Tabs(Tab(Content(text))),
    "table": table,
    "log": log,
    "input": lambda text: Input(text),
    "placeholder": lambda text: Input(placeholder=text),
    "editor": lambda text: ReplyEditor(text),
    "editor's placeholder": lambda text: ReplyEditor(placeholder=Content(text)),
    "markdown": lambda text: Markdown(text),
    "title": titled,
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("direction", ["rtl", "ltr"])
async def test_an_arabic_sentence_is_right_in_every_widget(kind: str, direction: Direction) -> None:
    app = BidiApp(lambda: [KINDS[kind](POST)], direction)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert any(SEEN in row for row in rows(app)), rows(app)


async def test_letters_are_joined_on_the_screen() -> None:
    app = BidiApp(lambda: [Static("لا بب")])
    async with app.run_test(size=(12, 2)):
        assert raw_row(app, 0) == " " * 8 + "\ufe90\ufe91 \ufefb"


async def test_a_toast_is_right_too() -> None:
    app = BidiApp(lambda: [Static("x")])
    async with app.run_test(size=(100, 12), notifications=True) as pilot:
        app.notify(POST, markup=False)
        await pilot.pause(0.2)
        assert any(SEEN in row for row in rows(app))


async def test_a_paragraph_aligns_by_its_own_direction() -> None:
    app = BidiApp(lambda: [Static("عربي"), Static("English عربي"), Static("12")])
    async with app.run_test(size=(20, 4)):
        assert raw_row(app, 0).startswith(" " * 16)
        assert raw_row(app, 1).startswith("English")
        assert raw_row(app, 2).endswith("12")


async def test_a_wrapped_line_stays_on_the_side_of_its_paragraph() -> None:
    app = BidiApp(lambda: [Static("مرحبا بكم hello world again")], "ltr")
    async with app.run_test(size=(12, 4)):
        assert raw_row(app, 1).endswith("hello world")
        assert raw_row(app, 2).startswith(" ")


async def test_two_apps_in_one_process_do_not_notice_each_other() -> None:
    css = "Static {width: 1fr;}"
    arabic = BidiApp(lambda: [Horizontal(Static("لا"), Static("12"))], css=css)
    norwegian = BidiApp(lambda: [Horizontal(Static("nei"), Static("12"))], "ltr", css=css)

    async def show(app: BidiApp) -> list[str]:
        async with app.run_test(size=(20, 2)) as pilot:
            for _ in range(4):
                app.screen.refresh(layout=True)
                await pilot.pause()
            assert app.screen.has_class("-rtl") == (app is arabic)
            return [raw_row(app, 0)]

    [seen_arabic], [seen_norwegian] = await asyncio.gather(show(arabic), show(norwegian))
    assert seen_arabic == " " * 8 + "12" + " " * 9 + "\ufefb"
    assert seen_norwegian == "nei" + " " * 7 + "12" + " " * 8


BARE = """
import asyncio, json, sys
from textual.app import App
from textual.containers import Horizontal
from textual.widgets import Button, DataTable, Footer, Input, OptionList, Static, TextArea
class A(App):
    BINDINGS = [("f2", "x", "Do it")]
    def compose(self):
        yield Horizontal(Static("Blåbær (1) @ola\\nsecond line that is long"), Button("Send"))
        yield OptionList("One", "Two")
        yield Input("value 12")
        yield TextArea("Hei på deg 👍")
        yield DataTable()
        yield Footer()
    def on_mount(self):
        table = self.query_one(DataTable); table.add_columns("a", "b"); table.add_row("x", 12)
        self.query_one(Input).border_title = "Title"
async def main():
    app = A()
    async with app.run_test(size=(50, 30)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
    return [[(s.text, str(s.style)) for s in strip] for strip in strips]
if "hook" in sys.argv:
    from simulator.tui import bidi
    bidi.install()
print(json.dumps(asyncio.run(main())), file=sys.__stdout__)
"""


def test_an_english_screen_is_the_same_with_and_without_the_hooks() -> None:
    bare, hooked = (
        json.loads(
            subprocess.run(
                [sys.executable, "-c", BARE, word], capture_output=True, text=True, check=True
            ).stdout
        )
        for word in ("bare", "hook")
    )
    assert bare == hooked
    assert any("Blåbær" in segment[0] for row in bare for segment in row)


HOSTILE = {
    "clear": "A\x1b[2JB",
    "clear, one byte": "A\x9b2JB",
    "clipboard": "A\x1b]52;c;ZXZpbA==\x07B",
    "title": "A\x1b]0;x\x1b\\B",
    "device control": "A\x1bP$q\x1b\\B",
    "override": "A\u202eevil\u202cB",
    "isolate": "A\u2067x\u2069B \u0627",
    "bytes": "A\x00\x07\x08\x7f\u200bB\u0627",
    "tags": "A\U000e0041B",
    "half a pair": "A\ud800B",
    "markup": "[/nope] [ [@click=app.quit]q[/]",
}
FORBIDDEN = {chr(code) for code in (*range(32), *range(0x7F, 0xA0), *range(0x200B, 0x2010))}
FORBIDDEN |= set("\u202c\u202e\u2067\u2069\U000e0041\ud800")


@pytest.mark.parametrize("kind", [*KINDS, "text area", "toast", "tooltip"])
async def test_a_hostile_text_steers_no_terminal(kind: str) -> None:
    attack = "\n\n".join(HOSTILE.values())
    builders: dict[str, Callable[[str], Widget]] = {
        **KINDS,
        "text area": lambda text: TextArea(text),
    }
    build = builders.get(kind, lambda _text: Static("x"))
    texts = [attack] if kind in ("static", "text area", "editor", "log") else HOSTILE.values()
    app = BidiApp(lambda: [Vertical(*[build(text) for text in texts])], "ltr")  # type: ignore[no-untyped-call]
    async with app.run_test(size=(80, 40), notifications=True, tooltips=True) as pilot:
        if kind == "toast":
            app.notify(attack, markup=False)
        if kind == "tooltip":
            app.query_one(Static).tooltip = Content(attack)
            await pilot.hover(Static)
            await pilot.pause(0.5)
        await pilot.pause(0.1)
        assert not FORBIDDEN & set(sent(app))


async def test_a_hostile_link_is_dropped() -> None:
    link = Text("here", style="link http://a\x1b\\\x1b[2J")
    app = BidiApp(lambda: [table("x")], "ltr")
    async with app.run_test(size=(20, 4)) as pilot:
        app.query_one(DataTable).add_row(link)
        await pilot.pause()
        assert "\x1b" not in sent(app)


async def test_panes_docks_and_titles_are_mirrored() -> None:
    def build() -> Iterable[Widget]:
        yield Static("d", id="dock")
        yield Horizontal(Static("a", id="a"), Static("b", id="b"))

    css = "#dock {dock: left; width: 5;} #a {width: 9; border: round red;} #b {width: 1fr;}"
    app = BidiApp(build, css=css)
    async with app.run_test(size=(30, 5)) as pilot:
        app.query_one("#a").border_title = "T"
        await pilot.pause()
        assert app.query_one("#dock").region.x == 25
        assert app.query_one("#a").region.x == 16
        assert app.query_one("#b").region.x == 0
        assert raw_row(app, 0)[16:25] == "╭─── T ─╮"
        assert app.screen.get_widget_at(20, 1)[0].id == "a"


async def test_a_part_of_the_layout_can_stay_as_it_is() -> None:
    app = BidiApp(lambda: [Horizontal(Static("a", id="a"), Static("b"), classes="-ltr")])
    async with app.run_test(size=(20, 2)):
        assert app.query_one("#a").region.x == 0


async def test_a_change_of_language_turns_the_layout_round_and_back() -> None:
    app = BidiApp(
        lambda: [Horizontal(Static("a", id="a"), Static("b"))], "ltr", css="Static {width: 1fr;}"
    )
    async with app.run_test(size=(20, 2)) as pilot:
        seen = []
        for direction in ("ltr", "rtl", "ltr"):
            app.text_direction = direction
            app.screen.refresh(layout=True)
            await pilot.pause()
            seen.append(app.query_one("#a").region.x)
    assert seen == [0, 10, 0]


async def test_a_bar_fills_from_the_right() -> None:
    app = BidiApp(lambda: [ProgressBar(total=4, show_eta=False, show_percentage=False)])
    async with app.run_test(size=(40, 2)) as pilot:
        app.query_one(ProgressBar).advance(1)
        await pilot.pause()
        [bar] = app.query("Bar").results()
        with app._context():
            strip = bar.render_line(0)
        colours = [s.style.color for s in strip if s.style for _ in s.text]
        filled = colours.count(colours[-1])
        assert filled == len(colours) // 4
        assert len(set(colours[:-filled])) == 1


async def test_columns_of_a_table_run_from_the_right_and_keys_follow() -> None:
    app = BidiApp(lambda: [table("واحد", "اثنان")])
    async with app.run_test(size=(30, 4)) as pilot:
        assert rows(app)[1].endswith("واحد"[::-1])
        widget = app.query_one(DataTable)
        widget.focus()
        await pilot.press("left")
        assert widget.cursor_column == 1
        await pilot.click(DataTable, offset=(28, 1))
        assert widget.cursor_column == 0


async def test_a_footer_shows_keys_before_words() -> None:
    app = BidiApp(lambda: [Footer()])
    app.bind("ctrl+y", "nothing", description="إرسال")
    async with app.run_test(size=(30, 2)) as pilot:
        await pilot.pause()
        assert any(f"{'إرسال'[::-1]} ^y" in row for row in rows(app)), rows(app)


async def test_an_input_is_written_from_the_right_and_clicked_where_it_is_seen() -> None:
    app = BidiApp(lambda: [Input()], css="Input {border: none; padding: 0; width: 20; height: 1;}")
    async with app.run_test(size=(20, 2)) as pilot:
        field = app.query_one(Input)
        field.focus()
        for letter in "سلام":
            await pilot.press(letter)
        assert rows(app)[0] == "م" + "لا" + "س"  # lam and alef are one cell
        assert field.cursor_screen_offset.x == field.region.right - 4
        await pilot.press("right")
        assert field.cursor_position == 3
        await pilot.click(Input, offset=(19, 0))
        assert field.cursor_position == 0
        await pilot.press("left", "shift+left")
        assert field.selected_text == "لا"


async def test_a_long_input_scrolls_with_the_caret() -> None:
    app = BidiApp(lambda: [Input("abc")], css="Input {border: none; padding: 0; width: 10;}")
    async with app.run_test(size=(10, 4)) as pilot:
        field = app.query_one(Input)
        field.focus()
        field.value = "مرحبا بكم في هذا المكان"
        await pilot.press("end")
        await pilot.pause()
        assert "المكان"[::-1] in rows(app)[0]
        await pilot.press("home")
        await pilot.pause()
        assert rows(app)[0].endswith("مرحبا"[::-1])


@pytest.mark.parametrize("kind", [TerminalKind.LOGICAL, TerminalKind.APPLE])
async def test_a_terminal_that_turns_text_round_itself_gets_reading_order(
    kind: TerminalKind,
) -> None:
    app = BidiApp(lambda: [Static("مرحبا 12"), Input("سلام"), ReplyEditor("قل")], kind=kind)
    async with app.run_test(size=(20, 9)) as pilot:
        await pilot.pause()
        shown = "\n".join(raw_row(app, y) for y in range(9))
        assert all(word in shown for word in ("مرحبا 12", "سلام", "قل"))


async def test_kitty_gets_whole_rows_that_it_turns_into_the_right_ones() -> None:
    app = BidiApp(lambda: [Static("قال (مرحبا) ok 12")], kind=TerminalKind.KITTY)
    async with app.run_test(size=(30, 1)) as pilot:
        await pilot.pause()
        visual = raw_row(app, 0)
        words = sent(app).split()
        turned = [w if w.isascii() else _as_kitty(w) for w in words]
        assert turned == visual.split()
        assert words != visual.split()


def _as_kitty(word: str) -> str:
    return word[::-1].translate(str.maketrans("()", ")("))


async def test_kitty_repaints_rows_not_parts_of_them() -> None:
    app = BidiApp(
        lambda: [Horizontal(Static("ا", id="a"), Static("ب", id="b"))],
        kind=TerminalKind.KITTY,
        css="Static {width: 1fr;}",
    )
    async with app.run_test(size=(20, 2)) as pilot:
        await pilot.pause()
        with app._context():
            app.screen._compositor._dirty_regions = {app.query_one("#a").region}
            update = app.screen._compositor.render_partial_update()
            assert update is not None
            written = update.render_segments(app.console)
    assert "\ufe8d" in written
    assert "\ufe8f" in written


async def test_the_mouse_finds_the_character_that_is_seen() -> None:
    text = "رد @omar (12) abc"
    app = BidiApp(lambda: [Static(text)])
    async with app.run_test(size=(30, 2)):
        line = bidi_layout(text)[0]
        for cell in line.cells:
            found = app.screen.get_widget_and_offset_at(30 - line.width + cell.x, 0)[1]
            assert found == Offset(cell.start, 0)


async def test_english_typing_never_reaches_the_layout() -> None:
    app = BidiApp(lambda: [ReplyEditor()], "ltr")
    async with app.run_test(size=(40, 8)) as pilot:
        app.query_one(ReplyEditor).focus()
        before = _lay_out_part.cache_info()
        await pilot.press(*"hello there", "left", "up", "backspace", "ctrl+left")
        await pilot.pause()
        assert _lay_out_part.cache_info() == before


def test_installing_twice_is_installing_once() -> None:
    bidi.install()
    hooked = Static.render_line, Input.render_line
    bidi.install()
    assert (Static.render_line, Input.render_line) == hooked


def test_another_version_of_the_screen_library_is_refused() -> None:
    with pytest.raises(bidi.UnsupportedTextual, match=r"E700.*9\.0\.0.*8\.2\.8"):
        check_version("9.0.0")


def test_outside_an_app_everything_runs_left_to_right() -> None:
    assert bidi.text_direction() == "ltr"
    assert bidi.terminal_kind() is TerminalKind.PLAIN

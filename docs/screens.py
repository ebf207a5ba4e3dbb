"""Photographs the program in real terminals, in three languages, and makes one sheet of them.

Run it by `make screens`. It needs Xvfb, xdotool, ImageMagick and the terminals themselves (Debian:
xvfb xdotool imagemagick dbus-x11 xterm xfce4-terminal konsole mlterm kitty alacritty tmux screen);
a terminal that is not installed is left out. The pictures are for people to look at: nothing is
compared. They go to `build/screens/`, the sheet to `docs/pictures/terminals.webp`.

    python docs/screens.py [TERMINAL ...]
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHOTS = ROOT / "build" / "screens"
SHEET = ROOT / "docs" / "pictures" / "terminals.webp"
DISPLAY = ":83"
FONT = "DejaVu Sans Mono"
COLUMNS, ROWS = 90, 30
PLAYS = {"ar": "crisis-evening", "nb": "broken-promise", "en": "first-week"}
REPLIES = {
    "ar": "لا يا أم تالين، لا من ماء الحنفية ولو غُلي. خطأ مني @um_taleen (17:50).",
    "nb": "Jeg lovet hver kveld, Solveig. Det er min feil, ikke vaffelens. Tell videre!",
    "en": "I don't know yet, Bridie. May I come up at six (café 2, ward 6) and listen?",
}
VTE = (
    "dbus-run-session", "xfce4-terminal", "--disable-server", "--hide-menubar", "--hide-toolbar",
    "--hide-scrollbar", "--font", f"{FONT} 11", "--geometry", f"{COLUMNS}x{ROWS}+0+0", "-x",
)  # fmt: skip
TERMINALS: dict[str, tuple[str, ...]] = {
    "xterm": ("xterm", "-fa", FONT, "-fs", "11", "-geometry", f"{COLUMNS}x{ROWS}+0+0", "-e"),
    "vte": VTE,
    "konsole": (
        "dbus-run-session", "konsole", "--nofork", "--hide-menubar", "--hide-tabbar",
        "-p", f"Font={FONT},11", "--geometry", "830x560+0+0", "-e",
    ),
    "mlterm": ("mlterm", "--fontsize", "15", "-g", f"{COLUMNS}x{ROWS}+0+0", "-e"),
    "kitty": (
        "kitty", "--config", "NONE", "-o", f"font_family={FONT}", "-o", "font_size=11",
        "-o", "remember_window_size=no", "-o", f"initial_window_width={COLUMNS}c",
        "-o", f"initial_window_height={ROWS}c",
    ),
    "alacritty": (
        "alacritty", "-o", f"font.normal.family='{FONT}'", "font.size=11",
        f"window.dimensions.columns={COLUMNS}", f"window.dimensions.lines={ROWS}", "-e",
    ),
    "tmux in xterm": (
        "xterm", "-fa", FONT, "-fs", "11", "-geometry", f"{COLUMNS}x{ROWS}+0+0", "-e",
        "tmux", "-L", "screens", "-f", "/dev/null", "new-session",
    ),
    "screen in xterm": (
        "xterm", "-fa", FONT, "-fs", "11", "-geometry", f"{COLUMNS}x{ROWS}+0+0", "-e",
        "screen", "-U",
    ),
    "tmux in vte": (*VTE, "tmux", "-L", "screens", "-f", "TMUX_CONF", "new-session"),
}  # fmt: skip
TMUX_CONF = "set -g allow-passthrough on\nset -g default-terminal tmux-256color\n"
PROGRAM = {"dbus-run-session": 1}
"""Where in a command the terminal's own name stands."""


@contextmanager
def display() -> Iterator[None]:
    """A screen that nobody sees."""
    size = "900x640x24"
    with subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", size, "-nolisten", "tcp"]) as server:
        time.sleep(1)
        try:
            yield
        finally:
            server.terminate()


def script(folder: Path, language: str) -> Path:
    """What the terminal runs: the program, with a data folder in which the first start is over."""
    (folder / "preferences.json").write_text(json.dumps({"language": language}), "utf-8")
    file = folder / "play.sh"
    play = f"{sys.executable} -m simulator play {PLAYS[language]} --language {language} --seed 1"
    file.write_text(f"#!/bin/sh\ncd {ROOT}\nSIMULATOR_DATA_DIR={folder} exec {play}\n", "utf-8")
    file.chmod(0o755)
    return file


def photograph(terminal: str, language: str) -> None:
    """Play the first minute in one terminal; two pictures, while writing and after sending."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "run").mkdir(mode=0o700)
        (folder / "tmux.conf").write_text(TMUX_CONF, "utf-8")
        command = [part.replace("TMUX_CONF", f"{folder}/tmux.conf") for part in TERMINALS[terminal]]
        environ = {
            **os.environ, "DISPLAY": DISPLAY, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
            "LIBGL_ALWAYS_SOFTWARE": "1", "QT_QPA_PLATFORM": "xcb", "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder / "run"), "SCREENDIR": str(folder / "run"),
        }  # fmt: skip
        process = subprocess.Popen(
            [*command, str(script(folder, language))],
            env=environ,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            time.sleep(7)
            _do(["xdotool", "key", "Return"])
            time.sleep(2)
            _do(["xdotool", "type", "--delay", "150", REPLIES[language]])
            time.sleep(1.5)
            _picture(terminal, language, "feed")
            _do(["xdotool", "key", "ctrl+s"])
            time.sleep(5)
            _picture(terminal, language, "feedback")
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(10)
            if "tmux" in terminal:
                subprocess.run(["tmux", "-L", "screens", "kill-server"], check=False)
            time.sleep(0.5)


def _do(command: list[str]) -> None:
    subprocess.run(command, env={**os.environ, "DISPLAY": DISPLAY}, check=True)


def _picture(terminal: str, language: str, moment: str) -> None:
    file = SHOTS / f"{terminal.replace(' ', '-')}-{language}-{moment}.png"
    _do(["import", "-window", "root", str(file)])


def sheet() -> None:
    """All pictures of the feed on one sheet: a row a terminal, a column a language."""
    names = [terminal.replace(" ", "-") for terminal in TERMINALS]
    files = [SHOTS / f"{name}-{language}-feed.png" for name in names for language in PLAYS]
    there = [str(file) for file in files if file.exists()]
    labels = ["-label", "%t", "-geometry", "560x+4+4", "-tile", f"{len(PLAYS)}x"]
    subprocess.run(["montage", *labels, *there, "-quality", "60", str(SHEET)], check=True)


def main() -> None:
    """Photograph what is installed, or the terminals that are named."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or TERMINALS:
        command = TERMINALS[name]
        if shutil.which(command[PROGRAM.get(command[0], 0)]) is None:
            print(f"{name}: not installed")
            continue
        with display():
            for language in PLAYS:
                photograph(name, language)
        print(f"{name}: done")
    sheet()


if __name__ == "__main__":
    main()

"""The three looks: dark, light and without colour."""

from __future__ import annotations

from textual.theme import Theme

__all__ = ["THEMES"]

THEMES = {
    "dark": Theme(
        name="simulator-dark",
        dark=True,
        primary="#5fb3b3",
        secondary="#c594c5",
        accent="#fac863",
        foreground="#e6e9ef",
        background="#12181f",
        surface="#1a222c",
        panel="#243040",
        success="#99c794",
        warning="#fac863",
        error="#ec5f67",
    ),
    "light": Theme(
        name="simulator-light",
        dark=False,
        primary="#0b6e6e",
        secondary="#7a3e8e",
        accent="#8a5a00",
        foreground="#1b2430",
        background="#f7f5f0",
        surface="#ffffff",
        panel="#e7e2d8",
        success="#256d2c",
        warning="#8a5a00",
        error="#a3202b",
    ),
    "mono": Theme(
        name="simulator-mono",
        dark=True,
        primary="#ffffff",
        secondary="#d0d0d0",
        accent="#ffffff",
        foreground="#e4e4e4",
        background="#000000",
        surface="#000000",
        panel="#303030",
        success="#ffffff",
        warning="#ffffff",
        error="#ffffff",
    ),
}

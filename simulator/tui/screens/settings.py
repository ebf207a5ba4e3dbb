"""Settings: language, look and digits. Each takes effect at once."""

from __future__ import annotations

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Button, Label, RadioButton, RadioSet

from simulator.errors import N_
from simulator.text.catalogue import LANGUAGE_NAMES
from simulator.tui.base import BaseModal

__all__ = ["SettingsModal"]

_THEMES = {"dark": N_("Dark"), "light": N_("Light"), "mono": N_("Without colour")}
_DIGITS = {"latn": N_("1 2 3"), "arab": N_("١ ٢ ٣")}


class SettingsModal(BaseModal[None]):
    """Everything that can be chosen about the program itself."""

    CSS_PATH = "modal.tcss"
    BINDINGS = [Binding("escape", "dismiss(None)", N_("Back"), id="settings.back")]

    def compose(self) -> ComposeResult:
        chosen = self.program.preferences
        with Vertical(classes="box"):
            yield Label(self.say(N_("Language")), classes="heading", markup=False)
            with RadioSet(id="language"):
                for code, name in LANGUAGE_NAMES.items():
                    yield RadioButton(name, value=code == self.words.language, id=f"l-{code}")
            yield Label(self.say(N_("Look")), classes="heading", markup=False)
            with RadioSet(id="theme"):
                for code, name in _THEMES.items():
                    yield RadioButton(self.say(name), value=code == chosen.theme, id=f"t-{code}")
            yield Label(self.say(N_("Digits")), classes="heading", markup=False)
            with RadioSet(id="digits"):
                for code, name in _DIGITS.items():
                    yield RadioButton(name, value=code == chosen.digits, id=f"d-{code}")
            yield Button(self.say(N_("Done")), variant="primary")

    @on(RadioSet.Changed)
    async def _change(self, event: RadioSet.Changed) -> None:
        field = event.radio_set.id or ""
        value = (event.pressed.id or "")[2:]
        chosen = self.program.preferences
        if getattr(chosen, field) == value:
            return
        await self.program.speak(replace(chosen, **{field: value}))
        self.query_one(f"#{field}").focus()

    @on(Button.Pressed)
    def _done(self) -> None:
        self.dismiss(None)

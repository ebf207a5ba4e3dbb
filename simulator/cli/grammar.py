"""What all commands are made of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from simulator.cli.diagnostics import Talk
from simulator.errors import N_
from simulator.text.catalogue import Words

__all__ = ["Command", "Context", "Group", "data_dir_option", "folder_argument"]

_HEADINGS = {
    "Usage:": N_("Usage:"),
    "Options:": N_("Options:"),
    "Commands:": N_("Commands:"),
}


def _translated_help(text: str, words: Words) -> str:
    for heading, message in _HEADINGS.items():
        text = text.replace(heading, words.say(message))
    return text


@dataclass
class Context:
    """What every command knows: the language, where to talk, and the options before the command."""

    words: Words
    talk: Talk
    data_dir: Path | None = None
    interface: str | None = None
    bidi: str = "auto"


class Command(click.Command):
    """A command whose help has its headings in the user's language."""

    def get_help(self, ctx: click.Context) -> str:
        return _translated_help(super().get_help(ctx), ctx.find_root().obj.words)


class Group(click.Group):
    """A command with commands of its own."""

    command_class = Command

    def get_help(self, ctx: click.Context) -> str:
        return _translated_help(super().get_help(ctx), ctx.find_root().obj.words)


def folder_argument(words: Words) -> click.Argument:
    """The folder of a pack."""
    return click.Argument(
        ["folder"], type=click.Path(path_type=Path), metavar=words.say(N_("FOLDER"))
    )


def data_dir_option(words: Words) -> click.Option:
    """Taken before the command and behind it: both are what people type."""

    def keep(ctx: click.Context, _: click.Parameter, folder: Path | None) -> None:
        if folder is not None:
            ctx.find_root().obj.data_dir = folder

    return click.Option(
        ["--data-dir"],
        type=click.Path(file_okay=False, path_type=Path),
        metavar=words.say(N_("FOLDER")),
        callback=keep,
        expose_value=False,
        help=words.say(N_("Folder in which runs are kept.")),
    )

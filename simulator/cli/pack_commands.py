"""`simulator pack`: the commands for authors and translators of packs."""

from __future__ import annotations

from pathlib import Path

import click

from simulator.cli import pack_actions
from simulator.cli.finding_formats import FORMATS
from simulator.cli.grammar import Command, Context, Group, data_dir_option, folder_argument
from simulator.errors import N_
from simulator.text.catalogue import LANGUAGE_NAMES, Words

__all__ = ["pack"]


def pack(words: Words) -> click.Command:
    """`simulator pack`, with all its commands."""
    group = Group("pack", help=words.say(N_("Tools for authors of packs.")))
    for command in (_new, _check, _rehearse, _explore, _map, _install, _messages, _schema):
        group.add_command(command(words))
    return group


def _new(words: Words) -> click.Command:
    @click.pass_obj
    def new(obj: Context, folder: Path, language: str | None, title: str) -> int:
        return pack_actions.new_pack(folder, language, title, obj.words, obj.talk)

    return Command(
        "new",
        callback=new,
        help=words.say(N_("Write a small pack that plays at once, to be changed into your own.")),
        params=[
            folder_argument(words),
            click.Option(
                ["--language"],
                type=click.Choice(list(LANGUAGE_NAMES)),
                help=words.say(N_("Language you write in; without it, that of the program.")),
            ),
            click.Option(
                ["--title"],
                default="",
                metavar=words.say(N_("TEXT")),
                help=words.say(N_("Title of the pack.")),
            ),
        ],
    )


def _check(words: Words) -> click.Command:
    @click.pass_obj
    def check(obj: Context, folder: Path, form: str) -> int:
        return pack_actions.check_pack(folder, obj.words, obj.talk, form=form)

    return Command(
        "check",
        callback=check,
        help=words.say(N_("List everything that is wrong with a pack.")),
        params=[
            folder_argument(words),
            click.Option(
                ["--format", "form"],
                type=click.Choice(list(FORMATS)),
                default="text",
                help=words.say(N_("How the findings are written; all but text are for programs.")),
            ),
        ],
    )


def _rehearse(words: Words) -> click.Command:
    @click.pass_obj
    def rehearse(obj: Context, folder: Path, junit: Path | None) -> int:
        return pack_actions.rehearse_pack(folder, obj.words, obj.talk, junit=junit)

    return Command(
        "rehearse",
        callback=rehearse,
        help=words.say(
            N_("Play a pack's rehearsals and samples with the scorer, and say what went otherwise.")
        ),
        params=[
            folder_argument(words),
            click.Option(
                ["--junit"],
                type=click.Path(dir_okay=False, path_type=Path),
                metavar=words.say(N_("FILE")),
                help=words.say(N_("Also write the results to this file, as JUnit XML.")),
            ),
        ],
    )


def _explore(words: Words) -> click.Command:
    @click.pass_obj
    def explore(obj: Context, folder: Path, runs: int, as_json: bool) -> int:
        return pack_actions.explore_pack(folder, obj.words, obj.talk, runs=runs, as_json=as_json)

    return Command(
        "explore",
        callback=explore,
        help=words.say(
            N_("Let synthetic trainees play a pack, and say where they get and what nobody sees.")
        ),
        params=[
            folder_argument(words),
            click.Option(
                ["--runs"],
                type=click.IntRange(1, 1000),
                default=10,
                show_default=True,
                metavar=words.say(N_("NUMBER")),
                help=words.say(N_("Runs of each style in each language.")),
            ),
            click.Option(["--json", "as_json"], is_flag=True, help=words.say(N_("As JSON."))),
        ],
    )


def _map(words: Words) -> click.Command:
    @click.pass_obj
    def show(obj: Context, folder: Path, scenario: str | None, form: str) -> int:
        return pack_actions.map_scenario(folder, scenario, form=form)

    return Command(
        "map",
        callback=show,
        help=words.say(N_("Print the ways through a scenario, for reading or for drawing.")),
        params=[
            folder_argument(words),
            click.Option(
                ["--scenario"],
                metavar=words.say(N_("NAME")),
                help=words.say(N_("Which scenario; without it, the first.")),
            ),
            click.Option(
                ["--format", "form"],
                type=click.Choice(["text", "mermaid", "dot"]),
                default="text",
                help=words.say(
                    N_("text is for reading; mermaid and dot are for programs that draw.")
                ),
            ),
        ],
    )


def _install(words: Words) -> click.Command:
    @click.pass_obj
    def install(obj: Context, folder: Path) -> int:
        return pack_actions.install_pack(folder, obj.data_dir, obj.words, obj.talk)

    return Command(
        "install",
        callback=install,
        help=words.say(N_("Check a pack and put it where the program finds it.")),
        params=[folder_argument(words), data_dir_option(words)],
    )


def _messages(words: Words) -> click.Command:
    @click.pass_obj
    def messages(obj: Context, folder: Path, language: tuple[str, ...]) -> int:
        return pack_actions.update_messages(folder, language, obj.words)

    language_help = words.say(N_("Only this language; may be given more than once."))
    return Command(
        "messages",
        callback=messages,
        help=words.say(N_("Bring a pack's translations (PO files) up to date with its text.")),
        params=[
            folder_argument(words),
            click.Option(
                ["--language"],
                type=click.Choice(list(LANGUAGE_NAMES)),
                multiple=True,
                help=language_help,
            ),
        ],
    )


def _schema(words: Words) -> click.Command:
    schema_help = words.say(N_("Print the JSON Schema of scenario files, for editors."))
    return Command("schema", callback=pack_actions.show_schema, help=schema_help)

"""The commands and their options, in one language."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from simulator.cli import actions
from simulator.cli.diagnostics import Talk
from simulator.errors import N_
from simulator.sessions.naming import LATEST
from simulator.text.catalogue import LANGUAGE_NAMES, Words
from simulator.text.pseudo import PSEUDO_LANGUAGES

__all__ = ["build"]

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
class _Context:
    words: Words
    talk: Talk
    data_dir: Path | None = None
    interface: str | None = None
    bidi: str = "auto"


class _Command(click.Command):
    def get_help(self, ctx: click.Context) -> str:
        return _translated_help(super().get_help(ctx), ctx.find_root().obj.words)


class _Group(click.Group):
    command_class = _Command

    def get_help(self, ctx: click.Context) -> str:
        return _translated_help(super().get_help(ctx), ctx.find_root().obj.words)


def build(words: Words, talk: Talk) -> click.Group:
    """The whole command line in one language."""
    say = words.say
    help_option = {"help_option_names": ["-h", "--help"], "obj": _Context(words, talk)}
    root = _Group(
        "simulator",
        callback=_open,
        invoke_without_command=True,
        context_settings=help_option,
        help=say(
            N_(
                "Answer a simulated public in your own words, and see what your words do."
                " Without a command, the program opens."
            )
        ),
        params=_root_options(words),
    )
    for command in (_play, _packs, _runs, _resume, _score, _pack, _doctor):
        root.add_command(command(words))
    _translate_help(root, words)
    return root


def _data_dir_option(words: Words) -> click.Option:
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


def _root_options(words: Words) -> list[click.Parameter]:
    say = words.say
    return [
        _data_dir_option(words),
        click.Option(
            ["--interface"],
            # Pseudo-languages are for translators and developers; the help does not name them.
            type=click.Choice([*LANGUAGE_NAMES, *sorted(PSEUDO_LANGUAGES)]),
            metavar=f"[{'|'.join(LANGUAGE_NAMES)}]",
            help=say(N_("Language of the program itself.")),
        ),
        click.Option(
            ["--bidi"],
            type=click.Choice(["auto", "app", "terminal", "off"]),
            default="auto",
            help=say(N_("Who turns Arabic round: found out, the program, the terminal, nobody.")),
        ),
        click.Option(["--version"], is_flag=True, help=say(N_("Show the version and leave."))),
    ]


def _translate_help(command: click.Command, words: Words) -> None:
    """Put our words where click has English ones of its own, here and in all commands below."""
    command.options_metavar = words.say(N_("[OPTIONS]"))
    if isinstance(command, click.Group):
        command.subcommand_metavar = words.say(N_("[COMMAND] [ARGUMENTS]…"))
        for inner in command.commands.values():
            _translate_help(inner, words)
    # click makes `--help` when it is first needed; it is made now, with our words.
    context = click.Context(command, help_option_names=["-h", "--help"])
    option = command.get_help_option(context)
    if option is not None:
        option.help = words.say(N_("Show this help and leave."))


@click.pass_context
def _open(
    ctx: click.Context,
    interface: str | None,
    bidi: str,
    version: bool,
) -> int | None:
    ctx.obj.interface, ctx.obj.bidi = interface, bidi
    if version:
        return actions.show_version()
    if ctx.invoked_subcommand is None:
        return actions.open_program(ctx.obj.data_dir, language=interface, bidi=bidi)
    return None


def _language_option(words: Words) -> click.Option:
    return click.Option(
        ["--language"],
        type=click.Choice(list(LANGUAGE_NAMES)),
        help=words.say(N_("Language of the scenario.")),
    )


def _plain_option(words: Words) -> click.Option:
    text = words.say(N_("As plain lines, for screen readers and pipes."))
    return click.Option(["--plain"], is_flag=True, help=text)


def _json_option(words: Words) -> click.Option:
    return click.Option(["--json", "as_json"], is_flag=True, help=words.say(N_("As JSON.")))


def _play(words: Words) -> click.Command:
    @click.pass_obj
    def run(obj: _Context, pack: str, language: str | None, seed: int | None, plain: bool) -> int:
        chosen = language or obj.words.language
        if plain or not sys.stdout.isatty():
            return actions.play_plain(obj.data_dir, pack, chosen, seed, obj.words, obj.talk)
        return actions.open_program(
            obj.data_dir, language=obj.interface, bidi=obj.bidi, play=(pack, chosen, seed)
        )

    seed_help = words.say(N_("Number from which the audience's luck follows."))
    return _Command(
        "play",
        callback=run,
        help=words.say(N_("Play a scenario.")),
        params=[
            click.Argument(["pack"], metavar=words.say(N_("PACK[/SCENARIO]"))),
            _language_option(words),
            click.Option(
                ["--seed"],
                type=click.IntRange(0, 2**31 - 1),
                metavar=words.say(N_("NUMBER")),
                help=seed_help,
            ),
            _plain_option(words),
            _data_dir_option(words),
        ],
    )


def _packs(words: Words) -> click.Command:
    @click.pass_obj
    def run(obj: _Context, as_json: bool) -> int:
        return actions.list_packs(obj.data_dir, obj.words, obj.talk, as_json=as_json)

    help_text = words.say(N_("List the packs that can be played."))
    return _Command(
        "packs", callback=run, help=help_text, params=[_json_option(words), _data_dir_option(words)]
    )


def _runs(words: Words) -> click.Command:
    @click.pass_obj
    def run(obj: _Context, as_json: bool) -> int:
        return actions.list_runs(obj.data_dir, obj.words, as_json=as_json)

    help_text = words.say(N_("List the runs that are kept."))
    return _Command(
        "runs", callback=run, help=help_text, params=[_json_option(words), _data_dir_option(words)]
    )


def _resume(words: Words) -> click.Command:
    @click.pass_obj
    def go_on(obj: _Context, run: str | None, plain: bool) -> int:
        if plain or not sys.stdout.isatty():
            return actions.resume_plain(obj.data_dir, run, obj.words, obj.talk)
        return actions.open_program(
            obj.data_dir, language=obj.interface, bidi=obj.bidi, resume=run or LATEST
        )

    return _Command(
        "resume",
        callback=go_on,
        help=words.say(N_("Go on with a run, the latest unless one is named.")),
        params=[
            click.Argument(["run"], required=False, metavar=words.say(N_("[RUN]"))),
            _plain_option(words),
            _data_dir_option(words),
        ],
    )


def _score(words: Words) -> click.Command:
    @click.pass_obj
    def run(obj: _Context, file: Any, evidence: bool) -> int:
        return actions.score(file, obj.words, obj.talk, evidence=evidence)

    evidence_help = words.say(N_("Also say which words moved the scores."))
    return _Command(
        "score",
        callback=run,
        help=words.say(N_("Rate replies: JSON Lines in, JSON Lines out, in order.")),
        params=[
            click.Argument(
                ["file"], type=click.File("rb"), default="-", metavar=words.say(N_("[FILE]"))
            ),
            click.Option(["--evidence"], is_flag=True, help=evidence_help),
        ],
    )


def _doctor(words: Words) -> click.Command:
    @click.pass_obj
    def run(obj: _Context, forget: bool) -> int:
        return actions.examine_terminal(obj.data_dir, obj.words, forget=forget)

    forget_help = words.say(N_("Forget what was answered for this terminal."))
    return _Command(
        "doctor",
        callback=run,
        help=words.say(N_("Find out with you whether this terminal shows Arabic rightly.")),
        params=[
            click.Option(["--forget"], is_flag=True, help=forget_help),
            _data_dir_option(words),
        ],
    )


def _messages(words: Words) -> click.Command:
    @click.pass_obj
    def messages(obj: _Context, folder: Path, language: tuple[str, ...]) -> int:
        return actions.update_messages(folder, language, obj.words)

    language_help = words.say(N_("Only this language; may be given more than once."))
    return _Command(
        "messages",
        callback=messages,
        help=words.say(N_("Bring a pack's translations (PO files) up to date with its text.")),
        params=[
            _folder_argument(words),
            click.Option(
                ["--language"],
                type=click.Choice(list(LANGUAGE_NAMES)),
                multiple=True,
                help=language_help,
            ),
        ],
    )


def _folder_argument(words: Words) -> click.Argument:
    return click.Argument(
        ["folder"], type=click.Path(path_type=Path), metavar=words.say(N_("FOLDER"))
    )


def _pack(words: Words) -> click.Command:
    group = _Group("pack", help=words.say(N_("Tools for authors of packs.")))

    @click.pass_obj
    def check(obj: _Context, folder: Path) -> int:
        return actions.check_pack(folder, obj.words, obj.talk)

    def schema() -> int:
        return actions.show_schema()

    group.add_command(
        _Command(
            "check",
            callback=check,
            help=words.say(N_("List everything that is wrong with a pack.")),
            params=[_folder_argument(words)],
        )
    )
    group.add_command(_messages(words))
    schema_help = words.say(N_("Print the JSON Schema of scenario files, for editors."))
    group.add_command(_Command("schema", callback=schema, help=schema_help))
    return group

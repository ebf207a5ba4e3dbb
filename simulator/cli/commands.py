"""The commands and their options, in one language."""

from __future__ import annotations

import sys
from typing import Any

import click

from simulator.cli import actions
from simulator.cli.diagnostics import Talk
from simulator.cli.grammar import Command, Context, Group, data_dir_option
from simulator.cli.pack_commands import pack
from simulator.errors import N_
from simulator.sessions.naming import LATEST
from simulator.text.catalogue import LANGUAGE_NAMES, Words
from simulator.text.pseudo import PSEUDO_LANGUAGES

__all__ = ["build"]


def build(words: Words, talk: Talk) -> click.Group:
    """The whole command line in one language."""
    say = words.say
    help_option = {"help_option_names": ["-h", "--help"], "obj": Context(words, talk)}
    root = Group(
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
    for command in (_play, _packs, _runs, _resume, _score, pack, _doctor):
        root.add_command(command(words))
    _translate_help(root, words)
    return root


def _root_options(words: Words) -> list[click.Parameter]:
    say = words.say
    return [
        data_dir_option(words),
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
    def run(obj: Context, pack: str, language: str | None, seed: int | None, plain: bool) -> int:
        if plain or not sys.stdout.isatty():
            return actions.play_plain(obj.data_dir, pack, language, seed, obj.words, obj.talk)
        return actions.open_program(
            obj.data_dir, language=obj.interface, bidi=obj.bidi, play=(pack, language, seed)
        )

    seed_help = words.say(N_("Number from which the audience's luck follows."))
    return Command(
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
            data_dir_option(words),
        ],
    )


def _packs(words: Words) -> click.Command:
    @click.pass_obj
    def run(obj: Context, as_json: bool) -> int:
        return actions.list_packs(obj.data_dir, obj.words, obj.talk, as_json=as_json)

    help_text = words.say(N_("List the packs that can be played."))
    return Command(
        "packs", callback=run, help=help_text, params=[_json_option(words), data_dir_option(words)]
    )


def _runs(words: Words) -> click.Command:
    @click.pass_obj
    def run(obj: Context, as_json: bool) -> int:
        return actions.list_runs(obj.data_dir, obj.words, as_json=as_json)

    help_text = words.say(N_("List the runs that are kept."))
    return Command(
        "runs", callback=run, help=help_text, params=[_json_option(words), data_dir_option(words)]
    )


def _resume(words: Words) -> click.Command:
    @click.pass_obj
    def go_on(obj: Context, run: str | None, plain: bool) -> int:
        if plain or not sys.stdout.isatty():
            return actions.resume_plain(obj.data_dir, run, obj.words, obj.talk)
        return actions.open_program(
            obj.data_dir, language=obj.interface, bidi=obj.bidi, resume=run or LATEST
        )

    return Command(
        "resume",
        callback=go_on,
        help=words.say(N_("Go on with a run, the latest unless one is named.")),
        params=[
            click.Argument(["run"], required=False, metavar=words.say(N_("[RUN]"))),
            _plain_option(words),
            data_dir_option(words),
        ],
    )


def _score(words: Words) -> click.Command:
    @click.pass_obj
    def run(obj: Context, file: Any, evidence: bool) -> int:
        return actions.score(file, obj.words, obj.talk, evidence=evidence)

    evidence_help = words.say(N_("Also say which words moved the scores."))
    return Command(
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
    def run(obj: Context, forget: bool) -> int:
        return actions.examine_terminal(obj.data_dir, obj.words, forget=forget)

    forget_help = words.say(N_("Forget what was answered for this terminal."))
    return Command(
        "doctor",
        callback=run,
        help=words.say(N_("Find out with you whether this terminal shows Arabic rightly.")),
        params=[
            click.Option(["--forget"], is_flag=True, help=forget_help),
            data_dir_option(words),
        ],
    )

"""What is wrong with a command line, as our own sentences: click's are in English alone."""

from __future__ import annotations

import click

from simulator.errors import N_, ExitCode, SimulatorError
from simulator.text.nearness import nearest
from simulator.text.pseudo import PSEUDO_LANGUAGES

__all__ = ["UsageError", "usage_error"]


class UsageError(SimulatorError):
    """The command line does not fit."""

    code = "E100"
    exit_code = ExitCode.USAGE
    template = N_("The command line is not understood: {problem}")
    hint = N_("“simulator --help” shows what there is.")


class NoSuchOptionError(UsageError):
    """There is no option of that name."""

    code = "E101"
    template = N_("There is no option “{name}” here.")


class NoSuchCommandError(UsageError):
    """There is no command of that name."""

    code = "E102"
    template = N_("There is no command “{name}”. Did you mean “{nearest}”?")


class MissingError(UsageError):
    """Something that is needed was not given."""

    code = "E103"
    template = N_("“{name}” is missing.")


class BadValueError(UsageError):
    """A value does not fit its option."""

    code = "E104"
    template = N_("“{value}” does not fit “{name}”. It takes: {choices}")


class NoFileError(UsageError):
    """The file that was named cannot be read."""

    code = "E106"
    template = N_("The file “{name}” cannot be read.")
    hint = N_("See that it is there and that you may read it; “-” reads standard input.")


def usage_error(error: click.UsageError) -> UsageError:
    """Our error for one of click's."""
    if isinstance(error, click.NoSuchOption):
        return NoSuchOptionError(name=error.option_name)
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else error.param_hint
        return MissingError(name=name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _bad_value(error, error.param)
    command = error.ctx.command if error.ctx else None
    if isinstance(command, click.Group) and "No such command" in error.message:
        name = error.message.split("'")[1]
        return NoSuchCommandError(name=name, nearest=nearest(name, command.commands))
    return UsageError(problem=error.format_message())


def _bad_value(error: click.BadParameter, parameter: click.Parameter) -> UsageError:
    kind = parameter.type
    if isinstance(kind, click.File):
        return NoFileError(name=error.message.split("'")[1])
    if isinstance(kind, click.Choice):
        choices = ", ".join(choice for choice in kind.choices if choice not in PSEUDO_LANGUAGES)
    elif isinstance(kind, click.IntRange):
        choices = f"{kind.min}–{kind.max}"
    else:
        choices = parameter.metavar or kind.name
    message = error.message
    value = message.split("'")[1] if message.count("'") >= 2 else message
    name = parameter.opts[0] if parameter.opts else str(parameter.name)
    return BadValueError(value=value, name=name, choices=choices)

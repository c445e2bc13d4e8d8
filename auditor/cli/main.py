"""The entry point: chooses the language, builds the asked-for command, turns errors into words and exit codes."""

import errno
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import click

from auditor import __version__
from auditor.cli.language import choose
from auditor.cli.speaking import Speaker, SpokenGroup, lang_option
from auditor.engine.isolation import isolated
from auditor.errors import AuditorError, ExitCode, ProblemsError
from auditor.messages.rendering import render

_COMMANDS = (
    "init", "demo", "inventory", "plan", "trust", "vault", "audit", "report", "explain",
    "coverage", "registers", "attest", "confirm", "waive",
    "schedule", "status", "diff", "history", "reassess", "verify", "seal", "prune",
    "backup", "restore", "handover", "doctor", "schemas",
)  # fmt: skip


_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""What a write says on a disk that is full or broken."""


def _later(name: str) -> Callable[[Speaker], click.Command]:
    """Builds a command from its module, which is imported only then."""

    def build(say: Speaker) -> click.Command:
        built: click.Command = importlib.import_module(f"auditor.cli.{name}").build(say)
        return built

    return build


def root(say: Speaker) -> SpokenGroup:
    """The command ``auditor`` itself."""
    version = click.Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        help=say("cli.version_option"),
        callback=_tell_version,
    )
    return SpokenGroup(
        "auditor",
        say=say,
        help=say("cli.auditor_help"),
        params=[version, lang_option(say)],
        members={name: (f"cli.{name}_short", _later(name)) for name in _COMMANDS},
        no_args_is_help=False,
        invoke_without_command=True,
        callback=_help_when_alone,
    )


def _tell_version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        click.echo(f"auditor {__version__}")
        ctx.exit()


@click.pass_context
def _help_when_alone(ctx: click.Context) -> None:
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
        ctx.exit(ExitCode.USAGE)


def run(arguments: Sequence[str], say: Speaker) -> int:
    """Run one command line; every expected error becomes words on stderr and its exit code."""
    try:
        code = root(say).main(list(arguments), prog_name="auditor", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("cli.interrupted"), err=True)
        return ExitCode.INTERRUPTED
    except click.ClickException as error:
        click.echo(_usage_words(error, say), err=True)
        return ExitCode.USAGE
    except ProblemsError as error:
        _tell_problems(error, say)
        return error.exit_code
    except AuditorError as error:
        click.echo(render(error.message, say.language), err=True)
        return error.exit_code
    except OSError as error:
        if error.filename is not None or error.errno not in (*_FULL, errno.EPIPE):
            raise
        _discard_output()
        if error.errno == errno.EPIPE:  # whoever read has enough
            return 1
        click.echo(say("cli.output_full"), err=True)
        return ExitCode.USAGE
    return int(code or 0)


def _discard_output() -> None:
    """What is left to print goes nowhere, lest the interpreter stumble over it once more when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY | os.O_CLOEXEC), 1)


def _tell_problems(error: ProblemsError, say: Speaker) -> None:
    for problem in error.problems:
        place = f"{problem.file}:{problem.line}:{problem.column}" if problem.line else problem.file
        if problem.cell:
            place = f"{problem.file}!{problem.cell}"
        click.echo(f"{place}: {render(problem.message, say.language)}", err=True)
    click.echo(render(error.message, say.language), err=True)


def _usage_words(error: click.ClickException, say: Speaker) -> str:
    """Click's own errors in our words, with the command to ask for help."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "auditor"
    match error:
        case click.NoSuchOption():
            near = tuple(sorted(error.possibilities or ()))
            said = say("cli.no_such_option", option=error.option_name)
            said += say("cli.did_you_mean", names=near) if near else ""
        case click.MissingParameter():
            said = say("cli.missing", name=_asked_name(error))
        case click.BadParameter():
            name = error.param.opts[0] if error.param else str(error.param_hint)
            said = say("cli.bad_value", name=name, why=error.message)
        case click.BadOptionUsage():
            said = say("cli.option_usage", option=error.option_name)
        case click.UsageError() if context is not None and error.message.startswith("No such command"):
            said = say("cli.no_such_command", command=error.message.split("'")[1])
        case click.FileError():
            said = say("cli.file_error", file=error.ui_filename)
        case _:
            said = error.format_message()
    return f"{said}\n{say('cli.try_help', path=path)}"


def _asked_name(error: click.MissingParameter) -> str:
    """An option as it is typed, an argument as the help shows it."""
    if isinstance(error.param, click.Option):
        return error.param.opts[0]
    return str(error.param.human_readable_name if error.param else error.param_hint)


def main() -> None:
    """Console entry point."""
    if sys.stdout is None:  # closed by whoever started the program
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    say = Speaker(choose(sys.argv[1:], os.environ))
    code, crash = isolated(lambda: run(sys.argv[1:], say), where="command")
    if crash is not None:
        click.echo(render(crash, say.language), err=True)
        click.echo(say("cli.bug"), err=True)
    sys.exit(int(ExitCode.BUG if code is None else code))

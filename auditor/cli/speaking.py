"""Click in two languages: commands whose headings and errors are ours, and the options every command has."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from auditor.messages.rendering import render
from auditor.model.words import Argument, Language, message


class Speaker:
    """Says messages in the chosen language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, code: str, **args: Argument) -> str:
        """The text of a code in words."""
        return render(message(code, **args), self.language)


class SpokenCommand(click.Command):
    """A command whose help has our headings and no English remainder."""

    def __init__(self, *args: Any, say: Speaker, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._say = say

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), self._say("cli.usage") + " ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, under our heading."""
        records = [r for r in (p.get_help_record(ctx) for p in self.get_params(ctx)) if r is not None]
        if records:
            with formatter.section(self._say("cli.options")):
                formatter.write_dl(records)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """``[OPTIONS]`` in our words, then the arguments."""
        pieces = [self._say("cli.options_metavar")] if self.options_metavar else []
        for parameter in self.get_params(ctx):
            pieces.extend(parameter.get_usage_pieces(ctx))
        return pieces

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, described in our words."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = self._say("cli.help_option")
        return option


class SpokenGroup(SpokenCommand, click.Group):
    """A group whose commands are built when they are asked for.

    ``members`` maps a command's name to the code of its one-line help and to what builds it.
    """

    def __init__(
        self,
        *args: Any,
        say: Speaker,
        members: dict[str, tuple[str, Callable[[Speaker], click.Command]]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, say=say, **kwargs)
        self._members = members

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which a newcomer needs them."""
        return list(self._members)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Build a command."""
        found = self._members.get(cmd_name)
        return found[1](self._say) if found else None

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands with their one-line helps, without building any."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands."""
        with formatter.section(self._say("cli.commands")):
            formatter.write_dl([(name, self._say(code)) for name, (code, _) in self._members.items()])

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """``COMMAND …`` in our words."""
        return [self._say("cli.options_metavar"), self._say("cli.command_metavar")]


def workspace_option(say: Speaker) -> click.Option:
    """``--workspace DIR``."""
    return click.Option(
        ["--workspace", "workspace"],
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        metavar="DIR",
        help=say("cli.workspace_option"),
    )


def lang_option(say: Speaker) -> click.Option:
    """``--lang ja|en``; what it says was already heard by `language.choose`."""
    return click.Option(
        ["--lang"], type=click.Choice([x.value for x in Language]), expose_value=False, help=say("cli.lang_option")
    )


def format_option(say: Speaker, *choices: str) -> click.Option:
    """``--format``: for people, or for machines."""
    return click.Option(
        ["--format", "form"],
        type=click.Choice(choices or ("text", "json")),
        default=(choices or ("text", "json"))[0],
        help=say("cli.format_option"),
    )


def as_of_option(say: Speaker) -> click.Option:
    """``--as-of``: the audit's date."""
    return click.Option(
        ["--as-of"], type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help=say("cli.as_of_option")
    )


def command(
    name: str, say: Speaker, run: Callable[..., int], *parameters: click.Parameter, workspace: bool = True
) -> SpokenCommand:
    """A command from its parts: help text ``cli.<name>_help``, common options last."""
    common = [workspace_option(say), lang_option(say)] if workspace else [lang_option(say)]
    return SpokenCommand(
        name,
        say=say,
        callback=run,
        help=say(f"cli.{name}_help"),
        params=[*parameters, *common],
    )

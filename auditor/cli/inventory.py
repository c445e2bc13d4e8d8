"""``auditor inventory``: its files checked, and out and in as a workbook."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from auditor.cli.loading import audit_date, open_workspace
from auditor.cli.registers import (
    agreed,
    change_lines,
    output_option,
    overwrite_option,
    refuse_existing,
    written,
    yes_option,
)
from auditor.cli.speaking import (
    Speaker,
    SpokenCommand,
    SpokenGroup,
    as_of_option,
    command,
    lang_option,
    workspace_option,
)
from auditor.errors import ExitCode, UsageError
from auditor.model.words import Language, message


def build(say: Speaker) -> SpokenGroup:
    """The group."""
    return SpokenGroup(
        "inventory",
        say=say,
        help=say("cli.inventory_help"),
        members={
            "check": ("cli.inventory_check_short", _check),
            "export": ("registers_cli.inventory_export_short", _export),
            "import": ("registers_cli.inventory_import_short", _import),
        },
    )


def _check(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, as_of: datetime | None) -> int:
        loaded = open_workspace(workspace, audit_date(as_of))
        kinds = [s.ref.kind.value for s in loaded.inventory.subjects]
        click.echo(
            say(
                "cli.inventory_good",
                targets=len(loaded.inventory.targets),
                linkages=kinds.count("linkage"),
                cameras=kinds.count("camera"),
                controls=len(loaded.policy.selected),
            )
        )
        return 0

    return command("check", say, run, as_of_option(say))


def _command(name: str, say: Speaker, run: Callable[..., int], *parameters: click.Parameter) -> SpokenCommand:
    return SpokenCommand(
        name,
        say=say,
        callback=run,
        help=say(f"registers_cli.inventory_{name}_help"),
        params=[*parameters, workspace_option(say), lang_option(say)],
    )


def _check_folder(workspace: Path) -> None:
    from auditor.inventory.reading import FOLDER

    if not (workspace / FOLDER).is_dir():
        raise UsageError(message("inventory.no_workspace", folder=str(workspace)))


def _export(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, output: Path, overwrite: bool) -> int:
        from auditor.inventory.flat_tables import planned_sheets
        from auditor.inventory.reading import read_files
        from auditor.loading.problems import ProblemLog
        from auditor.replacing import replacing
        from auditor.tables.writing import workbook

        _check_folder(workspace)
        refuse_existing(output, overwrite)
        log = ProblemLog()
        files = read_files(workspace, log)
        log.raise_if_any()
        sheets = planned_sheets(files, say.language)
        content = workbook(sheets, era=say.language is Language.JA)

        def write() -> None:
            with replacing(output) as stream:
                stream.write(content)

        written(write, output)
        entries = sum(len(sheet.rows) for sheet in sheets)
        click.echo(say("registers_cli.inventory_exported", file=str(output), entries=entries))
        return 0

    return _command(
        "export",
        say,
        run,
        output_option(say, "registers_cli.inventory_output_option", required=True),
        overwrite_option(say),
    )


def _import(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, file: Path, dry_run: bool, yes: bool) -> int:
        from auditor.inventory.flat_import import prepare_inventory
        from auditor.loading.problems import ProblemLog
        from auditor.registers.keeping import write_together
        from auditor.registers.kept import words_for
        from auditor.registers.reading import read_rows

        _check_folder(workspace)
        registered = read_rows(workspace, words_for(workspace), ProblemLog()).declared()
        found = prepare_inventory(workspace, file, registered=registered)
        for change in found.changes:
            for line in change_lines(say, _title(say, change.section), change.section, change):
                click.echo(line)
        if not found.contents:
            click.echo(say("registers_cli.nothing_to_do"))
            return 0
        for path in found.comments_lost:
            click.echo(say("registers_cli.comments_lost", file=path))
        if dry_run:
            click.echo(say("registers_cli.dry"))
            return 0
        if not agreed(say, yes=yes):
            click.echo(say("registers_cli.not_done"), err=True)
            return ExitCode.USAGE
        write_together(workspace, found.contents)
        for path in found.contents:
            click.echo(say("registers_cli.inventory_written", file=path))
        return 0

    return _command(
        "import",
        say,
        run,
        click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE"),
        click.Option(["--dry-run"], is_flag=True, help=say("registers_cli.dry_run_option")),
        yes_option(say),
    )


def _title(say: Speaker, section: str) -> str:
    from auditor.inventory.flat_columns import TITLES

    return TITLES[section][say.language is Language.EN]

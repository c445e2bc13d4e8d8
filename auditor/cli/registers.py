"""``auditor registers``: the city's registers as workbooks, out and in."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from auditor.cli.loading import audit_date, now
from auditor.cli.speaking import Speaker, SpokenCommand, SpokenGroup, format_option, lang_option, workspace_option
from auditor.errors import ExitCode, UsageError
from auditor.loading.problems import shown
from auditor.model.words import Language, message

if TYPE_CHECKING:
    from auditor.inventory.flat_import import ListChange
    from auditor.registers.importing import Import, RegisterChange
    from auditor.registers.kept import RegisterLine
    from auditor.registers.template import RegisterTable

_SHOWN = 5
"""Identifiers that are named of each kind of change."""
_TEMPLATE = {Language.JA: "台帳記入用.xlsx", Language.EN: "registers.xlsx"}


def build(say: Speaker) -> SpokenGroup:
    """The group."""
    members: dict[str, tuple[str, Callable[[Speaker], click.Command]]] = {
        "template": ("registers_cli.template_short", _template),
        "export": ("registers_cli.export_short", _export),
        "import": ("registers_cli.import_short", _import),
        "list": ("registers_cli.list_short", _list),
        "check": ("registers_cli.check_short", _check),
    }
    return SpokenGroup("registers", say=say, help=say("registers_cli.help"), members=members)


def _command(name: str, say: Speaker, run: Callable[..., int], *parameters: click.Parameter) -> SpokenCommand:
    return SpokenCommand(
        name,
        say=say,
        callback=run,
        help=say(f"registers_cli.{name}_help"),
        params=[*parameters, workspace_option(say), lang_option(say)],
    )


def _names_argument() -> click.Argument:
    return click.Argument(["names"], nargs=-1, metavar="[REGISTER]…")


def output_option(say: Speaker, code: str, *, required: bool = False, metavar: str = "FILE") -> click.Option:
    """``--output``."""
    kind = click.Path(path_type=Path)
    return click.Option(["--output", "-o"], type=kind, metavar=metavar, required=required, help=say(code))


def overwrite_option(say: Speaker) -> click.Option:
    """``--overwrite``."""
    return click.Option(["--overwrite"], is_flag=True, help=say("registers_cli.overwrite_option"))


def refuse_existing(path: Path, overwrite: bool) -> None:
    """A workbook that somebody filled in is not written over by chance."""
    if path.exists() and not overwrite:
        raise UsageError(message("registers_cli.exists", file=str(path)))


def written(write: Callable[[], None], path: Path) -> None:
    """Run a writing; raises UsageError when the place cannot be written to."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write()
    except OSError as error:
        raise UsageError(message("registers_cli.not_written", file=str(path))) from error


def _template(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, names: tuple[str, ...], output: Path | None, overwrite: bool) -> int:
        from auditor.registers.kept import chosen, words_for
        from auditor.registers.template import RegisterTable, write_workbook

        path = output or Path(_TEMPLATE[say.language])
        refuse_existing(path, overwrite)
        tables = [RegisterTable(register=name) for name in chosen(names)]
        words = words_for(workspace)
        written(lambda: write_workbook(path, tables, say.language, vocabulary=words, example=True), path)
        click.echo(say("registers_cli.template_written", file=str(path), count=len(tables)))
        return 0

    return _command(
        "template",
        say,
        run,
        _names_argument(),
        output_option(say, "registers_cli.template_output_option"),
        overwrite_option(say),
    )


def _export(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, names: tuple[str, ...], output: Path, mixed_dates: bool, overwrite: bool) -> int:
        from auditor.registers.kept import chosen, kept_registers, tables_by_file, tables_of
        from auditor.registers.template import write_workbook

        registers, asked = kept_registers(workspace), chosen(names)
        books = {output: tables_of(registers, asked)}
        if output.suffix.lower() != ".xlsx":
            by_file = tables_by_file(registers, asked)
            books = {output / f"{Path(path).stem}.xlsx": tables for path, tables in by_file.items()}
        if not any(books.values()):
            raise UsageError(message("registers_cli.nothing_kept"))
        for path in books:
            refuse_existing(path, overwrite)
        for path, tables in books.items():

            def write(path: Path = path, tables: "tuple[RegisterTable, ...]" = tables) -> None:
                words = registers.vocabulary
                write_workbook(path, tables, say.language, vocabulary=words, various=mixed_dates)

            written(write, path)
            entries = sum(len(table.entries) for table in tables)
            click.echo(say("registers_cli.exported", file=str(path), registers=len(tables), entries=entries))
        return 0

    return _command(
        "export",
        say,
        run,
        _names_argument(),
        output_option(say, "registers_cli.export_output_option", required=True, metavar="DIR|FILE"),
        click.Option(["--mixed-dates"], is_flag=True, help=say("registers_cli.mixed_dates_option")),
        overwrite_option(say),
    )


def _import(say: Speaker) -> SpokenCommand:
    def run(
        workspace: Path,
        files: tuple[Path, ...],
        register: str | None,
        sheet: str | None,
        replace: bool,
        add: bool,
        dry_run: bool,
        yes: bool,
    ) -> int:
        from auditor.inventory.reading import FOLDER
        from auditor.registers.importing import Mode, prepare
        from auditor.registers.kept import chosen

        if not (workspace / FOLDER).is_dir():
            raise UsageError(message("inventory.no_workspace", folder=str(workspace)))
        if replace and add:
            raise UsageError(message("registers_cli.replace_and_add"))
        asked = chosen((register,))[0] if register else ""
        mode = Mode.REPLACE if replace else Mode.ADD if add else Mode.USUAL
        found = prepare(workspace, files, register=asked, sheet=sheet or "", mode=mode)
        for line in _import_lines(say, found, listed=_SHOWN if not replace else 100):
            click.echo(line)
        return _decide(say, found, mode is Mode.USUAL, dry_run=dry_run, yes=yes)

    return _command(
        "import",
        say,
        run,
        click.Argument(["files"], nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…"),
        click.Option(["--as", "register"], metavar="REGISTER", help=say("registers_cli.as_option")),
        click.Option(["--sheet"], metavar="NAME", help=say("registers_cli.sheet_option")),
        click.Option(["--replace"], is_flag=True, help=say("registers_cli.replace_option")),
        click.Option(["--add"], is_flag=True, help=say("registers_cli.add_option")),
        click.Option(["--dry-run"], is_flag=True, help=say("registers_cli.dry_run_option")),
        yes_option(say),
    )


def yes_option(say: Speaker) -> click.Option:
    """``--yes``."""
    return click.Option(["--yes"], is_flag=True, help=say("registers_cli.yes_option"))


def agreed(say: Speaker, *, yes: bool) -> bool:
    """By ``--yes``, else by a person; nobody there means no."""
    return yes or (sys.stdin.isatty() and click.confirm(say("registers_cli.ask"), default=False))


def _decide(say: Speaker, found: "Import", usual: bool, *, dry_run: bool, yes: bool) -> int:
    if usual and any(change.gone for change in found.changes):
        click.echo(say("registers_cli.needs_replace"), err=True)
        return ExitCode.USAGE
    if not found.changes:
        click.echo(say("registers_cli.all_blank"), err=True)
        return ExitCode.USAGE
    if all(change.is_nothing for change in found.changes):
        click.echo(say("registers_cli.nothing_to_do"))
        return 0
    for change in found.changes:
        if change.comments and not change.is_nothing:
            click.echo(say("registers_cli.comments_lost", file=change.path))
    if dry_run:
        click.echo(say("registers_cli.dry"))
        return 0
    if not agreed(say, yes=yes):
        click.echo(say("registers_cli.not_done"), err=True)
        return ExitCode.USAGE
    found.write(now())
    for change in found.changes:
        if not change.is_nothing:
            click.echo(say("registers_cli.imported", file=change.path, count=len(change.entries)))
    return 0


def _import_lines(say: Speaker, found: "Import", listed: int) -> Iterator[str]:
    for sheet in found.passed_over:
        yield say("registers_cli.passed_over", sheet=shown(sheet))
    for change in found.changes:
        yield from change_lines(say, title_of(say, change.register), change.register, change, listed)


def change_lines(
    say: Speaker, title: str, name: str, change: "RegisterChange | ListChange", listed: int = _SHOWN
) -> Iterator[str]:
    """How many entries of a register or list come, change and go, with the first of them."""
    yield say(
        "registers_cli.change",
        title=title,
        register=name,
        new=len(change.new),
        changed=len(change.changed),
        gone=len(change.gone),
        unchanged=change.unchanged,
    )
    for kind, labels in (("new", change.new), ("changed", change.changed), ("gone", change.gone)):
        limit = 100 if kind == "gone" else listed
        if labels:
            more = len(labels) - limit
            named = tuple(shown(label) for label in labels[:limit])
            yield say(f"registers_cli.{kind}_more" if more > 0 else f"registers_cli.{kind}", names=named, more=more)


def title_of(say: Speaker, register: str) -> str:
    """A register's title in the language that is spoken."""
    from auditor.facts.records import RECORDS

    title = RECORDS[register].TITLE
    return title.ja if say.language is Language.JA else title.en


def _list(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, form: str) -> int:
        from auditor.registers.kept import kept_registers, lines_of

        lines = lines_of(kept_registers(workspace), audit_date(None))
        click.echo(_json(say, lines) if form == "json" else "\n".join(_list_lines(say, lines)))
        return 0

    return _command("list", say, run, format_option(say))


def _list_lines(say: Speaker, lines: "tuple[RegisterLine, ...]") -> Iterator[str]:
    for line in lines:
        if line.kept:
            yield say(
                "registers_cli.line" if line.newest else "registers_cli.line_undated",
                title=title_of(say, line.register),
                register=line.register,
                entries=line.entries,
                files=line.files,
                newest=line.newest.isoformat() if line.newest else "",
            )
    missing = tuple(title_of(say, line.register) for line in lines if not line.kept)
    if missing:
        yield say("registers_cli.not_kept", count=len(missing), names=missing)


def _json(say: Speaker, lines: "tuple[RegisterLine, ...]") -> bytes:
    return msgspec.json.encode(
        [
            {
                "register": line.register,
                "title": title_of(say, line.register),
                "kept": line.kept,
                "entries": line.entries,
                "files": line.files,
                "newest": line.newest,
            }
            for line in lines
        ]
    )


def _check(say: Speaker) -> SpokenCommand:
    def run(workspace: Path) -> int:
        from auditor.registers.kept import kept_registers

        registers = kept_registers(workspace)
        entries = sum(len(kept.facts) for kept in registers.kept.values())
        click.echo(say("registers_cli.checked", registers=len(registers.kept), entries=entries))
        return 0

    return _command("check", say, run)

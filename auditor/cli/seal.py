"""``auditor seal``: the chain's head on paper, export, the key and its replacement, time stamps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from auditor.cli.audit import key_file_option
from auditor.cli.loading import audit_date, now, open_workspace
from auditor.cli.session import open_vault
from auditor.cli.speaking import Speaker, SpokenCommand, SpokenGroup, format_option, lang_option, workspace_option
from auditor.errors import UsageError
from auditor.model.places import STORE, VAULT
from auditor.model.words import message

if TYPE_CHECKING:
    from auditor.seal.headsheet import HeadSheet
    from auditor.seal.keys import PublicKey
    from auditor.store.store import Store
    from auditor.vault.vault import Vault

_LOCK = "seal"


def build(say: Speaker) -> SpokenGroup:
    """The group."""
    members: dict[str, tuple[str, Callable[[Speaker], click.Command]]] = {
        "head": ("sealing.head_short", _head),
        "export": ("sealing.export_short", _export),
        "key": ("sealing.key_short", _key),
        "rotate": ("sealing.rotate_short", _rotate),
        "lost": ("sealing.lost_short", _lost),
        "stamp": ("sealing.stamp_short", _stamp),
    }
    return SpokenGroup("seal", say=say, help=say("cli.seal_help"), members=members)


def _command(name: str, say: Speaker, run: Callable[..., int], *parameters: click.Parameter) -> SpokenCommand:
    """A command of the group; ``key`` and ``export`` are too common as names to have their texts beside the others'."""
    return SpokenCommand(
        name,
        say=say,
        callback=run,
        help=say(f"sealing.{name}_help"),
        params=[*parameters, workspace_option(say), lang_option(say)],
    )


def _output_option(say: Speaker, code: str, *, required: bool = False) -> click.Option:
    return click.Option(
        ["--output", "-o"],
        type=click.Path(dir_okay=False, path_type=Path),
        metavar="FILE",
        required=required,
        help=say(code),
    )


@contextmanager
def sealed_store(workspace: Path) -> "Iterator[Store]":
    """The workspace's store, which must be there; no artefact is read, so no vault is needed."""
    from auditor.store.store import Store

    path = workspace / "state" / STORE
    if not path.exists():
        raise UsageError(message("cli.no_runs"))
    with Store.open(path) as store:
        yield store


def _head(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, form: str) -> int:
        from auditor.reporters.visible import on_one_line
        from auditor.seal.headsheet import head_sheet

        with sealed_store(workspace) as store:
            sheet = head_sheet(store)
        if sheet is None:
            raise UsageError(message("sealing.nothing_sealed"))
        click.echo(
            msgspec.json.encode(_sheet_json(sheet))
            if form == "json"
            else "\n".join(map(on_one_line, _sheet(say, sheet)))
        )
        return 0

    return _command("head", say, run, format_option(say))


def _sheet(say: Speaker, sheet: "HeadSheet") -> Iterator[str]:
    note, run = sheet.note, sheet.run
    yield say("sealing.sheet_title")
    yield ""
    if run is not None:
        yield f"{say('sealing.sheet_organisation')}: {run.organisation}"
        value = say("sealing.sheet_run_value", run=run.id, as_of=run.as_of)
        yield f"{say('sealing.sheet_run')}: {value}"
    yield f"{say('sealing.sheet_number')}: {note.number}"
    yield f"{say('sealing.sheet_digest')}: {note.digest}"
    yield f"{say('sealing.sheet_key')}: {note.key}"
    if sheet.key != note.key:
        yield f"{say('sealing.sheet_next_key')}: {sheet.key}"
    yield f"{say('sealing.sheet_made')}: {say('sealing.sheet_made_value', made=sheet.made.isoformat())}"
    yield f"{say('sealing.sheet_stamped')}: {say('sealing.sheet_yes' if note.stamped else 'sealing.sheet_no')}"
    yield ""
    yield say("sealing.sheet_use", number=note.number, digest=note.digest)


def _sheet_json(sheet: "HeadSheet") -> dict[str, object]:
    note, run = sheet.note, sheet.run
    return {
        "number": note.number,
        "digest": note.digest,
        "key": note.key,
        "next_key": sheet.key,
        "stamped": note.stamped,
        "made": sheet.made.isoformat(),
        "run": None if run is None else run.id,
        "as_of": None if run is None else run.as_of,
        "organisation": None if run is None else run.organisation,
    }


def _export(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, run_id: str, output: Path) -> int:
        from auditor.replacing import replacing
        from auditor.seal.export import export_run

        with sealed_store(workspace) as store, _writing(output), replacing(output) as out:
            rows = export_run(store, run_id, out)
        size = output.stat().st_size
        click.echo(say("sealing.exported", run=run_id, file=str(output), size=size, rows=rows))
        click.echo(say("sealing.exported_use", file=output.name))
        return 0

    return _command(
        "export",
        say,
        run,
        click.Argument(["run_id"], metavar="RUN"),
        _output_option(say, "sealing.output_option", required=True),
    )


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """A folder that is not there or not ours, a full disk: said in words."""
    try:
        yield
    except OSError as error:
        detail = error.strerror or str(error)
        raise UsageError(message("sealing.cannot_write", file=str(path), detail=detail)) from error


def _key(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, output: Path | None) -> int:
        from auditor.seal.rotation import current_key

        with sealed_store(workspace) as store, store.reading() as connection:
            key = current_key(connection)
        if key is None:
            raise UsageError(message("sealing.nothing_sealed"))
        if output is None:
            click.echo(key.pem().decode(), nl=False)
        else:
            _write_public(output, key)
            click.echo(say("sealing.key_written", file=str(output)))
        click.echo(say("sealing.fingerprint", key=key.fingerprint), err=output is None)
        return 0

    return _command("key", say, run, _output_option(say, "sealing.key_output_option"))


def _write_public(path: Path, key: "PublicKey") -> None:
    """The key for everybody to read."""
    from auditor.replacing import replacing

    with _writing(path), replacing(path, 0o644) as out:
        out.write(key.pem())


def _rotate(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, reason: str, by: str, key_file: Path | None) -> int:
        from auditor.scheduler.lock import locked
        from auditor.seal.rotation import rotate

        state = workspace / "state"
        with sealed_store(workspace) as store:
            vault = open_vault(say, state, key_file)
            with locked(state, _LOCK, now):
                key = rotate(store, vault, now, reason=reason, by=by)
                _publish(state, key)
        click.echo(say("rotation.rotated", key=key.fingerprint))
        click.echo(say("rotation.publish"))
        return 0

    return _command(
        "rotate",
        say,
        run,
        click.Option(["--reason"], default="", metavar="TEXT", help=say("sealing.reason_option")),
        click.Option(["--by"], default="", metavar="TEXT", help=say("sealing.by_option")),
        key_file_option(say),
    )


def _publish(state: Path, key: "PublicKey") -> None:
    from auditor.scheduler.publishing import publish_key

    publish_key(state, key)


def _lost(say: Speaker) -> SpokenCommand:
    def run(workspace: Path, reason: str, by: str, key_file: Path | None) -> int:
        from auditor.scheduler.lock import locked
        from auditor.seal.rotation import declare_lost

        if not reason.strip() or not by.strip():
            raise UsageError(message("sealing.reason_missing"))
        state = workspace / "state"
        with sealed_store(workspace) as store, locked(state, _LOCK, now):
            new = not (state / VAULT).exists()
            vault = _vault_for_loss(say, state, key_file, store)
            loss = declare_lost(store, vault, now, reason=reason.strip(), by=by.strip())
            _publish(state, loss.key)
        if new:
            click.echo(say("rotation.vault_made"))
        if loss.artefacts:
            click.echo(say("rotation.artefacts_lost", count=loss.artefacts))
        click.echo(say("rotation.lost_declared", key=loss.key.fingerprint))
        click.echo(say("rotation.publish"))
        return 0

    return _command(
        "lost",
        say,
        run,
        click.Option(["--reason"], required=True, metavar="TEXT", help=say("sealing.reason_option")),
        click.Option(["--by"], required=True, metavar="TEXT", help=say("sealing.by_option")),
        key_file_option(say),
    )


def _vault_for_loss(say: Speaker, state: Path, key_file: Path | None, store: "Store") -> "Vault":
    """The vault there is, or a new one when it went with the key; nothing is made where nothing was sealed."""
    from auditor.cli.vault import open_or_create
    from auditor.seal.rotation import current_key

    with store.reading() as connection:
        if current_key(connection) is None:
            raise UsageError(message("rotation.nothing_sealed"))
    return open_or_create(say, state, key_file)


def _stamp(say: Speaker) -> SpokenCommand:
    def run(workspace: Path) -> int:
        from auditor.seal.timestamp import stamp_head, stamps_of
        from auditor.seal.timestamp_query import certificates, check

        authority = open_workspace(workspace, audit_date(None)).inventory.operation.timestamps
        if authority is None:
            raise UsageError(message("stamp.not_configured"))
        with sealed_store(workspace) as store:
            stamp_head(store, authority)
            newest = stamps_of(store)[-1]
        found = check(newest.stamp, newest.statement, certificates(authority.ca_file))
        click.echo(say("stamp.done", number=newest.number, time=found.time.isoformat()))
        return 0

    return _command("stamp", say, run)

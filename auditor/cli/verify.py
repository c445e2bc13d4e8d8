"""``auditor verify [RUN]``: whether everything is as it was sealed, and if not, what was done to it."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from auditor.cli.loading import now
from auditor.cli.speaking import Speaker, SpokenCommand, command, format_option
from auditor.cli.verify_words import as_json, export_as_json, export_lines, lines
from auditor.errors import AuditorError, ExitCode, StoreError, UsageError
from auditor.model.places import SEAL_KEY, STORE
from auditor.model.words import message

if TYPE_CHECKING:
    from auditor.model.sealing import Verification
    from auditor.seal.keys import PublicKey
    from auditor.store.store import Store

__all__ = ["build", "lines"]

_HEAD = re.compile(r"\s*([0-9]{1,12})[\s:]+(sha256:[0-9a-f]{64})\s*", re.IGNORECASE)

_NOT_ALTERED = frozenset({"store.locked", "store.newer", "store.unwritable", "store.full", "store.no_run"})
"""What a store may say although nobody altered it."""

_LARGEST_KEY = 16 * 1024


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(
        workspace: Path,
        run_id: str | None,
        public_key: Path | None,
        head: tuple[str, ...],
        file: Path | None,
        ca_file: Path | None,
        form: str,
    ) -> int:
        trusted = None if public_key is None else read_public_key(public_key)
        heads = tuple(_head(text) for text in head)
        if ca_file is not None:
            from auditor.seal.timestamp_query import certificates

            certificates(ca_file)  # a file that was named is used or refused, never passed over
        if file is not None:
            if run_id is not None:
                raise UsageError(message("verify.file_and_run"))
            return _verify_file(say, file, trusted, heads, ca_file, form)
        with progress(say, quiet=form == "json") as ticked:
            found = _verify_kept(workspace, run_id, trusted, heads, ca_file, ticked)
        _show(as_json(found) if form == "json" else lines(say, found, run_id))
        return ExitCode.SATISFIED if found.holds else ExitCode.SEAL_BROKEN

    file_type = click.Path(dir_okay=False, path_type=Path)
    return command(
        "verify",
        say,
        run,
        click.Argument(["run_id"], required=False, metavar="[RUN]"),
        click.Option(["--public-key"], type=file_type, metavar="FILE", help=say("verify.public_key_option")),
        click.Option(["--head"], multiple=True, metavar='"N sha256:…"', help=say("verify.head_option")),
        click.Option(["--file"], type=file_type, metavar="EXPORT", help=say("verify.file_option")),
        click.Option(["--ca-file"], type=file_type, metavar="FILE", help=say("verify.ca_file_option")),
        format_option(say),
    )


def _verify_kept(
    workspace: Path,
    run: str | None,
    trusted: "PublicKey | None",
    heads: tuple[tuple[int, str], ...],
    ca_file: Path | None,
    ticked: Callable[[], None],
) -> "Verification":
    """Verify the workspace's own store, which need not be readable. Raises UsageError when there is nothing at all."""
    from auditor.model.sealing import Fault, FaultKind, Verification
    from auditor.seal.whole import verify_workspace
    from auditor.store.store import Store

    state, reports = workspace / "state", workspace / "reports"
    faults: tuple[Fault, ...]
    if not (state / STORE).exists():
        if not (state / SEAL_KEY).exists() and trusted is None and not heads:
            raise UsageError(message("cli.no_runs"))
        said = message("verify.no_store", path=str(state / STORE))
        faults = (Fault(kind=FaultKind.REMOVED, what=said),)
    else:
        try:
            with Store.open(state / STORE) as store:
                return verify_workspace(
                    store,
                    state=state,
                    reports=reports,
                    run=run,
                    trusted=trusted,
                    heads=heads,
                    ca_file=ca_file or _declared_ca_file(workspace, store),
                    ticked=ticked,
                )
        except StoreError as error:
            if error.message.code in _NOT_ALTERED:
                raise
            faults = (Fault(kind=FaultKind.ALTERED, what=error.message),)
    return Verification(statements=0, runs=(), proven=(), faults=faults, remarks=(), head=None)


def _declared_ca_file(workspace: Path, store: "Store") -> Path | None:
    """The inventory's certificates of the time-stamping authority; None where no inventory can be read."""
    from auditor.seal.timestamp import stamps_of

    if not stamps_of(store):
        return None
    from auditor.inventory.loader import read_inventory
    from auditor.loading.problems import ProblemLog

    try:
        inventory = read_inventory(workspace, now(), ProblemLog()).inventory
    except AuditorError:
        return None
    timestamps = None if inventory is None else inventory.operation.timestamps
    return None if timestamps is None else timestamps.ca_file


def _verify_file(
    say: Speaker,
    file: Path,
    trusted: "PublicKey | None",
    heads: tuple[tuple[int, str], ...],
    ca_file: Path | None,
    form: str,
) -> int:
    """Verify an exported run, with nothing but the file and what was given on the command line."""
    from auditor.seal.exported import check_export

    with progress(say, quiet=form == "json") as ticked:
        found = check_export(file, trusted=trusted, heads=heads, ca_file=ca_file, ticked=ticked)
    _show(export_as_json(found) if form == "json" else export_lines(say, found, trusted=trusted is not None))
    return ExitCode.SATISFIED if found.verification.holds else ExitCode.SEAL_BROKEN


def _show(found: "dict[str, object] | Iterator[str]") -> None:
    if isinstance(found, dict):
        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(found), indent=1) + b"\n")
        return
    for line in found:
        click.echo(line)


@contextmanager
def progress(say: Speaker, *, quiet: bool) -> Iterator[Callable[[], None]]:
    """A sign on a terminal that it goes on, and for how long; nothing in a pipe."""
    if quiet or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(say("verify.progress"), total=None)
        yield lambda: bar.advance(task)


def read_public_key(file: Path) -> "PublicKey":
    """A public key in PEM. Raises UsageError when the file holds none."""
    from auditor.errors import SealError
    from auditor.seal.keys import PublicKey

    try:
        with file.open("rb") as stream:
            return PublicKey.from_pem(stream.read(_LARGEST_KEY))
    except (OSError, SealError) as error:
        raise UsageError(message("verify.bad_public_key", file=str(file))) from error


def _head(text: str) -> tuple[int, str]:
    found = _HEAD.fullmatch(text)
    if found is None:
        raise UsageError(message("verify.bad_head", value=text[:100]))
    return int(found[1]), found[2].lower()

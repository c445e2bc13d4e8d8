"""``auditor confirm``: a second person looked at the file behind an attestation."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from auditor.cli.session import passphrase_prompt
from auditor.cli.speaking import Speaker, SpokenCommand, command
from auditor.cli.statements import Clock, WhoIs, current_identity, day_option, day_or, desk_of, now, required
from auditor.errors import UsageError
from auditor.model.words import message

if TYPE_CHECKING:
    from auditor.seal.keys import SealingKey
    from auditor.statements.attesting import Desk
    from auditor.statements.confirming import Seen


def build(say: Speaker, who: WhoIs = current_identity, clock: Clock = now) -> SpokenCommand:
    """The command."""

    def run(
        workspace: Path,
        attestations: tuple[str, ...],
        by: str | None,
        on: str | None,
        key: Path | None,
        yes: bool,
        register_key: Path | None,
        person: str | None,
        sheet: Path | None,
        filled: Path | None,
        listing: bool,
    ) -> int:
        desk = desk_of(workspace, who, clock)
        if register_key is not None:
            required(say, {"--person": person})
            return _register(say, desk, register_key, str(person))
        if sheet is not None:
            return _write_sheet(say, desk, sheet)
        if listing:
            return _list(say, desk)
        return _confirm(say, desk, _seen(say, desk, attestations, on, filled, by), key, yes=yes)

    return command(
        "confirm",
        say,
        run,
        click.Argument(["attestations"], nargs=-1, metavar="[ATTESTATION…]"),
        click.Option(["--by"], metavar="POST", help=say("attest.second_option")),
        day_option(say, "on", "attest.on_option"),
        click.Option(
            ["--key"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help=say("attest.key_option"),
        ),
        click.Option(["--yes"], is_flag=True, help=say("attest.yes_option")),
        click.Option(
            ["--register-key"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="PUBLICFILE",
            help=say("attest.register_key_option"),
        ),
        click.Option(["--person"], metavar="POST", help=say("attest.person_option")),
        click.Option(
            ["--sheet"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE.xlsx",
            help=say("attest.confirm_sheet_option"),
        ),
        click.Option(
            ["--from", "filled"],
            type=click.Path(dir_okay=False, path_type=Path),
            metavar="FILE",
            help=say("attest.from_option"),
        ),
        click.Option(["--list", "listing"], is_flag=True, help=say("attest.confirm_list_option")),
    )


def _seen(
    say: Speaker, desk: "Desk", attestations: Sequence[str], on: str | None, filled: Path | None, by: str | None
) -> "list[tuple[str, Seen]]":
    """Who looked at which attestation's file."""
    from auditor.statements.confirming import Seen

    if filled is not None:
        from auditor.statements.sheets_read import read_confirmations

        return read_confirmations(filled, desk)
    required(say, {"ATTESTATION": " ".join(attestations), "--by": by})
    day = day_or(on, desk.today)
    return [(str(by), Seen(attestation=name, on=day)) for name in dict.fromkeys(attestations)]


def _confirm(say: Speaker, desk: "Desk", seen: "Sequence[tuple[str, Seen]]", key: Path | None, *, yes: bool) -> int:
    from auditor.statements.confirming import Second, confirm, to_confirm

    people = {by for by, _ in seen}
    if len(people) > 1:
        raise UsageError(message("statements.one_person", people=tuple(sorted(people))))
    for _, one in seen:
        attestation = to_confirm(desk, one.attestation)
        click.echo(
            say(
                "attest.to_confirm",
                id=attestation.id,
                control=attestation.control,
                subject=str(attestation.subject),
                by=attestation.by,
                on=attestation.on.isoformat(),
                looked_at=attestation.looked_at,
                file=attestation.file,
                digest=attestation.digest,
            )
        )
    _ask(say, len(seen), yes=yes)
    own = None if key is None else _own_key(say, key)
    written = confirm(desk, [(one, Second(by=by, key=own)) for by, one in seen])
    how = "key" if own is not None else "account"
    click.echo(say(f"attest.confirmed_{how}", count=len(written), ids=written, account=desk.identity.name))
    return 0


def _ask(say: Speaker, count: int, *, yes: bool) -> None:
    """The confirmer says that they looked at the files. Raises UsageError where nobody can be asked, or says no."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise UsageError(message("statements.yes_needed"))
    if not click.confirm(say("attest.looked_question", count=count), err=True):
        raise UsageError(message("statements.not_looked"))


def _own_key(say: Speaker, key: Path) -> "SealingKey":
    from auditor.statements.signing import read_private_key

    return read_private_key(key, passphrase_prompt(say, "attest.key_passphrase"))


def _register(say: Speaker, desk: "Desk", public: Path, person: str) -> int:
    from auditor.statements.confirming import register_key
    from auditor.statements.signing import read_public_key

    key = read_public_key(public)
    register_key(desk, key, person)
    click.echo(say("attest.key_registered", person=person, key=key.fingerprint, account=desk.identity.name))
    return 0


def _write_sheet(say: Speaker, desk: "Desk", sheet: Path) -> int:
    from auditor.replacing import replacing
    from auditor.statements.listing import awaiting
    from auditor.statements.sheets import confirmation_sheet

    waiting = awaiting(desk)
    content = confirmation_sheet(waiting, desk, say.language)
    with replacing(sheet) as out:
        out.write(content)
    click.echo(say("attest.sheet_written", file=str(sheet), count=len(waiting)))
    return 0


def _list(say: Speaker, desk: "Desk") -> int:
    from auditor.statements.listing import awaiting

    waiting = awaiting(desk)
    if not waiting:
        click.echo(say("attest.nothing_to_confirm"))
    for stood in waiting:
        a = stood.attestation
        click.echo(
            say(
                "attest.awaiting_line",
                id=a.id,
                control=a.control,
                subject=str(a.subject),
                by=a.by,
                on=a.on.isoformat(),
                file=a.file,
            )
        )
        for _, why in stood.refused:
            click.echo("  " + say(why.code, **why.args))
    return 0

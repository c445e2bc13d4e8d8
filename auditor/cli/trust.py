"""``auditor trust TARGET``: shows a host key's fingerprint, asks, and pins it."""

import sys
from pathlib import Path

import click

from auditor.cli.loading import audit_date, open_workspace
from auditor.cli.speaking import Speaker, SpokenCommand, command
from auditor.errors import ExitCode, UsageError
from auditor.model.places import KNOWN_HOSTS
from auditor.model.terms import TransportKind
from auditor.model.words import message

_PATIENCE = 15.0
"""Seconds to wait for a server's key."""


def build(say: Speaker) -> SpokenCommand:
    """The command."""

    def run(workspace: Path, target: str, replace: bool, fingerprint: str | None) -> int:
        from auditor.transport.host_keys import KnownHosts, address, pin
        from auditor.transport.host_keys_fetch import fetch_host_key

        loaded = open_workspace(workspace, audit_date(None))
        if target not in loaded.inventory.targets:
            raise UsageError(message("cli.no_such_target", target=target))
        endpoint = loaded.inventory.targets[target].description.endpoints.get(TransportKind.SSH)
        if endpoint is None:
            raise UsageError(message("cli.no_ssh", target=target))
        known_hosts = loaded.state_dir / KNOWN_HOSTS
        key, _ = fetch_host_key(endpoint.host, endpoint.port, _PATIENCE)
        named = address(endpoint.host, endpoint.port)
        click.echo(say("cli.trust_shown", host=named, kind=key.type, fingerprint=key.fingerprint))
        pinned = KnownHosts.load(known_hosts).keys(endpoint.host, endpoint.port)
        if pinned == (key,):
            click.echo(say("cli.trust_same"))
            return 0
        if pinned and not replace:
            click.echo(say("cli.trust_changed"), err=True)
            return ExitCode.USAGE
        if not _confirmed(say, key.fingerprint, fingerprint):
            click.echo(say("cli.trust_refused"), err=True)
            return ExitCode.USAGE
        pin(known_hosts, endpoint.host, endpoint.port, key, replace=replace)
        click.echo(say("cli.trust_done"))
        return 0

    return command(
        "trust",
        say,
        run,
        click.Argument(["target"], metavar="TARGET"),
        click.Option(["--replace"], is_flag=True, help=say("cli.replace_option")),
        click.Option(["--fingerprint"], metavar="SHA256:…", help=say("cli.fingerprint_option")),
    )


def _confirmed(say: Speaker, found: str, expected: str | None) -> bool:
    """By the fingerprint given on the command line, else by a person; nobody there means no."""
    if expected is not None:
        return found == expected
    click.echo(say("cli.trust_how"))
    return sys.stdin.isatty() and click.confirm(say("cli.trust_ask"), default=False)

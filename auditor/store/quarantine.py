"""Credentials that a target refused; kept over nights so that no account is ever locked by this program."""

import sqlite3
from datetime import datetime

from auditor.store.records import Quarantine


def all_quarantined(connection: sqlite3.Connection) -> dict[str, Quarantine]:
    """Credentials in quarantine, by name."""
    rows = connection.execute("SELECT credential, version, target, since FROM quarantine ORDER BY credential")
    return {
        name: Quarantine(target=target, since=datetime.fromisoformat(since), version=version)
        for name, version, target, since in rows
    }


def put(connection: sqlite3.Connection, name: str, entry: Quarantine) -> None:
    """Put a credential in quarantine; the first refusal of a version is the one that is kept."""
    connection.execute(
        "INSERT INTO quarantine (credential, version, target, since) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (credential) DO UPDATE SET version = excluded.version, target = excluded.target, "
        "since = excluded.since WHERE version <> excluded.version",
        (name, entry.version, entry.target, entry.since.isoformat()),
    )

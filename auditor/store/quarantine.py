"""Credentials that a target refused; kept over nights so that no account is ever locked by this program."""

import sqlite3
from datetime import datetime

from auditor.store.checked import check_digest, require_sound
from auditor.store.records import Quarantine


def all_quarantined(connection: sqlite3.Connection) -> dict[str, Quarantine]:
    """Credentials in quarantine, by name. Raises StoreError for an altered row: an altered one might be tried again."""
    found = {}
    rows = connection.execute("SELECT credential, version, target, since, checked FROM quarantine ORDER BY credential")
    for *values, checked in rows:
        require_sound(checked, "quarantine", *values)
        name, version, target, since = values
        found[name] = Quarantine(target=target, since=datetime.fromisoformat(since), version=version)
    return found


def put(connection: sqlite3.Connection, name: str, entry: Quarantine) -> None:
    """Put a credential in quarantine; the first refusal of a version is the one that is kept."""
    values = (name, entry.version, entry.target, entry.since.isoformat())
    connection.execute(
        "INSERT INTO quarantine (credential, version, target, since, checked) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (credential) DO UPDATE SET version = excluded.version, target = excluded.target, "
        "since = excluded.since, checked = excluded.checked WHERE version <> excluded.version",
        (*values, check_digest("quarantine", *values)),
    )

"""The demonstration's workspace: the sample inventory, copied so that it speaks of today and of the servers here."""

import hashlib
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from auditor.demo.workbooks import keep_in_workbooks
from auditor.errors import UsageError
from auditor.model.words import message

SAMPLE_DATE = date(2026, 11, 20)
"""The day for which the sample inventory is written."""
_MOVES = timedelta(days=1096)
"""Dates up to three years before the sample's day, and all after it, move with today; older ones are history."""
_DATE = re.compile(r"(?<![\d-])20\d\d-\d\d-\d\d(?![\d-])")
_PLACE = re.compile(r"host: (?P<host>[0-9.]+), port: (?P<port>\d+)")
_FILES = "/srv/auditor"
_MARKER = ".auditor-demo"
_MADE = ("files", "hosts", "inventory", "policies", "reports", "state")
_PROFILE = """\
profile: local
title: {ja: みなと市の設定（見本）, en: "Minato City's settings (sample)"}
extends: sample
"""

_NOTIFICATION = """\
# The demonstration's own mail server, on loopback, and a folder that stands for the shared one.
notify:
  mail: {{host: 127.0.0.1, port: {port}, security: starttls, sender: kansa@minato.example, ca_file: {certificate}}}
  folder: {{path: {share}}}
  routes:
    - {{channel: mail, to: [joho@minato.example]}}
    - {{channel: mail, to: [shimin@minato.example], sections: [shimin]}}
    - {{channel: folder}}
"""

Place = tuple[str, int]
"""Host and port."""


@dataclass(frozen=True, kw_only=True)
class CopyTerms:
    """What the copy differs in."""

    today: date
    """The audit's date."""
    places: Mapping[Place, Place]
    """Where each declared address is found on this machine."""
    files: Path
    """The folder that stands for ``/srv/auditor``."""


def clear_folder(folder: Path) -> None:
    """Make the demonstration's folder, or empty it of what an earlier one made.

    Raises UsageError when the folder holds something and was not made by the demonstration: nothing else is deleted.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (folder / _MARKER).is_file():
            raise UsageError(message("demo.not_ours", folder=str(folder)))
        (folder / _MARKER).write_text("auditor demo\n", encoding="ascii")
        for name in _MADE:
            path = folder / name
            if path.is_symlink():
                path.unlink()
            elif path.is_dir():
                shutil.rmtree(path)
    except OSError as error:
        raise UsageError(message("demo.cannot_write", folder=str(folder))) from error


def write_workspace(source: Path, folder: Path, terms: CopyTerms) -> None:
    """Copy the sample inventory from ``source`` into ``folder/inventory`` and choose its profile.

    The registers become workbooks there, as a city keeps them.
    Raises UsageError when an address of the inventory has no server here.
    """
    moved: dict[str, str] = {}
    behind = source / "registers" / "files"
    for path in sorted(behind.iterdir()):
        old = path.read_bytes()
        new = move_dates(old.decode("utf-8"), terms.today).encode("utf-8")
        moved[hashlib.sha256(old).hexdigest()] = hashlib.sha256(new).hexdigest()
        _write(folder / "inventory" / "registers" / "files" / path.name, new.decode("utf-8"))
    for path in sorted(source.rglob("*.yaml")):
        text = move_dates(path.read_text(encoding="utf-8"), terms.today)
        text = _PLACE.sub(lambda found: _here(found, terms.places), text).replace(_FILES, str(terms.files))
        for before, after in moved.items():
            text = text.replace(before, after)
        _write(folder / "inventory" / path.relative_to(source), text)
    _write(folder / "policies" / "local" / "profile.yaml", _PROFILE)
    keep_in_workbooks(folder)


def write_notification(folder: Path, port: int, certificate: Path) -> None:
    """Declare whom the demonstration tells: a mail server on loopback, and a folder that is made here."""
    share = folder / "files" / "share"
    share.mkdir(parents=True, exist_ok=True)
    text = _NOTIFICATION.format(port=port, certificate=certificate, share=share)
    _write(folder / "inventory" / "notify.yaml", text)


def move_dates(text: str, today: date) -> str:
    """The text with its dates moved as far as today lies from the sample's day; history stays where it is."""
    passed = today - SAMPLE_DATE

    def moved(found: "re.Match[str]") -> str:
        try:
            day = date.fromisoformat(found[0])
        except ValueError:
            return found[0]
        return found[0] if day < SAMPLE_DATE - _MOVES else (day + passed).isoformat()

    return _DATE.sub(moved, text)


def _here(found: "re.Match[str]", places: Mapping[Place, Place]) -> str:
    declared = (found["host"], int(found["port"]))
    if declared not in places:
        raise UsageError(message("demo.no_server", host=declared[0], port=declared[1]))
    host, port = places[declared]
    return f"host: {host}, port: {port}"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

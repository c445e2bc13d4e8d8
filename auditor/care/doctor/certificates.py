"""Certificates that the inventory names: there, readable, and not about to expire."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from cryptography import x509

from auditor.care.backup import named_files
from auditor.care.doctor.finding import Finding, act, fine, note
from auditor.care.doctor.scene import Scene

SOON = timedelta(days=60)
"""Time to get a new one in an office."""
_LARGEST = 8 * 1024 * 1024


def look_at_certificates(scene: Scene) -> Iterator[Finding]:
    """The authorities' certificates for mail, log server and time stamps."""
    if scene.workspace is None:
        return
    for path in dict.fromkeys(named_files(scene.workspace.inventory.operation)):
        yield from _one(path, scene)


def _one(path: Path, scene: Scene) -> Iterator[Finding]:
    try:
        with path.open("rb") as file:
            found = x509.load_pem_x509_certificates(file.read(_LARGEST))
    except OSError as error:
        yield act("certificate_unreadable", path=str(path), why=error.strerror or "")
        return
    except ValueError:
        yield act("certificate_odd", path=str(path))
        return
    # A file of several authorities is of use as long as one of them is; the last to expire counts.
    ends = max(c.not_valid_after_utc for c in found)
    if ends < scene.now:
        yield act("certificate_over", path=str(path), ends=ends.isoformat())
    elif ends - scene.now < SOON:
        yield act("certificate_soon", path=str(path), ends=ends.isoformat())
    elif any(c.not_valid_after_utc - scene.now < SOON for c in found):
        first = min(c.not_valid_after_utc for c in found)
        yield note("certificate_one_soon", path=str(path), ends=first.isoformat())
    else:
        yield fine("certificate", path=str(path), ends=ends.isoformat())

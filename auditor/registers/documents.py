"""Files behind documents on record: looked at without being led out of the registers' folder."""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from auditor.loading.files import LeavesWorkspaceError, open_inside
from auditor.registers.samplelog import SampleFormat, newest_entry
from auditor.registers.shapes import DocumentShape, SampleLogShape

SAMPLE_KIND = "usage_log_sample"
"""Kind of document whose file is a log, read with the usual form when the register names none."""


@dataclass(frozen=True, kw_only=True)
class FoundFile:
    """The file behind a document, as it is now."""

    state: str
    """``none``, ``present``, ``missing`` or ``unreadable``."""
    digest: str = ""
    size: int = 0
    newest: datetime | None = None
    """Of a sample log."""
    escapes: bool = False
    """True when a symbolic link leads out of the folder; then it was not opened."""


def look_at(folder: Path, document: DocumentShape) -> FoundFile:
    """Find and digest the file behind a document; a sample log's newest entry is read."""
    if document.file is None:
        return FoundFile(state="none")
    digest, size = hashlib.sha256(), 0
    try:
        with open_inside(folder, document.file) as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
    except LeavesWorkspaceError:
        return FoundFile(state="unreadable", escapes=True)
    except FileNotFoundError:
        dangling = os.path.islink(folder / document.file)
        return FoundFile(state="unreadable" if dangling else "missing")
    except (OSError, RuntimeError):  # RuntimeError: Python 3.11's resolve upon a loop of symbolic links
        return FoundFile(state="unreadable")
    newest = None
    if document.log is not None or document.kind == SAMPLE_KIND:
        newest = newest_entry(folder, document.file, _form(document.log or SampleLogShape()))
    return FoundFile(state="present", digest=f"sha256:{digest.hexdigest()}", size=size, newest=newest)


def _form(shape: SampleLogShape) -> SampleFormat:
    return SampleFormat(
        timestamp=shape.timestamp, column=shape.column, delimiter=shape.delimiter, encoding=shape.encoding
    )

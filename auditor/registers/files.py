"""Files behind records: looked at without being led out of the registers' folder, each read once."""

import hashlib
import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from auditor.loading.files import LeavesWorkspaceError, open_inside
from auditor.registers.samplelog import SampleFormat, newest_entry
from auditor.registers.shapes import SampleLogShape

SAMPLE_KIND = "usage_log_sample"
"""Kind of document whose file is a log, read with the usual form when the register names none."""


@dataclass(frozen=True, kw_only=True)
class FoundFile:
    """The file behind a record, as it is now."""

    state: str
    """``none``, ``present``, ``missing`` or ``unreadable``."""
    digest: str = ""
    size: int = 0
    escapes: bool = False
    """True when a symbolic link leads out of the folder; then it was not opened."""


NO_FILE = FoundFile(state="none")


@dataclass(kw_only=True)
class FilesBehind:
    """The folder of the files behind records."""

    folder: Path
    found: dict[str, FoundFile] = field(default_factory=dict)
    """By path."""

    def look_at(self, path: str) -> FoundFile:
        """Find and digest a file; an empty path is no file."""
        if not path:
            return NO_FILE
        known = self.found.get(path)
        if known is None:
            known = self.found[path] = _look_at(self.folder, path)
        return known

    def newest(self, path: str, log: SampleLogShape | None) -> datetime | None:
        """The newest entry of a sample log that is there."""
        if self.look_at(path).state != "present":
            return None
        shape = log or SampleLogShape()
        form = SampleFormat(
            timestamp=shape.timestamp, column=shape.column, delimiter=shape.delimiter, encoding=shape.encoding
        )
        return newest_entry(self.folder, path, form)


def _look_at(folder: Path, path: str) -> FoundFile:
    digest, size = hashlib.sha256(), 0
    try:
        with open_inside(folder, path) as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
                size += len(chunk)
    except LeavesWorkspaceError:
        return FoundFile(state="unreadable", escapes=True)
    except FileNotFoundError:
        dangling = os.path.islink(folder / path)
        return FoundFile(state="unreadable" if dangling else "missing")
    except (OSError, RuntimeError):  # RuntimeError: Python 3.11's resolve upon a loop of symbolic links
        return FoundFile(state="unreadable")
    return FoundFile(state="present", digest=f"sha256:{digest.hexdigest()}", size=size)

"""Dates and workspaces, as every command loads them."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.model.japan import JST

if TYPE_CHECKING:
    from auditor.workspace import Workspace


def now() -> datetime:
    """The clock of the program; passed on to whatever needs the time."""
    return datetime.now(UTC)


def audit_date(given: datetime | None) -> date:
    """The audit's date: the one asked for, else today in Japan."""
    return given.date() if given else now().astimezone(JST).date()


def open_workspace(root: Path, as_of: date) -> "Workspace":
    """Load and validate all files; raises ProblemsError with every mistake."""
    from auditor.workspace import load_workspace

    return load_workspace(root, as_of, now())

"""Somebody with access to the files makes a fail a pass; for showing that ``verify`` says so."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from auditor.model.places import STORE
from auditor.model.result import Assessment, Result
from auditor.model.sealing import Verification
from auditor.model.terms import State
from auditor.seal.verify import verify
from auditor.store.store import Store

_TARGET = "juki-db01"


@contextmanager
def tampered_copy(workspace: Path, assessment: Assessment) -> Iterator[tuple[Path, Result]]:
    """A copy of the workspace's records in which one fail was made the pass of another host, and which row it is."""
    row = next(r for r in assessment.results if r.subject.id == _TARGET and r.state is State.FAIL and not r.waiver)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(workspace / "state", copy / "state")
        shutil.copytree(workspace / "reports", copy / "reports")
        with closing(sqlite3.connect(copy / "state" / STORE)) as connection, connection:
            connection.execute(
                "UPDATE results SET state = 'pass', class = p.class, reason = '', satisfied = 1, form = p.form "
                "FROM (SELECT r.form, r.class FROM results r JOIN names c ON c.id = r.control "
                "      WHERE r.state = 'pass' AND c.text = :control AND r.last IS NULL LIMIT 1) AS p "
                "WHERE results.last IS NULL AND results.control = (SELECT id FROM names WHERE text = :control) "
                "AND results.subject = (SELECT id FROM names WHERE text = :subject)",
                {"control": row.control, "subject": str(row.subject)},
            )
        yield copy, row


def verified(workspace: Path) -> Verification:
    """What ``auditor verify`` finds there."""
    with Store.open(workspace / "state" / STORE) as store:
        return verify(store, reports=workspace / "reports")

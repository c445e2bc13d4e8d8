"""The manifests of the runs, each read when it is asked for, and only where its statement bears it out."""

import sqlite3
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from auditor.seal.manifest import Manifest, read_manifest
from auditor.seal.verify_chain import Chain, Link


@dataclass(kw_only=True)
class Manifests:
    """Gives manifests by the run's number."""

    connection: sqlite3.Connection
    links: Mapping[int, Link]
    _last: tuple[int, Manifest] | None = None

    @classmethod
    def of_chain(cls, connection: sqlite3.Connection, chain: Chain) -> "Manifests":
        """Those of a chain."""
        return cls(connection=connection, links={run: link for run, link in chain.runs.items() if link.sound})

    def of(self, run: int) -> Manifest | None:
        """The manifest of a run; None when there is none that its statement bears out."""
        if self._last is not None and self._last[0] == run:
            return self._last[1]
        link = self.links.get(run)
        if link is None or not link.manifest:
            return None
        try:
            row = self.connection.execute("SELECT manifest FROM seals WHERE number = ?", (link.number,)).fetchone()
            self._last = (run, read_manifest(row[0]))
        except (sqlite3.DatabaseError, msgspec.DecodeError, zlib.error, TypeError):
            return None
        return self._last[1]

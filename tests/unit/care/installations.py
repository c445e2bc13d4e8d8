"""A small installation with sealed nights, as commands find it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from auditor.model.result import Assessment
from auditor.model.terms import State
from auditor.scheduler.publishing import publish_key
from auditor.seal.keys import SealingKey
from auditor.seal.sealer import Sealer
from auditor.store.protection import Protection
from auditor.store.store import Store
from auditor.vault.keys import VaultKey
from auditor.vault.vault import Vault
from auditor.workspace import Workspace, load_workspace
from tests.unit.store.nights import assessment, at, begin, job, result, run_id

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
"""Some nights after the first recorded one."""

CITY = """\
organisation: {id: minato, title: みなと市, sections: [{id: shimin, title: 市民課}]}
auditor: {zone: office}
zones: [{id: office, title: 庁内, kind: office}]
targets:
- {id: ap01, title: 住民記録, kind: server, platform: linux, zone: office, owner: shimin,
   reach: {ssh: {host: ap01.city.example.lg.jp, user: auditor, credential: ssh-key}}}
"""
PROFILE = """\
profile: test
title: {ja: 試験, en: Test}
controls: [IN-14-1, IN-20-2, IN-22-1]
overlays: [sample_city]
"""
KEY = "k" * 48
PASSPHRASE = "a passphrase of the test"  # noqa: S105


@dataclass(frozen=True, kw_only=True)
class Installation:
    """A workspace, and where its backups go."""

    root: Path
    backups: Path

    @property
    def state(self) -> Path:
        return self.root / "state"

    @property
    def store(self) -> Path:
        return self.state / "auditor.db"

    @property
    def key_file(self) -> Path:
        return self.state / "vault.key"

    def vault(self) -> Vault:
        return Vault.open(self.state / "vault.json", VaultKey.from_file(self.key_file))

    def load(self, now: datetime = NOW) -> Workspace:
        return load_workspace(self.root, date(2026, 11, 25), now)

    def nights(self, *numbers: int, reports: bool = False) -> list[Assessment]:
        """Record, seal and report some nights."""
        vault = self.vault()
        sealer = Sealer(SealingKey(vault.sealing_key), lambda: at(numbers[-1]))
        made = []
        with Store.open(self.store, protection=Protection(vault.artefact_key)) as store:
            for number in numbers:
                made.append(_night(store, sealer, number))
                if reports:
                    folder = self.root / "reports" / run_id(number)
                    folder.mkdir(parents=True)
                    for name in ("report.html", "results.json"):
                        (folder / name).write_text(f"{name} {run_id(number)}\n" * 200, encoding="utf-8")
                    sealer.seal_reports(store, run_id(number), folder)
        publish_key(self.state, sealer.public)
        return made

    def declare(self, text: str) -> None:
        """Add to the inventory."""
        path = self.root / "inventory" / "operation.yaml"
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + text, encoding="utf-8")

    def tree(self) -> dict[str, tuple[int, int, int, bytes]]:
        """Every file and folder: mode, owner, time, content; to see that nothing was touched."""
        return dict(_tree(self.root))


def install(folder: Path) -> Installation:
    """A workspace with vault and key file, and no night yet."""
    root, backups = folder / "minato", folder / "backups"
    (root / "inventory" / "registers" / "files").mkdir(parents=True)
    (root / "policies" / "local").mkdir(parents=True)
    (root / "reports").mkdir()
    backups.mkdir(mode=0o700)
    (root / "inventory" / "city.yaml").write_text(CITY, encoding="utf-8")
    (root / "policies" / "local" / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    made = Installation(root=root, backups=backups)
    made.state.mkdir(mode=0o700)
    made.key_file.touch(mode=0o600)
    made.key_file.write_text(KEY, encoding="ascii")
    Vault.create(made.state / "vault.json", VaultKey.from_file(made.key_file), VaultKey.from_passphrase(PASSPHRASE))
    (made.state / "known_hosts").touch(mode=0o600)
    (made.state / "known_hosts").write_text("ap01.city.example.lg.jp ssh-ed25519 AAAA\n", encoding="ascii")
    return made


def _night(store: Store, sealer: Sealer, number: int) -> Assessment:
    run = begin(store, number)
    results = []
    for target in ("ap01", "ap02"):
        outcome, sets = job(target, number)
        store.record_outcome(run, outcome, sets)
        results += [result("IN-14-1", target, number, sets)]
        results += [result("IN-22-1", target, number, sets, state=State.FAIL)]
    made = assessment(number, sorted(results, key=lambda r: (r.control, r.subject)))
    store.finish_run(made, sealer.seal_runs)
    return made


def _tree(root: Path) -> Iterator[tuple[str, tuple[int, int, int, bytes]]]:
    for here, folders, names in os.walk(root):
        for name in sorted((*folders, *names)):
            path = Path(here, name)
            status = path.lstat()
            content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            # SQLite's side files come and go while a store is open: a folder's own time says nothing.
            changed = status.st_mtime_ns if path.is_file() else 0
            yield str(path.relative_to(root)), (status.st_mode, status.st_uid, changed, content)

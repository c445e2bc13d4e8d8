"""Report folders: their files as sealed, and the seal that each bears, which must be in the chain."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from auditor.seal import folder as report
from auditor.seal.findings import Findings
from auditor.seal.keys import PublicKey
from auditor.seal.statements import ReportsStatement, RunStatement, digest_of, read_statement
from auditor.seal.verify_chain import Chain


@dataclass(kw_only=True)
class ReportCheck:
    """Checks the folders of reports."""

    reports: Path
    chain: Chain
    findings: Findings
    numbers: Mapping[str, int]
    """Numbers of runs by name."""
    trusted: PublicKey | None

    def check(self, only: str | None = None) -> None:
        """Check all folders, or that of one run."""
        sealed = self.chain.reports
        for name, statement in sealed.items():
            if only in (None, name):
                self._check_files(name, statement)
        for folder in self._folders():
            if only in (None, folder.name):
                self._check_seal(folder, known=folder.name in sealed)

    def _folders(self) -> list[Path]:
        try:
            return sorted(path for path in self.reports.iterdir() if path.is_dir() and not path.is_symlink())
        except FileNotFoundError:
            return []
        except OSError as error:
            self.findings.remark("seal.reports_unreadable", path=self.reports.name, detail=error.strerror or str(error))
            return []

    def _check_files(self, name: str, statement: ReportsStatement) -> None:
        folder = self.reports / name
        run = self.numbers.get(name, 0)
        if Path(name).name != name or not folder.is_dir():
            self.findings.remark("seal.report_folder_missing", run=name)
            return
        sealed = {file.name: file for file in statement.files}
        try:
            present = {path.relative_to(folder).as_posix(): path for path in report.files_in(folder)}
        except OSError as error:
            self.findings.remark("seal.reports_unreadable", path=name, detail=error.strerror or str(error))
            return
        missing = sorted(sealed.keys() - present.keys())
        if missing:
            self.findings.remark("seal.report_files_missing", run=name, files=tuple(missing))
        added = sorted(present.keys() - sealed.keys())
        if added:
            self.findings.remark("seal.report_files_added", run=name, files=tuple(added))
        for each in sorted(sealed.keys() & present.keys()):
            try:
                digest, size = report.digest_of_file(present[each])
            except OSError as error:
                detail = error.strerror or str(error)
                self.findings.altered("report_unreadable", run, run, run=name, file=each, detail=detail)
                continue
            if (digest, size) != (sealed[each].digest, sealed[each].size):
                self.findings.altered("report_file", run, run, run=name, file=each)

    def _check_seal(self, folder: Path, *, known: bool) -> None:
        """A folder that bears the seal of a run vouches that the run was sealed, whatever the chain says now."""
        run = self.numbers.get(folder.name, 0)
        try:
            seal = report.read_seal(folder)
            statement = None if seal is None else read_statement(seal.statement.encode())
        except (msgspec.DecodeError, UnicodeEncodeError):
            self.findings.altered("folder_seal", run, run, run=folder.name)
            return
        except OSError as error:
            self.findings.remark("seal.reports_unreadable", path=folder.name, detail=error.strerror or str(error))
            return
        if seal is None or statement is None:
            return
        data = seal.statement.encode()
        digest = digest_of(data)
        if any(link.digest == digest for link in self.chain.links):
            if not known:
                # Broken off between the two statements, or the newest one was taken away.
                self.findings.remark("seal.reports_unsealed", run=folder.name)
            return
        if not isinstance(statement, RunStatement) or not self._signed(seal.signature, data, statement, seal.keys):
            # Not ours at all, or altered; where the folder's files are sealed that is told already.
            if not known:
                self.findings.altered("folder_seal", run, run, run=folder.name)
            return
        number = statement.number
        last = self.chain.links[-1].number if self.chain.links else 0
        link = next((link for link in self.chain.links if link.number == number), None)
        if number > last or link is None:
            self.findings.removed("folder_seal_missing", run=statement.run.id, number=number, last_number=last)
        elif link.sound:
            # Two sound statements of one number: the chain was cut off and made anew.
            link.sound = False
            self.findings.altered("folder_seal_other", link.run, link.run, run=statement.run.id, number=number)

    def _signed(self, signature: bytes, data: bytes, statement: RunStatement, keys: tuple[str, ...]) -> bool:
        """Signed by a key of the chain, or the trusted one; where there is no chain left, by one the folder names."""
        known = {*self.chain.keys} or set(keys)
        candidates = [] if self.trusted is None else [self.trusted]
        for text in sorted(known):
            try:
                candidates.append(PublicKey.from_text(text))
            except ValueError:
                continue
        return any(key.fingerprint == statement.key and key.signed(signature, data) for key in candidates)

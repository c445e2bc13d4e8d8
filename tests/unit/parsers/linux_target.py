"""A Linux target made of fixture files: answers the collectors' commands as grep, find and the others would."""

import hashlib
import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, cast

from auditor.facts.base import Fact, Parsed
from auditor.model.job import Capture, CaptureStatus, Command, Privilege
from auditor.model.plugins import Collector, Parser, Source
from auditor.model.subject import target_ref
from auditor.model.target import TargetDescription
from auditor.model.terms import Platform, TransportKind

FIXTURES = Path("tests/fixtures/linux")
STARTED = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
TARGET = TargetDescription(id="juki-ap01", subject=target_ref("juki-ap01"), title="AP", platform=Platform.LINUX)


@dataclass(frozen=True, kw_only=True)
class LinuxTarget:
    """One machine. ``files`` and ``answers`` change what the fixtures of the distribution hold."""

    distribution: str = "debian12"
    files: Mapping[str, str | bytes | None] = field(default_factory=dict)
    """Path to contents; None removes it."""
    answers: Mapping[str, str | bytes | Capture | None] = field(default_factory=dict)
    """Command id to what it says; None for a program that is not there."""
    secret: frozenset[str] = frozenset()
    """Files that only root may read."""
    sudo: bool = True
    target: TargetDescription = TARGET

    def contents(self) -> dict[str, bytes]:
        root = FIXTURES / self.distribution
        found = {
            "/" + str(path.relative_to(root)): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file() and path.relative_to(root).parts[0] != "commands"
        }
        for path, text in self.files.items():
            if text is None:
                del found[path]
            else:
                found[path] = text.encode() if isinstance(text, str) else text
        return found

    def capture(self, collector: str, command: Command) -> Capture:
        blank = Capture(
            collector=collector,
            command=command.id,
            status=CaptureStatus.OK,
            exit_code=0,
            argv=command.argv,
            volatile=command.volatile,
            taken_at=STARTED + timedelta(seconds=2),
        )
        if command.privilege is Privilege.SUDO and not self.sudo:
            return replace(blank, status=CaptureStatus.DENIED, exit_code=None)
        if command.id in self.answers:
            said = self.answers[command.id]
            if isinstance(said, Capture):
                return replace(said, collector=collector, command=command.id)
            if said is None:
                return replace(blank, status=CaptureStatus.MISSING, exit_code=None)
            return _said(blank, said.encode() if isinstance(said, str) else said)
        if command.argv[:3] == ("grep", "-aHn", "^"):
            return self._dump(blank, command)
        if command.id == "sshd_config_list":
            return self._listing(blank)
        canned = FIXTURES / self.distribution / "commands" / f"{command.id}.txt"
        if canned.exists():
            return _said(blank, canned.read_bytes())
        return replace(blank, status=CaptureStatus.MISSING, exit_code=None)

    def _dump(self, blank: Capture, command: Command) -> Capture:
        contents, output, errors = self.contents(), b"", b""
        root = command.privilege is Privilege.SUDO
        for argument in command.argv[3:]:
            pattern = argument.removeprefix("glob:")
            paths = sorted(p for p in contents if p == pattern or _matches(p, argument))
            for path in paths:
                if path in self.secret and not root:
                    errors += f"grep: {path}: Permission denied\n".encode()
                    continue
                body = contents[path]
                rows = body.split(b"\n")[:-1] if body.endswith(b"\n") or not body else body.split(b"\n")
                output += b"".join(b"%s:%d:%s\n" % (path.encode(), n, row) for n, row in enumerate(rows, start=1))
            if not paths:
                errors += f"grep: {pattern}: No such file or directory\n".encode()
        status = CaptureStatus.OK
        if b"Permission denied" in errors:
            status = CaptureStatus.DENIED
        elif errors and not output:
            status = CaptureStatus.MISSING
        code = 2 if errors else 0 if output else 1
        return replace(_said(blank, output), errors=errors[:4096], exit_code=code, status=status)

    def _listing(self, blank: Capture) -> Capture:
        contents = self.contents()
        found = [p for p in sorted(contents) if fnmatchcase(p, "/etc/ssh/sshd_config.d/*.conf")]
        return _said(blank, "".join(f"{len(contents[p])} {p}\n" for p in found).encode())

    def source(self, name: str) -> Source:
        collector = cast(Collector, importlib.import_module(f"auditor.collectors.{name}"))
        request = collector.request(self.target)
        assert request is not None
        captures = {c.id: self.capture(name, c) for c in request.commands}
        return Source(target=self.target, transport=TransportKind.SSH, captures=captures, started=STARTED)

    def parsed(self, name: str, fact: type[Fact]) -> Parsed[Any]:
        """What the collector's parser makes of this machine, for one fact type."""
        return parse(name, self.source(name), fact)


def parse(name: str, source: Source, fact: type[Fact]) -> Parsed[Any]:
    parser = cast(Parser, importlib.import_module(f"auditor.parsers.{name}"))
    found = [p for p in parser.parse(source) if p.type is fact]
    assert len(found) == 1
    return found[0]


def _matches(path: str, argument: str) -> bool:
    pattern = argument.removeprefix("glob:")
    return argument.startswith("glob:") and path.count("/") == pattern.count("/") and fnmatchcase(path, pattern)


def _said(blank: Capture, output: bytes) -> Capture:
    return replace(blank, output=output, digest="sha256:" + hashlib.sha256(output).hexdigest())

"""A workspace of two controls that only a person's look answers, and its nights, for the commands about statements."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
import pytest

from auditor.cli import attest, confirm, waive
from auditor.cli.speaking import Speaker
from auditor.errors import AuditorError, ProblemsError
from auditor.model.result import Assessment, Result
from auditor.model.words import Language
from auditor.statements.people import Identity
from auditor.store.store import Store
from auditor.workspace import load_workspace
from tests.unit.engine.answers import run_night

AS_OF = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
ONE = Identity(uid=1001, name="tantou")
TWO = Identity(uid=1002, name="kachou")

CITY = """\
organisation: {id: city, title: 試験市, sections: [{id: joho, title: 情報課}]}
auditor: {zone: office}
zones: [{id: office, title: 庁内, kind: office}]
sites: [{id: room1, title: 電算室, kind: server_room}, {id: room2, title: 予備室, kind: server_room}]
"""
PROFILE = "profile: local\ntitle: {ja: 試験, en: Test}\ncontrols: [X-1, X-2, X-9]\n"
CATALOG = """\
pack: x
document:
  title: {ja: 試験の規程, en: Rule}
  authority: rule
  legacy: false
  effective_from: 2002-08-05
  local_status: in_force
  legal_basis: {ja: 条例, en: Ordinance}
controls:
- id: X-1
  clause: 第1条
  title: {ja: 施錠, en: Locked}
  requirement: {ja: 部屋が施錠されていること。, en: The room is locked.}
  remediation: {ja: 施錠してください。, en: Lock it.}
  subject: site
  method: M
  class: major
  tier: core
  parts:
  - {id: door, title: {ja: 扉, en: Door}, inspect: {ja: 扉の施錠, en: Lock of the door}}
  - {id: window, title: {ja: 窓, en: Window}, awaits: {ja: 窓のセンサ, en: Sensor of the window}}
- id: X-2
  clause: 第2条
  title: {ja: 掲示, en: Notice}
  requirement: {ja: 掲示があること。, en: There is a notice.}
  remediation: {ja: 掲示してください。, en: Put one up.}
  subject: organisation
  method: M
  class: minor
  tier: core
  parts:
  - {id: notice, title: {ja: 掲示, en: Notice}, inspect: {ja: 掲示の写真, en: Photograph of the notice}}
- id: X-9
  clause: 第9条
  title: {ja: 安全管理, en: Security}
  requirement: {ja: 施錠されていること。, en: Locked.}
  remediation: {ja: 施錠してください。, en: Lock it.}
  subject: site
  method: M
  class: major
  tier: core
  parts:
  - {id: all, title: {ja: 施錠, en: Locked}, derived_from: [X-1]}
"""
LOOKED = (
    "--by", "情報政策課長", "--looked-at", "扉と窓の写真", "--file", "lock.txt", "--valid-until", "P6M",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """A workspace and what its commands say."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def night(self, name: str, as_of: date = AS_OF) -> Assessment:
        """A night over it, recorded."""
        workspace = load_workspace(self.root, as_of, NOW)
        with Store.open(self.root / "state" / "auditor.db") as store:
            return run_night(workspace, store, name, 1, as_of=as_of)

    def call(self, command: Any, *arguments: str, who: Identity = ONE, now: datetime = NOW) -> tuple[int, str, str]:
        """Exit code, output and errors of a command run from an account."""
        built: click.Command = command.build(Speaker(Language.EN), lambda: who, lambda: now)
        try:
            code = built.main([*arguments, "--workspace", str(self.root)], standalone_mode=False)
        except ProblemsError as error:
            said = self.capture.readouterr()
            told = " ".join(f"{p.cell or p.file}={p.message.code}" for p in error.problems)
            return int(error.exit_code), said.out, told
        except AuditorError as error:
            said = self.capture.readouterr()
            return int(error.exit_code), said.out, error.message.code
        except click.ClickException as error:
            self.capture.readouterr()
            return 2, "", error.format_message()
        said = self.capture.readouterr()
        return int(code or 0), said.out, said.err

    def attest(self, *arguments: str, who: Identity = ONE, now: datetime = NOW) -> tuple[int, str, str]:
        return self.call(attest, *arguments, who=who, now=now)

    def confirm(self, *arguments: str, who: Identity = TWO, now: datetime = NOW) -> tuple[int, str, str]:
        return self.call(confirm, *arguments, who=who, now=now)

    def waive(self, *arguments: str, who: Identity = ONE) -> tuple[int, str, str]:
        return self.call(waive, *arguments, who=who)

    def text(self, name: str) -> str:
        """A register of statements as it stands; empty when there is none."""
        path = self.root / "inventory" / "registers" / f"{name}.yaml"
        return path.read_text(encoding="utf-8") if path.exists() else ""


def made(root: Path, capture: pytest.CaptureFixture[str]) -> Made:
    """The workspace, with one file for people to look at."""
    files = root / "inventory" / "registers" / "files"
    files.mkdir(parents=True)
    (files / "lock.txt").write_text("写真\n", encoding="utf-8")
    (root / "inventory" / "city.yaml").write_text(CITY, encoding="utf-8")
    (root / "policies" / "local").mkdir(parents=True)
    (root / "policies" / "local" / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    (root / "policies" / "x").mkdir()
    (root / "policies" / "x" / "catalog.yaml").write_text(CATALOG, encoding="utf-8")
    (root / "state").mkdir(mode=0o700)
    return Made(root, capture)


def result(night: Assessment, control: str, subject: str) -> Result:
    return next(r for r in night.results if (r.control, r.subject.id) == (control, subject))

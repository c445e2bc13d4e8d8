"""Workspaces for tests against real servers, and the program run as a user runs it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONTROLS = (
    "controls: [NG-4-2-2-a-2, NG-4-2-2-b-1, NG-4-2-2-b-2c, NG-4-2-2-b-2e-a, NG-4-3-1-a, NG-4-3-2-a-1, NG-4-3-2-b-1,"
    " IN-14-1, IN-20-2, IN-22-1, KC-6-4, KC-6-5-a]"
)
"""Those that rest on what is read from systems."""
PROFILE = f"""\
profile: test
title: {{ja: 試験, en: Test}}
{CONTROLS}
overlays: [sample_city]
"""

CITY = """\
organisation: {id: city, title: 試験市, sections: [{id: joho, title: 情報課}]}
auditor: {zone: office}
zones: [{id: office, title: 庁内, kind: office}]
settings: {deadline: PT8S}
"""


@dataclass(frozen=True, kw_only=True)
class City:
    """A workspace in a folder of its own."""

    root: Path

    def auditor(
        self,
        *arguments: str,
        stdin: str = "",
        environment: Mapping[str, str] | None = None,
    ) -> "subprocess.CompletedProcess[str]":
        """Run ``auditor`` on this workspace, in English, without a terminal."""
        return subprocess.run(
            [sys.executable, "-m", "auditor", *arguments, "--workspace", str(self.root), "--lang", "en"],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
            env={**os.environ, **(environment or {})},
        )

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start ``auditor`` on this workspace and let it run."""
        return subprocess.Popen(
            [sys.executable, "-m", "auditor", *arguments, "--workspace", str(self.root), "--lang", "en"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def results(self) -> dict[str, Any]:
        """The newest results.json."""
        newest = max(self.root.glob("reports/*/results.json"), key=lambda path: path.stat().st_mtime_ns)
        found: dict[str, Any] = json.loads(newest.read_text(encoding="utf-8"))
        return found

    def rows(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Rows of the newest results by control and subject id."""
        return {(row["control"], row["subject"]["id"]): row for row in self.results()["results"]}


def make_city(root: Path, targets: Sequence[str], *, more: str = "") -> City:
    """A workspace with these targets (YAML flow mappings) and a vault key file."""
    (root / "inventory").mkdir(parents=True)
    (root / "policies" / "local").mkdir(parents=True)
    (root / "inventory" / "city.yaml").write_text(CITY, encoding="utf-8")
    listed = "".join(f"  - {target}\n" for target in targets)
    (root / "inventory" / "targets.yaml").write_text(f"targets:\n{listed}{more}", encoding="utf-8")
    (root / "policies" / "local" / "profile.yaml").write_text(PROFILE, encoding="utf-8")
    state = root / "state"
    state.mkdir(mode=0o700)
    key = state / "vault.key"
    key.touch(mode=0o600)
    key.write_text("k" * 48, encoding="ascii")
    return City(root=root)


def linux_target(name: str, host: str, port: int, user: str, *, credential: str = "ssh-key", more: str = "") -> str:
    """One Linux server reached over SSH."""
    reach = f"{{ssh: {{host: {host}, port: {port}, user: {user}, credential: {credential}, sudo: false}}{more}}}"
    return (
        f"{{id: {name}, title: {name}, kind: server, platform: linux, zone: office, tags: [juki_net], reach: {reach}}}"
    )

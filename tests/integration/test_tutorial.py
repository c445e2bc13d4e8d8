"""The tutorial of both READMEs, typed as it stands into a real shell on a terminal, against a real sshd and snmpd."""

import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.integration.servers.snmpd import SnmpdServer, SnmpUser, snmpd
from tests.integration.servers.sshd import Sshd, sshd
from tests.unit.docs.fences import READMES, ROOT, Step, blocks, quotes, steps

USER = SnmpUser(name="auditor", auth_key="auth-passphrase-of-the-tutorial", priv_key="priv-passphrase-of-the-tutorial")

SHEETS = {"en": ROOT / "docs" / "account-sheet.md", "ja": ROOT / "docs" / "account-sheet.ja.md"}

PASSPHRASE = "passphrase of the tutorial"  # noqa: S105 - made up for this test

ANSWERS = {
    "New passphrase of the vault (empty: the key file alone opens it): ": PASSPHRASE,
    "保管庫の新しいパスフレーズ（鍵ファイルだけで開くなら空のまま）: ": PASSPHRASE,
    "Once more: ": PASSPHRASE,
    "確認のため、もう一度: ": PASSPHRASE,
    "Passphrase of the key (empty if none): ": "",
    "秘密鍵のパスフレーズ（なければ空のまま）: ": "",
    "SNMPv3 authentication passphrase: ": USER.auth_key,
    "SNMPv3 の認証パスフレーズ: ": USER.auth_key,
    "SNMPv3 privacy passphrase: ": USER.priv_key,
    "SNMPv3 の暗号パスフレーズ: ": USER.priv_key,
    "Pin this key? [y/N]: ": "y",
    "この鍵を登録しますか [y/N]: ": "y",
}
"""What the reader types when asked."""

APPENDED = "policies/local/profile.yaml"
"""The one file that the tutorial adds to; others it replaces."""

PATIENCE = 120.0
"""Seconds for one command."""

_PROMPT = re.compile(r"@@([0-9]+)@@ $")
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True, kw_only=True)
class Servers:
    """What the tutorial is played against."""

    ssh: Sshd
    snmp: SnmpdServer

    def real(self, text: str) -> str:
        """A text of the tutorial with its placeholders replaced. This is the only place where that happens."""
        host, port, named = self.ssh.host, self.ssh.port, f"[{self.ssh.host}]:{self.ssh.port}"
        for placeholder, value in (
            ("{host: 192.0.2.10, port: 22, user: auditor,", f"{{host: {host}, port: {port}, user: {self.ssh.user},"),
            ("{host: 192.0.2.10, port: 161,", f"{{host: {self.snmp.host}, port: {self.snmp.port},"),
            ("ssh auditor@192.0.2.10 port 22,", f"ssh {self.ssh.user}@{host} port {port},"),
            ("ssh auditor@192.0.2.10 ポート 22、", f"ssh {self.ssh.user}@{host} ポート {port}、"),
            ("Host key of 192.0.2.10:", f"Host key of {named}:"),
            ("192.0.2.10 のホスト鍵:", f"{named} のホスト鍵:"),
        ):
            text = text.replace(placeholder, value)
        assert "192.0.2.10" not in text, f"a placeholder without a value: {text}"
        return text


class Shell:
    """A shell on a terminal of its own, as the reader has one."""

    def __init__(self, folder: Path, locale: str) -> None:
        setsid = shutil.which("setsid")
        assert setsid, "This test needs a terminal's own session; please install the package util-linux."
        self._master, slave = pty.openpty()
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        keep = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "AUDITOR_"))}
        self._process = subprocess.Popen(
            [setsid, "--ctty", "sh", "-i"],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=folder,
            env={**keep, "LANG": locale, "PATH": path, "PS1": "@@$?@@ ", "TERM": "dumb", "ENV": "", "COLUMNS": "100"},
        )
        os.close(slave)
        self._read()

    def run(self, command: str) -> str:
        """Type a command, answer what it asks, return what it said; ``$?`` is kept for the next."""
        self._type(command)
        return self._read().removeprefix(command).lstrip("\n")

    def close(self) -> None:
        """Hang up."""
        os.close(self._master)
        self._process.wait(10)

    def _type(self, line: str) -> None:
        os.write(self._master, (line + "\n").encode())

    def _read(self) -> str:
        """Everything up to the next prompt of the shell."""
        said, answered = "", 0
        end = time.monotonic() + PATIENCE
        while not (prompt := _PROMPT.search(said)):
            ready, _, _ = select.select([self._master], [], [], max(end - time.monotonic(), 0))
            assert ready, f"no end after {PATIENCE} s:\n{said}"
            chunk = os.read(self._master, 65536)
            assert chunk, f"the shell ended:\n{said}"
            said = _CONTROL.sub("", (said + chunk.decode("utf-8", "surrogateescape")).replace("\r\n", "\n"))
            for question, answer in ANSWERS.items():
                if said[answered:].endswith(question):
                    answered = len(said)
                    self._type(answer)
        return said[: prompt.start()]


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    folder = tmp_path_factory.mktemp("servers")
    with sshd(folder / "sshd") as ssh, snmpd(folder / "snmpd", users=[USER], view=_views()) as snmp:
        yield Servers(ssh=ssh, snmp=snmp)


@contextmanager
def _shell(folder: Path, language: str) -> Iterator[Shell]:
    shell = Shell(folder, {"en": "en_US.UTF-8", "ja": "ja_JP.UTF-8"}[language])
    try:
        yield shell
    finally:
        shell.close()


def _views() -> list[str]:
    """The subtrees that the account sheet lets the audit's user see."""
    (block,) = (b.text for b in blocks(SHEETS["en"]) if b.label == "snmpd.conf")
    return re.findall(r"^view audit included (\S+)$", block, re.MULTILINE)


def _authorise(servers: Servers, folder: Path, language: str) -> None:
    """What the account sheet has the administrator do: the public key, with the options that the sheet names."""
    (line,) = (b.text.strip() for b in blocks(SHEETS[language]) if b.label == "authorized_keys")
    options, _, _ = line.partition(" ssh-ed25519 ")
    assert options == 'restrict,from="192.0.2.5"'
    public = (folder / "auditor_key.pub").read_text(encoding="ascii")
    allowed = servers.ssh.log.parent / "authorized_keys"
    allowed.write_text(f"{options.replace('192.0.2.5', servers.ssh.host)} {public}", encoding="ascii")


def _fails(step: Step, said: str, servers: Servers) -> str:
    expected = servers.real(step.quoted)
    return "" if quotes(expected, said) else f"$ {step.command}\n--- quoted\n{expected}--- said\n{said}"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_tutorial_does_what_the_readme_says(language: str, servers: Servers, tmp_path: Path) -> None:
    wrong: list[str] = []
    with _shell(tmp_path, language) as shell:
        for block in blocks(READMES[language]):
            if block.language == "yaml":
                path = tmp_path / "city" / block.label
                before = path.read_text(encoding="utf-8") if block.label == APPENDED else ""
                path.write_text(before + servers.real(block.text), encoding="utf-8")
            elif (block.language, block.label) == ("console", "tutorial"):
                for step in steps(block):
                    wrong.append(_fails(step, shell.run(step.command), servers))
                    if step.command.startswith("ssh-keygen"):
                        _authorise(servers, tmp_path / "city", language)
    assert not [w for w in wrong if w], "\n".join(wrong)
    assert len(wrong) == 25
    assert (tmp_path / "city" / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    first = json.loads(min((tmp_path / "city" / "reports").glob("*/results.json")).read_text(encoding="utf-8"))
    assert {t["target"]: t["reached"] for t in first["targets"]} == {"server01/ssh": True, "server01/snmp": True}

"""Every code that the SSH transport and the vault say has its texts, with every argument, in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.messages.rendering import lookup
from auditor.messages.texts import ssh, vault

ROOT = Path(__file__).parents[3] / "auditor"
FILES = sorted(
    [
        *(ROOT / "transport").glob("ssh*.py"),
        *(ROOT / "transport").glob("host_keys*.py"),
        *(ROOT / "vault").glob("*.py"),
        ROOT / "scheduler" / "session.py",
    ]
)

PHASES = ("connect", "handshake", "login", "commands")
FILLED = {
    "ssh.deadline_*": [f"ssh.deadline_{p}" for p in PHASES],
    "ssh.timeout_*": [f"ssh.timeout_{p}" for p in PHASES[:3]],
    "ssh.needs_sha1_*": ["ssh.needs_sha1_kex", "ssh.needs_sha1_host_keys"],
    "vault.no_*_slot": ["vault.no_passphrase_slot", "vault.no_key_file_slot"],
    "vault.wrong_*": ["vault.wrong_passphrase", "vault.wrong_key_file"],
}


def used(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        text = ""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(str(v.value) if isinstance(v, ast.Constant) else "*" for v in node.values)
        if re.fullmatch(r"(ssh|vault)\.[a-z0-9_*]*[a-z0-9*]", text) and text not in ("vault.json", "vault.key"):
            yield from FILLED.get(text, [text])


CODES = sorted({code for path in FILES for code in used(path) if not code.endswith("_")})


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_both_texts(code: str) -> None:
    text = lookup(code)
    assert text is not None
    assert text.ja
    assert text.en
    assert set(re.findall(r"{(\w+)", text.ja)) == set(re.findall(r"{(\w+)", text.en))


def test_no_text_is_left_over() -> None:
    have = {f"ssh.{name}" for name in ssh.TEXTS} | {f"vault.{name}" for name in vault.TEXTS}
    assert have - set(CODES) == set()

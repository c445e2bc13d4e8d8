"""Whatever a target answers: no parser raises, and no set is called complete that rests on rubbish."""

import importlib
import re
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.facts.base import AnyParsed
from auditor.messages.rendering import lookup
from auditor.model.job import Capture, CaptureStatus
from auditor.model.plugins import Parser, Source
from auditor.model.target import BackupDeclaration
from auditor.model.terms import Completeness, TransportKind
from tests.unit.parsers.linux_target import STARTED, TARGET, LinuxTarget

NAMES = [
    *sorted(p.stem for p in Path("auditor/collectors").glob("linux_*.py") if p.stem != "linux_commands"),
    "ssh_handshake",
]
FULL = replace(TARGET, units=("postgresql",), backups=(BackupDeclaration(name="db", kind="full", folder="/backup"),))
RUBBISH = (
    b"\0\0\0",
    b"\xff\xfe\x00",
    b"A" * 1_000_000,
    b"/etc/pam.d/login:1:auth include login\n" * 3,
    b"/etc/pam.d/login:1:" + b"[" * 50_000 + b"\n",
    b"/etc/ssh/sshd_config:1:" + b'"' * 999 + b"\n",
    b"/etc/profile:1:" + b"TMOUT " * 2_000 + b"\n",
    b"{" * 100_000,
    "１２３\n".encode(),
    b"\r\n\r\n",
)


def commands(name: str) -> dict[str, Capture]:
    source = LinuxTarget(target=FULL).source(name)
    return {**source.captures, "offered_algorithms": source.capture("offered_algorithms")}


COMMANDS = {name: commands(name) for name in NAMES}


def parsed(name: str, captures: dict[str, Capture]) -> tuple[AnyParsed, ...]:
    parser = cast(Parser, importlib.import_module(f"auditor.parsers.{name}"))
    return tuple(parser.parse(Source(target=FULL, transport=TransportKind.SSH, captures=captures, started=STARTED)))


def with_output(
    name: str, output: bytes, status: CaptureStatus = CaptureStatus.OK, code: int = 0
) -> dict[str, Capture]:
    return {i: replace(c, status=status, output=output, exit_code=code, errors=b"") for i, c in COMMANDS[name].items()}


def nothing_claimed(found: tuple[AnyParsed, ...], name: str) -> None:
    assert {p.type for p in found} == set(cast(Parser, importlib.import_module(f"auditor.parsers.{name}")).PROVIDES)
    for one in found:
        assert one.gap is not None
        assert lookup(one.gap.detail.code) is not None


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("rubbish", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_in_every_answer(name: str, rubbish: bytes) -> None:
    nothing_claimed(parsed(name, with_output(name, rubbish)), name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("status", [s for s in CaptureStatus if s is not CaptureStatus.OK])
def test_nothing_ran(name: str, status: CaptureStatus) -> None:
    found = parsed(name, with_output(name, b"", status))
    for one in found:
        assert one.facts == ()
        assert one.gap is not None
        assert one.gap.completeness is Completeness.ABSENT or status is CaptureStatus.MISSING


@pytest.mark.parametrize("name", NAMES)
def test_no_captures_at_all(name: str) -> None:
    nothing_claimed(parsed(name, {}), name)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_random_bytes_in_every_answer(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(NAMES))
    captures = {
        i: replace(
            c,
            status=data.draw(st.sampled_from(CaptureStatus)),
            output=data.draw(st.binary(min_size=1, max_size=200)) + b"\xfe",
            errors=data.draw(st.binary(max_size=60)),
            exit_code=data.draw(st.sampled_from((None, 0, 1, 2, 127))),
        )
        for i, c in COMMANDS[name].items()
    }
    nothing_claimed(parsed(name, captures), name)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["linux_password_policy", "linux_sshd"]), st.data())
def test_cutting_any_answer_never_leaves_it_complete(name: str, data: st.DataObject) -> None:
    """A dump cut anywhere but at its end is seen to be cut, even when nobody says so."""
    distribution = data.draw(st.sampled_from(["debian12", "ubuntu2404", "rhel8", "alma9"]))
    source = LinuxTarget(distribution=distribution).source(name)
    victim = data.draw(
        st.sampled_from([i for i in ("pam_stacks", "login_defs", "sshd_config") if i in source.captures])
    )
    whole = source.captures[victim]
    at = data.draw(st.integers(min_value=0, max_value=len(whole.output) - 1))
    cut = replace(whole, output=whole.output[:at], status=CaptureStatus.TRUNCATED)
    root = {"sshd_config_root": replace(whole, status=CaptureStatus.DENIED, output=b"", errors=b"")}
    captures = {**source.captures, victim: cut, **(root if victim == "sshd_config" else {})}
    for one in parsed(name, captures):
        assert one.gap is not None


def test_every_code_has_its_words_and_every_word_its_use() -> None:
    sources = [p.read_text() for p in Path("auditor/parsers").glob("linux_*.py")]
    sources.append(Path("auditor/parsers/ssh_handshake.py").read_text())
    used = {code for text in sources for code in re.findall(r'(?:absent|partial)\((?:[^"]{0,120}?)"([a-z_]+)"', text)}
    from auditor.messages.texts.linux import TEXTS

    assert used == set(TEXTS)

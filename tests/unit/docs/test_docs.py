"""The documents say what the program is: links, commands, options, codes and reasons, in both languages."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
import pytest
import yaml

from auditor.cli.main import root
from auditor.cli.speaking import Speaker
from auditor.errors import ExitCode
from auditor.model.credential import CredentialKind
from auditor.model.result import Coverage
from auditor.model.terms import FindingClass, Reason, State
from auditor.model.words import Language
from auditor.reporters.json_results import ItemEntry, RowEntry
from auditor.resources import policies
from tests.unit.docs.fences import READMES, ROOT, Block, blocks, quotes, steps

DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "reports" / "README.md"])
TRANSLATED = {
    ROOT / "README.md": ROOT / "README.ja.md",
    ROOT / "docs" / "account-sheet.md": ROOT / "docs" / "account-sheet.ja.md",
    ROOT / "docs" / "history.md": ROOT / "docs" / "history.ja.md",
    ROOT / "docs" / "seal.md": ROOT / "docs" / "seal.ja.md",
    ROOT / "docs" / "care.md": ROOT / "docs" / "care.ja.md",
    ROOT / "docs" / "nightly.md": ROOT / "docs" / "nightly.ja.md",
    ROOT / "docs" / "notify.md": ROOT / "docs" / "notify.ja.md",
    ROOT / "docs" / "statements.md": ROOT / "docs" / "statements.ja.md",
}

_LINK = re.compile(r"(?<!!)\[[^\]\n]+\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\n]+)`")


def _text(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def _anchors(document: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _text(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(document: Path) -> None:
    for link in _LINK.findall(_text(document)):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (document.parent / name).resolve() if name else document
        assert target.exists(), f"{document.name} links to {link}"
        assert target.is_relative_to(ROOT)
        assert not anchor or anchor in _anchors(target), f"{document.name} links to {link}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_no_document_names_a_machine_or_a_registry(document: Path) -> None:
    text = _text(document)
    assert not re.findall(r"/(?:work|root|tmp/(?!collect))[\w/.-]*", text)
    hosts = set(re.findall(r"https?://([^/\s)`]+)", text))
    hosts = {host for host in hosts if not host.endswith((".example", ".example.jp"))}  # nobody's, by RFC 2606 and JPRS
    assert hosts <= {"github.com"}, hosts
    assert not re.findall(r"\b(?:10\.\d+|172\.(?:1[6-9]|2\d|3[01])|192\.168)\.\d+\.\d+\b", text)


def test_every_document_is_reached_from_a_readme() -> None:
    linked = {
        (document.parent / link.partition("#")[0]).resolve()
        for document in DOCUMENTS
        for link in _LINK.findall(_text(document))
        if "://" not in link
    }
    assert {d for d in DOCUMENTS if d not in linked} <= {ROOT / "reports" / "README.md", ROOT / "README.md"}


def _commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), name)
            assert found is not None
            yield from _commands(found, (*path, name))
    else:
        yield " ".join(path), command


COMMON = {"lang", "workspace", "help"}
"""Options of every command, told once at the top of the page."""


def test_every_command_is_described_with_its_options() -> None:
    head, *sections = _text(ROOT / "docs" / "commands.md").split("\n## auditor ")
    assert all(f"--{option}" in head for option in COMMON)
    told = {}
    for section in sections:
        name, _, body = section.partition("\n")
        told[name] = set(re.findall(r"^\| `--([\w-]+)", body, re.MULTILINE))
    expected = {
        name: {max(p.opts, key=len).removeprefix("--") for p in command.params if isinstance(p, click.Option)} - COMMON
        for name, command in _commands(root(Speaker(Language.EN)))
    }
    assert told == expected


def test_the_documents_name_no_command_or_option_that_is_not_there() -> None:
    commands = dict(_commands(root(Speaker(Language.EN))))
    groups = {name.split()[0] for name in commands if " " in name}
    for document in DOCUMENTS:
        told = [*_CODE.findall(_text(document))]
        told += [line for b in blocks(document) if b.language in ("sh", "console") for line in b.text.splitlines()]
        for line in told:
            words = re.sub(r"^\$ ", "", line).partition("  #")[0].split()
            if len(words) < 2 or words[0] != "auditor" or not words[1].isalpha() or not words[1].islower():
                continue
            name = " ".join(words[1:3]) if words[1] in groups and len(words) > 2 else words[1]
            assert name in commands or name in groups, f"{document.name}: {line}"
            if name in commands:
                options = {o for p in commands[name].params for o in p.opts} | {"--help"}
                assert {w for w in words if w.startswith("--")} <= options, f"{document.name}: {line}"


def _table_codes(document: Path, heading: str) -> list[str]:
    section = _text(document).split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = re.findall(r"^\| ([^|]+) \|", section, re.MULTILINE)
    return [code.strip() for row in rows for code in row.replace("`", "").split(",")]


def test_every_reason_stands_under_its_state() -> None:
    from auditor.model.terms import state_for

    text = _text(ROOT / "docs" / "results.md").split("\n## Reasons\n", 1)[1].split("\n## ", 1)[0]
    told = {}
    for part in text.split("\n### ")[1:]:
        heading, _, body = part.partition("\n")
        for reason in re.findall(r"^\| `(\w+)` \|", body, re.MULTILINE):
            assert reason not in told
            told[reason] = heading.partition(":")[0]
    assert set(told) == {reason.value for reason in Reason}
    assert not [r for r, heading in told.items() if state_for(Reason(r)).value not in heading.split(", ")]


def test_states_classes_and_exit_codes_are_told_in_full() -> None:
    results = ROOT / "docs" / "results.md"
    assert set(_table_codes(results, "States and coverage")) - {"state", "---"} == {s.value for s in State}
    assert set(_table_codes(results, "Classes of findings")) - {"class", "---"} == {c.value for c in FindingClass}
    codes = re.findall(r"^\| (\d+) \| `(\w+)` \|", _text(results), re.MULTILINE)
    assert {name: int(code) for code, name in codes} == {code.name: int(code) for code in ExitCode}
    for readme in READMES.values():
        told = {int(code) for code in re.findall(r"^\| (\d+) \|", _text(readme), re.MULTILINE)}
        assert told == {int(code) for code in ExitCode}
    told = {int(code) for code in re.findall(r"^\| (\d+) \|", _text(ROOT / "docs" / "tebiki.ja.md"), re.MULTILINE)}
    assert told <= {int(code) for code in ExitCode}


def test_the_keys_of_results_json_are_told_in_full() -> None:
    text = _text(ROOT / "docs" / "results.md")
    rows = text.split("<!-- results.json: results[] -->", 1)[1].split("\n\n", 2)[1]
    told = {name for line in rows.splitlines() for name in _CODE.findall(line.split("|")[1])}
    assert told == {field.encode_name for field in msgspec.structs.fields(RowEntry)}
    items = next(line for line in rows.splitlines() if line.startswith("| `items` |"))
    assert set(_CODE.findall(items)) - {"items"} == {field.encode_name for field in msgspec.structs.fields(ItemEntry)}
    assert {"applicable", "judged"} <= set(Coverage.__dataclass_fields__)


def test_kinds_of_credentials_and_parameters_are_told_in_full() -> None:
    vault = _text(ROOT / "docs" / "vault.md")
    assert all(f"| `{kind.value}`" in vault for kind in CredentialKind)
    told = _text(ROOT / "docs" / "policies.md")
    known = yaml.safe_load(_text(policies() / "parameters.yaml"))["parameters"]
    assert [p["id"] for p in known if f"`{p['id']}`" not in told] == []
    starter = yaml.safe_load(_text(policies() / "starter" / "profile.yaml"))
    assert [c for c in starter["controls"] if f"`{c}`" not in told] == []


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_quoted_help_is_what_the_program_prints(language: str) -> None:
    (block,) = (b for b in blocks(READMES[language]) if (b.language, b.label) == ("console", "help"))
    (step,) = steps(block)
    assert step.command == "auditor --help"
    done = subprocess.run(
        [sys.executable, "-m", "auditor", "--lang", language, "--help"],
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    assert quotes(step.quoted, done.stdout), f"--- quoted\n{step.quoted}--- said\n{done.stdout}"


@pytest.mark.parametrize("document", TRANSLATED, ids=lambda path: path.name)
def test_both_languages_say_the_same(document: Path) -> None:
    english, japanese = _text(document), _text(TRANSLATED[document])
    assert _skeleton(english) == _skeleton(japanese)
    for one, other in zip(blocks(document), blocks(TRANSLATED[document]), strict=True):
        assert (one.language, one.label) == (other.language, other.label)
        assert _commands_in(one) == _commands_in(other)
    codes = [{c for c in _CODE.findall(t) if c.isascii() and " " not in c} for t in (english, japanese)]
    assert codes[0] == codes[1]


def _skeleton(text: str) -> list[int]:
    """The levels of the headings, in order."""
    outside = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return [len(marks) for marks in re.findall(r"^(#+) ", outside, re.MULTILINE)]


def _commands_in(block: Block) -> list[str]:
    if block.language == "console":
        return [step.command for step in steps(block)]
    if block.language == "sh":
        return [line.partition("#")[0].strip() for line in block.text.splitlines()]
    if block.label in ("authorized_keys", "sudoers", "snmpd.conf"):
        return block.text.splitlines()
    return []


def test_the_japanese_is_polite_and_assures_of_nothing() -> None:
    for document in (*(ROOT / "docs").glob("*.ja.md"), ROOT / "README.ja.md"):
        text = _text(document)
        for phrase in ("問題ありません", "安全です", "保証します", "してはいけません", "しなさい", "だめ"):
            assert phrase not in text, f"{document.name}: {phrase}"

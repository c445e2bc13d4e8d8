"""An exported run proves itself with the public key alone; and whatever is done to the file is told."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from auditor.errors import SealError, StoreError, UsageError
from auditor.messages.rendering import lookup, render
from auditor.model.sealing import FaultKind
from auditor.model.terms import State
from auditor.model.words import Language
from auditor.seal.export import export_run
from auditor.seal.exported import ExportCheck, check_export
from auditor.seal.keys import PublicKey
from auditor.seal.notes import head
from auditor.seal.rotation import declare_lost, rotate
from auditor.seal.statements import digest_of
from auditor.store.store import Store
from tests.unit.seal.sealed_nights import KEY, OTHER, PROTECTION, clock, private, sealed_city, sealed_night
from tests.unit.seal.test_rotation import Holder, token
from tests.unit.store.nights import begin, run_id

Line = dict[str, Any]


def exported(store: Store, run: str) -> bytes:
    out = io.BytesIO()
    export_run(store, run, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    return sealed_city(folder, 3, reports=folder / "reports")


@pytest.fixture(scope="module")
def data(city: Path) -> bytes:
    with Store.open(city) as store:
        return exported(store, run_id(1))


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., ExportCheck]:
    """Checks these bytes as a file."""
    path = tmp_path / "run.jsonl"

    def checked(
        content: bytes, trusted: PublicKey | None = KEY.public, heads: tuple[tuple[int, str], ...] = ()
    ) -> ExportCheck:
        path.write_bytes(content)
        return check_export(path, trusted=trusted, heads=heads)

    return checked


def lines_of(content: bytes) -> list[Line]:
    return [json.loads(line) for line in content.splitlines()]


def rewritten(lines: list[Line]) -> bytes:
    """The lines as a file that ends well: as somebody would write it who knows its form."""
    body = b"".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" for line in lines[:-1])
    kinds = {"seals": "seal", "forms": "form", "subjects": "subject", "rows": "row"}
    counts = {name: sum(kind in line for line in lines[:-1]) for name, kind in kinds.items()}
    return body + json.dumps({"end": counts, "digest": digest_of(body)}).encode() + b"\n"


def told(found: ExportCheck) -> set[str]:
    codes = {fault.what.code for fault in found.verification.faults}
    assert all(lookup(code) is not None for code in codes if not code.startswith("seal.")), codes
    return codes


def test_a_run_is_proven_by_the_public_key_alone(check: Callable[..., ExportCheck], data: bytes, city: Path) -> None:
    found = check(data)
    verified = found.verification
    assert verified.faults == ()
    assert verified.remarks == ()
    assert (verified.runs, verified.proven) == ((run_id(1),), (run_id(1),))
    assert found.states == {State.PASS: 2, State.FAIL: 2}
    assert found.statement is not None
    assert (found.statement.run.organisation, found.statement.run.as_of) == ("みなと市", "2026-11-21")
    assert [file.name for file in found.reports] == ["report.html", "results.json", "seal.json"]
    with Store.open(city) as store:
        assert verified.head == head(store)


def test_without_a_public_key_the_files_own_is_believed_and_that_is_said(
    check: Callable[..., ExportCheck], data: bytes
) -> None:
    verified = check(data, None).verification
    assert verified.holds
    assert [remark.code for remark in verified.remarks] == ["seal.first_key"]


def test_another_public_key_proves_nothing(check: Callable[..., ExportCheck], data: bytes) -> None:
    verified = check(data, OTHER.public).verification
    assert not verified.holds
    assert verified.proven == ()


def test_heads_kept_elsewhere_are_looked_for(check: Callable[..., ExportCheck], data: bytes) -> None:
    verified = check(data).verification
    assert verified.head is not None
    number, digest = verified.head.number, verified.head.digest
    assert check(data, heads=((number, digest),)).verification.holds
    assert not check(data, heads=((number, "sha256:" + "0" * 64),)).verification.holds
    later = check(data, heads=((number + 5, digest),)).verification
    assert later.holds
    assert [remark.code for remark in later.remarks] == ["export.head_later"]


def test_rows_of_other_nights_are_not_in_it(data: bytes) -> None:
    lines = lines_of(data)
    assert [line["row"][:2] for line in lines if "row" in line] == [
        ["IN-14-1", "target:ap01"],
        ["IN-22-1", "target:ap01"],
        ["IN-14-1", "target:ap02"],
        ["IN-22-1", "target:ap02"],
    ]
    assert lines[-1]["end"] == {"seals": 7, "forms": len([x for x in lines if "form" in x]), "subjects": 2, "rows": 4}


def test_a_run_that_is_not_there_or_not_sealed_cannot_be_exported(city: Path, tmp_path: Path) -> None:
    copy = tmp_path / "auditor.db"
    copy.write_bytes(city.read_bytes())
    with Store.open(copy, protection=PROTECTION) as store:
        with pytest.raises(UsageError) as refused:
            exported(store, "nowhere")
        assert refused.value.message.code == "cli.no_such_run"
        begin(store, 3)
        with pytest.raises(UsageError) as refused:
            exported(store, run_id(3))
        assert refused.value.message.code == "sealing.not_sealed"


def test_a_run_that_was_interrupted_is_proven_to_have_been(
    check: Callable[..., ExportCheck], city: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "auditor.db"
    copy.write_bytes(city.read_bytes())
    with Store.open(copy, protection=PROTECTION) as store:
        begin(store, 3)
        sealed_night(store, 4)
        found = check(exported(store, run_id(3)))
    assert found.verification.holds
    assert found.statement is not None
    assert (found.statement.run.state, found.states) == ("interrupted", {})


@pytest.mark.parametrize("trusted", [KEY, OTHER])
def test_a_rotation_hands_the_proof_on(
    check: Callable[..., ExportCheck], city: Path, tmp_path: Path, trusted: Any
) -> None:
    copy = tmp_path / "auditor.db"
    copy.write_bytes(city.read_bytes())
    with Store.open(copy, protection=PROTECTION) as store:
        rotate(store, Holder(KEY.private), clock(3), token=token(2))
        sealed_night(store, 3, key=OTHER)
        for run in (run_id(0), run_id(3)):
            assert check(exported(store, run), trusted.public).verification.holds


def test_a_loss_is_said_and_the_old_key_proves_only_what_it_signed(
    check: Callable[..., ExportCheck], city: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "auditor.db"
    copy.write_bytes(city.read_bytes())
    with Store.open(copy, protection=PROTECTION) as store:
        declare_lost(store, Holder(OTHER.private), clock(3), reason="火災", by="課長")
        sealed_night(store, 3, key=OTHER)
        old, new = exported(store, run_id(0)), exported(store, run_id(3))
    for content in (old, new):
        found = check(content, OTHER.public).verification
        assert found.holds
        assert "seal.key_lost" in {remark.code for remark in found.remarks}
    assert "seal.loss_not_trusted" in told(check(new, KEY.public))


def test_a_file_that_cannot_be_opened_is_a_mistake_of_the_command_line(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UsageError) as refused:
            check_export(path, trusted=None)
        assert refused.value.message.code == "export.unreadable"


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"{}", b"\0" * 100, b"[" * 100_000, b'{"schema":"auditor-export/1"}\n']
)
def test_what_is_no_export_is_told(check: Callable[..., ExportCheck], content: bytes) -> None:
    assert "export.bad_line" in told(check(content))


def test_any_flipped_byte_is_told(check: Callable[..., ExportCheck], data: bytes) -> None:
    """Every place of everything but statements, and a sample of those."""
    random = Random(20261120)  # noqa: S311 - seeded places, no secret
    statements = data.index(b'{"form"')
    places = [*range(statements, len(data), 9), *random.sample(range(statements), 80)]
    for place in places:
        altered = bytearray(data)
        altered[place] ^= 1 << random.randrange(8)
        assert told(check(bytes(altered))), place


def test_any_cut_off_end_is_told(check: Callable[..., ExportCheck], data: bytes) -> None:
    for length in range(0, len(data), 97):
        assert "export.bad_line" in told(check(data[:length]))
    for more in (b"\n", b"x", data):
        assert "export.bad_line" in told(check(data + more))


STRANGE: tuple[Any, ...] = (
    None, 0, -1, 2**63, 10**300, "", "\x1a", "\x1ad800", "\x1b[31m", "é" * 999, [], {}, True, 1.5, run_id(2), [["x"]],
)  # fmt: skip


def exchanged(value: Any, random: Random) -> Any:
    """The value with one part of it, however deep, exchanged for something strange; or one left out."""
    if isinstance(value, dict) and value and random.random() < 0.9:
        name = random.choice(list(value))
        rest = {other: kept for other, kept in value.items() if other != name}
        return rest if random.random() < 0.1 else {**rest, name: exchanged(value[name], random)}
    if isinstance(value, list) and value and random.random() < 0.9:
        at = random.randrange(len(value))
        return [*value[:at], exchanged(value[at], random), *value[at + 1 :]]
    if isinstance(value, str) and value.startswith("{") and random.random() < 0.9:
        inner = exchanged(json.loads(value), random)
        return json.dumps(inner, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return random.choice(STRANGE)


def test_any_exchanged_value_is_told_in_words(check: Callable[..., ExportCheck], data: bytes) -> None:
    """By somebody who knows the form of the file, so that counts and digest at its end fit."""
    random = Random(20261121)  # noqa: S311 - seeded places, no secret
    original = lines_of(data)
    for _ in range(250):
        lines = list(original)
        at = random.randrange(len(lines) - 1)
        lines[at] = exchanged(lines[at], random)
        if lines == original or not isinstance(lines[at], dict):
            continue
        found = check(rewritten(lines), random.choice([KEY.public, None]))
        assert told(found), lines[at]
        for fault in found.verification.faults:
            assert render(fault.what, Language.JA)


def swap(lines: list[Line], first: int, second: int) -> None:
    lines[first], lines[second] = lines[second], lines[first]


def where(lines: list[Line], kind: str) -> list[int]:
    return [number for number, line in enumerate(lines) if kind in line]


def form_of_fail(lines: list[Line]) -> int:
    return next(n for n in where(lines, "form") if '"state":"fail"' in lines[n]["form"])


def alter(lines: list[Line], what: str) -> set[str]:
    """Do something to the file that leaves it a file of its form; gives what must be told."""
    seals, forms, subjects, rows = (where(lines, kind) for kind in ("seal", "form", "subject", "row"))
    runs = [n for n in seals if json.loads(lines[n]["seal"]["statement"])["kind"] == "run"]
    match what:
        case "another run":
            lines[0]["run"] = run_id(2)
            return {"export.subjects_altered"}
        case "a fail made a pass":
            at = form_of_fail(lines)
            lines[at]["form"] = lines[at]["form"].replace('"state":"fail"', '"state":"pass"')
            listed = sorted((lines[n] for n in forms), key=lambda x: digest_of(x["form"].encode()))
            lines[forms[0] : forms[-1] + 1] = listed
            return {"export.form_altered", "export.form_inserted"}
        case "a row of another form":
            lines[rows[1]]["row"][2] = lines[rows[0]]["row"][2]
            return {"export.subject_altered"}
        case "a row left out":
            del lines[rows[1]]
            return {"export.subject_altered"}
        case "a subject left out":
            del lines[subjects[1] :][:3]
            lines[subjects[1] : -1] = []
            return {"export.subjects_altered", "export.count_failed"}
        case "a row added":
            lines.insert(rows[1], {"row": ["IN-99", *lines[rows[1]]["row"][1:]]})
            return {"export.subject_altered"}
        case "a row under another subject":
            swap(lines, rows[0], rows[2])
            return {"export.row_astray", "export.subject_altered"}
        case "a subject's own root altered":
            lines[subjects[0]]["subject"][2] = "0" * 64
            return {"export.subjects_altered", "export.subject_altered"}
        case "a form left out":
            del lines[form_of_fail(lines)]
            return {"export.form_altered"}
        case "a form that nobody names":
            lines.append({"form": "{}"})
            listed = sorted([*(lines[n] for n in forms), lines.pop()], key=lambda x: digest_of(x["form"].encode()))
            lines[forms[0] : forms[-1] + 1] = listed
            return {"export.form_inserted"}
        case "signatures swapped":
            first, second = lines[seals[1]]["seal"], lines[seals[2]]["seal"]
            first["signature"], second["signature"] = second["signature"], first["signature"]
            return {"seal.statement_altered"}
        case "statements swapped":
            swap(lines, seals[1], seals[3])
            return {"seal.statement_misplaced"}
        case "a statement left out":
            del lines[runs[0]]
            return {"seal.statement_misplaced"}
        case "the run's statement left out at the end":
            lines[runs[1] : seals[-1] + 1] = []
            return {"export.run_not_proven"}
        case "a statement altered":
            seal = lines[runs[1]]["seal"]
            seal["statement"] = seal["statement"].replace('"failed":2', '"failed":0')
            return {"seal.statement_altered", "export.run_not_proven"}
    raise AssertionError(what)


ALTERATIONS = (
    "another run",
    "a fail made a pass",
    "a row of another form",
    "a row left out",
    "a subject left out",
    "a row added",
    "a row under another subject",
    "a subject's own root altered",
    "a form left out",
    "a form that nobody names",
    "signatures swapped",
    "statements swapped",
    "a statement left out",
    "the run's statement left out at the end",
    "a statement altered",
)


@pytest.mark.parametrize("what", ALTERATIONS)
def test_what_was_altered_is_told_even_by_who_knows_the_form(
    check: Callable[..., ExportCheck], data: bytes, what: str
) -> None:
    lines = lines_of(data)
    expected = alter(lines, what)
    found = check(rewritten(lines))
    assert expected <= told(found)
    assert found.verification.proven == ()


def test_the_rewriting_of_the_tests_alters_nothing_by_itself(check: Callable[..., ExportCheck], data: bytes) -> None:
    assert check(rewritten(lines_of(data))).verification.holds


def test_a_file_sealed_anew_by_another_key_is_told(check: Callable[..., ExportCheck], tmp_path: Path) -> None:
    """Somebody builds the whole city again, with a key of their own."""
    with Store.open(tmp_path / "auditor.db", protection=PROTECTION) as store:
        sealed_night(store, 0, key=OTHER, failing=())
        forged = exported(store, run_id(0))
    assert check(forged, None).verification.holds
    assert "seal.key_not_trusted" in told(check(forged))


def test_what_was_altered_is_named(check: Callable[..., ExportCheck], data: bytes) -> None:
    lines = lines_of(data)
    row = where(lines, "row")[1]
    lines[row]["row"][2] = lines[row - 1]["row"][2]
    (fault, *_) = check(rewritten(lines)).verification.faults
    assert (fault.kind, fault.what.args["subject"]) == (FaultKind.ALTERED, "target:ap01")


def test_a_store_that_was_altered_gives_an_export_that_says_so(
    check: Callable[..., ExportCheck], city: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "auditor.db"
    copy.write_bytes(city.read_bytes())
    with Store.open(copy) as store:
        with store.writing() as connection:
            connection.execute("UPDATE results SET form = (SELECT min(form) FROM results)")
        found = check(exported(store, run_id(1)))
    assert "export.subjects_altered" in told(found)
    assert private(1) not in (tmp_path / "run.jsonl").read_bytes()


def test_a_store_that_cannot_be_read_is_said_in_words(city: Path, tmp_path: Path) -> None:
    copy = tmp_path / "auditor.db"
    copy.write_bytes(city.read_bytes())
    with Store.open(copy) as store:
        with store.writing() as connection:
            connection.execute("UPDATE forms SET content = x'ff' WHERE id IN (SELECT form FROM results)")
        with pytest.raises((SealError, StoreError)) as refused:
            exported(store, run_id(1))
    assert refused.value.message.code == "export.unfit"

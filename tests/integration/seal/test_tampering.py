"""A byte is flipped, a row altered, a file exchanged: ``auditor verify`` says so, exits 4, and names what it was."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from auditor.store.store import Store
from tests.integration.seal.workspaces import Program, Said, make_workspace, program, runs
from tests.unit.seal.sealed_nights import OTHER
from tests.unit.store.nights import run_id

Edit = Callable[[sqlite3.Connection], object]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("sealed") / "city")


@pytest.fixture
def city(untouched: Path, tmp_path: Path) -> Path:
    shutil.copytree(untouched, tmp_path / "city")
    return tmp_path / "city"


@pytest.fixture
def auditor(city: Path, capfd: pytest.CaptureFixture[str]) -> Program:
    return program(city, capfd)


def edit(city: Path, change: Edit) -> None:
    with closing(sqlite3.connect(city / "state" / "auditor.db")) as connection, connection:
        change(connection)


def flip(path: Path, at: int, bit: int = 1) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= bit
    path.write_bytes(bytes(content))


def test_untouched_records_hold(auditor: Program) -> None:
    said = auditor("verify")
    assert (said.code, said.err) == (0, "")
    assert "Nothing was found that was altered, removed or inserted since it was sealed." in said.out
    assert "Runs proven to be as they were sealed: 3 of 3." in said.out
    found = auditor("verify", "--format", "json")
    assert found.code == 0
    assert (found.json["holds"], found.json["runs"], found.json["proven"]) == (True, runs(), runs())
    assert f"Head of the chain: {found.json['head']['number']}  {found.json['head']['digest']}" in said.out


def test_one_run_can_be_asked_for(auditor: Program) -> None:
    said = auditor("verify", run_id(1))
    assert said.code == 0
    assert "Run night-1 is proven to be as it was sealed." in said.out
    refused = auditor("verify", "nowhere")
    assert refused.code == 2
    assert "nowhere" in refused.err


def test_neither_vault_nor_inventory_is_needed(city: Path, auditor: Program) -> None:
    (city / "state" / "vault.json").unlink()
    (city / "state" / "vault.key").unlink()
    assert auditor("verify").code == 0


EDITS: dict[str, tuple[str, str]] = {
    "a fail made a pass": (
        "UPDATE results SET form = (SELECT form FROM results WHERE state = 'pass'), state = 'pass', satisfied = 1, "
        "reason = '' WHERE state = 'fail'",
        "IN-22-1",
    ),
    "only the state's own column": ("UPDATE results SET state = 'pass' WHERE state = 'fail'", "IN-22-1"),
    "a row deleted": ("DELETE FROM results WHERE id = (SELECT max(id) FROM results)", "IN-22-1"),
    "a night's row ended earlier": ("UPDATE results SET last = 1 WHERE id = 1", "IN-14-1"),
    "a form's content": (
        "UPDATE forms SET content = CAST(replace(CAST(content AS TEXT), '\"fail\"', '\"pass\"') AS BLOB) "
        "WHERE CAST(content AS TEXT) LIKE '%\"fail\"%'",
        "IN-22-1",
    ),
    "a fact taken away": (
        "DELETE FROM spans WHERE id = (SELECT v.id FROM spans v JOIN slots s ON s.id = v.slot WHERE s.kind = 'fact' "
        "ORDER BY v.id DESC LIMIT 1)",
        "ap0",
    ),
    "a run's date": ("UPDATE runs SET as_of = '2020-01-01' WHERE id = 2", "night-1"),
    "a run's numbers": ("UPDATE runs SET coverage = replace(coverage, '\"failed\":2', '\"failed\":0')", "night-0"),
    "a run's name": ("UPDATE runs SET name = 'night-x' WHERE id = 2", "night-1"),
    "an artefact exchanged": ("UPDATE bodies SET body = zeroblob(40) WHERE run = 1", "artefact"),
    "an artefact deleted": ("DELETE FROM bodies WHERE sealed = 1 AND base IS NULL AND run = 3", "artefact"),
    "volatile artefacts deleted": ("UPDATE bundles SET bodies = NULL WHERE run = 2", "night-1"),
    "what a night measured": ("UPDATE bundles SET body = zeroblob(30) WHERE run = 2", "night-1"),
    "the tombstone forged": ("UPDATE bodies SET body = x'', pruned = '2026-11-22' WHERE run = 1", "artefact"),
    "a quarantine invented": (
        "INSERT INTO quarantine VALUES ('ssh', 'v1', 'ap01', '2026-11-20T00:00:00+00:00', x'00')",
        "quarantine",
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_whatever_is_altered_in_the_tables_is_told(city: Path, auditor: Program, what: str) -> None:
    statement, named = EDITS[what]

    def change(connection: sqlite3.Connection) -> None:
        assert connection.execute(statement).rowcount > 0

    edit(city, change)
    said = auditor("verify")
    assert said.code == 4, what
    faults = said.out.split("Not as it was sealed")[1].split("What to do")[0]
    assert named in faults


CHAIN: dict[str, str] = {
    "a statement's byte": "UPDATE seals SET statement = CAST(replace(statement, 'night-1', 'night-7') AS BLOB)",
    "a signature": "UPDATE seals SET signature = zeroblob(64) WHERE number = 4",
    "the newest run's statements removed": "DELETE FROM seals WHERE number >= 6",
    "a statement in the middle removed": "DELETE FROM seals WHERE number = 4",
    "all statements removed": "DELETE FROM seals",
    "two statements exchanged": "UPDATE seals SET number = CASE number WHEN 2 THEN -4 ELSE -2 END "
    "WHERE number IN (2, 4)",
    "a manifest": "UPDATE seals SET manifest = zeroblob(20) WHERE kind = 'run'",
}


@pytest.mark.parametrize("what", CHAIN)
def test_whatever_is_altered_in_the_chain_is_told(city: Path, auditor: Program, what: str) -> None:
    edit(city, lambda connection: connection.execute(CHAIN[what]))
    edit(city, lambda connection: connection.execute("UPDATE seals SET number = -number WHERE number < 0"))
    said = auditor("verify")
    assert said.code == 4, what


def test_a_chain_cut_short_with_its_runs_is_told_by_a_head_kept_elsewhere(city: Path, auditor: Program) -> None:
    """Whoever also deletes the last run's rows and reports has a store that holds by itself."""
    head = auditor("seal", "head", "--format", "json").json
    noted = f"{head['number']} {head['digest']}"
    assert auditor("verify", "--head", noted).code == 0
    edit(city, lambda connection: connection.execute("DELETE FROM seals WHERE number = ?", (head["number"],)))
    said = auditor("verify", "--head", noted)
    assert said.code == 4
    assert str(head["number"]) in said.out


def test_the_seal_of_the_newest_reports_taken_away_is_said(city: Path, auditor: Program) -> None:
    """A night killed between its two statements looks the same, so that it is no fault."""
    edit(city, lambda connection: connection.execute("DELETE FROM seals WHERE number = 7"))
    said = auditor("verify")
    assert said.code == 0
    assert f"The reports of run {run_id(2)} are not sealed" in said.out


@pytest.mark.parametrize("name", ["report.html", "results.json", "seal.json"])
def test_a_flipped_byte_in_a_report_is_told(city: Path, auditor: Program, name: str) -> None:
    flip(city / "reports" / run_id(1) / name, 5)
    said = auditor("verify")
    assert said.code == 4
    assert name in said.out
    assert "ALTERED" in said.out


def test_added_and_deleted_reports_break_no_seal_and_are_said(city: Path, auditor: Program) -> None:
    (city / "reports" / run_id(1) / "extra.html").write_text("x")
    (city / "reports" / run_id(1) / "report.html").unlink()
    shutil.rmtree(city / "reports" / run_id(0))
    said = auditor("verify")
    assert said.code == 0
    remarks = said.out.split("To be known")[1]
    assert all(name in remarks for name in ("extra.html", "report.html", run_id(0)))


def test_another_public_key_beside_the_store_is_told(city: Path, auditor: Program) -> None:
    published = city / "state" / "seal.pub"
    published.write_bytes(OTHER.public.pem())
    said = auditor("verify")
    assert said.code == 4
    assert OTHER.public.fingerprint in said.out
    published.write_bytes(b"no key")
    assert auditor("verify").code == 4
    published.unlink()
    held = auditor("verify")
    assert held.code == 0
    assert "state/seal.pub is not there" in held.out


def test_any_flipped_byte_of_the_public_key_is_told(city: Path, auditor: Program) -> None:
    published = city / "state" / "seal.pub"
    content = published.read_bytes()
    start = content.index(b"\n") + 1
    for place in range(start, start + 60, 7):
        published.write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        assert auditor("verify").code == 4, place


def test_a_public_key_kept_elsewhere_is_held_against_the_chain(city: Path, auditor: Program, tmp_path: Path) -> None:
    kept = tmp_path / "kept.pub"
    assert auditor("seal", "key", "--output", str(kept)).code == 0
    assert auditor("verify", "--public-key", str(kept)).code == 0
    kept.write_bytes(OTHER.public.pem())
    said = auditor("verify", "--public-key", str(kept))
    assert said.code == 4
    assert OTHER.public.fingerprint in said.out
    kept.write_bytes(b"nothing")
    assert auditor("verify", "--public-key", str(kept)).code == 2


@pytest.mark.parametrize("head", ["", "7", "sha256:00", "7 sha256:xy", "x sha256:" + "0" * 64])
def test_a_head_of_another_form_is_a_mistake_of_the_command_line(auditor: Program, head: str) -> None:
    assert auditor("verify", "--head", head).code == 2


def contents(path: Path) -> list[str]:
    """Everything that the tables hold."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def flipped_stores(city: Path, tries: int, seed: int) -> Iterator[tuple[int, Path]]:
    """The store with a byte flipped at one place after the other."""
    store = city / "state" / "auditor.db"
    original = store.read_bytes()
    random = Random(seed)  # noqa: S311 - seeded places, no secret
    for _ in range(tries):
        place = random.randrange(len(original))
        altered = bytearray(original)
        altered[place] ^= 1 << random.randrange(8)
        for side in ("-wal", "-shm"):
            store.with_name(store.name + side).unlink(missing_ok=True)
        store.write_bytes(bytes(altered))
        yield place, store


def told_or_nothing_altered(city: Path, auditor: Program, tries: int, seed: int) -> None:
    """Every flip is told, unless it lies where the file holds nothing: then all that it holds reads as before."""
    before = contents(city / "state" / "auditor.db")
    for place, store in flipped_stores(city, tries, seed):
        said = auditor("verify")
        if said.code != 4:
            assert said.code == 0, (place, said.err)
            assert contents(store) == before, place


def test_a_flipped_byte_in_the_store_is_told(city: Path, auditor: Program) -> None:
    told_or_nothing_altered(city, auditor, 60, seed=1)


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(4))
def test_thousands_of_flipped_bytes_in_the_store_are_told(city: Path, auditor: Program, seed: int) -> None:
    told_or_nothing_altered(city, auditor, 1000, seed=100 + seed)


def words(said: Said) -> None:
    assert said.code == 4
    assert "Traceback" not in said.out + said.err
    assert "Not as it was sealed" in said.out


@pytest.mark.parametrize("length", [0, 50, 5000, 40_000])
def test_a_store_that_was_cut_off_is_told_in_words(city: Path, auditor: Program, length: int) -> None:
    store = city / "state" / "auditor.db"
    store.write_bytes(store.read_bytes()[:length])
    words(auditor("verify"))


def test_a_store_overwritten_with_something_else_is_told_in_words(city: Path, auditor: Program) -> None:
    store = city / "state" / "auditor.db"
    store.write_bytes(b"<html>" * 1000)
    words(auditor("verify"))
    store.unlink()
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("CREATE TABLE other (x)")
    words(auditor("verify"))


def test_a_store_that_was_removed_is_told(city: Path, auditor: Program) -> None:
    (city / "state" / "auditor.db").unlink()
    words(auditor("verify"))
    assert not (city / "state" / "auditor.db").exists()


def test_where_there_is_nothing_at_all_it_is_a_mistake_of_the_command_line(tmp_path: Path, auditor: Program) -> None:
    assert auditor("verify", workspace=tmp_path / "nowhere").code == 2


def test_a_new_store_says_that_nothing_is_sealed_yet(tmp_path: Path, auditor: Program) -> None:
    with Store.open(tmp_path / "new" / "state" / "auditor.db"):
        pass
    said = auditor("verify", workspace=tmp_path / "new")
    assert said.code == 0
    assert said.out == "Nothing is sealed yet. The first audit (auditor audit) is sealed when it ends.\n"

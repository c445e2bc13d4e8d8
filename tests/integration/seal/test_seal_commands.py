"""``auditor seal`` and ``auditor prune`` as an official uses them."""

import json
import shutil
from pathlib import Path

import pytest

from auditor.model.words import Language
from auditor.seal.keys import PublicKey, SealingKey
from auditor.store.protection import Protection
from auditor.store.store import Store
from tests.integration.seal.workspaces import Program, add_night, make_workspace, program, runs, vault_of
from tests.integration.servers.timestamping import Authority, timestamp_server
from tests.unit.seal.sealed_nights import OTHER
from tests.unit.store.nights import as_of, run_id

INVENTORY = """\
organisation: {id: city, title: みなと市}
"""


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_workspace(tmp_path_factory.mktemp("sealed") / "city")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tsa") / "authority")


@pytest.fixture
def city(untouched: Path, tmp_path: Path) -> Path:
    shutil.copytree(untouched, tmp_path / "city")
    return tmp_path / "city"


@pytest.fixture
def auditor(city: Path, capfd: pytest.CaptureFixture[str]) -> Program:
    return program(city, capfd)


def declare(city: Path, more: str = "") -> None:
    (city / "inventory").mkdir(exist_ok=True)
    (city / "inventory" / "city.yaml").write_text(INVENTORY + more, encoding="utf-8")


def test_the_head_is_printed_to_be_filed_and_checked_later(city: Path, auditor: Program) -> None:
    said = auditor("seal", "head")
    found = auditor("seal", "head", "--format", "json").json
    assert said.code == 0
    for value in (found["digest"], found["key"], run_id(2), "みなと市"):
        assert value in said.out
    use = said.out.splitlines()[-1]
    assert use == f'To check it later: auditor verify --head "{found["number"]} {found["digest"]}"'
    assert auditor("verify", "--head", f"{found['number']} {found['digest']}").code == 0
    assert (found["run"], found["as_of"], found["stamped"]) == (run_id(2), as_of(2).isoformat(), False)


def test_the_sheet_is_in_japanese_too(city: Path, capfd: pytest.CaptureFixture[str]) -> None:
    said = program(city, capfd, Language.JA)("seal", "head")
    assert said.out.startswith("監査記録の封印（控え）\n")
    assert "監査基準日 令和8年11月22日" in said.out


@pytest.mark.parametrize("command", [("head",), ("key",), ("rotate",), ("export", "night-0", "--output", "x")])
def test_where_nothing_is_recorded_or_sealed_that_is_said(tmp_path: Path, auditor: Program, command: list[str]) -> None:
    assert auditor("seal", *command, workspace=tmp_path / "nowhere").code == 2
    assert not (tmp_path / "nowhere").exists()


def test_the_public_key_is_printed_and_written(city: Path, auditor: Program, tmp_path: Path) -> None:
    said = auditor("seal", "key")
    key = PublicKey.from_pem(said.out.encode())
    assert key == SealingKey(vault_of(city).sealing_key).public
    assert key.fingerprint in said.err
    written = auditor("seal", "key", "--output", str(tmp_path / "city.pub"))
    assert PublicKey.from_pem((tmp_path / "city.pub").read_bytes()) == key
    assert key.fingerprint in written.out
    assert (tmp_path / "city.pub").stat().st_mode & 0o777 == 0o644
    assert auditor("seal", "key", "--output", str(tmp_path / "nowhere" / "x")).code == 2


def test_an_exported_run_is_checked_elsewhere_with_the_key_alone(city: Path, auditor: Program, tmp_path: Path) -> None:
    file, key = tmp_path / "night.jsonl", tmp_path / "city.pub"
    said = auditor("seal", "export", run_id(1), "--output", str(file))
    assert said.code == 0
    assert "4 rows" in said.out
    auditor("seal", "key", "--output", str(key))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    check = ("verify", "--file", str(file), "--public-key", str(key))
    held = auditor(*check, workspace=elsewhere)
    assert held.code == 0
    assert "Checked: the exported run night-1 (みなと市, as of 2026-11-21); seals in the chain: 7." in held.out
    assert "4 rows: 2 pass, 2 fail, 0 open" in held.out
    report = (city / "reports" / run_id(1) / "report.html").stat().st_size
    assert f"report.html  {report} bytes  sha256:" in held.out
    assert list(elsewhere.iterdir()) == []
    found = auditor(*check, "--format", "json", workspace=elsewhere).json
    assert (found["holds"], found["run"]["id"], found["states"]) == (True, run_id(1), {"pass": 2, "fail": 2})
    unnamed = auditor("verify", "--file", str(file), workspace=elsewhere)
    assert unnamed.code == 0
    assert "No public key was given" in unnamed.out


def test_an_exported_run_that_was_altered_is_told_and_named(city: Path, auditor: Program, tmp_path: Path) -> None:
    file = tmp_path / "night.jsonl"
    auditor("seal", "export", run_id(1), "--output", str(file))
    file.write_bytes(file.read_bytes().replace(b'\\"state\\":\\"fail\\"', b'\\"state\\":\\"pass\\"'))
    said = auditor("verify", "--file", str(file))
    assert said.code == 4
    assert "IN-22-1" in said.out
    assert "Run night-1 is not proven to be as it was sealed." in said.out
    file.write_bytes(b"")
    assert auditor("verify", "--file", str(file)).code == 4
    assert auditor("verify", "--file", str(tmp_path / "nowhere")).code == 2
    assert auditor("verify", run_id(1), "--file", str(file)).code == 2


def test_a_run_that_is_not_there_leaves_no_file(auditor: Program, tmp_path: Path) -> None:
    said = auditor("seal", "export", "nowhere", "--output", str(tmp_path / "x"))
    assert said.code == 2
    assert "nowhere" in said.err
    assert list(tmp_path.glob("x*")) == []
    assert auditor("seal", "export", run_id(0), "--output", str(tmp_path / "none" / "x")).code == 2


def test_a_rotation_changes_vault_store_and_published_key_together(city: Path, auditor: Program) -> None:
    old = SealingKey(vault_of(city).sealing_key)
    said = auditor("seal", "rotate", "--reason", "年次", "--by", "課長")
    new = SealingKey(vault_of(city).sealing_key)
    assert said.code == 0
    assert new != old
    assert new.public.fingerprint in said.out
    sheet = auditor("seal", "head").out
    assert f"Key: {old.public.fingerprint}\nKey from the next seal on: {new.public.fingerprint}\n" in sheet
    assert f"seals from now on are made with {new.public.fingerprint}" in auditor("verify").out
    assert PublicKey.from_pem((city / "state" / "seal.pub").read_bytes()) == new.public
    with Store.open(city / "state" / "auditor.db", protection=Protection(vault_of(city).artefact_key)) as store:
        add_night(city, store, vault_of(city), 3)
    assert auditor("verify").code == 0
    old_file = city / "old.pub"
    old_file.write_bytes(old.public.pem())
    assert auditor("verify", "--public-key", str(old_file)).code == 0


def test_a_lost_vault_is_replaced_and_its_loss_is_on_record(city: Path, auditor: Program, tmp_path: Path) -> None:
    old = city / "state" / "seal.pub"
    kept = tmp_path / "kept.pub"
    shutil.copy(old, kept)
    (city / "state" / "vault.json").unlink()
    assert auditor("seal", "rotate").code == 2
    assert auditor("seal", "lost", "--reason", " ", "--by", "課長").code == 2
    assert not (city / "state" / "vault.json").exists()
    said = auditor("seal", "lost", "--reason", "火災", "--by", "課長")
    assert said.code == 0
    assert "There was no vault, so a new one was made." in said.out
    assert "they are on record as deleted" in said.out
    verified = auditor("verify")
    assert verified.code == 0
    assert "火災" in verified.out
    assert auditor("verify", "--public-key", str(old)).code == 0
    again = auditor("seal", "lost", "--reason", "火災", "--by", "課長")
    assert again.code == 2
    assert "does hold the sealing key in use" in again.err
    assert auditor("verify", "--public-key", str(kept)).code == 4
    vault = vault_of(city)
    with Store.open(city / "state" / "auditor.db", protection=Protection(vault.artefact_key)) as store:
        add_night(city, store, vault, 3)
    assert auditor("verify").code == 0


def test_a_vault_from_an_older_backup_is_not_sealed_with(city: Path, auditor: Program, tmp_path: Path) -> None:
    shutil.copy(city / "state" / "vault.json", tmp_path / "backup.json")
    auditor("seal", "rotate")
    shutil.copy(tmp_path / "backup.json", city / "state" / "vault.json")
    said = auditor("seal", "rotate")
    assert said.code == 4
    assert "auditor seal lost" in said.err
    assert auditor("seal", "lost", "--reason", "古い控え", "--by", "課長").code == 0
    assert auditor("verify").code == 0


def test_evidence_is_pruned_by_a_day_or_the_inventorys_retention(city: Path, auditor: Program) -> None:
    rehearsed = auditor("prune", "--before", as_of(1).isoformat(), "--dry-run")
    assert rehearsed.code == 0
    assert "Would be deleted" in rehearsed.out
    assert "Of: ap01, ap02" in rehearsed.out
    assert f"The newest night that rests on any of them: {run_id(0)}" in rehearsed.out
    done = auditor("prune", "--before", as_of(1).isoformat())
    assert done.code == 0
    assert rehearsed.out.splitlines()[0].split(": ")[1] == done.out.splitlines()[0].split(": ")[1]
    assert "Nothing was deleted." in auditor("prune", "--before", as_of(1).isoformat()).out
    verified = auditor("verify")
    assert verified.code == 0
    assert "deleted by their retention" in verified.out
    assert auditor("prune", "--before", as_of(3).isoformat()).code == 2
    declare(city)
    refused = auditor("prune")
    assert refused.code == 2
    assert "evidence_retention" in refused.err
    declare(city, "care: {evidence_retention: P1000Y}\n")
    assert "Nothing was deleted." in auditor("prune").out


def test_a_head_is_stamped_and_checked_with_the_inventorys_certificates(
    city: Path, auditor: Program, authority: Authority, tmp_path: Path
) -> None:
    declare(city)
    unset = auditor("seal", "stamp")
    assert unset.code == 2
    assert "seal: timestamp:" in unset.err
    shutil.copy(authority.ca_file, city / "ca.pem")
    with timestamp_server(authority) as server:
        declare(city, f"seal: {{timestamp: {{url: '{server.url}', ca_file: ca.pem}}}}\n")
        said = auditor("seal", "stamp")
        assert said.code == 0, said.err
        assert said.out.startswith("Seal 7 is time-stamped (")
        assert auditor("seal", "stamp").code == 0
        assert len(server.asked) == 1
    held = auditor("verify")
    assert held.code == 0
    assert "The newest is of seal 7" in held.out
    assert "(time-stamped)" in held.out
    down = auditor("seal", "stamp")
    assert down.code == 0, "it is stamped already"
    file = tmp_path / "night.jsonl"
    auditor("seal", "export", run_id(0), "--output", str(file))
    checked = auditor("verify", "--file", str(file), "--ca-file", str(authority.ca_file))
    assert checked.code == 0
    assert "The newest is of seal 7" in checked.out
    shutil.rmtree(city / "inventory")
    unchecked = auditor("verify")
    assert unchecked.code == 0
    assert "were not checked for want of the authority's certificates" in unchecked.out


def test_a_stamp_that_does_not_hold_breaks_the_verification(
    city: Path, auditor: Program, authority: Authority, tmp_path: Path
) -> None:
    other = Authority(tmp_path / "other")
    declare(city)
    shutil.copy(authority.ca_file, city / "ca.pem")
    with timestamp_server(authority) as server:
        declare(city, f"seal: {{timestamp: {{url: '{server.url}', ca_file: ca.pem}}}}\n")
        auditor("seal", "stamp")
    said = auditor("verify", "--ca-file", str(other.ca_file))
    assert said.code == 4
    assert "do not bear out the time stamp of seal 7" in said.out
    unreachable = auditor("verify", "--ca-file", str(tmp_path / "nowhere.pem"))
    assert unreachable.code == 2


def test_an_authority_that_is_down_is_said_and_changes_nothing(
    city: Path, auditor: Program, authority: Authority
) -> None:
    shutil.copy(authority.ca_file, city / "ca.pem")
    with timestamp_server(authority) as server:
        url = server.url
    declare(city, f"seal: {{timestamp: {{url: '{url}', ca_file: ca.pem}}}}\n")
    said = auditor("seal", "stamp")
    assert said.code == 2
    assert "The seal itself is made" in said.err
    assert auditor("verify").code == 0


def test_json_of_all_runs(auditor: Program) -> None:
    found = auditor("verify", "--format", "json").json
    assert found["schema"] == "auditor-verification/1"
    assert found["runs"] == runs()
    assert json.dumps(found["head"]).count("sha256:") == 1
    assert OTHER.public.fingerprint != found["head"]["key"]

"""The doctor: each thing that can be wrong is seen, said and not touched."""

import os
import shutil
import socket
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding

from auditor.care.backup import Target, back_up, source_of
from auditor.care.doctor import space
from auditor.care.doctor.clock import look_at_clock, look_at_disk_time
from auditor.care.doctor.examine import LOOKS, examine
from auditor.care.doctor.finding import Finding, Look, Mark
from auditor.care.doctor.network import NETWORK
from auditor.care.doctor.scene import Scene
from auditor.messages.rendering import render
from auditor.model.operation import Channel, DutyKind
from auditor.model.words import Language, message
from auditor.notify.notice import Address, Notice, Test
from auditor.notify.spool import Spool
from auditor.notify.spool_files import SUFFIX
from auditor.scheduler.lock import locked, service_lock
from auditor.scheduler.publishing import publish_key
from auditor.scheduler.standing import NAME, first_standing, to_text
from auditor.seal.keys import SealingKey
from auditor.seal.rotation import rotate
from auditor.store.records import DutyRecord, DutyState
from auditor.store.store import Store
from tests.unit.care.installations import Installation, install

"""The disk stamps files with the machine's own time, so the doctor's clock is the machine's."""


@pytest.fixture(scope="module")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with four nights, made once: a vault takes its time by design."""
    folder = tmp_path_factory.mktemp("pattern")
    install(folder).nights(-3, -2, -1, 0)
    return folder


@pytest.fixture
def city(tmp_path: Path, pattern: Path) -> Installation:
    shutil.copytree(pattern, tmp_path, dirs_exist_ok=True)
    return Installation(root=tmp_path / "minato", backups=tmp_path / "backups")


HERE = datetime.now(UTC).replace(microsecond=0)


def look(city: Installation, now: datetime | None = None, **more: object) -> tuple[Look, ...]:
    # The disk's time is the machine's: it is held against the moment of the look, not of the file's import.
    moment = now or datetime.now(UTC).replace(microsecond=0)
    return examine(city.root, moment, {}, os.geteuid(), units=(), **more)  # type: ignore[arg-type]


def codes(found: tuple[Look, ...], *marks: Mark) -> set[str]:
    return {f.seen.code.removeprefix("doctor.") for one in found for f in one.findings if not marks or f.mark in marks}


def marked(city: Installation, now: datetime | None = None) -> dict[str, Mark]:
    return {f.seen.code.removeprefix("doctor."): f.mark for one in look(city, now) for f in one.findings}


def finding(city: Installation, code: str, now: datetime | None = None) -> Finding:
    (found,) = (f for one in look(city, now) for f in one.findings if f.seen.code == f"doctor.{code}")
    return found


def test_an_installation_in_order_has_nothing_to_do_but_a_backup(city: Installation) -> None:
    found = look(city)
    assert codes(found, Mark.ACT) == {"backup_never"}
    assert codes(found, Mark.NOTE) == {"service_never", "routes_none"}
    assert codes(found, Mark.FINE) == {
        "workspace", "state_private", "owner", "settings_kept", "key_opens", "space_ample", "clock", "disk_time_same",
        "time_zones", "store_open", "store_whole", "seal_head", "nights_newest", "libraries", "locale",
    }  # fmt: skip


def test_everything_has_a_title_a_sentence_and_something_to_do(city: Installation) -> None:
    shutil.rmtree(city.root / "inventory")
    for language in Language:
        for one in look(city):
            said = [render(message(f"doctor.title_{one.name}"), language)]
            for found in one.findings:
                said.append(render(found.seen, language))
                assert (found.todo is None) == (found.mark is Mark.FINE)
                said += [] if found.todo is None else [render(found.todo, language)]
            assert not [text for text in said if "doctor." in text or "{" in text]


# nothing is touched


def _harmed(city: Installation) -> None:
    city.store.chmod(0o644)
    (city.state / "vault.json").write_bytes(b"{")
    (city.state / "known_hosts").chmod(0o666)
    (city.root / "inventory" / "city.yaml").write_text("organisation: [", encoding="utf-8")


@pytest.mark.parametrize("harm", [lambda _: None, _harmed])
def test_the_doctor_changes_nothing(city: Installation, harm: Callable[[Installation], None]) -> None:
    harm(city)
    before = city.tree()
    look(city)
    assert city.tree() == before


def test_an_older_store_is_left_as_it_is(tmp_path: Path) -> None:
    city = install(tmp_path)
    with closing(sqlite3.connect(city.store)) as connection:
        connection.execute("PRAGMA application_id = 0x41554454")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("CREATE TABLE runs (id INTEGER PRIMARY KEY)")
    city.store.chmod(0o600)
    before = city.tree()
    assert marked(city)["store_older"] is Mark.NOTE
    assert city.tree() == before


# nothing breaks it


def _garbage(name: str) -> Callable[[Installation], None]:
    def harm(city: Installation) -> None:
        (city.state / name).write_bytes(b"\x00\xff garbage")

    return harm


def _folder(name: str) -> Callable[[Installation], None]:
    def harm(city: Installation) -> None:
        (city.state / name).unlink(missing_ok=True)
        (city.state / name).mkdir()

    return harm


def _loop(name: str) -> Callable[[Installation], None]:
    def harm(city: Installation) -> None:
        (city.state / name).unlink(missing_ok=True)
        (city.state / name).symlink_to(city.state / name)

    return harm


def _state_is_a_file(city: Installation) -> None:
    shutil.rmtree(city.state)
    city.state.touch()


def _reports_are_a_file(city: Installation) -> None:
    (city.root / "reports").rmdir()
    (city.root / "reports").touch()


def _store_pages(city: Installation) -> None:
    content = bytearray(city.store.read_bytes())
    content[4096:16384] = os.urandom(16384 - 4096)
    city.store.write_bytes(content)


def _odd_memory(city: Installation) -> None:
    with Store.open(city.store) as store:
        store.remember(NAME, "nonsense")
        store.remember("care.backup", "{}")


def _pipe(city: Installation) -> None:
    (city.state / "seal.pub").unlink()
    os.mkfifo(city.state / "seal.pub")


HARMS: Mapping[str, Callable[[Installation], None]] = {
    "no workspace": lambda city: shutil.rmtree(city.root),
    "no state": lambda city: shutil.rmtree(city.state),
    "state is a file": _state_is_a_file,
    "store cut": lambda city: os.truncate(city.store, 5000),
    "store empty": lambda city: os.truncate(city.store, 0),
    "store pages": _store_pages,
    "odd memory": _odd_memory,
    **{f"{name} garbage": _garbage(name) for name in ("auditor.db", "vault.json", "seal.pub", "known_hosts", "spool")},
    **{f"{name} folder": _folder(name) for name in ("auditor.db", "vault.json", "seal.pub", "vault.key", "audit.lock")},
    **{f"{name} loop": _loop(name) for name in ("auditor.db", "vault.json", "seal.pub", "vault.key", "service.lock")},
    "key short": lambda city: os.truncate(city.key_file, 3),
    "key gone": lambda city: city.key_file.unlink(),
    "reports a file": _reports_are_a_file,
}


@pytest.mark.parametrize("harm", HARMS)
def test_whatever_is_broken_the_doctor_goes_on(city: Installation, harm: str) -> None:
    HARMS[harm](city)
    found = look(city)
    assert {one.name for one in found} >= {"workspace", "libraries", "locale"}
    for one in found:
        for told in one.findings:
            assert not told.seen.code.startswith("engine.crashed"), told


# permissions


@pytest.mark.parametrize(
    ("path", "mode", "code"),
    [
        ("state", 0o750, "open_to_others"),
        ("state/vault.json", 0o640, "open_to_others"),
        ("state/vault.key", 0o604, "open_to_others"),
        ("state/known_hosts", 0o622, "open_to_others"),
        ("state/seal.pub", 0o646, "open_to_others"),
        ("state/auditor.db", 0o644, "store_mode"),
        ("inventory/city.yaml", 0o646, "settings_writable"),
        ("policies/local", 0o757, "settings_writable"),
        ("reports", 0o757, "open_to_others"),
    ],
)
def test_what_others_could_read_or_write_is_to_be_mended(city: Installation, path: str, mode: int, code: str) -> None:
    (city.root / path).chmod(mode)
    found = [f for one in look(city) for f in one.findings if f.seen.code == f"doctor.{code}"]
    assert found
    assert all(f.mark is Mark.ACT for f in found)
    assert any(Path(path).name in str(f.seen.args) for f in found)


def test_public_things_may_be_read_by_all(city: Installation) -> None:
    (city.state / "known_hosts").chmod(0o644)
    (city.state / "seal.pub").chmod(0o644)
    (city.root / "inventory").chmod(0o775)
    assert "open_to_others" not in codes(look(city))


def test_files_of_another_user_are_told(city: Installation) -> None:
    if os.geteuid() == 0:
        os.chown(city.state / "vault.json", 12345, -1)
        assert finding(city, "owner_differs").seen.args["names"] == ("vault.json",)
        os.chown(city.key_file, 12345, -1)
        assert marked(city)["key_of_other"] is Mark.NOTE
    found = examine(city.root, HERE, {}, 54321, units=())
    assert codes(found, Mark.ACT) >= {"store_other_owner"}
    assert "other_user" in codes(found, Mark.NOTE)


# vault and key


def test_a_key_that_does_not_open_the_vault_is_to_be_mended(city: Installation) -> None:
    city.key_file.write_text("another key" * 10, encoding="ascii")
    assert marked(city)["vault.wrong_key_file"] is Mark.ACT
    city.key_file.unlink()
    assert marked(city)["key_passphrase_only"] is Mark.NOTE


def test_a_key_file_elsewhere_is_found_by_the_environment_or_by_name(city: Installation, tmp_path: Path) -> None:
    named = tmp_path / "named.key"
    city.key_file.rename(named)
    found = examine(city.root, HERE, {"AUDITOR_VAULT_KEY_FILE": str(named)}, os.geteuid(), units=())
    assert "key_opens" in codes(found)
    assert "key_opens" in codes(look(city, named_key=named))


def test_key_and_backups_do_not_belong_together(city: Installation) -> None:
    city.declare(f"care: {{backup: {{folder: {city.backups}}}}}\n")
    assert marked(city)["key_same_disk"] is Mark.NOTE
    found = look(city, named_key=shutil.copy2(city.key_file, city.backups / "x.key"))
    assert "key_in_backups" in codes(found, Mark.ACT)


# space


def test_space_is_held_against_what_nights_take(city: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, code, mark in (
        (10 * 1024**2, "space_low", Mark.ACT),
        (300 * 1024**2, "space_ends", Mark.ACT),
        (1000 * 1024**2, "space_ends", Mark.NOTE),
        (5000 * 1024**2, "space_lasts", Mark.FINE),
        (10**12, "space_ample", Mark.FINE),
    ):
        monkeypatch.setattr(space, "_room", lambda _, free=free: (free, 10**12))
        monkeypatch.setattr(space, "growth", lambda *_: 11 * 1024**2)
        assert marked(city)[code] is mark, code


def test_growth_is_what_the_last_nights_recorded(city: Installation, tmp_path: Path) -> None:
    with Store.open(city.store) as store:
        few = space.growth(store, city.root / "reports")
    assert few is not None
    assert 500 < few < 50_000
    folder = city.root / "reports" / "night-0"
    folder.mkdir()
    (folder / "results.json").write_bytes(b"x" * 300_000)
    with Store.open(city.store) as store:
        more = space.growth(store, city.root / "reports")
    assert more is not None
    assert more - few in range(100_000, 103_000)
    fresh = install(tmp_path / "fresh")
    fresh.nights(0, 1)
    with Store.open(fresh.store) as store:
        assert space.growth(store, fresh.root / "reports") is None


def test_inodes_and_the_backups_disk_count_too(city: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    city.declare(f"care: {{backup: {{folder: {city.backups}}}}}\n")
    assert marked(city)["backup_space"] is Mark.FINE
    monkeypatch.setattr(space, "_room", lambda path: (1000, 10**9) if path == city.backups else (10**12, 10**12))
    assert marked(city)["backup_space_low"] is Mark.ACT
    monkeypatch.setattr(space, "LEAST_INODES", 1 << 62)
    assert marked(city)["inodes_low"] is Mark.ACT


# clock


def test_a_clock_behind_the_records_is_told(city: Installation) -> None:
    recorded = datetime(2026, 11, 19, 16, 0, 30, tzinfo=UTC)
    assert marked(city, recorded)["clock"] is Mark.FINE
    assert marked(city, recorded - timedelta(hours=1))["clock_behind"] is Mark.ACT
    assert marked(city, datetime(2001, 1, 1, tzinfo=UTC))["clock_wrong"] is Mark.ACT


def test_a_disk_with_another_time_is_told_and_keeps_no_trace(city: Installation) -> None:
    before = city.tree()
    for off, code in ((0, "disk_time_same"), (-3600, "disk_time"), (3600, "disk_time")):
        scene = _scene(city, datetime.now(UTC) + timedelta(seconds=off))
        assert [f.seen.code for f in look_at_disk_time(scene)] == [f"doctor.{code}"]
    assert city.tree() == before


def test_without_records_the_clock_is_all_there_is(city: Installation) -> None:
    assert [f.seen.code for f in look_at_clock(_scene(city, HERE))] == ["doctor.clock"]


def _scene(city: Installation, now: datetime) -> Scene:
    return Scene(root=city.root, now=now, environment={}, workspace=None, store=None, user=os.geteuid(), units=())


# records and seals


def test_damage_in_the_store_is_told(city: Installation) -> None:
    with closing(sqlite3.connect(city.store, isolation_level=None)) as connection:
        connection.execute("DELETE FROM names WHERE id = 1")
    assert marked(city)["store_damaged"] is Mark.ACT


def test_a_night_that_is_not_sealed_and_another_public_key_are_told(city: Installation, tmp_path: Path) -> None:
    another = install(tmp_path / "another")
    another.nights(0)
    shutil.copy(another.state / "seal.pub", city.state / "seal.pub")
    assert marked(city)["seal_key_other"] is Mark.ACT
    (city.state / "seal.pub").unlink()
    assert marked(city)["seal_key_none"] is Mark.NOTE
    with closing(sqlite3.connect(city.store, isolation_level=None)) as connection:
        connection.execute("DELETE FROM seals WHERE number = (SELECT max(number) FROM seals)")
    assert marked(city)["seal_night"] is Mark.ACT
    with closing(sqlite3.connect(city.store, isolation_level=None)) as connection:
        connection.execute("DELETE FROM seals")
    assert marked(city)["seal_none"] is Mark.ACT


# nights and service


def _record(city: Installation, *duties: tuple[DutyKind, int, DutyState]) -> None:
    """Duties so many days ago."""
    with Store.open(city.store) as store:
        for kind, days, state in duties:
            due = HERE - timedelta(days=days)
            store.record_duty(DutyRecord(duty=kind, due=due, state=state, recorded=due))


def test_missed_and_failed_duties_weigh_by_how_the_last_one_went(city: Installation) -> None:
    _record(city, (DutyKind.AUDIT, 3, DutyState.MISSED), (DutyKind.AUDIT, 2, DutyState.DONE))
    _record(city, (DutyKind.BACKUP, 2, DutyState.DONE), (DutyKind.BACKUP, 1, DutyState.FAILED))
    _record(city, (DutyKind.VERIFY, 40, DutyState.FAILED), (DutyKind.PRUNE, 3, DutyState.LEFT_OUT))
    found = {f.seen.args["duty"]: f.mark for one in look(city) for f in one.findings if "duties_bad" in f.seen.code}
    assert found == {"audit": Mark.NOTE, "backup": Mark.ACT}


def test_duties_that_were_all_done_are_counted(city: Installation) -> None:
    _record(city, (DutyKind.AUDIT, 3, DutyState.DONE), (DutyKind.AUDIT, 2, DutyState.DONE))
    assert finding(city, "duties").seen.args["count"] == 2


def test_nights_that_should_have_come_are_told_once_there_is_a_service(city: Installation) -> None:
    later = datetime(2026, 11, 23, 3, tzinfo=UTC)
    assert marked(city, later)["nights_newest"] is Mark.FINE
    with Store.open(city.store) as store:
        schedule = city.load().inventory.operation.schedule
        store.remember(NAME, to_text(first_standing(later - timedelta(days=5), schedule)))
    found = finding(city, "nights_overdue", later)
    assert (found.mark, found.seen.args["count"]) == (Mark.ACT, 3)
    assert marked(city, later)["service_stopped"] is Mark.ACT


def test_a_running_service_and_an_endless_audit_are_seen(city: Installation, tmp_path: Path) -> None:
    with service_lock(city.state, lambda: HERE), locked(city.state, "audit", lambda: HERE - timedelta(days=2)):
        found = marked(city)
    assert found["service_running"] is Mark.FINE
    assert found["service_no_unit"] is Mark.NOTE
    assert found["audit_long"] is Mark.ACT
    units = tmp_path / "units"
    units.mkdir()
    (units / "auditor-once.service").write_text(
        f'[Service]\nExecStart=:"/usr/bin/auditor" "schedule" "--workspace" "{city.root}"\n', encoding="utf-8"
    )
    (units / "auditor-once.timer").touch()
    told = examine(city.root, HERE, {}, os.geteuid(), units=(units,))
    assert "service_timer" in codes(told, Mark.FINE)


def test_runs_that_were_broken_off_are_told(city: Installation) -> None:
    with Store.open(city.store) as store:
        store.begin_run("broken", HERE.date(), HERE, "p", "o", "d" * 64)
        store.begin_run("next", HERE.date(), HERE, "p", "o", "d" * 64)
    assert finding(city, "nights_interrupted").seen.args["runs"] == ("broken",)


def test_before_the_first_night_there_is_little_to_say(tmp_path: Path) -> None:
    city = install(tmp_path)
    assert marked(city)["store_none"] is Mark.NOTE
    with Store.open(city.store):
        pass
    assert marked(city)["nights_none"] is Mark.NOTE


# messages


def _queue(city: Installation, moment: datetime) -> Spool:
    spool = Spool(folder=city.state / "spool")
    notice = Notice(about="x", moment=moment, made=moment, organisation="みなと市", news=Test())
    spool.put(Address(channel=Channel.MAIL, to=("a@b.jp",)), notice)
    return spool


def test_waiting_messages_weigh_by_their_age(city: Installation) -> None:
    _queue(city, HERE - timedelta(hours=2))
    assert marked(city)["messages_wait"] is Mark.NOTE
    _queue(city, HERE - timedelta(days=2))
    found = finding(city, "messages_wait")
    assert (found.mark, found.seen.args["count"]) == (Mark.ACT, 2)


def test_damaged_messages_are_told(city: Installation) -> None:
    _queue(city, HERE)
    (path,) = (city.state / "spool").glob(f"*{SUFFIX}")
    path.write_bytes(path.read_bytes()[:-20])
    assert marked(city)["messages_damaged"] is Mark.ACT


# backups


def test_backups_are_seen_by_name_and_age(city: Installation) -> None:
    city.declare(
        f"care: {{backup: {{folder: {city.backups}, keep: 3}}}}\n"
        'schedule: {duties: [{do: audit, every: day, at: "01:30"}, {do: backup, every: week, on: monday, at: "04:00"}]}'
        "\n"
    )
    assert marked(city)["backup_none"] is Mark.ACT
    made = back_up(source_of(city.load()), Target(folder=city.backups, made=HERE - timedelta(days=10)))
    assert marked(city)["backup_newest"] is Mark.FINE
    assert marked(city, HERE + timedelta(days=10))["backup_old"] is Mark.ACT
    made.path.chmod(0o644)
    assert finding(city, "open_to_others").seen.args["path"] == str(made.path)
    shutil.rmtree(city.backups)
    assert marked(city)["backup_folder_gone"] is Mark.ACT


def test_a_backup_made_by_hand_counts_for_a_month(city: Installation) -> None:
    made = back_up(source_of(city.load()), Target(folder=city.backups, made=HERE))
    assert marked(city)["backup_by_hand"] is Mark.FINE
    made.path.unlink()
    found = marked(city, HERE + timedelta(days=40))
    assert (found["backup_by_hand_old"], found["backup_elsewhere"]) == (Mark.ACT, Mark.NOTE)


# certificates


def _certificate(path: Path, *ends: datetime) -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    pem = b""
    for end in ends:
        made = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(1)
            .not_valid_before(end - timedelta(days=365))
            .not_valid_after(end)
            .sign(key, None)
        )
        assert made.signature_hash_algorithm is None or isinstance(made.signature_hash_algorithm, hashes.HashAlgorithm)
        pem += made.public_bytes(Encoding.PEM)
    path.write_bytes(pem)


def test_certificates_are_watched(city: Installation) -> None:
    path = city.root / "ca.pem"
    city.declare(
        "notify:\n  syslog: {host: l.example.lg.jp, port: 6514, security: tls, ca_file: ca.pem}\n"
        "  routes: [{channel: syslog}]\n"
    )
    assert marked(city)["certificate_unreadable"] is Mark.ACT
    path.write_text("no certificate", encoding="ascii")
    assert marked(city)["certificate_odd"] is Mark.ACT
    for days, code, mark in (
        ((-1,), "certificate_over", Mark.ACT),
        ((20,), "certificate_soon", Mark.ACT),
        ((20, 900), "certificate_one_soon", Mark.NOTE),
        ((900,), "certificate", Mark.FINE),
    ):
        _certificate(path, *(HERE + timedelta(days=n) for n in days))
        assert marked(city)[code] is mark, code


# network


def test_servers_are_asked_only_when_a_person_wants_it(city: Installation, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    share = tmp_path / "share"
    share.mkdir()
    city.declare(
        f"notify:\n  syslog: {{host: 127.0.0.1, port: {port}, security: tcp}}\n  folder: {{path: {share}}}\n"
        "  routes: [{channel: syslog}, {channel: folder}]\n"
    )
    assert "network" not in {one.name for one in look(city)}
    (found,) = (one for one in look(city, more=NETWORK) if one.name == "network")
    assert sorted(f.mark for f in found.findings) == [Mark.ACT, Mark.FINE]
    assert list(share.iterdir()) == []


def test_every_look_has_its_title() -> None:
    for name in (*LOOKS, *NETWORK, "workspace"):
        for language in Language:
            assert "doctor." not in render(message(f"doctor.title_{name}"), language)


def test_a_vault_that_is_gone_though_its_key_sealed_nights_is_no_first_start(city: Installation) -> None:
    publish_key(city.state, SealingKey(city.vault().sealing_key).public)
    (city.state / "vault.json").unlink()
    assert marked(city)["vault_lost"] is Mark.ACT


def test_a_key_that_was_rotated_is_the_key_in_use(city: Installation) -> None:
    vault = city.vault()
    with Store.open(city.store) as store:
        rotated = rotate(store, vault, lambda: HERE, reason="異動", by="課長")
    publish_key(city.state, rotated)
    assert "seal_key_other" not in marked(city)
    publish_key(city.state, SealingKey(b"k" * 32).public)
    assert marked(city)["seal_key_other"] is Mark.ACT


@pytest.mark.parametrize("emptied", [True, False])
def test_records_that_are_gone_though_runs_were_sealed_are_told(city: Installation, emptied: bool) -> None:
    publish_key(city.state, SealingKey(city.vault().sealing_key).public)
    assert "records_gone" not in marked(city)
    if emptied:
        city.store.write_bytes(b"")
    else:
        city.store.unlink()
    assert marked(city)["records_gone"] is Mark.ACT

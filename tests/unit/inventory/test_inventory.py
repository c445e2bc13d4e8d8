"""The inventory of the fixture city as the engine sees it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from auditor.facts.base import Fact
from auditor.facts.declared import (
    DeclaredLine,
    DeclaredLinkage,
    DeclaredLogDestination,
    DeclaredService,
    DeclaredSharedAccount,
    DeclaredUnit,
)
from auditor.facts.logs import LogSource
from auditor.facts.recordings import DeclaredCamera
from auditor.inventory.inventory import Inventory
from auditor.model.job import Endpoint
from auditor.model.periods import Period
from auditor.model.subject import SubjectRef
from auditor.model.target import BackupDeclaration, CameraDeclaration, LogDeclaration
from auditor.model.terms import Basis, Completeness, Scope, TransportKind
from tests.unit.inventory.cities import NOW, city, loaded


@pytest.fixture
def inventory(tmp_path: Path) -> Inventory:
    return loaded(city(tmp_path))


def test_subjects_of_every_kind_in_order(inventory: Inventory) -> None:
    assert [str(s.ref) for s in inventory.subjects] == [
        "organisation:minato",
        "zone:bango",
        "zone:juki",
        "zone:office",
        "site:room1",
        "linkage:suido",
        "contract:c1",
        "file:f1",
        "target:ap01",
        "target:jt01",
        "target:rt01",
        "recorder:rec-a",
        "camera:cam01",
    ]


def test_attributes(inventory: Inventory) -> None:
    def of(name: str) -> dict[str, set[str]]:
        return {k: set(v) for k, v in inventory.subject(SubjectRef.parse(name)).attributes.items()}

    assert of("target:ap01") == {
        "id": {"ap01"}, "kind": {"server"}, "platform": {"linux"}, "tags": {"juki_net"}, "zone": {"bango"},
        "zone_kind": {"my_number"}, "site": {"room1"}, "owner": {"shimin"}, "basis": {"live"},
    }  # fmt: skip
    assert of("linkage:suido") == {
        "id": {"suido"}, "kind": {"linkage"}, "tags": set(), "owner": {"joho"}, "status": {"running"},
        "line": {"ip_vpn", "dedicated"}, "counterparty_logs_on": {"true"}, "platform": {"linux"},
        "external_server": {"unknown"}, "off_purpose": {"unknown"}, "outsourced": {"unknown"}, "provision": {"unknown"},
    }  # fmt: skip
    assert of("camera:cam01") == {
        "id": {"cam01"}, "kind": {"camera"}, "tags": set(), "platform": {"recorder"}, "zone": {"office"},
        "zone_kind": {"office"}, "basis": {"live"},
    }  # fmt: skip
    assert of("zone:juki")["zone_kind"] == {"juki_net"}


def test_owner_is_a_section_with_a_title(inventory: Inventory) -> None:
    assert inventory.subject(SubjectRef.parse("linkage:suido")).owner == "joho"
    assert inventory.section_titles == {"joho": "情報政策課", "shimin": "市民課"}


def test_a_target(inventory: Inventory, tmp_path: Path) -> None:
    target = inventory.targets["ap01"]
    assert target.endpoints == {
        TransportKind.SSH: Endpoint(
            host="127.0.0.2", port=2222, user="auditor", credential="ssh-auditor", options={"sudo": "true"}
        ),
        TransportKind.SNMP: Endpoint(
            host="127.0.0.2",
            port=161,
            user="mon",
            credential="snmp-auditor",
            options={"version": "3", "level": "authPriv", "auth": "sha256", "priv": "aes128", "context": ""},
        ),
    }
    assert target.description.logs == (
        LogDeclaration(
            source="operation",
            folder="oplog",
            name="oplog-%Y%m%d.csv.gz",
            started=date(2019, 11, 20),
            expected="business",
            encoding="cp932",
            closed_days=(date(2020, 12, 29),),
        ),
    )
    assert target.description.backups == (
        BackupDeclaration(name="db", kind="full", folder="/backup/full", pattern="*.dump"),
    )
    assert str(target.window) == "22:00-05:00"
    assert target.deadline == timedelta(seconds=45)
    assert inventory.targets["rt01"].deadline == timedelta(seconds=10)
    assert inventory.targets["jt01"].basis is Basis.OFFLINE


def test_a_recorder_knows_its_cameras_and_folders(inventory: Inventory, tmp_path: Path) -> None:
    recorder = inventory.targets["rec-a"]
    assert str(recorder.description.subject) == "recorder:rec-a"
    assert recorder.description.cameras == (
        CameraDeclaration(camera="cam01", folder="cam01", name="%Y%m%d/%H%M%S.mp4"),
    )
    assert recorder.description.leftover_folders == ("export",)
    assert recorder.endpoints[TransportKind.LOCAL] == Endpoint(
        path=str(tmp_path / "city" / "recordings" / "a"), options={"retention_file": "retention.ini"}
    )


def test_scopes(inventory: Inventory) -> None:
    def of(name: str, scope: Scope) -> list[str]:
        return [str(r) for r in inventory.scope(SubjectRef.parse(name), scope)]

    assert of("linkage:suido", Scope.SYSTEMS) == ["target:ap01"]
    assert of("linkage:suido", Scope.LINES) == ["target:rt01"]
    assert of("camera:cam01", Scope.RECORDER) == ["recorder:rec-a"]
    assert of("target:ap01", Scope.SUBJECT) == ["target:ap01"]
    assert of("target:ap01", Scope.SYSTEMS) == []
    assert of("target:ap01", Scope.ORGANISATION) == ["organisation:minato"]


def test_credentials_and_settings(inventory: Inventory) -> None:
    assert inventory.credentials() == {"rt-community": ("rt01",), "snmp-auditor": ("ap01",), "ssh-auditor": ("ap01",)}
    assert inventory.settings.workers == 8
    assert inventory.settings.handshakes_per_host == 6
    assert inventory.settings.evidence_validity == {
        Basis.OFFLINE: Period(exact=timedelta(days=35)),
        Basis.SUPPLIED: Period(years=1),
    }


def test_declared_facts_cite_file_and_line(inventory: Inventory) -> None:
    sets = {s.type: s for s in inventory.declared(SubjectRef.parse("target:ap01"))}
    assert set(sets) == {DeclaredService, DeclaredUnit, DeclaredLogDestination, DeclaredSharedAccount, LogSource}
    for found in sets.values():
        assert found.completeness is Completeness.COMPLETE
        assert found.basis is Basis.REGISTER
        assert found.collected_at == NOW
        assert [(a.origin, a.target, a.stored) for a in found.artefacts] == [
            ("inventory:inventory/targets.yaml", "inventory", True)
        ]
    content = {path: (data, digest) for path, data, digest in inventory.files}
    data, digest = content["inventory/targets.yaml"]
    artefact = sets[LogSource].artefacts[0]
    assert (artefact.digest, artefact.size) == (digest, len(data))
    unit = sets[DeclaredUnit].facts[0]
    assert unit.place.where == "inventory/targets.yaml:15"
    assert unit.place.excerpt == "units: [postgresql]"
    assert [f.key for f in sets[DeclaredSharedAccount].facts] == ["backup"]
    assert [f.key for f in sets[LogSource].facts] == ["operation"]


def test_nothing_declared_is_a_complete_empty_set(inventory: Inventory) -> None:
    sets = inventory.declared(SubjectRef.parse("target:rt01"))
    assert [(s.type.__name__, s.facts, s.complete) for s in sets] == [
        ("DeclaredService", (), True),
        ("DeclaredUnit", (), True),
        ("DeclaredLogDestination", (), True),
        ("DeclaredSharedAccount", (), True),
        ("LogSource", (), True),
    ]


def test_declared_facts_of_linkages_and_cameras(inventory: Inventory) -> None:
    def facts(name: str, of: type[Fact]) -> list[Fact]:
        return [f for s in inventory.declared(SubjectRef.parse(name)) if s.type is of for f in s.facts]

    lines = facts("linkage:suido", DeclaredLine)
    assert [(f.key, f.line) for f in lines if isinstance(f, DeclaredLine)] == [
        ("rt01/eth1", "dedicated"),
        ("rt01/eth2", "ip_vpn"),
    ]
    (terms,) = facts("linkage:suido", DeclaredLinkage)
    assert isinstance(terms, DeclaredLinkage)
    assert (terms.counterparty, terms.counterparty_logs_on) == ("第一水道サービス", True)
    assert terms.place.where == "inventory/linkages.yaml:14"
    (camera,) = facts("camera:cam01", DeclaredCamera)
    assert isinstance(camera, DeclaredCamera)
    assert (camera.retention_days, camera.decided_on, camera.manager_decision) == (14, "2026-04-01", "")


def test_files_are_kept_for_the_store(inventory: Inventory) -> None:
    assert [path for path, _, _ in inventory.files] == [
        "inventory/city.yaml",
        "inventory/linkages.yaml",
        "inventory/targets.yaml",
    ]

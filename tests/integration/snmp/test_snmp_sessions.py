"""Whole sessions with real agents."""

import subprocess
import sys
from pathlib import Path

import pytest

from auditor.collectors import snmp_monitoring
from auditor.facts.base import AnyParsed, Fact
from auditor.facts.host import ClockSkew
from auditor.facts.monitoring import Interface, StorageUse, SystemIdentity
from auditor.facts.remote import SnmpAccess
from auditor.model.job import CaptureStatus, JobOutcome
from auditor.model.plugins import Source
from auditor.model.subject import target_ref
from auditor.model.target import TargetDescription
from auditor.model.terms import Completeness, Platform, Reason, TransportKind
from auditor.parsers import snmp_monitoring as parser
from tests.integration.servers.snmpd import SnmpUser, snmpd, snmpds
from tests.integration.snmp.speaking import SYSTEM, community, job, run, v3

STABLE = {"system", "interfaces", "storage", "access"}
VOLATILE = {"clock", "interface_counters", "processors", "storage_use"}


def parsed(outcome: JobOutcome) -> dict[type[Fact], AnyParsed]:
    target = TargetDescription(
        id=outcome.target, subject=target_ref(outcome.target), title=outcome.target, platform=Platform.LINUX
    )
    source = Source(
        target=target,
        transport=TransportKind.SNMP,
        captures={c.command: c for c in outcome.captures},
        started=outcome.started,
    )
    return {one.type: one for one in parser.parse(source)}


def test_a_real_agent_tells_of_itself(tmp_path: Path) -> None:
    with snmpd(tmp_path, settings=("sysName jsw01",)) as agent:
        outcome = run(job("jsw01", agent.host, agent.port)).outcomes["jsw01"]
    assert outcome.reason is None
    assert outcome.peer.startswith("engine:80001f88")
    assert {c.command for c in outcome.captures if c.volatile} == VOLATILE
    assert {c.command for c in outcome.captures if not c.volatile} == STABLE
    assert {c.status for c in outcome.captures} == {CaptureStatus.OK}

    facts = parsed(outcome)
    assert tuple(facts) == snmp_monitoring.PROVIDES
    (identity,) = facts[SystemIdentity].facts
    assert facts[SystemIdentity].gap is None
    assert identity.name == "jsw01"
    assert identity.object_id == "1.3.6.1.4.1.8072.3.2.10"
    loopback = {i.name: i for i in facts[Interface].facts}["lo"]
    assert (loopback.admin_up, loopback.oper_up, loopback.speed, loopback.counter_bits) == (True, True, 10_000_000, 64)
    assert loopback.in_octets is not None
    assert loopback.read_at is not None
    (skew,) = facts[ClockSkew].facts
    assert abs(skew.seconds) <= skew.uncertainty + 1
    assert {s.kind for s in facts[StorageUse].facts} >= {"memory", "swap", "disk"}
    (access,) = facts[SnmpAccess].facts
    assert (access.version, access.level, access.auth_protocol, access.priv_protocol) == (
        "3",
        "authPriv",
        "sha256",
        "aes128",
    )
    assert access.engine_boots == 1


def test_an_unchanged_night_leaves_unchanged_evidence(tmp_path: Path) -> None:
    with snmpd(tmp_path) as agent:
        nights = [run(job("t", agent.host, agent.port)).outcomes["t"] for _ in range(2)]
    first, second = ({c.command: c.digest for c in night.captures} for night in nights)
    assert {command for command in STABLE if first[command] != second[command]} == set()
    assert first["clock"] != second["clock"]


@pytest.mark.parametrize("auth", ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"])
def test_every_authentication_protocol_is_spoken(tmp_path: Path, auth: str) -> None:
    with snmpd(tmp_path, users=(SnmpUser(auth=auth),)) as agent:
        outcome = run(job("t", agent.host, agent.port, commands=SYSTEM, auth=auth)).outcomes["t"]
    assert (outcome.reason, len(outcome.captures)) == (None, 2)


@pytest.mark.parametrize(
    ("auth", "priv"), [("sha1", "des"), ("sha1", "aes192"), ("sha1", "aes256"), ("sha512", "aes256")]
)
def test_every_privacy_protocol_of_net_snmp_is_spoken(tmp_path: Path, auth: str, priv: str) -> None:
    with snmpd(tmp_path, users=(SnmpUser(auth=auth, priv=priv),)) as agent:
        outcome = run(job("t", agent.host, agent.port, commands=SYSTEM, auth=auth, priv=priv)).outcomes["t"]
    assert (outcome.reason, len(outcome.captures)) == (None, 2)


def test_users_of_one_name_with_different_keys_do_not_clash(tmp_path: Path) -> None:
    other = SnmpUser(auth_key="quite-another-passphrase", priv_key="another-privacy-passphrase")
    with snmpd(tmp_path / "a") as one, snmpd(tmp_path / "b", users=(other,)) as two:
        jobs = [
            job(f"{name}{n}", agent.host, agent.port, credential=credential)
            for n in range(4)
            for name, agent, credential in (("a", one, "reader"), ("b", two, "other"))
        ]
        ran = run(*jobs, credentials=(v3(), v3("other", other.auth_key, other.priv_key)))
    assert {o.reason for o in ran.outcomes.values()} == {None}
    assert len({o.peer for o in ran.outcomes.values()}) == 2
    assert ran.gate.refusals() == {}


def test_clones_with_one_engine_id_and_different_keys_do_not_clash(tmp_path: Path) -> None:
    other = SnmpUser(auth_key="quite-another-passphrase", priv_key="another-privacy-passphrase")
    with (
        snmpd(tmp_path / "a", engine_id="cloned") as one,
        snmpd(tmp_path / "b", engine_id="cloned", users=(other,)) as two,
    ):
        jobs = [
            job(f"{name}{n}", agent.host, agent.port, credential=credential)
            for n in range(4)
            for name, agent, credential in (("a", one, "reader"), ("b", two, "other"))
        ]
        ran = run(*jobs, credentials=(v3(), v3("other", other.auth_key, other.priv_key)))
    assert {o.reason for o in ran.outcomes.values()} == {None}
    assert len({o.peer for o in ran.outcomes.values()}) == 1


def test_several_agents_with_one_credential(tmp_path: Path) -> None:
    with snmpds(tmp_path, 3) as agents:
        ran = run(*(job(f"t{n}", a.host, a.port) for n, a in enumerate(agents)), workers=2)
    assert [o.reason for o in ran.outcomes.values()] == [None, None, None]
    assert ran.delivered == 3


@pytest.mark.parametrize("version", ["1", "2c"])
def test_old_versions_are_spoken_when_the_inventory_says_so(tmp_path: Path, version: str) -> None:
    with snmpd(tmp_path, community="municipal") as agent:
        ran = run(
            job("old", agent.host, agent.port, credential="community", version=version),
            credentials=(community("municipal"),),
        )
    facts = parsed(ran.outcomes["old"])
    (access,) = facts[SnmpAccess].facts
    assert (access.version, access.level, access.auth_protocol) == (version, "community", "")
    assert "lo" in {i.name for i in facts[Interface].facts}
    assert facts[SystemIdentity].gap is None


def test_a_restricted_view_is_a_gap_and_never_an_empty_whole(tmp_path: Path) -> None:
    with snmpd(tmp_path, view=(".1.3.6.1.2.1.1",)) as agent:
        facts = parsed(run(job("t", agent.host, agent.port)).outcomes["t"])
    assert facts[SystemIdentity].gap is None
    for fact in (ClockSkew, Interface, StorageUse):
        gap = facts[fact].gap
        assert gap is not None
        assert (gap.completeness, gap.reason, facts[fact].facts) == (Completeness.ABSENT, Reason.NO_EVIDENCE, ())


def test_a_view_that_hides_one_interface_is_partial(tmp_path: Path) -> None:
    # The zero in each subtree stands for any column; snmpd.conf(5) gives this very mask as its example.
    hidden = ("view shown excluded .1.3.6.1.2.1.2.2.1.0.1 ff:a0", "view shown excluded .1.3.6.1.2.1.31.1.1.1.0.1 ff:d0")
    with snmpd(tmp_path, settings=hidden) as agent:
        interfaces = parsed(run(job("t", agent.host, agent.port)).outcomes["t"])[Interface]
    assert "lo" not in {i.name for i in interfaces.facts}
    assert interfaces.gap is not None
    assert interfaces.gap.reason is Reason.PARTIAL_COVERAGE


def test_pysnmp_is_not_imported_without_a_job() -> None:
    code = "import sys; import auditor.transport.snmp; print(any(m.startswith('pysnmp') for m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

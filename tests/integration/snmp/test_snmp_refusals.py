"""Sessions that do not come about: each with the one reason that can be known."""

import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.model.job import CaptureStatus
from auditor.model.terms import Reason
from auditor.transport.gate import CredentialGate
from tests.integration.servers.snmpd import free_udp_port, snmpd
from tests.integration.snmp.speaking import SYSTEM, USER, community, job, run, v3


def test_an_unknown_user_is_refused_once_and_nowhere_again(tmp_path: Path) -> None:
    with snmpd(tmp_path) as agent:
        jobs = [job(f"t{n}", agent.host, agent.port, user="nobody", commands=SYSTEM) for n in range(3)]
        ran = run(*jobs, workers=1)
    reasons = [ran.outcomes[f"t{n}"].reason for n in range(3)]
    assert reasons == [Reason.AUTH_FAILED, Reason.QUARANTINED, Reason.QUARANTINED]
    assert ran.gate.refusals() == {"reader": "t0"}


def test_a_wrong_authentication_key_is_refused_and_spares_other_credentials(tmp_path: Path) -> None:
    wrong = v3("wrong", auth_key="not-the-passphrase")
    with snmpd(tmp_path) as agent:
        ran = run(
            job("a", agent.host, agent.port, credential="wrong", commands=SYSTEM),
            job("b", agent.host, agent.port, commands=SYSTEM),
            credentials=(v3(), wrong),
        )
    assert (ran.outcomes["a"].reason, ran.outcomes["b"].reason) == (Reason.AUTH_FAILED, None)
    assert ran.outcomes["a"].captures == ()
    assert ran.outcomes["a"].detail is not None
    assert ran.outcomes["a"].detail.code == "snmp.wrong_digest"
    assert ran.gate.refusals() == {"wrong": "a"}


def test_a_wrong_authentication_protocol_is_refused_too(tmp_path: Path) -> None:
    with snmpd(tmp_path) as agent:
        outcome = run(job("t", agent.host, agent.port, commands=SYSTEM, auth="sha512")).outcomes["t"]
    assert outcome.reason is Reason.AUTH_FAILED


def test_a_credential_quarantined_on_an_earlier_night_is_not_sent(tmp_path: Path) -> None:
    with snmpd(tmp_path) as agent:
        ran = run(job("t", agent.host, agent.port), gate=CredentialGate({"reader": "other"}))
    assert ran.outcomes["t"].reason is Reason.QUARANTINED
    assert ran.outcomes["t"].attempts == 0


def test_a_wrong_privacy_key_is_silence_and_is_said_to_be(tmp_path: Path) -> None:
    with snmpd(tmp_path) as agent:
        jobs = [job(f"t{n}", agent.host, agent.port, commands=SYSTEM, deadline=1.5) for n in range(3)]
        ran = run(*jobs, credentials=(v3(priv_key="not-the-passphrase"),))
    for outcome in ran.outcomes.values():
        assert outcome.reason is Reason.TIMEOUT
        assert outcome.detail is not None
    assert ran.outcomes["t0"].detail.code == "snmp.silent_to_encrypted"  # type: ignore[union-attr]
    assert ran.gate.refusals() == {}


def test_a_closed_port_is_unreachable_at_once() -> None:
    outcome = run(job("t", "127.0.0.1", free_udp_port())).outcomes["t"]
    assert outcome.reason is Reason.UNREACHABLE
    assert outcome.attempts == 1


def test_a_name_without_an_address_is_unreachable() -> None:
    outcome = run(job("t", "no-such-host.invalid", 161)).outcomes["t"]
    assert outcome.reason is Reason.UNREACHABLE


@pytest.mark.parametrize("version", ["3", "2c"])
def test_silence_is_a_timeout_within_the_deadline(version: str) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        target = job(
            "t",
            "127.0.0.1",
            silent.getsockname()[1],
            credential="community" if version == "2c" else "reader",
            deadline=0.4,
            version=version,
        )
        outcome = run(target, credentials=(v3(), community("public"))).outcomes["t"]
    assert outcome.reason is Reason.TIMEOUT
    assert outcome.detail is not None
    assert outcome.detail.code == {"3": "snmp.no_answer", "2c": "snmp.no_answer_community"}[version]
    assert (outcome.finished - outcome.started).total_seconds() < 2


def test_silent_targets_do_not_keep_the_others_of_their_credential_waiting(tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent, snmpd(tmp_path) as agent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        jobs = [job(f"dead{n}", "127.0.0.1", port, deadline=1.0, commands=SYSTEM) for n in range(4)]
        ran = run(*jobs, job("alive", agent.host, agent.port, commands=SYSTEM))
    alive = ran.outcomes["alive"]
    assert alive.reason is None
    assert all(alive.finished < ran.outcomes[f"dead{n}"].finished for n in range(4))
    assert {ran.outcomes[f"dead{n}"].reason for n in range(4)} == {Reason.TIMEOUT}


@pytest.mark.parametrize("level", ["noAuthNoPriv", "authNoPriv"])
def test_an_agent_that_wants_more_protection_permits_nothing(tmp_path: Path, level: str) -> None:
    with snmpd(tmp_path) as agent:
        outcome = run(job("t", agent.host, agent.port, level=level)).outcomes["t"]
    assert outcome.reason is Reason.PERMISSION_DENIED
    assert {c.status for c in outcome.captures} == {CaptureStatus.DENIED}


def test_an_unknown_context_is_silence(tmp_path: Path) -> None:
    with snmpd(tmp_path) as agent:
        outcome = run(job("t", agent.host, agent.port, context="nowhere", deadline=0.6)).outcomes["t"]
    assert outcome.reason is Reason.TIMEOUT


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("auth", "", Reason.MISSING_FIELD),
        ("priv", "", Reason.MISSING_FIELD),
        ("priv", "rot13", Reason.PROTOCOL_MISMATCH),
        ("version", "4", Reason.PROTOCOL_MISMATCH),
        ("level", "secret", Reason.PROTOCOL_MISMATCH),
    ],
)
def test_settings_are_never_guessed(option: str, value: str, reason: Reason) -> None:
    target = job("t", "127.0.0.1", free_udp_port())
    options = {**target.endpoint.options, option: value}
    outcome = run(replace(target, endpoint=replace(target.endpoint, options=options))).outcomes["t"]
    assert (outcome.reason, outcome.attempts) == (reason, 0)


def test_a_missing_or_unfitting_credential() -> None:
    port = free_udp_port()
    ran = run(
        job("none", "127.0.0.1", port, credential="nobody-set-it"),
        job("kind", "127.0.0.1", port, credential="community"),
        job("half", "127.0.0.1", port, credential="half"),
        credentials=(community("public"), v3("half", priv_key="")),
    )
    assert {o.reason for o in ran.outcomes.values()} == {Reason.CREDENTIAL_MISSING}


def test_a_stopped_run_delivers_every_job_once() -> None:
    cancelled = threading.Event()
    cancelled.set()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        ran = run(*(job(f"t{n}", "127.0.0.1", port) for n in range(40)), cancelled=cancelled, workers=4)
    assert ran.delivered == 40
    assert {o.reason for o in ran.outcomes.values()} == {Reason.INTERRUPTED}


def test_a_dead_agent_is_unreachable(tmp_path: Path) -> None:
    with snmpd(tmp_path) as agent:
        agent.process.kill()
        agent.process.wait()
        outcome = run(job("t", agent.host, agent.port)).outcomes["t"]
    assert outcome.reason is Reason.UNREACHABLE


def test_no_secret_is_left_in_an_outcome(tmp_path: Path) -> None:
    with snmpd(tmp_path) as agent:
        ran = run(
            job("a", agent.host, agent.port),
            job("b", agent.host, agent.port, credential="wrong", commands=SYSTEM),
            credentials=(v3(), v3("wrong", auth_key="not-the-passphrase")),
        )
    everything = repr(ran.outcomes) + repr(v3())
    for secret in (USER.auth_key, USER.priv_key, "not-the-passphrase"):
        assert secret not in everything

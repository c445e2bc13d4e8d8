from typing import Any

from auditor.checks import ssh_algorithms as check
from auditor.facts.base import FactSet
from auditor.facts.remote import OfferedAlgorithms
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, Case, judge, nothing_of, outcome, rows, spot, whole

ASKED = check.Parameters(
    kex=("curve25519-sha256",),
    host_keys=("ssh-ed25519", "rsa-sha2-512"),
    ciphers=("aes256-ctr",),
    macs=("hmac-sha2-256",),
)


def offer(**given: Any) -> OfferedAlgorithms:
    sound: dict[str, Any] = {
        "kex": ("curve25519-sha256", "ext-info-s", "kex-strict-s-v00@openssh.com"),
        "host_keys": ("ssh-ed25519",),
        "ciphers": ("aes256-ctr",),
        "macs": ("hmac-sha2-256",),
    }
    return OfferedAlgorithms(place=spot(), **(sound | given))


def case(found: FactSet[OfferedAlgorithms]) -> Case:
    return Case(sets=[found], parameters=ASKED, subject=AP)


GOOD = case(whole(OfferedAlgorithms, AP, offer()))
BAD = case(whole(OfferedAlgorithms, AP, offer(ciphers=("aes256-ctr", "3des-cbc"), macs=("hmac-sha1",))))


def test_approved_names_and_signals_only() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 4)


def test_each_other_name_is_a_violation() -> None:
    verdict = judge(check, BAD)
    assert outcome(verdict) == (Outcome.BROKEN, Reason.REMOTE_ACCESS_WEAK)
    assert rows(verdict) == [
        ("ciphers/3des-cbc", "fail", "remote_access_weak"),
        ("macs/hmac-sha1", "fail", "remote_access_weak"),
    ]


def test_nothing_offered_of_a_kind_is_not_decided() -> None:
    nameless = case(whole(OfferedAlgorithms, AP, offer(kex=("ext-info-s",))))
    assert rows(judge(check, nameless)) == [("kex", "unknown", "empty")]


def test_no_handshake_was_seen() -> None:
    assert outcome(judge(check, case(nothing_of(OfferedAlgorithms, AP, Reason.UNREACHABLE)))) == (
        Outcome.OPEN,
        Reason.EMPTY,
    )
    assert outcome(judge(check, case(whole(OfferedAlgorithms, AP)))) == (Outcome.OPEN, Reason.EMPTY)

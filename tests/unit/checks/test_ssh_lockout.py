from auditor.checks import ssh_lockout as check
from auditor.facts.base import FactSet
from auditor.facts.remote import SshdPolicy
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, Case, judge, nothing_of, outcome, part_of, rows, sshd, whole


def case(found: FactSet[SshdPolicy]) -> Case:
    return Case(sets=[found], parameters=check.Parameters(), subject=AP)


GOOD = case(whole(SshdPolicy, AP, sshd(password_authentication=True), sshd("User x", use_pam=False)))
BAD = case(whole(SshdPolicy, AP, sshd(password_authentication=True, use_pam=False)))


def test_passwords_go_through_pam_or_are_not_taken() -> None:
    assert (outcome(judge(check, GOOD)), rows(judge(check, GOOD))) == ((Outcome.MET, None), [])


def test_passwords_without_pam() -> None:
    assert outcome(judge(check, BAD)) == (Outcome.BROKEN, Reason.NO_LOCKOUT)
    assert rows(judge(check, BAD)) == [("(base)/UsePAM", "fail", "no_lockout")]


def test_what_was_not_read() -> None:
    assert outcome(judge(check, case(nothing_of(SshdPolicy, AP, Reason.TIMEOUT)))) == (Outcome.OPEN, Reason.EMPTY)
    partial = case(part_of(SshdPolicy, AP, sshd(password_authentication=True, use_pam=False)))
    assert rows(judge(check, partial)) == [("(base)/UsePAM", "fail", "no_lockout")]

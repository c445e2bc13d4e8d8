from auditor.checks import boot_protection as check
from auditor.facts.accounts import BootProtection
from auditor.facts.base import FactSet
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, Case, judge, nothing_of, outcome, part_of, rows, spot, whole


def protection(mechanism: str, *, password_set: bool = True) -> BootProtection:
    return BootProtection(place=spot(), mechanism=mechanism, password_set=password_set)


def case(found: FactSet[BootProtection]) -> Case:
    return Case(sets=[found], parameters=check.Parameters(), subject=AP)


GOOD = case(whole(BootProtection, AP, protection("grub"), protection("rescue_shell")))
BAD = case(whole(BootProtection, AP, protection("grub", password_set=False), protection("rescue_shell")))


def test_every_mechanism_has_a_password() -> None:
    verdict = judge(check, GOOD)
    assert (outcome(verdict), rows(verdict), verdict.examined) == ((Outcome.MET, None), [], 2)


def test_one_that_has_none() -> None:
    assert rows(judge(check, BAD)) == [("grub", "fail", "no_boot_protection")]


def test_a_machine_without_a_loader_of_its_own() -> None:
    verdict = judge(check, case(whole(BootProtection, AP)))
    assert (verdict.outcome, verdict.summary.code) == (Outcome.MET, "boot_protection.none")


def test_what_may_not_be_read_is_no_reason_to_look_away() -> None:
    assert outcome(judge(check, case(nothing_of(BootProtection, AP, Reason.PERMISSION_DENIED)))) == (
        Outcome.OPEN,
        Reason.EMPTY,
    )
    assert outcome(judge(check, case(part_of(BootProtection, AP)))) == (Outcome.OPEN, Reason.EMPTY)
    partial = case(part_of(BootProtection, AP, protection("grub", password_set=False)))
    assert rows(judge(check, partial)) == [("grub", "fail", "no_boot_protection")]


def test_an_incomplete_set_bars_the_pass() -> None:
    assert all(not need.supporting for need in check.NEEDS)

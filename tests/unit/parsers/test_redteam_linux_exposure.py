"""Shares and SNMP agents that let somebody in by a spelling that is easily overlooked."""

import pytest

from auditor.checks import snmp_access
from auditor.facts.remote import Share, SnmpCommunity
from auditor.model.terms import Reason
from auditor.model.verdict import Outcome
from tests.unit.checks.builders import AP, Case, judge, whole
from tests.unit.parsers.linux_target import LinuxTarget
from tests.unit.parsers.test_linux_exposure import communities, shares, units

SMB = "/etc/samba/smb.conf"


def smb(text: str) -> tuple[list[tuple[str, bool]], Reason | None]:
    parsed = shares({SMB: text}, samba=None)
    return [(f.key, f.anonymous) for f in parsed.facts], parsed.gap.reason if parsed.gap else None


@pytest.mark.parametrize(
    ("text", "found", "reason"),
    [
        ("[global]\nmap to guest = bad user\n[a]\n GuestOK = yes\n", [("smb/a", True)], None),
        ("[global]\n guest  ok = on\n[homes]\n[a]\n guest ok = no\n", [("smb/homes", True), ("smb/a", False)], None),
        ("[global]\n[a]\n; guest ok = yes\n", [("smb/a", False)], None),
        ("[global]\nconfig file = /srv/smb.conf\n[a]\n", [("smb/a", False)], Reason.PARTIAL_COVERAGE),
        ("[global]\ninclude = registry\n[a]\n", [("smb/a", False)], Reason.PARTIAL_COVERAGE),
    ],
)
def test_samba(text: str, found: list[tuple[str, bool]], reason: Reason | None) -> None:
    assert smb(text) == (found, reason)


def test_an_include_that_testparm_cannot_follow() -> None:
    parsed = shares(samba="[global]\n\tinclude = /etc/samba/%m.conf\n[a]\n\tpath = /a\n")
    assert parsed.gap is not None
    assert parsed.gap.reason is Reason.PARTIAL_COVERAGE


@pytest.mark.parametrize(
    ("text", "anonymous"),
    [
        ("/srv *(rw,no_root_squash)\n", True),
        ("/srv 10.0.0.1 (rw)\n", True),
        ("/srv *(sec=sys,ro,sec=krb5p,rw)\n", True),
        ("/srv *(sec=krb5i:krb5p,rw)\n", False),
        ("/srv -sec=krb5 *(rw)\n", False),
        ("/srv -sec=krb5 *(rw,sec=sys)\n", True),
        ("/srv 10.0.0.0/8(rw) \\\n  *.*(ro)\n", True),
        ("/srv 0/0(rw)\n", True),
        ("/srv *.city.lg.jp(rw) @hosts(ro)\n", False),
        ("/srv\t*(rw)\r\n", True),
    ],
)
def test_exports(text: str, anonymous: bool) -> None:
    target = LinuxTarget(files={"/etc/exports": text}, answers={"exposure_units": units(smb="inactive")})
    parsed = target.parsed("linux_exposure", Share)
    assert parsed.gap is None
    assert [(f.key, f.anonymous) for f in parsed.facts] == [("nfs//srv", anonymous)]


@pytest.mark.parametrize(
    ("text", "users"),
    [
        ("rouser kanshi noauth\n", 1),
        ("  rwuser -s usm kanshi noauth .1\n", 1),
        ('group g usm kanshi\naccess g "" any noauth exact all none none\n', 1),
        ('group g usm kanshi\naccess g "" usm priv exact all none none\n', 0),
        ("rouser kanshi priv\nrouser other\n", 0),
        ("# rouser kanshi noauth\n", 0),
    ],
)
def test_version_3_users_without_authentication(text: str, users: int) -> None:
    parsed = communities(snmpd_conf="agentaddress udp:161\n" + text)
    assert parsed.gap is None
    assert [f.label for f in parsed.facts if f.unauthenticated_user] == [f"user#{n + 1}" for n in range(users)]
    case = Case(sets=(whole(SnmpCommunity, AP, *parsed.facts),), parameters=snmp_access.Parameters(), subject=AP)
    verdict = judge(snmp_access, case)
    assert verdict.outcome is (Outcome.BROKEN if users else Outcome.MET)


def test_an_indented_include_of_snmpd_is_seen() -> None:
    parsed = communities(snmpd_conf="agentaddress udp:161\n  includeFile /srv/snmp.conf\n")
    assert parsed.gap is not None
    assert parsed.gap.reason is Reason.PARTIAL_COVERAGE

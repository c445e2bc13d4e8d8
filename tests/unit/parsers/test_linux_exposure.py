import pytest

from auditor.facts.base import Parsed
from auditor.facts.remote import Share, SnmpCommunity
from auditor.model.job import Capture, CaptureStatus
from auditor.model.terms import Completeness, Reason
from tests.unit.parsers.linux_target import LinuxTarget

DENIED = Capture(collector="", command="", status=CaptureStatus.DENIED)
EMPTY_FOLDER = ""
UNITS = "\n".join(
    f"Id={name}\nLoadState=loaded\nActiveState={{{key}}}\nSubState=x\nUnitFileState=enabled\n"
    for name, key in (("smbd.service", "smb"), ("nfs-server.service", "nfs"), ("snmpd.service", "snmp"))
)


def units(smb: str = "active", nfs: str = "active", snmp: str = "active") -> str:
    return UNITS.format(smb=smb, nfs=nfs, snmp=snmp)


TESTPARM = """\
# Global parameters
[global]
\tmap to guest = Bad User
\tserver role = standalone server


[homes]
\tcomment = Home Directories
\tvalid users = %S


[koukai]
\tguest ok = Yes
\tpath = /srv/koukai


[old]
\tavailable = No
\tguest ok = Yes
\tpath = /srv/old
"""


def shares(
    files: dict[str, str | bytes | None] | None = None, **answers: str | bytes | Capture | None
) -> Parsed[Share]:
    said = {"exposure_units": units(), "samba": TESTPARM, "samba_usershares": EMPTY_FOLDER, **answers}
    return LinuxTarget(files=files or {}, answers=said).parsed("linux_exposure", Share)


def test_samba_shares() -> None:
    found = shares()
    assert found.gap is None
    assert [(f.key, f.path, f.anonymous) for f in found.facts] == [
        ("smb/homes", "", False),
        ("smb/koukai", "/srv/koukai", True),
    ]


def test_the_file_where_testparm_is_missing() -> None:
    conf = "[global]\n  workgroup = CITY\n  guest ok = no\n[data]\n  path = /srv/data\n  public = yes\n"
    found = shares({"/etc/samba/smb.conf": conf}, samba=None)
    assert found.gap is None
    assert [(f.key, f.anonymous) for f in found.facts] == [("smb/data", True)]
    included = shares({"/etc/samba/smb.conf": conf + "include = /etc/samba/more.conf\n"}, samba=None)
    assert included.gap is not None
    assert included.gap.reason is Reason.PARTIAL_COVERAGE


def test_stopped_or_absent_services_offer_nothing() -> None:
    stopped = shares({"/etc/exports": "/srv *\n"}, exposure_units=units("inactive", "inactive"))
    assert (stopped.facts, stopped.gap) == ((), None)
    absent = shares(exposure_units=None, samba=None)
    assert (absent.facts, absent.gap) == ((), None)


@pytest.mark.parametrize(
    ("line", "anonymous"),
    [
        ("/srv/data 10.0.0.0/24(rw,sync)", False),
        ("/srv/data *(ro)", True),
        ("/srv/data", True),
        ("/srv/data (ro)", True),
        ("/srv/data *(sec=krb5p,rw)", False),
        ("/srv/data *(sec=sys:krb5)", True),
        ("/srv/data -sec=krb5 *(rw) @trusted", False),
        ("/srv/data 10.0.0.4(rw) \\\n  *(ro)", True),
    ],
)
def test_exports(line: str, anonymous: bool) -> None:
    found = shares({"/etc/exports": f"# exports\n{line}\n"}, exposure_units=units("inactive"))
    assert found.gap is None
    assert [(f.key, f.anonymous, f.place.where) for f in found.facts] == [
        ("nfs//srv/data", anonymous, "/etc/exports:2")
    ]


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"samba": "garbage\n"}, Reason.PARSE_ERROR),
        ({"samba": "[data]\nguest ok = yes\n"}, Reason.PARSE_ERROR),
        ({"samba": TESTPARM.encode() + b"[\x93\xfa]\n"}, Reason.WRONG_ENCODING),
        ({"samba_usershares": "300 /var/lib/samba/usershares/mine\n"}, Reason.PARTIAL_COVERAGE),
        ({"samba_usershares": DENIED}, Reason.PERMISSION_DENIED),
    ],
)
def test_shares_not_all_read(answers: dict[str, str | bytes | Capture], reason: Reason) -> None:
    files: dict[str, str | bytes | None] = (
        {"/etc/samba/smb.conf": b"[global]\n[\x93\xfa]\n"} if reason is Reason.WRONG_ENCODING else {}
    )
    found = shares(files, **answers)
    assert found.gap is not None
    assert found.gap.reason is reason


MASKED = "«secret len={} classes=1 known_default={} tag=0123456789ab»"
PUBLIC, OWN = MASKED.format(6, "yes"), MASKED.format(16, "no")
LISTENING = "UNCONN 0 0 0.0.0.0:161 0.0.0.0:*\n"
CONF = (
    f"agentaddress udp:161\nrocommunity {PUBLIC}\nrwcommunity6 {OWN} 10.0.0.0/24 .1\n"
    f"com2sec reader default {PUBLIC}\ncom2sec -Cn ctx writer 10.0.0.8 {OWN}\n"
    'group g v2c writer\naccess g "" any noauth exact all all none\n'
)


def communities(**answers: str | bytes | Capture | None) -> Parsed[SnmpCommunity]:
    said = {
        "exposure_units": units(),
        "udp_sockets": LISTENING,
        "snmpd_files": "/usr/sbin/snmpd\n",
        "snmpd_conf": CONF,
        **answers,
    }
    return LinuxTarget(answers=said).parsed("linux_exposure", SnmpCommunity)


def test_communities() -> None:
    found = communities()
    assert found.gap is None
    assert [(f.label, f.known_default, f.length, f.writable, f.source) for f in found.facts] == [
        ("community#1", True, 6, False, ""),
        ("community#2", False, 16, True, "10.0.0.0/24"),
        ("community#3", True, 6, False, ""),
        ("community#4", False, 16, True, "10.0.0.8"),
    ]
    assert found.facts[0].place.where == "/etc/snmp/snmpd.conf:2"


def test_no_agent_no_community() -> None:
    missing = Capture(
        collector="", command="", status=CaptureStatus.MISSING, errors=b"ls: cannot access: No such file or directory"
    )
    silent = "UNCONN 0 0 127.0.0.1:323 0.0.0.0:*\n"
    for found in (
        communities(snmpd_files=missing, snmpd_conf=missing, udp_sockets=silent, exposure_units=None),
        communities(snmpd_conf=DENIED, udp_sockets=silent, exposure_units=units(snmp="inactive")),
    ):
        assert (found.facts, found.gap) == ((), None)


def test_a_community_in_the_clear_is_refused_and_not_shown() -> None:
    found = communities(snmpd_conf="rocommunity Himitsu-2026 default\n")
    assert found.facts == ()
    assert found.gap is not None
    assert (found.gap.completeness, found.gap.reason) == (Completeness.PARTIAL, Reason.PARSE_ERROR)
    assert "Himitsu" not in repr(found)


@pytest.mark.parametrize(
    ("answers", "reason"),
    [
        ({"snmpd_conf": DENIED}, Reason.PERMISSION_DENIED),
        ({"snmpd_conf": ""}, Reason.EMPTY),
        ({"snmpd_conf": CONF + "includeFile /srv/snmp.conf\n"}, Reason.PARTIAL_COVERAGE),
        (
            {
                "snmpd_conf": CONF + "includeDir /etc/snmp/snmpd.conf.d\n",
                "snmpd_parts": "90 /etc/snmp/snmpd.conf.d/a.conf\n",
                "snmpd_drop_ins": DENIED,
            },
            Reason.PERMISSION_DENIED,
        ),
    ],
)
def test_communities_not_all_read(answers: dict[str, str | Capture], reason: Reason) -> None:
    found = communities(**answers)
    assert found.gap is not None
    assert found.gap.reason is reason


def test_the_drop_in_folder_of_debian() -> None:
    conf = CONF + "includeDir /etc/snmp/snmpd.conf.d\n"
    empty = communities(snmpd_conf=conf, snmpd_parts="")
    assert empty.gap is None
    more = communities(
        snmpd_conf=conf,
        snmpd_parts="90 /etc/snmp/snmpd.conf.d/a.conf\n",
        snmpd_drop_ins=f"rwcommunity {PUBLIC}\n",
    )
    assert more.gap is None
    assert more.facts[-1].writable

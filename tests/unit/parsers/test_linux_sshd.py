import json
from dataclasses import replace

import pytest

from auditor.facts.base import Parsed
from auditor.facts.remote import OfferedAlgorithms, SshdPolicy
from auditor.model.job import Capture, CaptureStatus
from auditor.model.plugins import Source
from auditor.model.terms import Completeness, Reason, TransportKind
from auditor.parsers import ssh_handshake
from tests.unit.parsers.linux_target import STARTED, TARGET, LinuxTarget

MAIN = "/etc/ssh/sshd_config"
DROP = "/etc/ssh/sshd_config.d/"
EFFECTIVE = (
    "port 22\nusepam yes\npermitrootlogin prohibit-password\npasswordauthentication yes\n"
    "kbdinteractiveauthentication no\npermitemptypasswords no\npubkeyauthentication yes\nhostbasedauthentication no\n"
    "maxauthtries 4\nclientaliveinterval 300\nclientalivecountmax 3\nciphers aes256-gcm@openssh.com,aes256-ctr\n"
    "macs hmac-sha2-512\nkexalgorithms curve25519-sha256\nhostkeyalgorithms ssh-ed25519\nauthenticationmethods any\n"
)


def policies(target: LinuxTarget) -> tuple[dict[str, SshdPolicy], Parsed[SshdPolicy]]:
    found: Parsed[SshdPolicy] = target.parsed("linux_sshd", SshdPolicy)
    return {p.key: p for p in found.facts}, found


def debian(text: str, **answers: str) -> LinuxTarget:
    return LinuxTarget(files={MAIN: text}, answers=answers)


def test_base_of_sshd_t() -> None:
    found, parsed = policies(LinuxTarget(answers={"sshd_effective": EFFECTIVE}))
    assert parsed.gap is None
    assert set(found) == {"(base)"}
    base = found["(base)"]
    assert base.effective
    assert base.permit_root_login == "prohibit-password"
    assert (base.password_authentication, base.keyboard_interactive, base.use_pam) == (True, False, True)
    assert (base.max_auth_tries, base.client_alive_interval, base.client_alive_count_max) == (4, 300, 3)
    assert base.ciphers == ("aes256-gcm@openssh.com", "aes256-ctr")
    assert base.macs == ("hmac-sha2-512",)


def test_root_password_in_a_match_block_only() -> None:
    text = (
        "PermitRootLogin no\nPasswordAuthentication no\nUsePAM yes\nKbdInteractiveAuthentication no\n"
        "Match User root Address 10.0.0.0/8\n  PermitRootLogin yes\n  passwordauthentication=yes\n"
        "Match User root Address 10.0.0.0/8\n  PermitRootLogin no\n  MaxAuthTries 2\n"
    )
    found, parsed = policies(debian(text))
    assert parsed.gap is None
    assert set(found) == {"(base)", "User root Address 10.0.0.0/8"}
    base, block = found["(base)"], found["User root Address 10.0.0.0/8"]
    assert (base.permit_root_login, base.password_authentication) == ("no", False)
    assert (block.permit_root_login, block.password_authentication, block.max_auth_tries) == ("yes", True, 2)
    assert block.place.where == "/etc/ssh/sshd_config:5"
    assert block.place.excerpt == "Match User root Address 10.0.0.0/8"
    assert not block.effective


def test_the_first_value_holds_and_case_does_not_matter() -> None:
    found, _ = policies(debian('permitrootlogin "yes" # first\nPERMITROOTLOGIN no\nPermitEmptyPasswords = yes\n'))
    assert found["(base)"].permit_root_login == "yes"
    assert found["(base)"].permit_empty_passwords is True


def test_match_all_is_what_everybody_gets() -> None:
    text = "PermitRootLogin no\nMatch User admin\n MaxAuthTries 2\nMatch all\n PermitRootLogin yes\n MaxAuthTries 9\n"
    found, _ = policies(debian(text))
    assert set(found) == {"(base)", "User admin"}
    assert (found["(base)"].permit_root_login, found["(base)"].max_auth_tries) == ("yes", 9)
    assert (found["User admin"].permit_root_login, found["User admin"].max_auth_tries) == ("yes", 2)


def test_match_all_over_what_sshd_t_shows() -> None:
    found, parsed = policies(debian("Match all\n PermitRootLogin yes\n", sshd_effective=EFFECTIVE))
    assert parsed.gap is None
    assert found["(base)"].permit_root_login == "yes"
    assert found["(base)"].max_auth_tries == 4


def test_includes_in_the_order_of_their_names_and_within_match() -> None:
    files: dict[str, str | bytes | None] = {
        MAIN: "Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin no\n",
        DROP + "20-late.conf": "PermitRootLogin prohibit-password\nMaxAuthTries 5\n",
        DROP + "10-early.conf": "MaxAuthTries 3\nMatch Group vendor\nPasswordAuthentication no\n",
    }
    found, parsed = policies(LinuxTarget(files=files))
    assert parsed.gap is None
    base = found["(base)"]
    # The Match block of 10-early.conf ends with its file.
    assert (base.permit_root_login, base.max_auth_tries, base.password_authentication) == ("prohibit-password", 3, True)
    assert found["Group vendor"].password_authentication is False
    bound = {MAIN: "Match User batch\nInclude sshd_config.d/*.conf\n", DROP + "a.conf": "PermitRootLogin yes\n"}
    found, _ = policies(LinuxTarget(files=dict(bound)))
    assert found["(base)"].permit_root_login == "prohibit-password"
    assert found["User batch"].permit_root_login == "yes"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Include /srv/ssh/*.conf\n", Reason.PARTIAL_COVERAGE),
        ("Include /srv/ssh/one.conf\n", Reason.PARTIAL_COVERAGE),
        ('PermitRootLogin "yes\n', Reason.PARSE_ERROR),
        ("PermitRootLogin\n", Reason.PARSE_ERROR),
    ],
)
def test_what_the_files_do_not_tell_leaves_match_open(text: str, reason: Reason) -> None:
    found, parsed = policies(debian(text, sshd_effective=EFFECTIVE))
    assert set(found) == {"(base)"}
    assert parsed.gap is not None
    assert (parsed.gap.completeness, parsed.gap.reason) == (Completeness.PARTIAL, reason)
    alone, without = policies(debian(text))
    assert alone == {}
    assert without.gap is not None
    assert without.gap.reason is reason


def test_an_include_loop_ends() -> None:
    files: dict[str, str | bytes | None] = {
        MAIN: "Include /etc/ssh/sshd_config.d/*.conf\n",
        DROP + "a.conf": "Include /etc/ssh/sshd_config.d/a.conf\n",
    }
    _, parsed = policies(LinuxTarget(files=files))
    assert parsed.gap is not None
    assert parsed.gap.reason is Reason.PARSE_ERROR


def test_a_wide_include_loop_ends_soon() -> None:
    many = {DROP + f"{n}.conf": "Include /etc/ssh/sshd_config.d/*.conf\n" * 20 for n in range(20)}
    _, parsed = policies(LinuxTarget(files={MAIN: "Include sshd_config.d/*.conf\n", **many}))
    assert parsed.gap is not None
    assert parsed.gap.reason is Reason.PARSE_ERROR


def test_two_sources_that_disagree() -> None:
    _, parsed = policies(debian("PermitRootLogin yes\n", sshd_effective=EFFECTIVE))
    assert parsed.gap is not None
    assert parsed.gap.reason is Reason.CONFLICTING_EVIDENCE
    assert parsed.gap.detail.args == {"keyword": "permitrootlogin"}


def test_old_names_for_the_same_thing_agree() -> None:
    text = "PermitRootLogin without-password\nChallengeResponseAuthentication no\nClientAliveInterval 5m\n"
    _, parsed = policies(debian(text, sshd_effective=EFFECTIVE))
    assert parsed.gap is None


@pytest.mark.parametrize(
    ("methods", "password", "keyboard", "key"),
    [
        ("any", True, True, True),
        ("publickey", False, False, True),
        ("publickey,password", False, False, True),
        ("publickey keyboard-interactive:pam", False, True, True),
        ("password", True, False, False),
    ],
)
def test_authentication_methods(methods: str, password: bool, keyboard: bool, key: bool) -> None:
    found, _ = policies(debian(f"UsePAM yes\nAuthenticationMethods {methods}\n"))
    base = found["(base)"]
    assert (base.password_authentication, base.keyboard_interactive, base.pubkey_authentication) == (
        password,
        keyboard,
        key,
    )


def test_rhel_keeps_its_files_from_others() -> None:
    secret = frozenset({MAIN, DROP + "50-redhat.conf"})
    nine = LinuxTarget(distribution="alma9", secret=secret)
    found, parsed = policies(nine)
    assert parsed.gap is None
    assert found["(base)"].ciphers == ("aes256-gcm@openssh.com", "aes256-ctr")
    assert found["(base)"].use_pam is True
    none, denied = policies(replace(nine, sudo=False))
    assert none == {}
    assert denied.gap is not None
    assert (denied.gap.completeness, denied.gap.reason) == (Completeness.ABSENT, Reason.PERMISSION_DENIED)


def test_a_drop_in_that_sudo_may_not_read_is_missed() -> None:
    unknown = DROP + "77-vendor.conf"
    target = LinuxTarget(
        files={unknown: "Match User vendor\nPasswordAuthentication yes\n"},
        secret=frozenset({unknown}),
        answers={"sshd_effective": EFFECTIVE},
    )
    # The collector names the files it reads with sudo; the listing shows that there is another one.
    capture = target.source("linux_sshd").capture("sshd_config_root")
    assert unknown.encode() not in capture.output
    found, parsed = policies(target)
    assert set(found) == {"(base)"}
    assert parsed.gap is not None
    assert parsed.gap.reason is Reason.PERMISSION_DENIED
    assert parsed.gap.detail.args == {"file": unknown}


def test_rhel8_takes_algorithms_from_its_crypto_policy() -> None:
    found, parsed = policies(LinuxTarget(distribution="rhel8", answers={"sshd_effective": EFFECTIVE}))
    base = found["(base)"]
    assert base.macs == ("hmac-sha2-256-etm@openssh.com", "hmac-sha2-512")
    assert base.permit_root_login == "prohibit-password"
    assert parsed.gap is not None
    assert parsed.gap.reason is Reason.CONFLICTING_EVIDENCE


def test_a_value_that_sshd_does_not_know() -> None:
    found, parsed = policies(debian("PermitRootLogin perhaps\n"))
    assert found == {}
    assert parsed.gap is not None
    assert parsed.gap.reason is Reason.PARSE_ERROR


def handshake(said: object) -> Parsed[OfferedAlgorithms]:
    output = said if isinstance(said, bytes) else json.dumps(said).encode()
    capture = Capture(collector="ssh_handshake", command="offered_algorithms", status=CaptureStatus.OK, output=output)
    source = Source(
        target=TARGET, transport=TransportKind.SSH, captures={"offered_algorithms": capture}, started=STARTED
    )
    (found,) = ssh_handshake.parse(source)
    return found


OFFER = {
    "kex": ["curve25519-sha256"],
    "host_keys": ["ssh-ed25519"],
    "ciphers": ["aes256-ctr"],
    "macs": ["hmac-sha2-256"],
}


def test_offered_algorithms() -> None:
    found = handshake({**OFFER, "banner": "SSH-2.0-OpenSSH_9.2p1"})
    assert found.gap is None
    assert found.facts[0].kex == ("curve25519-sha256",)
    assert found.facts[0].banner == "SSH-2.0-OpenSSH_9.2p1"


@pytest.mark.parametrize(
    "said",
    [{}, [], "x", {**OFFER, "kex": []}, {**OFFER, "kex": ["a" * 65]}, {**OFFER, "banner": 1}, b"\xff", b"[" * 9999],
)
def test_offers_that_are_none(said: object) -> None:
    found = handshake(said)
    assert found.facts == ()
    assert found.gap is not None
    assert found.gap.reason is Reason.PARSE_ERROR

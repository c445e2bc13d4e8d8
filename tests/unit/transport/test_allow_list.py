import importlib
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.job import Command, Privilege
from auditor.transport.allow_list import ForbiddenCommandError, readable, rule_for
from auditor.transport.allow_list_rules import RULES

ALLOWED = [
    "cat /etc/login.defs",
    "cat glob:/etc/ssh/sshd_config.d/*.conf",
    "cat glob:/etc/pam.d/*",
    "head -n 5 /etc/passwd",
    "head -c 100 /proc/uptime",
    "tail -n 200 /var/log/auth.log",
    "grep -aHn ^ /etc/profile glob:/etc/profile.d/*.sh",
    "ls -ld /var/log/journal",
    "stat -c %a /etc/ssh/ssh_host_ed25519_key",
    "find /var/log -maxdepth 1 ( -name auth.log* -o -name secure* ) -printf %f",
    "find /backup -type f -not -empty -newermt 2026-01-01",
    "getent passwd",
    "getent group wheel",
    "id",
    "id -Gn auditor",
    "passwd -S -a",
    "passwd -S root",
    "chage -l root",
    "faillock",
    "faillock --user root",
    "lslogins -e -o USER,PWD-CHANGE --time-format=iso",
    "sshd -T",
    "sshd -T -C user=root,host=x,addr=10.0.0.1",
    "ss -H -tulnp",
    "netstat -tuln",
    "systemctl show -p Id,ActiveState sshd.service",
    "systemctl is-active getty@tty1.service",
    "systemctl list-units --type=service --no-pager --plain",
    "journalctl -q --no-pager -r -n 100 -o json -t sshd",
    "journalctl --list-boots --no-pager",
    "journalctl _COMM=sshd --since=-5w",
    "timedatectl show -p NTP,NTPSynchronized",
    "chronyc -n tracking",
    "ntpq -pn",
    "date -u +%s.%N",
    "uname -a",
    "testparm -s",
    "exportfs -v",
    "last -F -w -n 100",
    "lastb -n 10",
    "lastlog -u root",
    "readlink -f /etc/localtime",
    "df -P /",
    "authselect current",
    "dpkg-query -W -f=${Package} openssh-server",
    "rpm -q openssh-server",
    "test -r /etc/shadow",
    "sysctl -n kernel.hostname",
]

FORBIDDEN = [
    "",
    "rm /x",
    "sh -c id",
    "bash",
    "python3 -c 1",
    "awk BEGIN{system(1)} /x",
    "sed -i s/a/b/ /etc/passwd",
    "tee /etc/x",
    "sudo id",
    "env sh",
    "cat relative/path",
    "cat /etc/shadow",
    "cat /etc/shadow-",
    "cat /etc/gshadow",
    "cat glob:/etc/s*",
    "cat glob:/etc/sha?ow",
    "cat glob:/etc/*",
    "cat glob:/*/shadow",
    "cat /etc/ssh/ssh_host_rsa_key",
    "cat glob:/etc/ssh/*",
    "cat glob:/etc/ssh/ssh_host_*",
    "cat glob:/etc/ssh/*key",
    "cat /etc/security/opasswd",
    "cat /root/.ssh/id_ed25519",
    "cat glob:/home/*/.ssh/*",
    "cat /etc/../etc/shadow",
    "cat /dev/sda",
    "grep x /etc/shadow",
    "grep -r x /etc",
    "grep -f /etc/shadow /etc/passwd",
    "head -c 10 /etc/shadow",
    "tail -f /var/log/syslog",
    "tail -F /var/log/syslog",
    "tail --follow /var/log/syslog",
    "find / -delete",
    "find / -exec rm {} ;",
    "find / -execdir rm {} ;",
    "find / -ok rm {} ;",
    "find / -fprint /x",
    "find / -fprintf /x %p",
    "find / -fls /x",
    "find relative",
    "find / -name",
    "getent shadow",
    "getent gshadow",
    "passwd root",
    "passwd -d root",
    "passwd -S root -d",
    "passwd -l root",
    "passwd --delete -S",
    "chage -E 0 root",
    "chage -l root -E 0",
    "chage root",
    "faillock --reset",
    "faillock --user root --reset",
    "sshd",
    "sshd -D",
    "sshd -t -f /x",
    "sshd -T -f /x",
    "ss -K dst 10.0.0.1",
    "ss -D /x",
    "ss --kill",
    "systemctl stop sshd",
    "systemctl show --root=/x y",
    "systemctl",
    "systemctl daemon-reload",
    "systemctl edit sshd",
    "systemctl kill x",
    "systemctl isolate rescue.target",
    "journalctl --rotate",
    "journalctl --vacuum-size=1",
    "journalctl --flush",
    "journalctl --sync",
    "journalctl --relinquish-var",
    "journalctl --update-catalog",
    "journalctl --setup-keys",
    "journalctl -f",
    "journalctl -rf",
    "journalctl --follow",
    "timedatectl set-time 2026-01-01",
    "timedatectl set-ntp false",
    "timedatectl",
    "chronyc makestep",
    "chronyc -h 10.0.0.1 tracking",
    "chronyc settime 1",
    "ntpq -c config",
    "date -s 2026-01-01",
    "date --set=2026-01-01",
    "date 010100002026",
    "hostname newname",
    "hostname -F /x",
    "testparm /etc/shadow",
    "exportfs",
    "exportfs -r",
    "exportfs -ua",
    "lastlog -C -u root",
    "lastlog -S -u root",
    "last -f /etc/shadow",
    "who am i",
    "authselect select sssd",
    "dpkg-query --control-path x",
    "rpm -e openssh-server",
    "rpm -i x.rpm",
    "rpm -q --qf %(id) x",
    "rpm --import /x",
    "sysctl -w kernel.hostname=x",
    "sysctl -n kernel.hostname=x",
    "sysctl -p",
    "crontab -r",
    "crontab -e",
    "ip link set eth0 down",
    "ip addr add 10.0.0.1 dev eth0",
    "gsettings set a b c",
    "lslogins --output-all",
    "loginctl kill-user root",
    "loginctl",
]


def command(text: str, privilege: Privilege = Privilege.NONE) -> Command:
    return Command(id="x", argv=tuple(text.split()), privilege=privilege)


@pytest.mark.parametrize("text", ALLOWED)
def test_what_only_reads_is_allowed(text: str) -> None:
    assert rule_for(command(text), RULES) is RULES[text.split()[0]]


@pytest.mark.parametrize("text", FORBIDDEN)
def test_what_may_write_run_or_leak_is_refused(text: str) -> None:
    with pytest.raises(ForbiddenCommandError, match="'x'"):
        rule_for(command(text), RULES)


@pytest.mark.parametrize("argument", ["/etc/a\nreboot", "/etc/a\0", "/etc/\x1b[0m", "/" + "a" * 5000])
def test_control_characters_and_huge_arguments_are_refused(argument: str) -> None:
    with pytest.raises(ForbiddenCommandError, match="control character or is too long"):
        rule_for(Command(id="x", argv=("cat", argument)), RULES)


def test_limits_must_be_positive() -> None:
    with pytest.raises(ForbiddenCommandError, match="more than nothing"):
        rule_for(Command(id="x", argv=("uname",), limit=0), RULES)
    with pytest.raises(ForbiddenCommandError, match="more than nothing"):
        rule_for(Command(id="x", argv=("uname",), timeout=timedelta()), RULES)


def test_no_pattern_goes_through_sudo() -> None:
    with pytest.raises(ForbiddenCommandError, match="sudoers"):
        rule_for(command("cat glob:/etc/pam.d/*", Privilege.SUDO), RULES)


@given(
    st.sampled_from(sorted(RULES)),
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "-exec",
                    "--reset",
                    "-delete",
                    "-s",
                    "--set",
                    "--rotate",
                    "-K",
                    "-w",
                    "-e",
                    "-f",
                    "-fprint",
                    "-i",
                    "-u",
                ]
            ),
            st.text(max_size=8),
        ),
        max_size=4,
    ),
)
def test_no_arguments_make_a_rule_raise_anything_else(program: str, arguments: list[str]) -> None:
    asked = Command(id="x", argv=(program, *arguments))
    try:
        rule_for(asked, RULES)
    except ForbiddenCommandError:
        return
    dangerous = {"-exec", "--reset", "-delete", "--set", "--rotate", "-K", "-fprint"}
    assert not dangerous & set(arguments) or program in ("grep", "testparm", "find")


@given(st.text("/etc*?[]shadow-", max_size=14))
def test_no_pattern_that_is_readable_can_expand_to_the_shadow_file(name: str) -> None:
    from fnmatch import fnmatchcase

    pattern = "/etc/" + name
    if readable("glob:" + pattern) and "[" not in pattern:
        assert not fnmatchcase("/etc/shadow", pattern) or "/" in name


def test_every_rule_names_an_absolute_path_of_its_program() -> None:
    assert {name for name, rule in RULES.items() if not rule.path.endswith("/" + name)} == set()
    assert {name for name, rule in RULES.items() if not rule.path.startswith(("/usr/bin/", "/usr/sbin/"))} == set()


def test_every_shipped_linux_collector_keeps_to_the_list() -> None:
    from auditor.model.subject import SubjectRef
    from auditor.model.target import BackupDeclaration, TargetDescription
    from auditor.model.terms import Platform, SubjectKind

    target = TargetDescription(
        id="a",
        subject=SubjectRef(kind=SubjectKind.TARGET, id="a"),
        title="a",
        platform=Platform.LINUX,
        backups=(BackupDeclaration(name="db", kind="full", folder="/backup/full", pattern="*.dump"),),
    )
    folder = Path(str(importlib.import_module("auditor").__file__)).parent / "collectors"
    checked = 0
    for path in sorted(folder.glob("*.py")):
        module = importlib.import_module(f"auditor.collectors.{path.stem}")
        request = module.request(target) if hasattr(module, "request") else None
        for asked in request.commands if request else ():
            assert rule_for(asked, RULES)
            checked += 1
    assert checked > 0

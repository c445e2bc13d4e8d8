"""Sample hosts answer from their own folder and descriptions, never from the machine they run on."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from auditor.demo.host_tree import build_host
from auditor.demo.hosts import HOSTS, SampleHost
from auditor.demo.ssh_host import HostFiles, led_into

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
BY_ID = {host.id: host for host in HOSTS}
PROLOGUE = "PATH=$PATH:/usr/sbin:/sbin:/usr/bin:/bin LC_ALL=C LANG=C\nexport PATH LC_ALL LANG\nf() {\n:\n}\n"


def run(files: HostFiles, command: str) -> "subprocess.CompletedProcess[str]":
    script = led_into((PROLOGUE + command + "\n").encode(), files)
    return subprocess.run(
        ["/bin/sh", "-s"],
        input=script.decode(),
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(files.commands)},
    )


@pytest.fixture
def good(tmp_path: Path) -> HostFiles:
    return build_host(tmp_path / "juki-ap01", BY_ID["juki-ap01"], NOW)


def test_paths_lead_into_the_folder(good: HostFiles) -> None:
    assert run(good, "cat '/etc/os-release'").stdout.startswith('NAME="AlmaLinux"')
    assert run(good, "find '/opt' '/usr/local' -maxdepth 1").stdout == f"{good.root}/opt\n{good.root}/usr/local\n"


@pytest.mark.parametrize("program", ["uname", "hostname", "ip", "who", "last", "netstat", "rm", "python3", "env"])
def test_programs_without_an_answer_are_not_found(good: HostFiles, program: str) -> None:
    done = run(good, f"command -v {program} || echo none")
    assert done.stdout == "none\n"


def test_unknown_arguments_are_refused(good: HostFiles) -> None:
    assert run(good, "getent hosts").returncode == 2
    assert run(good, "systemctl list-units").returncode == 1


def test_accounts_are_those_of_the_description(good: HostFiles) -> None:
    names = [line.split(":")[0] for line in run(good, "getent passwd").stdout.splitlines()]
    assert names[0] == "root"
    assert names[-5:] == ["kansa", "jo10106", "sz10412", "kz01", "kz02"]
    assert "wheel:x:10:jo10106\n" in run(good, "getent group").stdout


def test_files_of_root_are_denied_without_sudo_and_read_with_it(good: HostFiles) -> None:
    denied = run(good, "grep -c '' '/etc/ssh/sshd_config' '/etc/login.defs'")
    assert denied.returncode == 2
    assert denied.stderr == f"grep: {good.root}/etc/ssh/sshd_config: Permission denied\n"
    assert denied.stdout.startswith("1")
    assert run(good, "cat '/etc/ssh/sshd_config'").returncode == 1
    assert run(good, "sudo -n -- cat '/etc/ssh/sshd_config'").stdout.startswith("# To modify")


def test_the_journal_is_for_root(good: HostFiles) -> None:
    arguments = (
        "--no-pager -r -n 5000 -o json --output-fields=PRIORITY -t sshd -t sshd-session -t login -t su -t sudo "
        "-t systemd-logind -t gdm-password -t lightdm"
    )
    plain, root = run(good, f"journalctl {arguments}"), run(good, f"sudo -n -- journalctl {arguments}")
    assert plain.stdout == ""
    assert "not seeing messages from other users" in plain.stderr
    newest = int((NOW.timestamp() - 2400) * 1_000_000)
    assert root.stdout.splitlines()[0] == f'{{"__REALTIME_TIMESTAMP":"{newest}","PRIORITY":"6"}}'


def test_a_host_without_sudo_has_none(tmp_path: Path) -> None:
    files = build_host(tmp_path / "file01", BY_ID["file01"], NOW)
    assert run(files, "command -v sudo || echo none").stdout == "none\n"
    assert "Permission denied" in run(files, "cat '/etc/pam.d/sshd'").stderr


def test_a_script_that_sets_path_otherwise_does_not_run(good: HostFiles) -> None:
    with pytest.raises(ValueError, match="sets PATH"):
        led_into(b"PATHS=1\nf() {\n:\n}\nid -u\n", good)


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.id)
def test_every_host_can_be_built(tmp_path: Path, host: SampleHost) -> None:
    files = build_host(tmp_path / host.id, host, NOW)
    units = run(files, "systemctl show -p Id,LoadState,ActiveState,SubState,UnitFileState sshd.service no.service")
    assert units.stdout.split("\n\n")[1].startswith("Id=no.service\nLoadState=not-found\nActiveState=inactive\n")

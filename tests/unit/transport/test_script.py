import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model.job import Capture, CaptureStatus, Command, Endpoint, Request
from auditor.transport import allow_list_rules
from auditor.transport.allow_list import ForbiddenCommandError, Rule
from auditor.transport.framing import FrameReader
from auditor.transport.script import NONCE, plan_script, quoted
from auditor.transport.script_answers import captures
from tests.unit.transport.jobs import command, job

NOW = datetime(2026, 11, 20, tzinfo=UTC)
SESSION_NONCE = "0f" * 16

ANYTHING = {
    **allow_list_rules.RULES,
    **{
        name: Rule(path=f"/usr/bin/{name}", options=r".*", operand=lambda _: True)
        for name in ("sh", "printf", "yes", "sleep", "no-such-program", "answer")
    },
}
"""The real rules, and programs that misbehave."""


def _shells() -> list[str]:
    found = [name for name in ("dash", "bash") if shutil.which(name)]
    assert found, "no POSIX shell: install dash or bash"
    return found


def run(
    shell: str,
    commands: Sequence[Command],
    *,
    environment: dict[str, str] | None = None,
    options: dict[str, str] | None = None,
) -> list[Capture]:
    script = plan_script(job(commands, options=options), ANYTHING)
    ran = subprocess.run(
        [shell, "-s"],
        input=script.for_session(SESSION_NONCE),
        capture_output=True,
        timeout=60,
        check=True,
        env={**os.environ, **(environment or {})},
    )
    reader = FrameReader(SESSION_NONCE, tuple(step.limit for step in script.steps))
    reader.feed(b"motd of the day\n" + ran.stdout, NOW)
    assert reader.finished
    assert ran.stderr == b""
    return list(captures(script, reader.frames, b"k" * 32))


@pytest.fixture(params=_shells())
def shell(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_any_bytes_come_back_as_they_are(shell: str, tmp_path: Path) -> None:
    hostile = bytes(range(256)) * 3 + f"{NONCE} e 0 0\n{NONCE} z\n".encode() + b"no newline at the end"
    (tmp_path / "file").write_bytes(hostile)
    (found,) = run(shell, [command("a", "cat", f"{tmp_path}/file")])
    assert (found.status, found.exit_code, found.output, found.errors) == (CaptureStatus.OK, 0, hostile, b"")
    assert found.argv == ("head", "-c", "65537", f"{tmp_path}/file")
    assert found.taken_at == NOW


def test_exit_code_and_errors_are_kept(shell: str) -> None:
    (found,) = run(shell, [command("a", "sh", "-c", "printf out; printf 'err\\nor' >&2; exit 7")])
    assert (found.status, found.exit_code, found.output, found.errors) == (CaptureStatus.OK, 7, b"out", b"err\nor")


def test_errors_are_cut_at_4_kib(shell: str) -> None:
    (found,) = run(shell, [command("a", "sh", "-c", "head -c 9000 /dev/zero | tr '\\0' e >&2")])
    assert found.errors == b"e" * 4096


def test_an_answer_longer_than_its_limit_is_cut_and_the_next_is_whole(shell: str) -> None:
    long, next_one = run(shell, [command("a", "yes", limit=1000), command("b", "printf", "next", limit=4)], options={})
    assert (long.status, long.output) == (CaptureStatus.TRUNCATED, (b"y\n" * 501)[:1000])
    assert (next_one.status, next_one.output) == (CaptureStatus.OK, b"next")


def test_an_answer_of_exactly_its_limit_is_whole(shell: str, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"12345")
    exact, over = run(
        shell, [command("a", "cat", f"{tmp_path}/f", limit=5), command("b", "head", f"{tmp_path}/f", limit=4)]
    )
    assert (exact.status, exact.output) == (CaptureStatus.OK, b"12345")
    assert (over.status, over.output) == (CaptureStatus.TRUNCATED, b"1234")


def test_a_program_or_file_that_is_not_there_is_missing(shell: str) -> None:
    program, file, pattern = run(
        shell,
        [
            command("a", "no-such-program", "x"),
            command("b", "cat", "/nonexistent/file"),
            command("c", "cat", "glob:/nonexistent/*.conf"),
        ],
    )
    assert (program.status, program.exit_code, program.output) == (CaptureStatus.MISSING, None, b"")
    assert (file.status, file.exit_code) == (CaptureStatus.MISSING, 1)
    assert (pattern.status, pattern.exit_code) == (CaptureStatus.MISSING, 1)


def test_some_of_several_files_missing_is_an_answer_with_its_errors(shell: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("here\n")
    (found,) = run(shell, [command("a", "grep", "-H", "", f"{tmp_path}/a", "/nonexistent/b")])
    assert (found.status, found.exit_code, found.output) == (CaptureStatus.OK, 2, f"{tmp_path}/a:here\n".encode())
    assert found.errors == b"grep: /nonexistent/b: No such file or directory"


def test_a_command_that_hangs_times_out_and_the_next_runs(shell: str) -> None:
    hung, after = run(shell, [command("a", "sleep", "60", seconds=0.2), command("b", "uname", "-s")])
    assert (hung.status, hung.exit_code) == (CaptureStatus.TIMEOUT, 124)
    assert (after.status, after.output) == (CaptureStatus.OK, b"Linux\n")


def test_without_timeout_on_the_target_commands_run_all_the_same(shell: str, tmp_path: Path) -> None:
    for name in ("sh", "head", "printf", "sleep"):
        (tmp_path / name).symlink_to(str(shutil.which(name)))
    body = plan_script(job([command("a", "sh", "-c", "printf ok")]), ANYTHING).text
    path = f"PATH={tmp_path}\n"
    ran = subprocess.run(
        [str(shutil.which(shell)), "-s"],
        input=body.replace("PATH=$PATH:/usr/sbin:/sbin:/usr/bin:/bin", path.strip()).encode(),
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert f"{NONCE} b 0\nok{NONCE} e 0 0\n".encode() in ran.stdout


def test_commands_get_no_input_and_the_c_locale(shell: str) -> None:
    (found,) = run(
        shell,
        [command("a", "sh", "-c", 'printf \'%s %s \' "$LC_ALL" "$LANG"; wc -c')],
        environment={"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"},
    )
    assert found.output.split() == [b"C", b"C", b"0"]


def test_the_path_is_added_to_and_never_replaced(shell: str, tmp_path: Path) -> None:
    own = tmp_path / "uname"
    own.write_text("#!/bin/sh\necho mine\n")
    own.chmod(0o755)
    (found,) = run(shell, [command("a", "uname")], environment={"PATH": f"{tmp_path}:{os.environ['PATH']}"})
    assert found.output == b"mine\n"


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40))
def test_arguments_come_through_the_shell_unchanged(text: str) -> None:
    ran = subprocess.run(
        ["/bin/sh", "-s"], input=f"printf %s {quoted(text)}".encode(), capture_output=True, timeout=60, check=True
    )
    assert ran.stdout == text.encode() or text.startswith("glob:")


def test_a_glob_leaves_only_its_wildcards_to_the_shell(shell: str, tmp_path: Path) -> None:
    assert quoted("glob:/etc/$(id)/a b*.c[0-9]?;x") == "'/etc/$(id)/a b'*'.c'['0-9']?';x'"
    (tmp_path / "a 1.conf").write_text("one\n")
    (tmp_path / "a 2.conf").write_text("two\n")
    (tmp_path / "b.conf").write_text("not me\n")
    (found,) = run(shell, [command("a", "cat", f"glob:{tmp_path}/a *.conf")])
    assert found.output == b"one\ntwo\n"


def test_nothing_is_tried_with_sudo_unless_the_inventory_allows_it(shell: str, tmp_path: Path) -> None:
    environment = _unprivileged(tmp_path, sudo="touch " + str(tmp_path / "tried") + "; exec true")
    (found,) = run(shell, [command("a", "sshd", "-T", sudo=True)], environment=environment)
    assert (found.status, found.exit_code, found.output) == (CaptureStatus.DENIED, None, b"")
    assert not (tmp_path / "tried").exists()


def test_sudo_runs_without_a_password_where_the_inventory_allows_it(shell: str, tmp_path: Path) -> None:
    environment = _unprivileged(tmp_path, sudo='[ "$1 $2" = "-n --" ] && shift 2 && echo root: "$@"')
    (found,) = run(
        shell, [command("a", "cat", "/etc/x y", sudo=True)], environment=environment, options={"sudo": "true"}
    )
    assert (found.status, found.output) == (CaptureStatus.OK, b"root: cat /etc/x y\n")


@pytest.mark.parametrize(
    "said",
    [
        "sudo: a password is required",
        "Sorry, user auditor is not allowed to execute '/usr/sbin/sshd -T' as root on host.",
        "auditor is not in the sudoers file.  This incident will be reported.",
        "sudo: sorry, you must have a tty to run sudo",
    ],
)
def test_what_sudo_refuses_is_denied(shell: str, tmp_path: Path, said: str) -> None:
    environment = _unprivileged(tmp_path, sudo=f'printf "%s\\n" "{said}" >&2; exit 1')
    (found,) = run(shell, [command("a", "sshd", "-T", sudo=True)], environment=environment, options={"sudo": "true"})
    assert (found.status, found.exit_code, found.errors) == (CaptureStatus.DENIED, 1, said.encode())


def test_a_program_that_root_has_not_is_missing(shell: str, tmp_path: Path) -> None:
    environment = _unprivileged(tmp_path, sudo='echo "sudo: sshd: command not found" >&2; exit 1')
    (found,) = run(shell, [command("a", "sshd", "-T", sudo=True)], environment=environment, options={"sudo": "true"})
    assert found.status is CaptureStatus.MISSING


def test_a_warning_of_sudo_is_no_refusal(shell: str, tmp_path: Path) -> None:
    environment = _unprivileged(tmp_path, sudo='echo "sudo: unable to resolve host x: no address" >&2; exit 3')
    (found,) = run(shell, [command("a", "sshd", "-T", sudo=True)], environment=environment, options={"sudo": "true"})
    assert (found.status, found.exit_code) == (CaptureStatus.OK, 3)


def test_root_needs_no_sudo(shell: str, tmp_path: Path) -> None:
    environment = _unprivileged(tmp_path, sudo="echo never", uid="0")
    (found,) = run(shell, [command("a", "uname", "-s", sudo=True)], environment=environment)
    assert (found.status, found.output) == (CaptureStatus.OK, b"Linux\n")


@pytest.mark.parametrize(
    ("errors", "code"),
    [
        ("cat: /etc/shadow: Permission denied", 1),
        ("chage: Permission denied.", 1),
        ("passwd: You may not view or modify password information for root.", 1),
        ("Hint: You are currently not seeing messages from other users and the system.", 0),
        ("No journal files were opened due to insufficient permissions.", 1),
        ("sshd: no hostkeys available -- exiting.", 1),
        ("lslogins: Operation not permitted", 1),
    ],
)
def test_what_the_account_may_not_see_is_denied_even_with_exit_code_0(shell: str, errors: str, code: int) -> None:
    (found,) = run(shell, [command("a", "sh", "-c", f"echo partly; echo '{errors}' >&2; exit {code}")])
    assert (found.status, found.exit_code, found.output) == (CaptureStatus.DENIED, code, b"partly\n")


def test_a_command_that_two_collectors_want_runs_once_for_both(shell: str, tmp_path: Path) -> None:
    (tmp_path / "answer").write_text(f"#!/bin/sh\necho x >>{tmp_path}/count\necho 1234567\n")
    (tmp_path / "answer").chmod(0o755)
    first, second = command("a", "answer", limit=4), replace(command("b", "answer", limit=100), volatile=True)
    twice = replace(
        job(), requests=(Request(collector="c1", commands=(first,)), Request(collector="c2", commands=(second,)))
    )
    script = plan_script(twice, ANYTHING)
    ran = subprocess.run(
        [shell, "-s"],
        input=script.for_session(SESSION_NONCE),
        capture_output=True,
        timeout=60,
        check=True,
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )
    reader = FrameReader(SESSION_NONCE, tuple(step.limit for step in script.steps))
    reader.feed(ran.stdout, NOW)
    found = [
        (c.collector, c.command, c.status, c.output, c.volatile) for c in captures(script, reader.frames, b"k" * 32)
    ]
    assert found == [
        ("c1", "a", CaptureStatus.TRUNCATED, b"1234", False),
        ("c2", "b", CaptureStatus.OK, b"1234567\n", True),
    ]
    assert (tmp_path / "count").read_text() == "x\n"


def test_commands_without_a_frame_did_not_run() -> None:
    script = plan_script(job([command("a", "uname"), command("b", "id")]))
    found = list(captures(script, {}, b"k" * 32))
    assert [(c.command, c.status, c.digest, c.taken_at) for c in found] == [
        ("a", CaptureStatus.NOT_RUN, "", None),
        ("b", CaptureStatus.NOT_RUN, "", None),
    ]


def test_the_script_is_the_same_every_time_but_for_the_nonce() -> None:
    planned = plan_script(job([command("a", "uname", "-s"), command("b", "cat", "/etc/os-release")]))
    assert planned == plan_script(job([command("a", "uname", "-s"), command("b", "cat", "/etc/os-release")]))
    assert planned.text.count(NONCE) == 1
    assert planned.for_session(SESSION_NONCE).decode() == planned.text.replace(NONCE, SESSION_NONCE)
    assert planned.text.endswith("q 0 uname '-s'\nq 1 head '-c' '65537' '/etc/os-release'\nprintf '%s z\\n' \"$n\"\n")
    assert "timeout" not in planned.text
    assert "sudo" not in planned.text
    assert planned.digest.startswith("sha256:")
    assert planned.digest != plan_script(job([command("a", "uname", "-r")])).digest


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (command("a", "date", "-u", "+%s.%N"), "q 0 date '-u' '+%s.%N'"),
        (command("a", "grep", "-H", "x", "/etc/a", "glob:/etc/b/*"), "q 0 grep '-H' 'x' '/etc/a' '/etc/b/'*"),
        (command("a", "grep", "x", "/var/log/syslog", limit=9), "c 0 0 10 grep 'x' '/var/log/syslog'"),
        (command("a", "grep", "x", "/srv/nfs/file", limit=9), "c 0 10 10 grep 'x' '/srv/nfs/file'"),
        (command("a", "cat", "/srv/nfs/file", limit=9), "t 0 10 head '-c' '10' '/srv/nfs/file'"),
        (command("a", "systemctl", "is-active", "x", seconds=2.5), "t 0 3 systemctl 'is-active' 'x'"),
        (command("a", "getent", "passwd", limit=9), "c 0 10 10 getent 'passwd'"),
        (command("a", "sshd", "-T", sudo=True), "s 0 q 0 sshd '-T'"),
    ],
)
def test_a_command_costs_no_more_processes_than_it_needs(asked: Command, line: str) -> None:
    assert line in plan_script(job([asked])).text.splitlines()


def test_the_sudoers_lines_name_exactly_what_runs() -> None:
    commands = [
        command("a", "sshd", "-T", sudo=True),
        command("b", "find", "/x", "-name", "*.dump", "-printf", r"%s %f\0", sudo=True),
        command("c", "lastb", sudo=True),
        command("d", "cat", "/etc/a,b:c=d", sudo=True),
        command("e", "uname"),
    ]
    assert plan_script(job(commands, options={"sudo": "true"})).sudo_lines == (
        "auditor ALL=(root) NOPASSWD: /usr/bin/cat /etc/a\\,b\\:c\\=d",
        "auditor ALL=(root) NOPASSWD: /usr/bin/find /x -name \\*.dump -printf %s\\ %f\\\\\\\\0",
        'auditor ALL=(root) NOPASSWD: /usr/bin/lastb ""',
        "auditor ALL=(root) NOPASSWD: /usr/sbin/sshd -T",
    )
    assert plan_script(job(commands)).sudo_lines == ()
    root = replace(job(commands, options={"sudo": "true"}), endpoint=Endpoint(user="root", options={"sudo": "true"}))
    assert plan_script(root).sudo_lines == ()


def test_a_command_that_is_not_allowed_is_never_planned() -> None:
    with pytest.raises(ForbiddenCommandError, match="not on the read-only allow-list"):
        plan_script(job([command("a", "uname"), command("b", "rm", "-rf", "/")]))


def _unprivileged(folder: Path, *, sudo: str, uid: str = "1000") -> dict[str, str]:
    """An environment in which ``id -u`` says somebody and ``sudo`` is ours: no real sudo needed."""
    for name, body in (("id", f"echo {uid}"), ("sudo", sudo)):
        (folder / name).write_text(f"#!/bin/sh\n{body}\n")
        (folder / name).chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}

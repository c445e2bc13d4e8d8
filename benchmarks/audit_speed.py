"""A whole audit of 100 real sshd against the floor and against Ansible, run in turns.

``python -m benchmarks.audit_speed [--targets 100] [--rounds 5] [--no-ansible]``. The floor is `benchmarks.bare_floor`:
it sends every host the very script that the audit sends, with 32 threads, and throws the answer away. Ansible runs the
same script as one ``raw`` task with 32 forks. The audit starts each time with an empty store (the first night, the
dearest), judges, records and writes all reports.
"""

import argparse
import base64
import json
import subprocess
import sys
import tempfile
import venv
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measuring import Measured, machine, median, run, table
from benchmarks.ssh_city import Servers, Workspace, servers, workspace

SELECTIONS = {
    "a dozen commands": ("NG-4-3-2-b-1",),
    "everything": (),
}
"""What is audited: controls whose facts take about twelve commands a target, and all controls (twelve facts a target
from four times as many commands)."""

_FINDINGS = (0, 1, 3)
"""Exit codes of an audit that came to its end."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--targets", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-ansible", action="store_true", help="do not install and run ansible-core")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="audit-speed-") as name:
        folder = Path(name)
        playbook = None if chosen.no_ansible else ansible(folder / "ansible")
        with servers(folder / "servers", chosen.targets) as city:
            work = workspace(folder / "workspace", city)
            for title, controls in SELECTIONS.items():
                compare(title, controls, chosen.rounds, city, work, folder, playbook)


def compare(
    title: str,
    controls: Sequence[str],
    rounds: int,
    city: Servers,
    work: Workspace,
    folder: Path,
    playbook: Path | None,
) -> None:
    scripts = work.scripts(controls)
    commands = len(scripts[city.hosts[0].name].steps)
    plan = folder / "plan.json"
    plan.write_text(
        json.dumps(
            {
                "user": city.user,
                "key": str(work.root / "key"),
                "hosts": [{"host": h.host, "port": h.port, "script": scripts[h.name].text} for h in city.hosts],
            }
        ),
        encoding="utf-8",
    )
    caches = folder / "caches"
    pids = [server.process.pid for server in city.running]
    found: dict[str, list[Measured]] = defaultdict(list)
    for number in range(rounds + 1):
        floor = run([sys.executable, "-m", "benchmarks.bare_floor", str(plan)], caches=caches, servers=pids)
        work.forget()
        audit = run(work.audit(controls), caches=caches, expected=_FINDINGS, servers=pids)
        if number:  # the first round fills the caches
            found["floor"].append(floor)
            found["audit"].append(audit)
        if playbook and number in (1, rounds):  # twice is enough for what takes ten times as long
            found["ansible raw"].append(_ansible(playbook, city, work, scripts[city.hosts[0].name].text, folder, pids))
    print(f"\n{title}: {len(city.hosts)} targets, {commands} commands each; {machine()}")
    base = median(m.wall for m in found["floor"]), median(m.all_cpu for m in found["floor"])
    table(
        ("", "median s", "fastest s", "× floor", "own CPU s", "servers' CPU s", "all CPU × floor", "runs"),
        [
            (
                name,
                f"{(wall := median(m.wall for m in runs)):.2f}",
                f"{min(m.wall for m in runs):.2f}",
                f"{wall / base[0]:.2f}",
                f"{median(m.cpu for m in runs):.2f}",
                f"{median(m.servers for m in runs):.2f}",
                f"{median(m.all_cpu for m in runs) / base[1]:.2f}",
                str(len(runs)),
            )
            for name, runs in found.items()
        ],
    )
    paired = [a.wall / f.wall for f, a in zip(found["floor"], found["audit"], strict=True)]
    print(f"  audit × floor, round by round: {' '.join(f'{ratio:.2f}' for ratio in paired)}; goal: 1.50 at most")


def ansible(folder: Path) -> Path | None:
    """ansible-playbook in an environment of its own; None, said aloud, when it cannot be installed."""
    try:
        venv.create(folder, with_pip=True)
        subprocess.run(
            [folder / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "ansible-core"],
            check=True,
            capture_output=True,
            timeout=300,
        )
    except (OSError, subprocess.SubprocessError) as error:
        print(f"Ansible is left out: ansible-core could not be installed ({type(error).__name__})")
        return None
    return folder / "bin/ansible-playbook"


def _ansible(
    playbook: Path, city: Servers, work: Workspace, script: str, folder: Path, pids: Sequence[int]
) -> Measured:
    """One run of a play with a single ``raw`` task, 32 forks."""
    hosts = "".join(f"{h.name} ansible_host={h.host} ansible_port={h.port}\n" for h in city.hosts)
    (folder / "hosts.ini").write_text(
        f"{hosts}[all:vars]\nansible_user={city.user}\nansible_ssh_private_key_file={work.root}/key\n", encoding="utf-8"
    )
    # Ansible takes a free-form task apart at quotes and equals signs, so the script goes as base64 without padding.
    body = script.encode()
    packed = base64.b64encode(body + b"\n" * (-len(body) % 3)).decode()
    (folder / "play.yml").write_text(
        f"- hosts: all\n  gather_facts: false\n  tasks:\n    - raw: echo {packed} | base64 -d | /bin/sh -s\n",
        encoding="utf-8",
    )
    return run(
        [str(playbook), "-i", str(folder / "hosts.ini"), "-f", "32", str(folder / "play.yml")],
        caches=folder / "caches",
        servers=pids,
        environment={
            "ANSIBLE_HOST_KEY_CHECKING": "False",
            "ANSIBLE_HOME": str(folder / "home"),
            # One task needs one connection; one kept for later would leave its cost to the next measurement.
            "ANSIBLE_SSH_ARGS": "-o ControlMaster=no",
            "HOME": str(folder / "home"),
        },
    )


if __name__ == "__main__":
    main()

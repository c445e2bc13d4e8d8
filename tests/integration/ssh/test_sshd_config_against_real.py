"""Our reading of sshd_config against the real ``sshd -T -C``: random files with traps, several connections each."""

import os
import random
import shutil
import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from auditor.checks import root_login
from auditor.facts.accounts import Account
from auditor.facts.base import Parsed
from auditor.facts.remote import SshdPolicy
from auditor.model.verdict import Outcome
from tests.integration.servers.sshd import make_key
from tests.unit.checks.builders import AP, Case, account, judge, whole
from tests.unit.parsers.linux_target import LinuxTarget

SEEDS = tuple(range(48))
DROP_INS = "/etc/ssh/sshd_config.d"
FIELDS = {
    "permitrootlogin": "permit_root_login",
    "passwordauthentication": "password_authentication",
    "kbdinteractiveauthentication": "keyboard_interactive",
    "permitemptypasswords": "permit_empty_passwords",
    "pubkeyauthentication": "pubkey_authentication",
    "maxauthtries": "max_auth_tries",
}


@dataclass(frozen=True, kw_only=True)
class Connection:
    user: str
    address: str

    @property
    def words(self) -> str:
        return f"user={self.user},host=pc1.example,addr={self.address},laddr=127.0.0.1,lport=22"


CONNECTIONS = (
    Connection(user="root", address="10.1.2.3"),
    Connection(user="root", address="192.0.2.7"),
    Connection(user="kanri", address="10.1.2.3"),
    Connection(user="kanri", address="192.0.2.7"),
)
ROOT, KANRI = CONNECTIONS[:2], CONNECTIONS[2:]
MATCHES: dict[str, Sequence[Connection]] = {
    "User root": ROOT,
    "user kanri": KANRI,
    "User !root,*": KANRI,
    'User "root"': ROOT,
    "User=root": ROOT,
    "User r?o*": ROOT,
    "Group root": ROOT,
    "Address 10.0.0.0/8": CONNECTIONS[::2],
    "Address 192.0.2.7,198.51.100.1": CONNECTIONS[1::2],
    "LocalPort 22": CONNECTIONS,
    "LocalAddress 127.0.0.1": CONNECTIONS,
    "Host *.example": CONNECTIONS,
    "User root Address 10.0.0.0/8": ROOT[:1],
    "LocalPort 2222": (),
    "User root LocalPort 2222": (),
    "all": CONNECTIONS,
    "ALL": CONNECTIONS,
}
VALUES = {
    "PermitRootLogin": ("yes", "no", "prohibit-password", "without-password", "forced-commands-only"),
    "PasswordAuthentication": ("yes", "no"),
    "KbdInteractiveAuthentication": ("yes", "no"),
    "ChallengeResponseAuthentication": ("yes", "no"),
    "PermitEmptyPasswords": ("yes", "no"),
    "PubkeyAuthentication": ("yes", "no"),
    "MaxAuthTries": ("1", "4", "9"),
}


def _line(chance: random.Random) -> str:
    keyword = chance.choice(tuple(VALUES))
    value = chance.choice(VALUES[keyword])
    keyword = chance.choice((keyword, keyword.lower(), keyword.upper()))
    value = chance.choice((value, value, f'"{value}"', f"'{value}'"))
    gap = chance.choice((" ", "\t", "   ", "=", " = "))
    return chance.choice(("", "  ", "\t")) + keyword + gap + value + chance.choice(("", " ", "\t", " # no", "\r"))


def _file(chance: random.Random, *, includes: Sequence[str]) -> str:
    rows: list[str] = []
    for _ in range(chance.randint(1, 7)):
        draw = chance.random()
        if draw < 0.3:
            rows.append(f"{chance.choice(('Match', 'match', 'MATCH'))} {chance.choice(tuple(MATCHES))}")
        elif draw < 0.45 and includes:
            rows.append(f"Include {chance.choice(includes)}")
        elif draw < 0.5:
            rows.append(chance.choice(("", "# PermitRootLogin yes", "#Match all")))
        else:
            rows.append(_line(chance))
    return "\n".join(rows) + "\n"


def _files(seed: int) -> dict[str, str]:
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    nested = f"{DROP_INS}/90-nested.inc.conf"
    return {
        nested: _file(chance, includes=()),
        f"{DROP_INS}/10-a.conf": _file(chance, includes=(nested,)),
        f"{DROP_INS}/50-B.conf": _file(chance, includes=()),
        "/etc/ssh/sshd_config": "UsePAM yes\n"
        + _file(chance, includes=(f"{DROP_INS}/*.conf", f"{DROP_INS}/10-a.conf")),
    }


def _real(folder: Path, files: dict[str, str], host_key: Path) -> list[dict[str, str]]:
    """What the real program says for each connection."""
    program = next((p for p in ("/usr/sbin/sshd", "/usr/local/sbin/sshd") if os.access(p, os.X_OK)), None)
    program = program or shutil.which("sshd")
    assert program, "OpenSSH's server is missing: install the package openssh-server"
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    (folder / "d").mkdir(parents=True)
    for path, text in files.items():
        own = folder / ("d/" + path.rpartition("/")[2] if path.startswith(DROP_INS) else "main")
        own.write_bytes(text.replace(DROP_INS, str(folder / "d")).encode())
    answers = []
    for connection in CONNECTIONS:
        argv = [program, "-T", "-C", connection.words, "-h", str(host_key), "-f", str(folder / "main")]
        said = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=20)
        assert said.returncode == 0, f"{said.stderr}\n{files}"
        answers.append(dict(line.split(" ", 1) for line in said.stdout.splitlines() if " " in line))
    return answers


def _said(policy: SshdPolicy, keyword: str) -> str:
    value = getattr(policy, FIELDS[keyword])
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _expected(parsed: Parsed[SshdPolicy], connection: Connection) -> SshdPolicy | None:
    """The policy that holds by our reading; None where several blocks match, which no single fact describes."""
    matching = [p for p in parsed.facts if p.match and connection in _who(p.match)]
    if len(matching) > 1:
        return None
    return matching[0] if matching else next(p for p in parsed.facts if not p.match)


def _who(match: str) -> set[Connection]:
    """Connections for which all criteria of a block hold."""
    words = match.replace("=", " ").split()
    plain = {tuple(text.replace("=", " ").replace('"', "").split()): who for text, who in MATCHES.items()}
    return set(CONNECTIONS).intersection(*(plain[pair] for pair in zip(words[::2], words[1::2], strict=True)))


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[int, list[dict[str, str]]]:
    folder = tmp_path_factory.mktemp("configs")
    host_key = folder / "host_key"
    host_key.write_text(make_key().private)
    host_key.chmod(0o600)
    with ThreadPoolExecutor(4) as workers:
        found = workers.map(lambda seed: _real(folder / str(seed), _files(seed), host_key), SEEDS)
        return dict(zip(SEEDS, found, strict=True))


def _parsed(files: dict[str, str]) -> Parsed[SshdPolicy]:
    found: Parsed[SshdPolicy] = LinuxTarget(files=dict(files)).parsed("linux_sshd", SshdPolicy)
    assert found.gap is None, found.gap
    return found


def test_policies_are_those_of_the_real_sshd(answers: dict[int, list[dict[str, str]]]) -> None:
    compared = 0
    for seed, said in answers.items():
        files = _files(seed)
        parsed = _parsed(files)
        for connection, real in zip(CONNECTIONS, said, strict=True):
            expected = _expected(parsed, connection)
            if expected is None:
                continue
            compared += 1
            for keyword in FIELDS:
                value = real[keyword].replace("without-password", "prohibit-password")
                assert _said(expected, keyword) == value, f"seed {seed}, {connection}, {keyword}\n{files}"
    assert compared > len(SEEDS) * 2


def test_root_that_the_real_sshd_lets_in_is_never_passed(answers: dict[int, list[dict[str, str]]]) -> None:
    let_in = 0
    for seed, said in answers.items():
        sets = (
            whole(SshdPolicy, AP, *_parsed(_files(seed)).facts),
            whole(Account, AP, account("root", uid=0, privileged=True)),
        )
        verdict = judge(root_login, Case(sets=sets, parameters=root_login.Parameters(), subject=AP))
        if any(_lets_in(real) for real in said[:2]):
            let_in += 1
            assert verdict.outcome is not Outcome.MET, f"seed {seed}\n{_files(seed)}"
        elif verdict.outcome is Outcome.BROKEN:
            named = [item.places[0].where for item in verdict.items]
            assert all(named), f"seed {seed}"
    assert let_in > 5


def _lets_in(real: dict[str, str]) -> bool:
    takes = real["passwordauthentication"] == "yes" or real["kbdinteractiveauthentication"] == "yes"
    return real["permitrootlogin"] == "yes" and takes

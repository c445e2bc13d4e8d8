"""The programs of a sample host: small shell scripts that answer as the host would.

Only what reads files (``cat``, ``head``, ``tail``, ``grep``, ``find``, ``ls``, ``stat``, ``readlink``) runs for real,
in the folder that stands for the host's file system; it refuses what an unprivileged account may not read. Whatever
asks the operating system is answered from the host's description. A program that is not here is not found: nothing
ever asks the machine that the demonstration runs on.
"""

import shutil
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from shlex import quote

from auditor.demo.hosts import SampleHost
from auditor.errors import UsageError
from auditor.model.words import message

_READERS = ("cat", "head", "tail", "grep")
_LISTERS = ("find", "ls", "stat", "readlink")
_PLAIN = ("timeout", "true")
_ROOT_ONLY = {
    "alma9": (
        "/etc/ssh/sshd_config",
        "/etc/ssh/sshd_config.d/*",
        "/etc/snmp/snmpd.conf",
        "/boot/grub2/*",
        "/var/log/secure*",
    ),
    "debian12": ("/boot/grub/*", "/etc/snmp/snmpd.conf", "/var/log/auth.log*"),
}
"""Files that these distributions keep from unprivileged accounts."""

_READER = """\
#!/bin/sh
# Reads for real, but for what only root may read on this host. (Found by PATH, so that it calls itself by its name.)
PATH={real}
[ -n "$SAMPLE_ROOT" ] && exec {name} "$@"
n=$# denied=
while [ "$n" -gt 0 ]; do
  a=$1 n=$((n - 1))
  shift
  case $a in
    {patterns}) printf '%s: %s: Permission denied\\n' {name} "$a" >&2; denied=1 ;;
    *) set -- "$@" "$a" ;;
  esac
done
[ -z "$denied" ] && exec {name} "$@"
case " $*" in
  *" "{root}/*) {name} "$@" ;;
esac
exit {code}
"""

_SUDO = """\
#!/bin/sh
# sudo -n -- program …
shift 2
command -v "$1" >/dev/null || { printf 'sudo: %s: command not found\\n' "$1" >&2; exit 1; }
SAMPLE_ROOT=1
export SAMPLE_ROOT
exec "$@"
"""

_SYSTEMCTL = """\
#!/bin/sh
# systemctl show -p PROPERTIES UNIT…
[ "$1 $2" = "show -p" ] || exit 1
wanted=$3 between=
shift 3
for unit; do
  printf '%s' "$between"
  between='
'
  if [ "$wanted" = Id,ExecStart,Environment ]; then
    s=/usr/lib/systemd/systemd-sulogin-shell
    printf 'ExecStart={{ path=%s ; argv[]=%s %s ; ignore_errors=yes }}\\n' "$s" "$s" "${{unit%.service}}"
    printf 'Environment=HOME=/root\\nId=%s\\n' "$unit"
    continue
  fi
  case $unit in
    {running}) state='loaded active running enabled' ;;
    *) state='not-found inactive dead ' ;;
  esac
  IFS=' ' read -r load active sub enabled <<EOF
$state
EOF
  printf 'Id=%s\\nLoadState=%s\\nActiveState=%s\\nSubState=%s\\nUnitFileState=%s\\n' \\
    "$unit" "$load" "$active" "$sub" "$enabled"
done
"""


def write_programs(
    folder: Path,
    root: Path,
    host: SampleHost,
    answers: Mapping[tuple[str, ...], str],
    behind: timedelta = timedelta(),
) -> None:
    """Write the programs of a host into ``folder``. ``answers`` gives the output of whole command lines.

    ``behind`` is how far the city's clock stands behind this machine's.

    Raises UsageError when this machine lacks one of the programs that read files.
    """
    folder.mkdir(parents=True)
    patterns = "|".join(f"{quote(str(root))}{_pattern(p)}" for p in (*_ROOT_ONLY[host.layout], *host.denied))
    real = folder.parent / "real"
    real.mkdir()
    for name in _READERS:
        (real / name).symlink_to(_real(name))
        code = 2 if name == "grep" else 1
        script = _READER.format(real=quote(str(real)), name=name, patterns=patterns, root=quote(str(root)), code=code)
        _write(folder / name, script)
    for name in (*_LISTERS, *_PLAIN):
        (folder / name).symlink_to(_real(name))
    if host.sudo:
        _write(folder / "sudo", _SUDO)
    running = "|".join(quote(unit) for unit in host.units) or "''"
    _write(folder / "systemctl", _SYSTEMCTL.format(running=running))
    _write(folder / "date", _date(timedelta(seconds=host.clock_ahead) - behind))
    by_program: dict[str, list[str]] = {}
    for number, ((program, *arguments), text) in enumerate(answers.items()):
        kept = folder.parent / "answers" / f"{number}.txt"
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(text, encoding="utf-8")
        case = f"  {quote(' '.join(arguments))}) exec {_real('cat')} {quote(str(kept))} ;;\n"
        by_program.setdefault(program, []).append(case)
    for program, cases in by_program.items():
        refused = f"printf '%s: no such option\\n' {program} >&2; exit 2"
        _write(folder / program, f'#!/bin/sh\ncase "$*" in\n{"".join(cases)}  *) {refused} ;;\nesac\n')
    if "journalctl" in by_program:
        _only_for_root(folder / "journalctl")


def _pattern(path: str) -> str:
    """A path for ``case``, its star alone unquoted."""
    return "*".join(quote(part) if part else "" for part in path.split("*"))


def _real(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise UsageError(message("demo.program_missing", program=name))
    return found


def _date(ahead: timedelta) -> str:
    shift = f"{ahead.total_seconds():+.0f} seconds"
    return (
        '#!/bin/sh\ncase "$*" in\n'
        "  '+%z') echo +0900 ;;\n"
        f"  '-u +%s.%N') exec {_real('date')} -u -d '{shift}' +%s.%N ;;\n"
        "  *) exit 1 ;;\nesac\n"
    )


def _only_for_root(program: Path) -> None:
    """What journalctl(1) says to an account outside the groups that may read the journal."""
    hint = "Hint: You are currently not seeing messages from other users and the system."
    text = program.read_text(encoding="utf-8").removeprefix("#!/bin/sh\n")
    guard = f"#!/bin/sh\n[ -n \"$SAMPLE_ROOT\" ] || {{ echo '{hint}' >&2; exit 0; }}\n"
    _write(program, guard + text)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o700)

"""Which programs a target may be asked to run, and with what. All of them only read.

Sources: the man pages of Debian 12, Ubuntu 24.04 and RHEL 9. Options that write, follow, run something else or reset a
counter (``find -exec``, ``date -s``, ``journalctl --rotate``, ``faillock --reset`` …) stand in no rule.
"""

from collections.abc import Mapping

from auditor.transport.allow_list import Rule, matching, path, readable

_NUMBER = r"[0-9]{1,9}"
_NAME = r"[A-Za-z0-9_][A-Za-z0-9_.@$-]{0,63}"
_WORD = r"[^-].{0,255}"
_UNIT = r"(glob:)?[A-Za-z0-9@:_.*\\-]{1,255}"
_TIME = r"[0-9A-Za-z :.+-]{1,40}"

RULES: Mapping[str, Rule] = {
    # files and folders
    "cat": Rule(path="/usr/bin/cat", operand=readable, light=True),
    "head": Rule(
        path="/usr/bin/head",
        options=r"-[qv]",
        valued={"-n": _NUMBER, "-c": _NUMBER},
        operand=readable,
        light=True,
    ),
    "tail": Rule(
        path="/usr/bin/tail", options=r"-[qv]", valued={"-n": r"\+?" + _NUMBER, "-c": _NUMBER}, operand=readable
    ),
    "grep": Rule(
        path="/usr/bin/grep",
        options=r"-[EFGHhinsvclwxoaL]+|--color=never",
        valued={"-m": _NUMBER},
        first=matching(r".{0,512}"),
        operand=readable,
        light=True,
    ),
    "ls": Rule(
        path="/usr/bin/ls",
        options=r"-[1AabdFgGhHiklLnNopqQrRsStuUvxX]+|--time-style=[+%A-Za-z0-9:.-]+|--full-time|--color=never",
        operand=path,
    ),
    "stat": Rule(
        path="/usr/bin/stat",
        options=r"-[LftZ]+|--(format|printf)=.{1,200}",
        valued={"-c": r".{1,200}"},
        operand=path,
        light=True,
    ),
    "readlink": Rule(path="/usr/bin/readlink", options=r"-[fenm]+", operand=path, light=True, small=True),
    "test": Rule(path="/usr/bin/test", shapes=((r"-[bcdefghLprsSuwxkOG]", r"/.*"),), light=True, small=True),
    "df": Rule(path="/usr/bin/df", options=r"-[PkhlTiH]+|-B1|--output=[a-z,]+", operand=path),
    "getfacl": Rule(
        path="/usr/bin/getfacl", options=r"-[cpnset]+|--(omit-header|absolute-names|numeric)", operand=path
    ),
    "find": Rule(
        path="/usr/bin/find",
        options=r"-(L|P|H|xdev|mount|daystart|print|print0|prune|nouser|nogroup|empty|quit|o|a|not|readable|ls)",
        valued={
            "-maxdepth": _NUMBER,
            "-mindepth": _NUMBER,
            "-type": r"[bcdpfls]",
            "-name": r".{1,255}",
            "-iname": r".{1,255}",
            "-path": r".{1,1024}",
            "-mtime": r"[+-]?" + _NUMBER,
            "-mmin": r"[+-]?" + _NUMBER,
            "-ctime": r"[+-]?" + _NUMBER,
            "-newermt": _TIME,
            "-size": r"[+-]?[0-9]{1,15}[bcwkMG]?",
            "-perm": r"[-/]?[0-7ugoarwxst=+,-]{1,20}",
            "-user": _NAME,
            "-group": _NAME,
            "-uid": r"[+-]?" + _NUMBER,
            "-printf": r".{1,200}",
        },
        operand=lambda a: path(a) or a in ("!", "(", ")"),
    ),
    # accounts
    "id": Rule(path="/usr/bin/id", options=r"-[ugGn]+", operand=matching(_NAME), small=True),
    "getent": Rule(
        path="/usr/bin/getent",
        options=r"-s|--service=[a-z]+",
        verbs=frozenset({"passwd", "group", "hosts", "services", "networks", "initgroups", "netgroup", "ahosts"}),
        operand=matching(_WORD),
    ),
    "passwd": Rule(
        path="/usr/bin/passwd",
        shapes=((r"-S",), (r"-S", r"-a"), (r"-Sa",), (r"-S", _NAME)),
        light=True,
        small=True,
    ),
    "chage": Rule(path="/usr/bin/chage", shapes=((r"-l", _NAME), (r"-i", r"-l", _NAME)), light=True, small=True),
    "lslogins": Rule(
        path="/usr/bin/lslogins",
        options=r"-[eusn]|--time-format=iso",
        valued={"-o": r"[A-Z-]+(,[A-Z-]+)*"},
        operand=matching(_NAME),
    ),
    "faillock": Rule(path="/usr/sbin/faillock", shapes=((), (r"--user", _NAME))),
    "last": Rule(
        path="/usr/bin/last",
        options=r"-[FwixaRd0-9]+|--time-format=iso|--(fulltimes|fullnames|ip)",
        valued={"-n": _NUMBER, "-f": r"/var/log/[A-Za-z0-9._/-]+", "-s": _TIME, "-t": _TIME},
        operand=matching(_NAME),
    ),
    "lastb": Rule(
        path="/usr/bin/lastb",
        options=r"-[FwixaRd0-9]+|--time-format=iso",
        valued={"-n": _NUMBER, "-f": r"/var/log/[A-Za-z0-9._/-]+", "-s": _TIME, "-t": _TIME},
        operand=matching(_NAME),
    ),
    "lastlog": Rule(path="/usr/bin/lastlog", valued={"-u": _NAME, "-t": _NUMBER, "-b": _NUMBER}),
    "lastlog2": Rule(path="/usr/bin/lastlog2", valued={"-u": _NAME, "-t": _NUMBER, "-b": _NUMBER}),
    "who": Rule(path="/usr/bin/who", options=r"-[abdHlmqrTu]+"),
    "authselect": Rule(path="/usr/bin/authselect", shapes=((r"current",), (r"current", r"--raw"), (r"check",))),
    # services and network
    "sshd": Rule(
        path="/usr/sbin/sshd",
        shapes=((r"-T",), (r"-T", r"-C", r"[A-Za-z0-9_.,:=@%*/-]{1,255}"), (r"-V",)),
        light=True,
        small=True,
    ),
    "ss": Rule(path="/usr/bin/ss", options=r"-[HlntuaepoxwiOmQ46]+", light=True, small=True),
    "netstat": Rule(path="/usr/bin/netstat", options=r"-[lntuaepoxwW46]+", small=True),
    "ip": Rule(
        path="/usr/sbin/ip",
        shapes=tuple(
            (*flags, what, *rest)
            for flags in ((), (r"-j",), (r"-o",), (r"-br",), (r"-4",), (r"-6",), (r"-j", r"-[46]"))
            for what in (r"addr|address|link|route|rule|neigh",)
            for rest in ((), (r"show",), (r"list",))
        ),
    ),
    "systemctl": Rule(
        path="/usr/bin/systemctl",
        options=r"-[al]+|--(no-pager|plain|no-legend|all|full|value|failed|quiet)"
        r"|--(type|state|property|timestamp)=[A-Za-z0-9_,+-]+",
        valued={"-t": r"[a-z,]+", "-p": r"[A-Za-z0-9_,]+"},
        verbs=frozenset(
            {"show", "is-active", "is-enabled", "is-failed", "list-units", "list-unit-files", "list-timers"}
        ),
        operand=matching(_UNIT),
        small=True,
    ),
    "loginctl": Rule(
        path="/usr/bin/loginctl",
        options=r"--(no-pager|no-legend|value|all)|--property=[A-Za-z0-9_,]+",
        valued={"-p": r"[A-Za-z0-9_,]+"},
        verbs=frozenset({"list-sessions", "list-users", "show-session", "show-user"}),
        operand=matching(_NAME),
    ),
    "testparm": Rule(
        path="/usr/bin/testparm",
        options=r"-[sv]+|--suppress-prompt|--verbose|--(section-name|parameter-name)=[A-Za-z0-9 _.%$-]+",
        operand=readable,
    ),
    "exportfs": Rule(path="/usr/sbin/exportfs", shapes=((r"-v",), (r"-s",))),
    "sysctl": Rule(path="/usr/sbin/sysctl", shapes=((r"-n", r"[a-z0-9_./-]+"), (r"-n", r"-e", r"[a-z0-9_./-]+"))),
    "crontab": Rule(path="/usr/bin/crontab", shapes=((r"-l",), (r"-l", r"-u", _NAME))),
    # clocks and logs
    "date": Rule(
        path="/usr/bin/date",
        shapes=((), (r"\+.{1,100}",), (r"-u",), (r"-u", r"\+.{1,100}"), (r"-Is|-Ins|-R|--iso-8601=n?s",)),
        light=True,
        small=True,
    ),
    "timedatectl": Rule(
        path="/usr/bin/timedatectl",
        options=r"--(no-pager|value|all|monitor=no)|-a|--property=[A-Za-z0-9_,]+",
        valued={"-p": r"[A-Za-z0-9_,]+"},
        verbs=frozenset({"show", "status", "show-timesync", "timesync-status"}),
        small=True,
    ),
    "chronyc": Rule(
        path="/usr/bin/chronyc",
        options=r"-[ncNva46]+",
        verbs=frozenset({"tracking", "sources", "sourcestats", "activity"}),
        small=True,
    ),
    "ntpq": Rule(path="/usr/bin/ntpq", shapes=((r"-pn",), (r"-p",), (r"-n", r"-p"), (r"-c", r"rv|peers|associations"))),
    "journalctl": Rule(
        path="/usr/bin/journalctl",
        options=r"-[qrkb]+|--(no-pager|quiet|reverse|utc|list-boots|header|disk-usage|system|dmesg|boot|no-hostname)"
        r"|--(lines|output|unit|identifier|since|until|priority|output-fields|field|facility)=[^\x00-\x1f]{1,255}"
        r"|-n[0-9]{1,9}|-o[a-z-]+|-p[a-z0-9.]+",
        valued={
            "-n": _NUMBER,
            "-o": r"[a-z-]{1,30}",
            "-u": _UNIT,
            "-t": _NAME,
            "-S": _TIME,
            "-U": _TIME,
            "--since": _TIME,
            "--until": _TIME,
            "-p": r"[a-z0-9.]{1,20}",
            "-F": r"[A-Z_]{1,64}",
            "-D": r"/(var|run)/log/[A-Za-z0-9._/-]+",
        },
        operand=matching(r"_?[A-Z][A-Z_]{0,63}=.{1,255}|\+"),
    ),
    # the system itself
    "uname": Rule(path="/usr/bin/uname", options=r"-[asnrvmpio]+", light=True, small=True),
    "hostname": Rule(path="/usr/bin/hostname", shapes=((), (r"-[fsI]",)), small=True),
    "uptime": Rule(path="/usr/bin/uptime", shapes=((), (r"-[ps]",)), light=True, small=True),
    "dpkg-query": Rule(
        path="/usr/bin/dpkg-query",
        options=r"-W|--show|-f=.{1,200}|--showformat=.{1,200}",
        valued={"-f": r".{1,200}"},
        operand=matching(r"(glob:)?[a-z0-9][a-z0-9+.:*-]{0,200}"),
    ),
    "rpm": Rule(
        path="/usr/bin/rpm",
        options=r"-qa?|--(qf|queryformat)=(?!.*%\().{1,200}",
        valued={"--qf": r"(?!.*%\().{1,200}", "--queryformat": r"(?!.*%\().{1,200}"},
        operand=matching(r"[A-Za-z0-9][A-Za-z0-9+._-]{0,200}"),
    ),
    "gsettings": Rule(path="/usr/bin/gsettings", shapes=((r"get", r"[a-z0-9.-]+", r"[a-z0-9-]+"),)),
}
"""By the program's name."""

"""Units: what systemd itself makes of them, paths that need escaping, and what every unit must say."""

import configparser
import shutil
import subprocess
from datetime import time, timedelta
from pathlib import Path

import pytest

from auditor.errors import UsageError
from auditor.model.operation import Duty, DutyKind, Rhythm, Schedule
from auditor.model.words import Language
from auditor.scheduler.systemd import ONCE, SERVICE, TIMER, Installation, calendar, quoted, units
from tests.unit.scheduler.plans import daily, monthly, schedule, weekly

PLACES = [
    "/srv/auditor/minato",
    "/srv/my city/100% 'sure' \"quoted\"",
    "/srv/監査/みなと市",
    "/srv/back\\slash/$HOME ${PATH} %h",
    "/srv/-dash;semi#hash",
]


def installation(workspace: str, plan: Schedule | None = None, **more: object) -> Installation:
    root = Path(workspace)
    fields: dict[str, object] = {
        "program": ("/usr/bin/python3", "-m", "auditor"),
        "workspace": root,
        "writable": (root / "state", root / "reports"),
        "account": "auditor",
        "key_file": None,
        "deadline": timedelta(seconds=60),
        "schedule": plan or Schedule(),
        "language": Language.EN,
        **more,
    }
    return Installation(**fields)  # type: ignore[arg-type]  # a test's own fields


def documents(text: str) -> dict[str, str]:
    """The units by name, as a person takes them apart: by the headings that say where each goes."""
    found: dict[str, str] = {}
    names = iter((SERVICE, ONCE, TIMER))
    for part in text.split("\n\n[Unit]\n")[1:]:
        body = "[Unit]\n" + part.split("\n# ----")[0]
        found[next(names)] = body.rstrip() + "\n"
    return found


def sections(unit: str) -> dict[str, dict[str, list[str]]]:
    """A unit's settings, those that stand more than once as a list."""
    found: dict[str, dict[str, list[str]]] = {}
    for line in unit.splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition("=")
            section.setdefault(key, []).append(value)
    return found


def words(value: str) -> list[str]:
    """Words of a value as systemd takes them apart (systemd.syntax(7)), and specifiers resolved."""
    found: list[str] = []
    word, inside, started = "", False, False
    characters = iter(value)
    for c in characters:
        if c == "\\":
            word += next(characters)
        elif c == '"':
            inside, started = not inside, True
        elif c == " " and not inside:
            if word or started:
                found.append(word)
            word, started = "", False
        elif c == "%":
            assert next(characters) == "%", value
            word += "%"
        else:
            word += c
    return [*found, word]


@pytest.mark.parametrize("place", PLACES)
def test_paths_mean_themselves(place: str) -> None:
    found = documents(units(installation(place, key_file=Path("/etc/auditor/vault key"))))
    for name, last in ((SERVICE, []), (ONCE, ["--once"])):
        service = sections(found[name])["Service"]
        command = service["ExecStart"][0]
        assert command.startswith(":")  # so that nothing in it is an environment variable
        assert words(command[1:]) == [
            *("/usr/bin/python3", "-m", "auditor", "schedule", "--workspace", place, "--lang", "en"),
            *("--key-file", "/etc/auditor/vault key", *last),
        ]
        assert words(service["ReadWritePaths"][0]) == [f"{place}/state", f"{place}/reports"]


@pytest.mark.parametrize("place", PLACES)
def test_systemd_itself_finds_nothing_wrong(place: str, tmp_path: Path) -> None:
    plan = schedule(
        daily(),
        weekly(DutyKind.VERIFY, 6),
        *(monthly(DutyKind.BACKUP, on) for on in (1, 15, 28, 29, 30, 31)),
    )
    for name, text in documents(units(installation(place, plan, account="root"))).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        [_analyze(), "verify", "--man=no", *(str(tmp_path / name) for name in (SERVICE, ONCE, TIMER))],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    about_ours = [line for line in done.stderr.splitlines() if "auditor" in line]
    assert (about_ours, done.returncode) == ([], 0)


def test_the_units_are_hardened_as_systemd_reckons(tmp_path: Path) -> None:
    found = documents(units(installation("/srv/auditor/minato")))
    (tmp_path / SERVICE).write_text(found[SERVICE], encoding="utf-8")
    done = subprocess.run(
        [_analyze(), "security", "--offline=true", "--threshold=25", str(tmp_path / SERVICE)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout.splitlines()[-1:]  # 2.5 of 10 at most; an unhardened one has 9.6


def _analyze() -> str:
    """A missing program makes the test fail: install the package systemd."""
    found = shutil.which("systemd-analyze")
    assert found, "systemd-analyze is missing: install the package systemd"
    return found


@pytest.mark.parametrize("name", [SERVICE, ONCE])
def test_what_every_service_must_say(name: str) -> None:
    service = sections(documents(units(installation("/srv/minato", deadline=timedelta(minutes=5))))[name])["Service"]
    for setting in (
        *("NoNewPrivileges", "PrivateTmp", "PrivateDevices", "ProtectKernelModules", "ProtectKernelTunables"),
        *("ProtectKernelLogs", "ProtectControlGroups", "RestrictNamespaces", "LockPersonality"),
        *("MemoryDenyWriteExecute", "ProtectHome"),
    ):
        assert service[setting] == ["yes"], setting
    assert service["ProtectSystem"] == ["strict"]
    assert service["CapabilityBoundingSet"] == [""]
    assert service["UMask"] == ["0077"]
    assert service["SystemCallFilter"] == ["@system-service"]
    assert service["RestrictAddressFamilies"] == ["AF_INET AF_INET6 AF_UNIX"]
    assert service["TimeoutStopSec"] == ["330"]  # a target's deadline, and half a minute to close


def test_the_daemon_is_started_again_unless_a_person_must_mend_something() -> None:
    found = documents(units(installation("/srv/minato")))
    daemon, once = (sections(found[name])["Service"] for name in (SERVICE, ONCE))
    assert (daemon["Type"], daemon["Restart"], daemon["RestartPreventExitStatus"]) == (["exec"], ["on-failure"], ["2"])
    assert daemon["SuccessExitStatus"] == ["130"]
    assert once["Type"] == ["oneshot"]
    assert once["SuccessExitStatus"] == ["1 3 130"]  # findings are the city's, not the service's
    assert "Restart" not in once
    assert sections(found[SERVICE])["Install"] == {"WantedBy": ["multi-user.target"]}
    assert "Install" not in sections(found[ONCE])


@pytest.mark.parametrize("place", ["/home/joho/minato", "/root/minato"])
def test_a_workspace_in_a_home_is_read_there_and_nothing_else_is_written(place: str) -> None:
    service = sections(documents(units(installation(place)))[SERVICE])["Service"]
    assert service["ProtectHome"] == ["read-only"]
    assert service["ReadWritePaths"] == [f"{place}/state {place}/reports"]


def test_the_timer_goes_off_for_every_duty_and_makes_up_for_what_was_missed() -> None:
    plan = schedule(daily(), weekly(DutyKind.VERIFY, 6), monthly(DutyKind.BACKUP, 5), monthly(DutyKind.PRUNE, 31))
    timer = sections(documents(units(installation("/srv/minato", plan)))[TIMER])
    assert timer["Timer"]["OnCalendar"] == [
        "*-*-* 01:30:00 Asia/Tokyo",
        "*-*-05 03:00:00 Asia/Tokyo",
        "*-*-28..31 03:00:00 Asia/Tokyo",
        "Sun *-*-* 05:00:00 Asia/Tokyo",
    ]
    assert timer["Timer"]["Persistent"] == ["yes"]
    assert timer["Timer"]["Unit"] == [ONCE]
    assert timer["Install"] == {"WantedBy": ["timers.target"]}


def test_a_calendar_names_each_moment_once() -> None:
    twice = Duty(kind=DutyKind.BACKUP, rhythm=Rhythm.DAY, at=time(1, 30))
    assert calendar((daily(), twice)) == ["*-*-* 01:30:00 Asia/Tokyo"]


def test_headings_say_where_each_file_goes_and_what_to_make_before() -> None:
    text = units(installation("/srv/my city"))
    for name in (SERVICE, ONCE, TIMER):
        assert f"# Put this file in: /etc/systemd/system/{name}" in text
    assert "#   install -d -m 700 -o auditor '/srv/my city/state'" in text
    for line in text.splitlines():
        assert line.isprintable()
    configparser.ConfigParser(strict=True, interpolation=None).read_string(documents(text)[SERVICE])


@pytest.mark.parametrize("bad", ["/srv/a\nExecStartPre=evil", "/srv/a\tb", "/srv/\x1b", "/srv/\u2028x"])
def test_a_path_that_no_unit_can_hold_is_refused(bad: str) -> None:
    with pytest.raises(UsageError) as caught:
        units(installation(bad))
    assert caught.value.message.code == "schedule.not_for_units"


def test_plain_words_stay_plain() -> None:
    assert quoted("/srv/auditor_2") == "/srv/auditor_2"
    assert quoted("a b") == '"a b"'
    assert quoted("%h") == '"%%h"'
    assert quoted("") == '""'


@pytest.mark.parametrize("language", list(Language))
def test_both_languages_give_the_same_units(language: Language) -> None:
    found = documents(units(installation("/srv/minato", language=language)))
    command = sections(found[SERVICE])["Service"]["ExecStart"][0]
    assert command.endswith(f"--lang {language.value}")
    assert list(found) == [SERVICE, ONCE, TIMER]

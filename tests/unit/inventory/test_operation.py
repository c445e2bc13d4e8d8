"""Running by itself, as the inventory declares it."""

from datetime import date, time
from pathlib import Path

import pytest

from auditor import resources
from auditor.inventory.operation_shapes import FACILITIES
from auditor.model.operation import (
    DEFAULT_DUTIES,
    Backups,
    Blackout,
    Channel,
    Duty,
    DutyKind,
    Keeper,
    MailServer,
    Operation,
    Rhythm,
    Route,
    Security,
    SyslogServer,
    TimestampAuthority,
)
from auditor.model.periods import Period
from auditor.model.terms import FindingClass
from auditor.model.words import Language
from auditor.schemas import schemas
from auditor.workspace import write_starter
from tests.unit.inventory.cities import HEAD, loaded, workspace

MAIL = "mail: {host: mail.lan, port: 587, security: starttls, sender: kansa@city.lan}"


def operation(folder: Path, text: str) -> Operation:
    return loaded(workspace(folder, {"a.yaml": HEAD + text})).operation


def duties(folder: Path, text: str) -> tuple[Duty, ...]:
    return operation(folder, f"schedule: {{duties: [{text}]}}").schedule.duties


def test_an_inventory_that_says_nothing_audits_every_night_and_tells_nobody(tmp_path: Path) -> None:
    found = operation(tmp_path, "")
    assert [d.kind for d in found.schedule.duties] == [DutyKind.AUDIT, DutyKind.VERIFY]
    assert found.schedule.duties == DEFAULT_DUTIES[:2]
    assert (found.schedule.blackouts, found.schedule.closed_days) == ((), frozenset())
    assert found.schedule.catch_up == Period.parse("PT12H")
    assert (found.notification.routes, found.due, found.timestamps, found.backups) == ((), {}, None, None)
    assert (found.evidence_retention, found.keepers, found.credentials) == (None, (), ())


def test_the_sign_of_life_is_usual_where_somebody_is_told(tmp_path: Path) -> None:
    found = operation(tmp_path, "notify: {folder: {path: /mnt/share}, routes: [{channel: folder}]}")
    assert found.schedule.duties == DEFAULT_DUTIES


def test_duties_of_every_rhythm(tmp_path: Path) -> None:
    found = operation(
        tmp_path,
        "schedule: {catch_up: PT2H, duties: [{do: audit, every: day, at: '1:30'},"
        "{do: verify, every: week, on: Sunday, at: '05:00', closed_days: true},"
        "{do: sign_of_life, every: month, on: 31, at: '23:59', closed_days: false}]}\n"
        "notify: {folder: {path: x}, routes: [{channel: folder}]}",
    )
    assert found.schedule.catch_up == Period.parse("PT2H")
    assert found.schedule.duties == (
        Duty(kind=DutyKind.AUDIT, rhythm=Rhythm.DAY, at=time(1, 30)),
        Duty(kind=DutyKind.VERIFY, rhythm=Rhythm.WEEK, on=6, at=time(5)),
        Duty(kind=DutyKind.SIGN_OF_LIFE, rhythm=Rhythm.MONTH, on=31, at=time(23, 59), on_closed_days=False),
    )


def test_an_empty_list_of_duties_is_none_and_a_key_without_a_value_is_the_usual_ones(tmp_path: Path) -> None:
    assert operation(tmp_path / "a", "schedule: {duties: []}").schedule.duties == ()
    assert operation(tmp_path / "b", "schedule: {duties: }").schedule.duties == DEFAULT_DUTIES[:2]


@pytest.mark.parametrize("clock", ["1:30", "'1:30'", "01:30", '"０１：３０"', "'1:30 '"])
def test_a_clock_is_read_however_it_is_typed(tmp_path: Path, clock: str) -> None:
    """Unquoted, YAML 1.1 would read 1:30 as the number 90; our reader leaves it a text."""
    found = operation(tmp_path, f"schedule:\n  duties:\n  - do: audit\n    every: day\n    at: {clock}")
    assert found.schedule.duties[0].at == time(1, 30)


def test_the_key_on_is_no_boolean_and_full_width_digits_are_digits(tmp_path: Path) -> None:
    """YAML 1.1 readers take a bare ``on`` for true."""
    text = "schedule:\n  duties:\n  - do: audit\n    every: month\n    at: ２:０５\n    on: １５\n"
    assert operation(tmp_path, text).schedule.duties == (
        Duty(kind=DutyKind.AUDIT, rhythm=Rhythm.MONTH, on=15, at=time(2, 5)),
    )


def test_blackouts_and_closed_days(tmp_path: Path) -> None:
    found = operation(
        tmp_path,
        "schedule: {blackouts: [{from: 2027-03-29, to: 2027-04-02, reason: 更新}], closed_days: [2027-05-01]}",
    ).schedule
    (blackout,) = found.blackouts
    assert blackout == Blackout(first=date(2027, 3, 29), last=date(2027, 4, 2), reason="更新")
    assert [found.blackout_on(date(2027, 4, day)) for day in (2, 3)] == [blackout, None]
    assert found.closed_days == frozenset({date(2027, 5, 1)})


def test_everything_about_telling(tmp_path: Path) -> None:
    found = operation(
        tmp_path,
        """notify:
  mail: {host: mail.lan, port: ５８７, security: starttls, sender: kansa@city.lan, user: k, credential: mail,
         ca_file: ca.pem}
  syslog: {host: 192.0.2.7, port: 6514, security: tls, facility: audit, ca_file: /etc/ca.pem}
  folder: {path: share}
  routes:
  - {channel: mail, to: [a@city.lan, b@city.lan], sections: [joho], classes: [major, minor]}
  - {channel: syslog, lang: en}
  - {channel: folder}
""",
    )
    told = found.notification
    assert told.mail == MailServer(
        host="mail.lan",
        port=587,
        security=Security.STARTTLS,
        sender="kansa@city.lan",
        user="k",
        credential="mail",
        ca_file=tmp_path / "ca.pem",
    )
    assert told.syslog == SyslogServer(
        host="192.0.2.7", port=6514, security=Security.TLS, facility=13, ca_file=Path("/etc/ca.pem")
    )
    assert told.folder == tmp_path / "share"
    assert told.routes == (
        Route(
            channel=Channel.MAIL,
            to=("a@city.lan", "b@city.lan"),
            sections=frozenset({"joho"}),
            classes=frozenset({FindingClass.MAJOR, FindingClass.MINOR}),
        ),
        Route(channel=Channel.SYSLOG, language=Language.EN),
        Route(channel=Channel.FOLDER),
    )
    assert found.credentials == ("mail",)


def test_mail_without_a_login_needs_no_credential(tmp_path: Path) -> None:
    found = operation(tmp_path, f"notify: {{{MAIL}, routes: [{{channel: mail, to: [a@city.lan]}}]}}")
    assert found.notification.mail is not None
    assert (found.notification.mail.user, found.notification.mail.ca_file) == ("", None)
    assert found.credentials == ()


def test_due_seal_and_care(tmp_path: Path) -> None:
    found = operation(
        tmp_path,
        """due: {major: P30D, observation: P6M}
seal: {timestamp: {url: "http://tsa.lan:8080/stamp?a=1", ca_file: tsa.pem}}
care:
  backup: {folder: /mnt/backup, keep: 3}
  evidence_retention: P7Y
  keepers: [{what: 鍵, post: 課長}]
""",
    )
    assert found.due == {FindingClass.MAJOR: Period.parse("P30D"), FindingClass.OBSERVATION: Period.parse("P6M")}
    assert found.timestamps == TimestampAuthority(url="http://tsa.lan:8080/stamp?a=1", ca_file=tmp_path / "tsa.pem")
    assert found.backups == Backups(folder=Path("/mnt/backup"), keep=3)
    assert found.evidence_retention == Period.parse("P7Y")
    assert found.keepers == (Keeper(what="鍵", post="課長"),)


def test_each_section_may_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    root = workspace(
        tmp_path,
        {
            "a.yaml": HEAD,
            "b.yaml": "schedule: {duties: [{do: audit, every: day, at: '2:00'}, {do: backup, every: day, at: '4:00'}]}",
            "c.yaml": "care: {backup: {folder: out}}",
        },
    )
    assert [d.kind for d in loaded(root).operation.schedule.duties] == [DutyKind.AUDIT, DutyKind.BACKUP]
    assert loaded(root).operation.backups == Backups(folder=tmp_path / "out")


def test_facilities_are_those_of_rfc_5424() -> None:
    assert {name: FACILITIES[name] for name in ("daemon", "auth", "authpriv", "audit", "local0", "local7")} == {
        "daemon": 3,
        "auth": 4,
        "authpriv": 10,
        "audit": 13,
        "local0": 16,
        "local7": 23,
    }


def test_the_sample_city_says_when_and_until_when_and_leaves_telling_to_the_demonstration() -> None:
    found = loaded(resources.sample_inventory().parent).operation
    assert found.due == {
        FindingClass.MAJOR: Period.parse("P30D"),
        FindingClass.MINOR: Period.parse("P90D"),
        FindingClass.OBSERVATION: Period.parse("P180D"),
    }
    assert [d.kind for d in found.schedule.duties] == [DutyKind.AUDIT, DutyKind.VERIFY]
    assert len(found.keepers) == 3
    assert found.notification.routes == ()


@pytest.mark.parametrize("source", ["starter", "sample"])
def test_the_commented_examples_are_valid(tmp_path: Path, source: str) -> None:
    write_starter(tmp_path, "みなと市")
    path = tmp_path / "inventory" / "operation.yaml"
    assert loaded(tmp_path).operation == Operation(
        schedule=loaded(workspace(tmp_path / "empty", {"a.yaml": HEAD})).operation.schedule
    )
    if source == "sample":
        sample = resources.sample_inventory() / "operation.yaml"
        head, rest = sample.read_text(encoding="utf-8").split("# notify は一つのファイルにだけ書けます。\n")
        text = head + rest.replace("\n# ", "\n").removeprefix("# ")
        text = text.replace("庁内に", "# 庁内に").replace("\n  # ", "\n  ")
        text = text.replace("bosai, doro, kanzai", "shimin")
    else:
        lines = path.read_text(encoding="utf-8").splitlines()[6:]
        text = "\n".join(x[2:] if x.startswith(("# ", "#  ")) and x[2:3].isascii() else x for x in lines)
    path.write_text(text, encoding="utf-8")
    found = loaded(tmp_path).operation
    assert found.credentials == ("mail-kansa",)
    assert {r.channel for r in found.notification.routes} == set(Channel)
    assert found.timestamps is not None
    assert found.backups is not None
    assert found.evidence_retention == Period.parse("P7Y")
    assert len(found.due) == (3 if source == "sample" else 4)
    if source == "starter":
        assert {d.kind for d in found.schedule.duties} == set(DutyKind)
        assert found.schedule.duties[:3] == DEFAULT_DUTIES


def test_editors_know_all_of_it() -> None:
    schema = schemas()["inventory.schema.json"]
    assert {"schedule", "notify", "due", "seal", "care"} <= set(schema["properties"])
    duty = schema["$defs"]["DutyShape"]["properties"]
    assert duty["at"]["pattern"] == "^[0-9]{1,2}:[0-9]{2}$"
    days, dates, left_out = duty["on"]["anyOf"]
    assert (days["enum"][0], days["enum"][6]) == ("monday", "sunday")
    assert (dates, left_out) == ({"type": "integer", "minimum": 1, "maximum": 31}, {"type": "null"})
    assert schema["$defs"]["DutyKind"]["enum"] == ["audit", "verify", "sign_of_life", "backup", "prune"]
    assert schema["$defs"]["CareShape"]["properties"]["evidence_retention"]["anyOf"][0]["pattern"] == "^P"

"""What is wrong in what is said of running by itself: each kind once, with its place, and all at once."""

from pathlib import Path

import pytest

from auditor.messages.rendering import in_both
from auditor.model.words import Message
from tests.unit.inventory.cities import HEAD, loaded, told, workspace

DUTY = "do: audit, every: day, at: '1:30'"
MAIL = "host: mail.lan, port: 587, security: starttls, sender: k@city.lan"
ROUTED = "routes: [{channel: mail, to: [a@city.lan]}]"

CASES: list[tuple[str, str, dict[str, object]]] = [
    # schedule
    ("schedule: {duties: [{do: audit, every: day, at: ▶90}]}", "problems.clock", {"value": "90"}),
    ("schedule: {duties: [{do: audit, every: day, at: ▶'24:00'}]}", "problems.clock", {"value": "24:00"}),
    ("schedule: {duties: [{do: audit, every: day, at: ▶noon}]}", "problems.clock", {"value": "noon"}),
    (
        "schedule: {duties: [{do: ▶audits, every: day, at: '1:30'}]}",
        "problems.not_one_of_hint",
        {
            "value": "audits",
            "hint": "audit",
            "allowed": ("audit", "verify", "sign_of_life", "backup", "prune"),
        },
    ),
    ("schedule: {duties: [{do: audit, every: day, at: '1:30', on: ▶monday}]}", "problems.duty_day", {}),
    ("schedule: {duties: [{do: audit, every: week, at: '1:30', on: ▶3}]}", "problems.duty_week", {}),
    ("schedule: {duties: [▶{do: audit, every: week, at: '1:30'}]}", "problems.duty_week", {}),
    ("schedule: {duties: [{do: audit, every: month, at: '1:30', on: ▶sunday}]}", "problems.duty_month", {}),
    ("schedule: {duties: [{do: audit, every: month, at: '1:30', on: ▶32}]}", "problems.duty_month", {}),
    ("schedule: {duties: [▶{do: audit, every: month, at: '1:30'}]}", "problems.duty_month", {}),
    ("schedule: {duties: [{do: audit, every: week, at: '1:30', on: ▶月曜}]}", "operation.turn", {"value": "月曜"}),
    ("schedule: {duties: [{do: audit, every: month, at: '1:30', on: ▶true}]}", "operation.turn", {"value": "true"}),
    ("schedule: {▶duties: [{do: verify, every: day, at: '1:30'}]}", "operation.no_audit", {}),
    (
        "schedule: {duties: [{$DUTY}, ▶{do: audit, every: week, on: monday, at: '2:00'}]}",
        "inventory.twice_in_list",
        {"key": "duties", "value": "audit", "first": 4},
    ),
    ("schedule: {duties: [{$DUTY}, {do: ▶backup, every: day, at: '4:00'}]}", "operation.backup_nowhere", {}),
    ("schedule: {duties: [{$DUTY}, {do: ▶prune, every: day, at: '4:00'}]}", "operation.prune_nothing", {}),
    ("schedule: {duties: [{$DUTY}, {do: ▶sign_of_life, every: day, at: '4:00'}]}", "operation.sign_to_nobody", {}),
    (
        "schedule: {blackouts: [▶{from: 2027-04-02, to: 2027-03-29, reason: x}]}",
        "problems.blackout_backwards",
        {},
    ),
    (
        "schedule: {blackouts: [▶{from: 2027-03-29, to: 2072-04-02, reason: x}]}",
        "operation.blackout_long",
        {"days": 16442},
    ),
    ("schedule: {closed_days: [▶2027-02-29]}", "problems.no_such_day", {"value": "2027-02-29"}),
    ("schedule: {catch_up: ▶12h}", "problems.duration", {"value": "12h"}),
    # notify
    ("notify: {mail: ▶{$MAIL, user: k}, $ROUTED}", "problems.mail_login", {}),
    ("notify: {mail: {$MAIL, ▶password: x}, $ROUTED}", "problems.secret_key", {"key": "password"}),
    (
        "notify: {mail: {host: h, port: 25, security: ▶none, sender: k@city.lan}, $ROUTED}",
        "problems.not_one_of",
        {"value": "none", "allowed": ("starttls", "tls")},
    ),
    (
        "notify: {mail: {host: h, port: 25, security: tls, sender: ▶kansa}, $ROUTED}",
        "problems.mail_address",
        {"value": "kansa"},
    ),
    ("notify: {▶mail: {$MAIL}}", "operation.no_route", {"channel": "mail"}),
    ("notify: {folder: {path: s}, routes: [▶{channel: folder, to: [a@city.lan]}]}", "problems.route_to", {}),
    (
        "notify: {folder: {path: s}, routes: [{channel: folder}, {channel: ▶syslog}]}",
        "problems.route_channel",
        {"channel": "syslog"},
    ),
    (
        "notify: {folder: {path: s}, routes: [{channel: folder, sections: [▶joh]}]}",
        "inventory.unknown_name_hint",
        {"name": "joh", "list": "sections", "hint": "joho"},
    ),
    (
        "notify: {mail: {$MAIL}, routes: [{channel: mail, to: [a@city.lan, ▶a@city.lan]}]}",
        "inventory.twice_in_list",
        {"key": "to", "value": "a@city.lan", "first": 4},
    ),
    (
        'notify: {mail: {$MAIL}, routes: [{channel: mail, to: [▶"a@b\\nBcc: c@d"]}]}',
        "problems.mail_address",
        {"value": "a@b�Bcc: c@d"},
    ),
    (
        "notify: {mail: {$MAIL, user: k, credential: ▶c}, $ROUTED}\ntargets: [{id: a, title: A, kind: server,"
        " platform: linux, zone: office, reach: {ssh: {host: h, user: u, credential: c}}}]",
        "operation.credential_shared",
        {"name": "c", "target": "a"},
    ),
    (
        "notify: {folder: {path: ▶state/out}, routes: [{channel: folder}]}",
        "operation.own_folder",
        {"folder": "state/out"},
    ),
    # due, seal, care
    ("due: {major: ▶PT12H}", "operation.whole_days", {"value": "PT12H"}),
    ("due: {major: ▶P0D}", "operation.whole_days", {"value": "P0D"}),
    ("due: {major: ▶30}", "problems.duration", {"value": "30"}),
    (
        "due: {▶mayor: P30D}",
        "problems.unknown_key_hint",
        {"key": "mayor", "hint": "major", "known": ("major", "minor", "observation", "recommendation")},
    ),
    ("seal: {timestamp: {url: ▶'ftp://x', ca_file: c}}", "problems.web_address", {"value": "ftp://x"}),
    ("seal: {timestamp: {url: ▶'http://u:p@x/', ca_file: c}}", "problems.web_address", {"value": "http://u:p@x/"}),
    ("seal: {timestamp: ▶{url: 'http://x'}}", "problems.missing_key", {"key": "ca_file"}),
    ("care: {evidence_retention: ▶P7D}", "operation.retention_short", {"value": "P7D", "least": 30}),
    (
        "due: {minor: P90D, major: P1M}\ncare: {evidence_retention: ▶P60D}",
        "operation.retention_below_due",
        {"value": "P60D", "due": "P90D"},
    ),
    ("care: {backup: {folder: ▶.}}", "operation.own_folder", {"folder": "."}),
    ("care: {backup: {folder: ▶./reports}}", "operation.own_folder", {"folder": "./reports"}),
    ("care: {backup: {folder: ▶../x}}", "problems.path_escapes", {"value": "../x"}),
    ("care: {backup: {folder: x, keep: ▶0}}", "problems.too_small", {"value": "0", "limit": 1}),
]


def _written(text: str) -> str:
    return text.replace("$DUTY", DUTY).replace("$MAIL", MAIL).replace("$ROUTED", ROUTED)


@pytest.mark.parametrize(("text", "code", "args"), CASES, ids=lambda x: x if isinstance(x, str) else "")
def test_a_problem_is_told_at_its_place(tmp_path: Path, text: str, code: str, args: dict[str, object]) -> None:
    written = _written(text)
    before = written[: written.index("▶")]
    line, column = 4 + before.count("\n"), len(before) - before.rfind("\n")
    root = workspace(tmp_path, {"a.yaml": HEAD + written.replace("▶", "") + "\n"})
    assert told(root) == [("inventory/a.yaml", line, column, code, args)]
    assert all(words for words in in_both(Message(code=code, args=args)))  # type: ignore[arg-type]


def test_everything_wrong_is_told_at_once_over_all_files(tmp_path: Path) -> None:
    root = workspace(
        tmp_path,
        {
            "a.yaml": HEAD,
            "b.yaml": "schedule:\n  duties:\n  - {do: verify, every: day, at: 1}\n"
            "  - {do: backup, every: week, at: '2:00'}\n",
            "c.yaml": "notify:\n  mail: {host: h}\n  routes:\n  - {channel: syslog, sections: [x]}\n",
            "d.yaml": "notify: {}\ncare: {evidence_retention: P1D}\n",
        },
    )
    assert [(file, line, code) for file, line, _, code, _ in told(root)] == [
        ("inventory/b.yaml", 2, "operation.no_audit"),
        ("inventory/b.yaml", 3, "problems.clock"),
        ("inventory/b.yaml", 4, "problems.duty_week"),
        ("inventory/b.yaml", 4, "operation.backup_nowhere"),
        ("inventory/c.yaml", 2, "operation.no_route"),
        ("inventory/c.yaml", 2, "problems.missing_key"),
        ("inventory/c.yaml", 2, "problems.missing_key"),
        ("inventory/c.yaml", 2, "problems.missing_key"),
        ("inventory/c.yaml", 4, "problems.route_channel"),
        ("inventory/c.yaml", 4, "inventory.unknown_name"),
        ("inventory/d.yaml", 1, "inventory.only_once"),
        ("inventory/d.yaml", 2, "operation.retention_short"),
    ]


def test_what_stands_in_a_file_that_cannot_be_read_is_not_called_missing(tmp_path: Path) -> None:
    root = workspace(
        tmp_path,
        {
            "a.yaml": HEAD + f"schedule: {{duties: [{{{DUTY}}}, {{do: backup, every: day, at: '4:00'}}]}}\n",
            "care.yaml": "care: [\n",
        },
    )
    assert [file for file, *_ in told(root)] == ["inventory/care.yaml"]


def test_a_line_end_in_an_address_is_cut_off_and_nowhere_else_let_in(tmp_path: Path) -> None:
    text = 'notify: {mail: {$MAIL}, routes: [{channel: mail, to: ["a@city.lan\\n"]}]}'
    root = workspace(tmp_path, {"a.yaml": HEAD + _written(text)})
    assert loaded(root).operation.notification.routes[0].to == ("a@city.lan",)

"""The hand-over sheet: everything a successor needs, and no secret."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from auditor.care.backup import Target, back_up, source_of
from auditor.care.handover.gathering import Known, gather, pinned
from auditor.care.handover.page import as_page
from auditor.care.handover.plain import as_json, as_text
from auditor.care.handover.sections import sheet_of
from auditor.care.handover.sheet import Section, Sheet
from auditor.messages.rendering import render
from auditor.model.credential import Credential, CredentialKind
from auditor.model.operation import DutyKind
from auditor.model.words import Language, Message
from auditor.store.records import DutyRecord, DutyState
from auditor.store.store import Store
from auditor.vault.vault import Vault
from tests.unit.care.installations import KEY, NOW, PASSPHRASE, Installation, install

POISON = "POISON-{}-do-not-print"
OPERATION = """\
schedule:
  duties:
  - {do: audit, every: day, at: "01:30"}
  - {do: backup, every: week, on: friday, at: "4:05"}
  - {do: prune, every: month, on: 31, at: "06:00"}
  blackouts:
  - {from: 2026-12-28, to: 2027-01-04, reason: 庁舎の停電}
  - {from: 2025-12-28, to: 2026-01-04, reason: 過ぎた停電}
notify:
  mail: {host: mail.example.lg.jp, port: 587, security: starttls, sender: auditor@example.lg.jp, user: auditor,
         credential: mail-login}
  syslog: {host: log.example.lg.jp, port: 6514, security: tls}
  folder: {path: /mnt/share}
  routes:
  - {channel: mail, to: [joho@example.lg.jp, soumu@example.lg.jp], sections: [shimin], classes: [major, minor]}
  - {channel: syslog}
  - {channel: folder}
due: {major: P1D}
seal: {timestamp: {url: "http://tsa.example.lg.jp/stamp", ca_file: certs/tsa.pem}}
care:
  backup: {folder: BACKUPS, keep: 5}
  evidence_retention: P7Y
  keepers: [{what: パスフレーズの封筒, post: 情報課長}]
"""


@pytest.fixture
def city(tmp_path: Path) -> Installation:
    made = install(tmp_path)
    made.nights(0, 1, 2, 3)
    made.declare(OPERATION.replace("BACKUPS", str(made.backups)))
    vault = made.vault()
    for kind in CredentialKind:
        vault.set(_poisoned(kind), NOW - timedelta(days=30))
    vault.set(replace(_poisoned(CredentialKind.SSH_PASSWORD), name="ssh-key"), NOW)
    vault.set(replace(_poisoned(CredentialKind.SMTP_PASSWORD), name="mail-login"))
    return made


def _poisoned(kind: CredentialKind) -> Credential:
    fields = ("password", "private_key", "passphrase", "auth_key", "priv_key", "community")
    secret = {name: POISON.format(name) for name in fields}
    return Credential(name=f"old-{kind.value}", kind=kind, version="", key_fingerprint="SHA256:known", **secret)


def known(city: Installation, vault: Vault | None = None) -> Known:
    return gather(city.load(), NOW, vault, {"AUDITOR_VAULT_KEY_FILE": str(city.key_file)})


def section(sheet: Sheet, name: str) -> Section:
    (found,) = (s for s in sheet.sections if s.name == name)
    return found


def said(found: Section, label: str, language: Language = Language.JA) -> list[str]:
    (fact,) = (f for f in found.facts if f.label.code == f"handover.label_{label}")
    cells = [part for value in fact.values for part in (value if isinstance(value, tuple) else (value,))]
    return [render(v, language) if isinstance(v, Message) else v for v in cells]


def rows(found: Section, number: int) -> list[list[object]]:
    def word(cell: object) -> object:
        if isinstance(cell, tuple):
            return [word(part) for part in cell]
        return render(cell, Language.JA) if isinstance(cell, Message) else cell

    return [[word(cell) for cell in row] for row in found.tables[number].rows]


@dataclass(frozen=True)
class Form:
    name: str
    text: str


def forms(city: Installation, vault: Vault | None) -> Iterator[Form]:
    sheet = sheet_of(known(city, vault))
    yield Form("json", as_json(sheet))
    for language in Language:
        yield Form(f"text {language}", as_text(sheet, language))
        yield Form(f"page {language}", as_page(sheet, language))


def test_no_secret_appears_in_any_form(city: Installation) -> None:
    vault = city.vault()
    with Store.open(city.store) as store:
        store.quarantine("ssh-key", vault.credential("ssh-key").version, "ap01", NOW)
    secrets = [KEY, PASSPHRASE, "POISON"]
    for raw in (vault.artefact_key, vault.sealing_key, vault.redaction_key):
        secrets += [raw.hex(), base64.b64encode(raw).decode().rstrip("="), base64.urlsafe_b64encode(raw).decode()]
    secrets += [vault.credential(entry.name).version for entry in vault.entries()]
    for opened in (vault, None):
        for form in forms(city, opened):
            assert [s for s in secrets if s in form.text] == [], form.name


def test_it_says_what_runs_where(city: Installation) -> None:
    found = section(sheet_of(known(city)), "where")
    assert said(found, "workspace") == [str(city.root.resolve())]
    assert said(found, "duties") == [
        "毎日 01:30　夜間監査", "毎週金曜 04:05　バックアップ", "毎月 31 日 06:00　保存期間を過ぎた証跡の削除",
    ]  # fmt: skip
    assert said(found, "blackouts") == ["令和8年12月28日から令和9年1月4日まで（庁舎の停電）"]
    assert rows(found, 0)[0] == ["夜間監査", "令和8年11月26日 1時30分"]
    assert len(rows(found, 0)) == 3


def test_it_says_what_is_audited(city: Installation) -> None:
    found = section(sheet_of(known(city)), "what")
    assert "機器・システム　1" in said(found, "subjects")
    assert said(found, "newest")[0] == "night-3（基準日 令和8年11月23日）"


def test_it_says_who_holds_which_key(city: Installation) -> None:
    vault = city.vault()
    with Store.open(city.store) as store:
        store.quarantine("ssh-key", vault.credential("ssh-key").version, "ap01", NOW)
    everything = known(city, vault)
    found = section(sheet_of(everything), "keys")
    assert said(found, "opens") == [
        "パスフレーズ",
        "鍵ファイル",
        f"鍵ファイルの場所（環境変数による）: {city.key_file}",
    ]
    assert everything.public_key is not None
    assert said(found, "seal_key") == [everything.public_key.fingerprint]
    assert everything.public_key.pem().decode() == found.block
    assert said(found, "seal_head")[0].startswith("5 番 sha256:")
    assert said(found, "pinned") == ["1 件"]
    assert rows(found, 0) == [["パスフレーズの封筒", "情報課長", ""]]
    credentials = {row[0]: row[1:] for row in rows(found, 1)}
    assert credentials["ssh-key"] == [
        "SSH パスワード", ["ap01"], "令和8年11月25日", "令和8年11月25日 から使用停止（ap01 が拒否）",
    ]  # fmt: skip
    assert credentials["mail-login"] == ["メールサーバのパスワード", "メールサーバ mail.example.lg.jp", "不明", ""]
    assert credentials["old-snmp_v3"][1:] == ["（台帳では使っていません）", "令和8年10月26日", ""]
    assert found.remarks == ()


def test_without_opening_the_vault_it_says_what_is_left_out(city: Installation) -> None:
    found = section(sheet_of(known(city)), "keys")
    assert rows(found, 1) == [
        ["mail-login", "不明", "メールサーバ mail.example.lg.jp", "不明", ""],
        ["ssh-key", "不明", ["ap01"], "不明", ""],
    ]
    assert [r.text.code for r in found.remarks if isinstance(r.text, Message)] == ["handover.vault_closed"]


def test_a_credential_that_the_vault_does_not_hold_is_told(city: Installation) -> None:
    vault = city.vault()
    vault.remove("ssh-key")
    credentials = {row[0]: row for row in rows(section(sheet_of(known(city, vault)), "keys"), 1)}
    assert credentials["ssh-key"][4] == "保管庫にありません"


def test_it_says_whom_it_tells_and_where_backups_go(city: Installation) -> None:
    made = back_up(source_of(city.load()), Target(folder=city.backups, made=NOW))
    sheet = sheet_of(known(city))
    tells = section(sheet, "tells")
    assert said(tells, "mail") == ["mail.example.lg.jp:587（STARTTLS）", "差出人 auditor@example.lg.jp"]
    assert rows(tells, 0)[0] == [
        "メール", ["joho@example.lg.jp", "soumu@example.lg.jp"], ["市民課"], ["重大な不適合", "軽微な不適合"],
    ]  # fmt: skip
    assert [row[2:] for row in rows(tells, 0)[1:]] == [["すべて", "すべて"]] * 2
    backups = section(sheet, "backups")
    assert said(backups, "last_backup") == [f"{made.path.name}（令和8年11月25日 12時00分、全部で 1 件）"]
    assert said(backups, "retention") == ["7年"]
    assert said(backups, "timestamps") == ["http://tsa.example.lg.jp/stamp"]


def test_open_matters_come_first_and_the_grave_ones_before_all(city: Installation) -> None:
    with Store.open(city.store) as store:
        due = NOW - timedelta(hours=5)
        store.record_duty(DutyRecord(duty=DutyKind.AUDIT, due=due, state=DutyState.MISSED, recorded=NOW))
    sheet = sheet_of(known(city))
    assert sheet.sections[0].name == "open"
    remarks = sheet.sections[0].remarks
    told = [r.text.code for r in remarks if isinstance(r.text, Message)]
    assert "schedule.missed" in told
    assert "handover.overdue" in told
    assert "doctor.backup_none" in told
    graves = [r.grave for r in remarks]
    assert graves == sorted(graves, reverse=True)


def test_steps_name_commands_that_there_are(city: Installation) -> None:
    from auditor.cli.main import root
    from auditor.cli.speaking import Speaker, SpokenGroup

    steps = section(sheet_of(known(city)), "day").steps
    assert len(steps) == 13
    commands = [command for step in steps for command in step.commands]
    assert "auditor vault rekey --new-key-file FILE" in commands
    group = root(Speaker(Language.EN))
    for line in commands:
        context = group.make_context("auditor", [], resilient_parsing=True)
        words = line.split()[1:]
        found = group.get_command(context, words[0])
        assert found is not None, line
        if isinstance(found, SpokenGroup):
            found = found.get_command(context, words[1])
            assert found is not None, line
        options = {o for p in found.params for o in p.opts}
        assert {w for w in words if w.startswith("--")} <= options, line


def test_a_bare_installation_has_a_sheet_too(tmp_path: Path) -> None:
    city = install(tmp_path)
    for path in city.state.iterdir():
        path.unlink()
    sheet = sheet_of(gather(city.load(), NOW, None, {}))
    keys = section(sheet, "keys")
    assert said(keys, "opens") == ["保管庫はまだありません。"]
    assert [row[1:] for row in rows(keys, 0)] == [["", ""]] * 3
    assert "auditor vault rekey" in [c for step in section(sheet, "day").steps for c in step.commands]
    for form in (as_text(sheet, Language.JA), as_page(sheet, Language.EN), as_json(sheet)):
        assert "handover." not in re.sub(r"handover\.html", "", form)


@pytest.mark.parametrize("name", ["auditor.db", "vault.json", "seal.pub"])
def test_what_is_broken_is_said_on_the_sheet(city: Installation, name: str) -> None:
    (city.state / name).write_bytes(b"garbage" * 100)
    found = known(city)
    assert found.broken
    text = as_text(sheet_of(found), Language.JA)
    assert render(found.broken[0], Language.JA).split("\n")[0][:20] in text


def test_what_strangers_wrote_is_inert_on_the_page(city: Installation) -> None:
    path = city.root / "inventory" / "city.yaml"
    text = path.read_text(encoding="utf-8").replace("みなと市", '"<script>alert(1)</script>"')
    path.write_text(text, encoding="utf-8")
    page = as_page(sheet_of(known(city)), Language.JA)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_fetches_nothing_and_has_boxes_and_lines(city: Installation) -> None:
    page = as_page(sheet_of(known(city)), Language.JA)
    assert "default-src 'none'" in page
    assert not re.findall(r"(?:src|href)=", page)
    assert page.count('class="box"') == 13
    assert page.count("　　年　　月　　日") == 2


def test_json_says_both_languages(city: Installation) -> None:
    found = json.loads(as_json(sheet_of(known(city))))
    assert found["schema"] == "auditor-handover/1"
    assert [s["name"] for s in found["sections"]] == ["open", "where", "what", "keys", "tells", "backups", "day"]
    assert found["sections"][6]["title"] == {"ja": "引継ぎの日にすること", "en": "What to do on the day"}


def test_host_keys_are_counted_as_the_file_has_them(tmp_path: Path) -> None:
    path = tmp_path / "known_hosts"
    path.write_text(
        "# a\n\na ssh-ed25519 AAAA\n@revoked b ssh-rsa BBBB\n|1|x|y ssh-rsa CCCC\nbroken\n", encoding="ascii"
    )
    assert pinned(path) == 2
    assert pinned(tmp_path / "none") == 0


def test_the_day_of_the_sheet_is_in_japan(city: Installation) -> None:
    late = datetime(2026, 3, 31, 15, 30, tzinfo=UTC)
    sheet = sheet_of(replace(known(city), now=late))
    assert "令和8年4月1日 0時30分 現在" in as_text(sheet, Language.JA)
    assert date(2026, 4, 1).isoformat() in as_text(sheet, Language.EN)

"""What is planted in the sample city: the truth that an audit of it is held against.

`truth` lists the faults; `OPEN_QUESTIONS` the rows that nobody can judge yet, and rightly so. Everything else is good
and must come out as a pass with evidence.
"""

from dataclasses import dataclass, replace
from datetime import date

from auditor.demo.archives import PlantedLogFaults
from auditor.demo.planted import Expected, Planted, at
from auditor.demo.register_truth import REGISTERS
from auditor.demo.workspace_files import SAMPLE_DATE, move_dates
from auditor.messages.text import Text
from auditor.model.terms import Reason


@dataclass(frozen=True, kw_only=True)
class PlantedFiles:
    """Faults whose place depends on the day on which the demonstration runs."""

    logs: PlantedLogFaults
    leftovers: tuple[str, ...]
    """Clips that nobody erased, as their paths on the recorder."""
    altered: str = ""
    """A file of cs01's log that was altered after a night had recorded it; empty before that."""
    day: date = SAMPLE_DATE
    """The day with which the inventory's dates were moved."""


def truth(files: PlantedFiles) -> tuple[Planted, ...]:
    """All that is planted and that this version's controls can find."""
    return (
        *_SERVERS,
        *_UNREADABLE,
        *_DOCUMENTS,
        *(_moved(planted, files.day) for planted in REGISTERS),
        *_logs(files.logs),
        *_altered(files.altered),
        *_recordings(files.leftovers),
    )


def _moved(planted: Planted, day: date) -> Planted:
    """The same with the dates in its keys moved like those of the registers."""
    expected = (replace(e, item=move_dates(e.item, day) if e.item else e.item) for e in planted.expected)
    return replace(planted, expected=tuple(expected))


_LOCKOUT = ("login/lockout_threshold", "sshd/lockout_threshold")

_SERVERS = (
    Planted(
        words=Text(ja="juki-db01: パスワードの最小文字数が6", en="juki-db01: passwords of six characters are enough"),
        expected=at(
            "NG-4-2-2-b-2e-a",
            "linkage:kaoku",
            Reason.WEAK_PASSWORD_POLICY,
            "juki-db01/login/min_length",
            "juki-db01/sshd/min_length",
        ),
    ),
    Planted(
        words=Text(
            ja="juki-db01: 失敗が続いてもアカウントが止まらない", en="juki-db01: no lockout after failed log-ins"
        ),
        expected=(
            *at("IN-14-1", "target:juki-db01", Reason.NO_LOCKOUT, *_LOCKOUT),
            *at("IN-22-1", "target:juki-db01", Reason.NO_LOCKOUT, *_LOCKOUT),
            *at("PI-66-1", "target:juki-db01", Reason.NO_LOCKOUT, "IN-14-1"),
            *at("KD-10", "target:juki-db01", Reason.REQUIREMENT_NOT_MET, "PI-66-1"),
        ),
    ),
    Planted(
        words=Text(
            ja="juki-db01: 退職した相手方の担当者のアカウント hk03 が使えるまま",
            en="juki-db01: account hk03 of a counterparty's operator who retired is still enabled",
        ),
        expected=(
            *at("NG-4-2-2-b-1", "linkage:kaoku", Reason.LEFT_ENABLED, "juki-db01/hk03"),
            *at("NG-4-2-2-b-2c", "linkage:kaoku", Reason.MISSING_RECORD, "e-hk03"),
            *at("NG-4-2-2-b-2c", "linkage:kaoku", Reason.LEFT_ENABLED, "juki-db01/hk03"),
            *at("IN-14-1", "target:juki-db01", Reason.SHARED_ACCOUNT, "hk03"),
            *at("KR-7-1", "target:juki-db01", Reason.LEFT_ENABLED, "hk03"),
            *at("KD-5-1", "target:juki-db01", Reason.LEFT_ENABLED, "hk03"),
        ),
    ),
    Planted(
        words=Text(
            ja="juki-db01: Match ブロックの中だけ、root がパスワードで遠隔ログインできる",
            en="juki-db01: root may log in with a password, in a Match block only",
        ),
        expected=(
            *at("IN-22-1", "target:juki-db01", Reason.REMOTE_ACCESS_WEAK, "Address 10.20.1.0/24/PermitRootLogin"),
            *at("PI-66-1", "target:juki-db01", Reason.REMOTE_ACCESS_WEAK, "IN-22-1"),
        ),
    ),
)


def _unread(target: str, reason: Reason) -> tuple[Expected, ...]:
    """What rests on reading a target, and what is derived from that."""
    return tuple(e for control in ("IN-14-1", "IN-22-1", "PI-66-1") for e in at(control, f"target:{target}", reason))


_UNREADABLE = (
    Planted(
        words=Text(
            ja="file01: 監査用アカウントが PAM の設定を読めない",
            en="file01: the auditor's account may not read the PAM files",
        ),
        expected=(
            *_unread("file01", Reason.PERMISSION_DENIED),
            *at("KR-7-1", "target:file01", Reason.PERMISSION_DENIED),
            *at("PI-73-2", "file:f-kamei", Reason.PERMISSION_DENIED),
            *at("PI-69-4", "file:f-suido", Reason.PERMISSION_DENIED),
            *at("PI-121-2", "file:f-tokumei", Reason.PERMISSION_DENIED),
            *at("PI-123-3", "file:f-jinryu", Reason.PERMISSION_DENIED),
        ),
    ),
    Planted(words=Text(ja="kanshi01: 停止中", en="kanshi01: down"), expected=_unread("kanshi01", Reason.UNREACHABLE)),
    Planted(
        words=Text(ja="ntp01: ホスト鍵が登録と違う", en="ntp01: another host key than the one pinned"),
        expected=_unread("ntp01", Reason.HOST_KEY_MISMATCH),
    ),
    Planted(
        words=Text(ja="log01: ログイン後に応答しない", en="log01: hangs after the log-in"),
        expected=_unread("log01", Reason.DEADLINE),
    ),
)

_DOCUMENTS = (
    Planted(
        words=Text(
            ja="家屋評価: 監視の申告書のファイルが、登録の後で差し替えられている",
            en="House assessment: the file behind the statement on monitoring was exchanged",
        ),
        expected=at("NG-4-2-2-a-2", "linkage:kaoku", Reason.FILE_CHANGED, "ka-kanshi/file"),
    ),
    Planted(
        words=Text(
            ja="水道料金: 監視の申告書を、別の職員がまだ確かめていない",
            en="Water charges: no second person has looked at the statement on monitoring",
        ),
        expected=at("NG-4-2-2-a-2", "linkage:suido", Reason.DECLARED_ONLY, "su-kanshi/seen"),
    ),
    Planted(
        words=Text(
            ja="水道料金: アクセス資格の定めがない（例外の承認あり）",
            en="Water charges: no document on who may access (waived)",
        ),
        expected=at("NG-4-2-2-b-1", "linkage:suido", Reason.MISSING_RECORD, "access_qualification"),
    ),
    Planted(
        words=Text(
            ja="水道料金: 抹消手順が一年を超えて見直されていない",
            en="Water charges: the revocation procedure was not reviewed for over a year",
        ),
        expected=at("NG-4-2-2-b-2c", "linkage:suido", Reason.EXPIRED, "su-massho/reviewed"),
    ),
)


def _logs(faults: PlantedLogFaults) -> tuple[Planted, ...]:
    if faults.missing is None or faults.truncated is None or faults.wrong_day is None:
        return ()
    cut, other = (f"{day:%Y}/sousa-{day:%Y%m%d}.csv.gz" for day in (faults.truncated, faults.wrong_day))
    log = ("IN-20-2", "target:cs01")
    return (
        Planted(
            words=Text(ja="cs01: 操作履歴が一日欠けている", en="cs01: a day of the operation log is missing"),
            expected=(
                *at(*log, Reason.LOG_GAP, faults.missing.isoformat()),
                *at("IN-20-1", "target:cs01", Reason.LOG_GAP, "IN-20-2"),
                *at("PI-66-1", "target:cs01", Reason.LOG_GAP, "IN-20-2"),
            ),
        ),
        Planted(
            words=Text(ja="cs01: 途中で切れた操作履歴のファイル", en="cs01: a truncated file of the operation log"),
            expected=at(*log, Reason.LOG_DAMAGED, cut),
        ),
        Planted(
            words=Text(ja="cs01: 別の日の内容が入ったファイル", en="cs01: a file with another day's content"),
            expected=at(*log, Reason.LOG_DAMAGED, other),
        ),
    )


def _altered(path: str) -> tuple[Planted, ...]:
    if not path:
        return ()
    return (
        Planted(
            words=Text(
                ja="cs01: 記録した後で書き換えられた操作履歴のファイル",
                en="cs01: a file of the operation log altered after it was first recorded",
            ),
            expected=at("IN-20-2", "target:cs01", Reason.LOG_ALTERED, f"{path}#altered"),
        ),
    )


def _recordings(leftovers: tuple[str, ...]) -> tuple[Planted, ...]:
    return (
        Planted(
            words=Text(ja="cam02: 14日と定めているのに45日残している", en="cam02: keeps 45 days where 14 are declared"),
            expected=(
                *at("KC-6-4", "camera:cam02", Reason.OVER_RETENTION, "setting"),
                *at("KC-6-5-a", "camera:cam02", Reason.OVER_RETENTION),
                *at("KC-5-3-b", "camera:cam02", Reason.OVER_RETENTION, "setting"),
                *(
                    e
                    for control in ("KC-5-3-b", "KC-6-4", "KC-6-5-a")
                    for e in at("KC-7-1", "contract:k-camera-hoshu", Reason.OVER_RETENTION, f"cam02/{control}")
                ),
            ),
        ),
        Planted(
            words=Text(
                ja="cam03: 書き出しフォルダに春の映像が残っている",
                en="cam03: clips of spring left in the export folder",
            ),
            expected=at("KC-6-5-a", "camera:cam03", Reason.OVER_RETENTION, *leftovers),
        ),
    )


def _rows(control: str, reason: Reason, *subjects: str) -> dict[tuple[str, str], Reason]:
    return {(control, subject): reason for subject in subjects}


AWAITED = frozenset({Reason.NO_COLLECTOR, Reason.MANUAL_REQUIRED})
"""Reasons of rows that are rightly open wherever they stand: no collector yet, or a person has to look."""

_RUNNING = tuple(f"linkage:{name}" for name in ("suido-portal", "kenshin", "bosai-cam"))
_UNMONITORED = tuple(f"linkage:{name}" for name in ("kaoku", "suido", "kyushoku", "kaigo-ai"))
_NO_RECORDER = tuple(f"camera:cam{n}" for n in range(11, 16))
_BEFORE_2023 = tuple(f"linkage:{name}" for name in ("juki", "kaoku", "suido", "suido-portal"))

OPEN_QUESTIONS = {
    **_rows("IN-16-5", Reason.DECLARED_ONLY, "target:jt02"),
    **_rows("IN-22-1", Reason.NO_EVIDENCE, "target:jsw01"),
    **_rows("PI-66-1", Reason.NO_EVIDENCE, "target:jsw01"),
    **_rows("KC-6-4", Reason.NO_EVIDENCE, *_NO_RECORDER),
    **_rows("KC-6-5-a", Reason.NO_EVIDENCE, *_NO_RECORDER),
    **_rows("KC-5-3-b", Reason.NO_EVIDENCE, *(c for c in _NO_RECORDER if c != "camera:cam12")),
    **_rows("KO-7-1", Reason.NO_EVIDENCE, *_BEFORE_2023),
    **_rows("NG-4-2-2-b-2c", Reason.PERMISSION_DENIED, "linkage:suido"),
    **_rows("NG-4-2-2-b-2c", Reason.EMPTY, "linkage:kyushoku"),
    **_rows("NG-4-2-2-b-2c", Reason.NO_EVIDENCE, *_RUNNING),
    **_rows("NG-4-3-1-a", Reason.PERMISSION_DENIED, "linkage:suido"),
    **_rows("NG-4-3-1-a", Reason.NO_EVIDENCE, "linkage:kyushoku", "linkage:kaigo-ai", *_RUNNING),
    **_rows("NG-4-3-2-a-1", Reason.NO_EVIDENCE, *_UNMONITORED, *_RUNNING),
    **_rows("NG-4-3-2-b-1", Reason.NO_EVIDENCE, *_UNMONITORED, *_RUNNING),
}
"""Other rows that are rightly open on the last night, with the reason: what cannot be read or is not declared."""

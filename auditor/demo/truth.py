"""What is planted in the sample city: the truth that an audit of it is held against.

`truth` lists the faults; `OPEN_QUESTIONS` the rows that nobody can judge yet, and rightly so. Everything else is good
and must come out as a pass with evidence.
"""

from dataclasses import dataclass

from auditor.demo.archives import PlantedLogFaults
from auditor.messages.text import Text
from auditor.model.terms import Reason, State, state_for


@dataclass(frozen=True, kw_only=True)
class PlantedFiles:
    """Faults whose place depends on the day on which the demonstration runs."""

    logs: PlantedLogFaults
    leftovers: tuple[str, ...]
    """Clips that nobody erased, as their paths on the recorder."""
    altered: str = ""
    """A file of cs01's log that was altered after a night had recorded it; empty before that."""


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Where something planted must show."""

    control: str
    subject: str
    """``kind:id``."""
    reason: Reason
    item: str | None = None
    """Key of the item; None when the row itself says it."""

    @property
    def state(self) -> State:
        """The state that goes with the reason."""
        return state_for(self.reason)


@dataclass(frozen=True, kw_only=True)
class Planted:
    """One thing that is not as it should be, and every place where it must show."""

    words: Text
    expected: tuple[Expected, ...]


def _at(control: str, subject: str, reason: Reason, *items: str) -> tuple[Expected, ...]:
    return tuple(Expected(control=control, subject=subject, reason=reason, item=i) for i in items or (None,))


def truth(files: PlantedFiles) -> tuple[Planted, ...]:
    """All that is planted and that this version's controls can find."""
    return (
        *_SERVERS,
        *_UNREADABLE,
        *_DOCUMENTS,
        *_logs(files.logs),
        *_altered(files.altered),
        *_recordings(files.leftovers),
    )


_LOCKOUT = ("login/lockout_threshold", "sshd/lockout_threshold")

_SERVERS = (
    Planted(
        words=Text(ja="juki-db01: パスワードの最小文字数が6", en="juki-db01: passwords of six characters are enough"),
        expected=_at(
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
            *_at("IN-14-1", "target:juki-db01", Reason.NO_LOCKOUT, *_LOCKOUT),
            *_at("IN-22-1", "target:juki-db01", Reason.NO_LOCKOUT, *_LOCKOUT),
        ),
    ),
    Planted(
        words=Text(
            ja="juki-db01: 退職した相手方の担当者のアカウント hk03 が使えるまま",
            en="juki-db01: account hk03 of a counterparty's operator who retired is still enabled",
        ),
        expected=(
            *_at("NG-4-2-2-b-1", "linkage:kaoku", Reason.LEFT_ENABLED, "juki-db01/hk03"),
            *_at("NG-4-2-2-b-2c", "linkage:kaoku", Reason.MISSING_RECORD, "e-hk03"),
            *_at("NG-4-2-2-b-2c", "linkage:kaoku", Reason.LEFT_ENABLED, "juki-db01/hk03"),
            *_at("IN-14-1", "target:juki-db01", Reason.SHARED_ACCOUNT, "hk03"),
        ),
    ),
    Planted(
        words=Text(
            ja="juki-db01: Match ブロックの中だけ、root がパスワードで遠隔ログインできる",
            en="juki-db01: root may log in with a password, in a Match block only",
        ),
        expected=_at("IN-22-1", "target:juki-db01", Reason.REMOTE_ACCESS_WEAK, "Address 10.20.1.0/24/PermitRootLogin"),
    ),
)


def _both(target: str, reason: Reason) -> tuple[Expected, ...]:
    return (*_at("IN-14-1", f"target:{target}", reason), *_at("IN-22-1", f"target:{target}", reason))


_UNREADABLE = (
    Planted(
        words=Text(
            ja="file01: 監査用アカウントが PAM の設定を読めない",
            en="file01: the auditor's account may not read the PAM files",
        ),
        expected=_both("file01", Reason.PERMISSION_DENIED),
    ),
    Planted(words=Text(ja="kanshi01: 停止中", en="kanshi01: down"), expected=_both("kanshi01", Reason.UNREACHABLE)),
    Planted(
        words=Text(ja="ntp01: ホスト鍵が登録と違う", en="ntp01: another host key than the one pinned"),
        expected=_both("ntp01", Reason.HOST_KEY_MISMATCH),
    ),
    Planted(
        words=Text(ja="log01: ログイン後に応答しない", en="log01: hangs after the log-in"),
        expected=_both("log01", Reason.DEADLINE),
    ),
)

_DOCUMENTS = (
    Planted(
        words=Text(
            ja="家屋評価: 監視の申告書のファイルが、登録の後で差し替えられている",
            en="House assessment: the file behind the statement on monitoring was exchanged",
        ),
        expected=_at("NG-4-2-2-a-2", "linkage:kaoku", Reason.FILE_CHANGED, "ka-kanshi/file"),
    ),
    Planted(
        words=Text(
            ja="水道料金: 監視の申告書を、別の職員がまだ確かめていない",
            en="Water charges: no second person has looked at the statement on monitoring",
        ),
        expected=_at("NG-4-2-2-a-2", "linkage:suido", Reason.DECLARED_ONLY, "su-kanshi/seen"),
    ),
    Planted(
        words=Text(
            ja="水道料金: アクセス資格の定めがない（例外の承認あり）",
            en="Water charges: no document on who may access (waived)",
        ),
        expected=_at("NG-4-2-2-b-1", "linkage:suido", Reason.MISSING_RECORD, "access_qualification"),
    ),
    Planted(
        words=Text(
            ja="水道料金: 抹消手順が一年を超えて見直されていない",
            en="Water charges: the revocation procedure was not reviewed for over a year",
        ),
        expected=_at("NG-4-2-2-b-2c", "linkage:suido", Reason.EXPIRED, "su-massho/reviewed"),
    ),
)


def _logs(faults: PlantedLogFaults) -> tuple[Planted, ...]:
    if faults.missing is None or faults.truncated is None or faults.wrong_day is None:
        return ()
    cut, other = (f"{day:%Y}/sousa-{day:%Y%m%d}.csv.gz" for day in (faults.truncated, faults.wrong_day))
    at = ("IN-20-2", "target:cs01")
    return (
        Planted(
            words=Text(ja="cs01: 操作履歴が一日欠けている", en="cs01: a day of the operation log is missing"),
            expected=_at(*at, Reason.LOG_GAP, faults.missing.isoformat()),
        ),
        Planted(
            words=Text(ja="cs01: 途中で切れた操作履歴のファイル", en="cs01: a truncated file of the operation log"),
            expected=_at(*at, Reason.LOG_DAMAGED, cut),
        ),
        Planted(
            words=Text(ja="cs01: 別の日の内容が入ったファイル", en="cs01: a file with another day's content"),
            expected=_at(*at, Reason.LOG_DAMAGED, other),
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
            expected=_at("IN-20-2", "target:cs01", Reason.LOG_ALTERED, f"{path}#altered"),
        ),
    )


def _recordings(leftovers: tuple[str, ...]) -> tuple[Planted, ...]:
    return (
        Planted(
            words=Text(ja="cam02: 14日と定めているのに45日残している", en="cam02: keeps 45 days where 14 are declared"),
            expected=(
                *_at("KC-6-4", "camera:cam02", Reason.OVER_RETENTION, "setting"),
                *_at("KC-6-5-a", "camera:cam02", Reason.OVER_RETENTION),
            ),
        ),
        Planted(
            words=Text(
                ja="cam03: 書き出しフォルダに春の映像が残っている",
                en="cam03: clips of spring left in the export folder",
            ),
            expected=_at("KC-6-5-a", "camera:cam03", Reason.OVER_RETENTION, *leftovers),
        ),
    )


def _rows(control: str, reason: Reason, *subjects: str) -> dict[tuple[str, str], Reason]:
    return {(control, subject): reason for subject in subjects}


_OFFLINE = ("target:jfw01", *(f"target:jt0{n}" for n in range(1, 6)))

OPEN_QUESTIONS = {
    **_rows("IN-14-1", Reason.NO_COLLECTOR, *_OFFLINE),
    **_rows("IN-22-1", Reason.NO_COLLECTOR, *_OFFLINE, "target:bk01"),
    **_rows("NG-4-2-2-b-2c", Reason.PERMISSION_DENIED, "linkage:suido"),
    **_rows("NG-4-2-2-b-2c", Reason.EMPTY, "linkage:kyushoku"),
    **_rows("NG-4-3-1-a", Reason.PERMISSION_DENIED, "linkage:suido"),
    **_rows("NG-4-3-1-a", Reason.NO_EVIDENCE, "linkage:kyushoku"),
    **_rows("NG-4-3-2-a-1", Reason.NO_EVIDENCE, "linkage:kaoku", "linkage:suido", "linkage:kyushoku"),
    **_rows("NG-4-3-2-b-1", Reason.NO_EVIDENCE, "linkage:kaoku", "linkage:suido", "linkage:kyushoku"),
}
"""Rows that are rightly open on the last night, with the reason: what cannot be read yet or is not declared."""

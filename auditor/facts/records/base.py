"""Record: one entry of a register, as a fact."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from auditor.facts.base import Fact
from auditor.facts.records.columns import ColumnKind, column, day, text
from auditor.model.result import Words
from auditor.model.terms import SubjectKind

FILE_ORIGIN = "register-file:"
"""Begins the origin of an artefact that is a file behind a record; its path follows."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Record(Fact):
    """An entry of a register. Each register is one class; see `auditor.facts.records.RECORDS`."""

    REGISTER: ClassVar[str] = ""
    """Name of the register in files (``training``)."""
    TITLE: ClassVar[Words] = Words(ja="", en="")
    """Name of the register for people; also of its sheet."""
    KEY: ClassVar[str] = "id"
    """Field that tells the entries apart."""
    DECLARES: ClassVar[SubjectKind | None] = None
    """Kind of subject that each entry is, for the registers that bring subjects into being (contracts)."""

    @property
    def key(self) -> str:
        """What tells it apart in its register."""
        return str(getattr(self, type(self).KEY))


@dataclass(frozen=True, kw_only=True, slots=True)
class FiledRecord(Record):
    """An entry with a file behind it, which a second person has looked at."""

    file: str = column(
        ColumnKind.PATH,
        "ファイル",
        "File",
        note=("files フォルダの中の場所", "Its path below the folder files"),
        other_titles=("ファイル名", "添付ファイル"),
        last=True,
    )
    declared_digest: str = column(
        ColumnKind.DIGEST,
        "登録時の要約値（SHA-256）",
        "Digest when recorded (SHA-256)",
        note=("登録した時の sha256sum の結果", "What sha256sum printed when it was recorded"),
        other_titles=("要約値", "SHA-256"),
        last=True,
    )
    seen_by: str = text(
        "内容を確認した人（作成者・決裁者とは別の人）",
        "Seen by (not the author or approver)",
        other_titles=("確認者",),
        last=True,
    )
    seen_on: date | None = day("確認した日", "Seen on", other_titles=("確認日",), last=True)
    found_digest: str = field(default="")
    """The digest of the file found now; empty when it is not there. Filled in when the register is read."""
    file_state: str = field(default="none")
    """``none`` (no file named), ``present``, ``missing``, ``unreadable``. Filled in when the register is read."""

"""Linkages as the inventory declares them: the columns of Kawasaki's form 9, readable like a register."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from auditor.facts.records import columns as col
from auditor.facts.records.base import Record
from auditor.model.result import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkageRecord(Record):
    """A linkage. Not a register of its own: it is filled from ``linkages`` of the inventory."""

    REGISTER: ClassVar[str] = "linkages"
    TITLE: ClassVar[Words] = Words(ja="結合", en="Linkages")

    id: str = col.identifier("結合", "Linkage")
    title: str = col.title("業務の名称", "Name of the work")
    status: str = col.title("状態", "Status")
    """``planned``, ``running``, ``ended``."""
    outline: str = col.text("業務の概要", "Outline")
    section: str = col.name("課", "Section", refers="sections")
    reason: str = col.text("結合する理由", "Reason")
    planned_start: date | None = col.day("開始予定日", "Planned start")
    started: date | None = col.day("開始日", "Started")
    ended: date | None = col.day("終了日", "Ended")
    changed: date | None = col.day("変更日", "Changed")
    begins: date | None = col.day("開始日又は開始予定日", "Start, or planned start")
    items: tuple[str, ...] = col.texts("項目", "Items")
    range: str = col.text("対象者の範囲", "Range")
    persons: int | None = col.whole("人数", "Persons")
    sensitive_items: tuple[str, ...] = col.texts("要配慮個人情報", "Sensitive items")
    sensitive: bool | None = col.yes("要配慮個人情報の有無", "Holds sensitive items")
    peer: str = col.text("接続先", "Peer")
    contractor: str = col.text("保守の委託先", "Maintenance contractor")
    line: str = col.title("回線の種類", "Line")
    encryption: str = col.text("暗号化", "Encryption")
    manager: str = col.text("管理責任者", "Manager")
    operator_posts: tuple[str, ...] = col.texts("操作者の職", "Posts of operators")
    operators: int | None = col.whole("操作者の数", "Number of operators")
    retention: str = col.title("保存期間", "Retention")
    our_measures: str = col.text("市の保護措置", "Our measures")
    peer_measures: str = col.text("接続先の保護措置", "The peer's measures")
    attachments: tuple[str, ...] = col.texts("添付書類", "Attachments")
    remarks: str = col.text("備考", "Remarks")
    legal_basis: str = col.text("根拠となる条例・法律の条項", "Legal basis")
    legal_basis_until: date | None = col.day("根拠の終わる日", "Legal basis ends on")
    public_need: str = col.text("公益上の必要性", "Public need")
    public_need_approved_by: str = col.text("必要性を認めた人", "Public need approved by")
    public_need_approved_on: date | None = col.day("必要性を認めた日", "Public need approved on")
    off_purpose: bool | None = col.yes("目的外提供に当たる", "Is an off-purpose provision")
    external_server: bool | None = col.yes("外部サーバの利用", "Uses an external server")
    protection_judged_on: date | None = col.day("確認・措置要求の要否を判断した日", "Need of confirmation judged on")
    protection_needed: bool | None = col.yes("確認・措置要求の要否", "Confirmation needed")
    protection_confirmed_on: date | None = col.day("接続先の保護を確認した日", "Peer's protection confirmed on")
    protection_requested_on: date | None = col.day("措置を求めた日", "Measures requested on")

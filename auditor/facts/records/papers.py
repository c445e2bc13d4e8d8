"""What the city has laid down, agreed, decided and been told: documents, contracts, meetings, councils, filings."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from auditor.facts.records import columns as col
from auditor.facts.records.base import FiledRecord, Record
from auditor.model.result import Words
from auditor.model.terms import SubjectKind


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentRecord(FiledRecord):
    """A rule, procedure, memorandum or statement on record, with the file behind it."""

    REGISTER: ClassVar[str] = "documents"
    TITLE: ClassVar[Words] = Words(ja="文書", en="Documents")

    id: str = col.identifier("文書番号", "Document", example="si-riyou")
    kind: str = col.choice("document", "種類", "Kind", required=True, example="情報システム利用者管理の定め")
    """``usage_monitoring``, ``access_qualification``, ``password_procedure`` … as the catalogs name it."""
    title: str = col.title(
        "件名", "Title", required=True, example="情報システム利用者管理要領", other_titles=("文書名",)
    )
    linkage: str = col.name("結合", "Linkage", refers="linkages")
    contract: str = col.name("契約", "Contract", refers="contracts")
    data_files: tuple[str, ...] = col.names("個人情報ファイル", "Personal-information files", refers="files")
    targets: tuple[str, ...] = col.names("機器", "Targets", refers="targets")
    site: str = col.name("部屋", "Site", refers="sites")
    zone: str = col.name("区域", "Zone", refers="zones")
    cameras: tuple[str, ...] = col.names("カメラ", "Cameras", refers="cameras")
    section: str = col.name("課", "Section", refers="sections", other_titles=("担当課",))
    party: str = col.text(
        "発行した相手方（市は空欄）", "Issued by (empty for the city)", other_titles=("相手方", "発行者")
    )
    """Who issued it: the counterparty, or empty for the city."""
    covers: tuple[str, ...] = col.choices("covered_item", "定めている事項", "Items covered", other_titles=("記載事項",))
    """The items it covers, in the words the catalogs ask for (``immediate_revocation``)."""
    named: str = col.text("文書が指名している人（職名）", "Whom it names", other_titles=("担当者",))
    """The post or person it names, where the requirement asks for one."""
    in_force_from: date | None = col.day(
        "施行日", "In force from", example="令和6年4月1日", other_titles=("適用日", "発効日")
    )
    in_force_to: date | None = col.day("廃止日", "In force to", other_titles=("失効日", "有効期限"))
    approved_on: date | None = col.day("決裁日", "Approved on", example="令和8年3月16日", other_titles=("承認日",))
    approved_by: str = col.text("決裁した人", "Approved by", example="情報政策課長", other_titles=("決裁者", "承認者"))
    reviewed_on: date | None = col.day("見直した日", "Reviewed on", other_titles=("見直し日", "最終見直し日"))
    min_length: int | None = col.whole("パスワードの最小文字数", "Least password length")
    """A password statement's least length, where it is one."""
    retention_days: int | None = col.whole("保存日数（カメラのマニュアル）", "Retention in days (camera manual)")
    """How long a camera manual says that pictures are kept; days."""
    newest_entry: datetime | None = field(default=None)
    """A sample log's newest entry, as read from the file itself."""
    sampled_on: date | None = col.day("見本を受け取った日", "Sample received on")
    """The day the sample was handed over."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Article(Record):
    """Where a contract or memorandum says what it must say."""

    REGISTER: ClassVar[str] = "articles"
    TITLE: ClassVar[Words] = Words(ja="契約・覚書の条項", en="Articles")

    id: str = col.identifier()
    contract: str = col.name("契約", "Contract", refers="contracts", other_titles=("契約番号",))
    document: str = col.name("覚書などの文書", "Document", other_titles=("文書番号",))
    item: str = col.choice("article_item", "事項", "Item", required=True, example="秘密保持")
    article: str = col.text("条項", "Article", example="第5条第1項", other_titles=("条", "条文番号"))
    extract: str = col.text("条文の要旨", "What it says")


@dataclass(frozen=True, kw_only=True, slots=True)
class ContractRecord(FiledRecord):
    """A contract (or the appointment of a designated manager) under which somebody handles data for the city."""

    REGISTER: ClassVar[str] = "contracts"
    TITLE: ClassVar[Words] = Words(ja="契約", en="Contracts")
    DECLARES: ClassVar[SubjectKind | None] = SubjectKind.CONTRACT

    id: str = col.identifier("契約番号", "Contract", example="k-2026-012")
    title: str = col.title(
        "件名", "Title", required=True, example="住民情報システム運用保守業務委託", other_titles=("契約名",)
    )
    kinds: tuple[str, ...] = col.choices(
        "contract_kind", "種類", "Kinds", example="業務委託", other_titles=("契約種別",)
    )
    party: str = col.text("相手方", "Party", other_titles=("受託者", "契約の相手方", "委託先"))
    section: str = col.name("課", "Section", refers="sections", other_titles=("担当課", "所管課"))
    linkages: tuple[str, ...] = col.names("結合", "Linkages", refers="linkages")
    targets: tuple[str, ...] = col.names("機器・録画装置", "Targets and recorders", refers="targets")
    cameras: tuple[str, ...] = col.names("カメラ", "Cameras", refers="cameras")
    data_files: tuple[str, ...] = col.names("個人情報ファイル", "Personal-information files", refers="files")
    parent: str = col.name("元の契約（再委託の場合）", "Contract it is sub-let from", refers="contracts")
    signed_on: date | None = col.day("契約日", "Signed on", example="令和8年4月1日", other_titles=("締結日",))
    starts_on: date | None = col.day("履行開始日", "Starts on", other_titles=("開始日", "契約開始日"))
    ends_on: date | None = col.day("履行終了日", "Ends on (last day)", other_titles=("終了日", "満了日"))
    signed_by: str = col.text("決裁した人", "Approved by", other_titles=("決裁者",))
    confirmed_on: date | None = col.day("相手方の管理体制を確認した日", "Party's organisation confirmed on")
    confirmed_by: str = col.text("確認した人（職名）", "Confirmed by")
    confirmed_items: tuple[str, ...] = col.choices("contractor_item", "書面で確認した事項", "Confirmed in writing")
    """What of the contractor's organisation was confirmed in writing: responsible person, staff, inspection …"""
    consent_on: date | None = col.day("再委託を承諾した日", "Consent to sub-letting on", other_titles=("承諾日",))
    equal_measures: bool | None = col.yes("再委託先に同等の措置", "Equal measures asked of the sub-contractor")
    standard_cited: bool | None = col.yes("結合の基準を契約に明記", "Linkage standard cited")
    specification_cited: bool | None = col.yes("委託仕様書を契約に明記", "Outsourcing specification cited")
    personal_information: bool | None = col.yes("個人情報の取扱い", "Handles personal information")
    operation_manager: str = col.text("操作責任者", "Operation manager")
    operators: tuple[str, ...] = col.texts("指定操作者", "Designated operators")


@dataclass(frozen=True, kw_only=True, slots=True)
class Meeting(FiledRecord):
    """A meeting with its minutes."""

    REGISTER: ClassVar[str] = "meetings"
    TITLE: ClassVar[Words] = Words(ja="会議", en="Meetings")

    id: str = col.identifier()
    body: str = col.choice("body", "会議体", "Body", required=True, example="住基ネット会議")
    held_on: date | None = col.day("開催日", "Held on", example="令和8年6月10日")
    topics: tuple[str, ...] = col.choices("meeting_topic", "議題", "Topics")
    chair: str = col.choice("post", "議長（役割）", "Chair (post)")
    chair_reason: str = col.text("副議長が務めた理由", "Why the vice-chair took the chair")
    members: tuple[str, ...] = col.texts("出席者", "Members present")
    minutes_by: str = col.text("記録した人", "Minutes by")
    results_reported_on: date | None = col.day("結果を報告した日", "Results reported on", other_titles=("報告日",))
    report_needed: bool | None = col.yes("報告の要否", "Whether a report was needed")


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision(Record):
    """Something decided, and what had to follow: an opinion before it, an instruction after it."""

    REGISTER: ClassVar[str] = "decisions"
    TITLE: ClassVar[Words] = Words(ja="決定事項", en="Decisions")

    id: str = col.identifier()
    meeting: str = col.name("会議", "Meeting")
    kind: str = col.choice("decision_kind", "区分", "Kind")
    matter: str = col.text("内容", "Matter", required=True)
    decided_on: date | None = col.day("決定日", "Decided on")
    decided_by: str = col.text("決定した人", "Decided by")
    important: bool | None = col.yes("重要事項", "Important")
    instruction_needed: bool | None = col.yes("指示・要請の要否", "Instruction or request needed")
    instructed: str = col.text("指示・要請の相手", "Instructed or requested of")
    instructed_on: date | None = col.day("指示・要請をした日", "Instructed or requested on", other_titles=("指示日",))
    notified_on: date | None = col.day("全課に通知した日", "All sections told on", other_titles=("通知日",))
    surveyed_on: date | None = col.day("既存の結合を洗い出した日", "Existing linkages surveyed on")


@dataclass(frozen=True, kw_only=True, slots=True)
class Consultation(FiledRecord):
    """A question put to a council or to another section, with the answer."""

    REGISTER: ClassVar[str] = "consultations"
    TITLE: ClassVar[Words] = Words(ja="諮問・協議", en="Consultations and council answers")

    id: str = col.identifier()
    kind: str = col.choice("consultation", "区分", "Kind", required=True, example="審議会への諮問")
    matter: str = col.text("件名", "Matter", other_titles=("諮問事項", "協議事項"))
    linkage: str = col.name("結合", "Linkage", refers="linkages")
    contract: str = col.name("契約", "Contract", refers="contracts")
    data_file: str = col.name("個人情報ファイル", "Personal-information file", refers="files")
    camera: str = col.name("カメラ", "Camera", refers="cameras")
    decision: str = col.name("決定事項", "Decision")
    provision: str = col.name("目的外利用・提供", "Provision")
    topics: tuple[str, ...] = col.choices("consultation_topic", "諮問・協議した事項", "Topics")
    dossier: tuple[str, ...] = col.choices("dossier_item", "諮問書の項目", "Items of the dossier")
    sent_through: str = col.text("経由した課", "Sent through", example="市政情報室")
    consulted_with: str = col.text("相手", "Consulted with", example="個人情報保護審議会", other_titles=("諮問先",))
    consulted_on: date | None = col.day(
        "諮問・協議した日", "Consulted on", example="平成29年7月21日", other_titles=("諮問日",)
    )
    answered_on: date | None = col.day("答申・回答の日", "Answered on", other_titles=("答申日", "回答日"))
    answer: str = col.choice("council_answer", "答申・回答", "Answer")
    conditions: tuple[str, ...] = col.texts("付帯意見・条件", "Conditions")
    items: tuple[str, ...] = col.texts("承認された項目", "Items approved", other_titles=("承認項目",))
    approved_until: date | None = col.day("承認の期限", "Approved until")


@dataclass(frozen=True, kw_only=True, slots=True)
class Filing(FiledRecord):
    """A notification or report on one of the forms, to the mayor, a council, the commission or the public."""

    REGISTER: ClassVar[str] = "filings"
    TITLE: ClassVar[Words] = Words(ja="届出・報告", en="Filings and notifications")

    id: str = col.identifier()
    form: str = col.choice("form", "様式", "Form", required=True, example="第9号様式（電子計算機接続届）")
    linkage: str = col.name("結合", "Linkage", refers="linkages")
    data_file: str = col.name("個人情報ファイル", "Personal-information file", refers="files")
    camera: str = col.name("カメラ", "Camera", refers="cameras")
    provision: str = col.name("目的外利用・提供", "Provision")
    incident: str = col.name("事故", "Incident")
    matter: str = col.text("件名", "Matter", other_titles=("届出事項",))
    effective_on: date | None = col.day(
        "対象となる事実の日", "What it is about happens on", other_titles=("開始・変更・終了の日",)
    )
    """The day on which the work starts, changes or ends, the ordinance takes effect, the year closes."""
    filed_on: date | None = col.day("届出日", "Filed on", example="令和5年6月1日", other_titles=("提出日", "報告日"))
    filed_to: str = col.text("届出先", "Filed to", example="市長", other_titles=("提出先",))
    filed_by: str = col.text("届け出た人", "Filed by", other_titles=("届出者",))
    columns_filled: tuple[str, ...] = col.choices("form_column", "記入した欄", "Columns filled")
    reported_on: date | None = col.day("審議会に報告した日", "Reported to the council on")
    published_on: date | None = col.day("公表・告示した日", "Published on", other_titles=("公表日", "告示日"))
    published_at: tuple[str, ...] = col.choices("publication", "公表した場所", "Published at")
    exempt: str = col.text("届出を要しない根拠", "Ground of exemption")
    year: int | None = col.whole("年度", "Fiscal year", example="2025")


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate(FiledRecord):
    """A certificate that somebody else issued: ISO 27001, privacy mark, STAR."""

    REGISTER: ClassVar[str] = "certificates"
    TITLE: ClassVar[Words] = Words(ja="認証・証明書", en="Certificates")

    id: str = col.identifier()
    standard: str = col.choice("certificate", "認証の種類", "Standard", required=True, example="ISO/IEC 27001")
    party: str = col.text("取得した事業者", "Holder", other_titles=("事業者",))
    linkages: tuple[str, ...] = col.names("結合", "Linkages", refers="linkages")
    contract: str = col.name("契約", "Contract", refers="contracts")
    scope: str = col.text("適用範囲", "Scope")
    covers_service: bool | None = col.yes("利用するサービスが範囲に入っている", "Scope covers the service")
    issued_on: date | None = col.day("登録日", "Issued on", other_titles=("発行日",))
    expires_on: date | None = col.day("有効期限", "Expires on (last day)", other_titles=("満了日",))


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspection(FiledRecord):
    """Something looked at or asked about: audit, self-check, survey, inspection of equipment, supervision, report."""

    REGISTER: ClassVar[str] = "inspections"
    TITLE: ClassVar[Words] = Words(ja="監査・点検・調査・報告", en="Audits, inspections, surveys, reports")

    id: str = col.identifier()
    kind: str = col.choice("inspection", "区分", "Kind", required=True, example="住基ネットの監査")
    topics: tuple[str, ...] = col.choices("inspection_topic", "確認した事項", "Topics")
    linkage: str = col.name("結合", "Linkage", refers="linkages")
    contract: str = col.name("契約", "Contract", refers="contracts")
    site: str = col.name("部屋", "Site", refers="sites")
    target: str = col.name("機器", "Target", refers="targets")
    data_file: str = col.name("個人情報ファイル", "Personal-information file", refers="files")
    camera: str = col.name("カメラ", "Camera", refers="cameras")
    planned_on: date | None = col.day("計画を定めた日", "Planned on")
    asked_on: date | None = col.day("依頼を受けた日", "Asked on", other_titles=("依頼日",))
    answered_on: date | None = col.day("回答した日", "Answered on", other_titles=("回答日",))
    done_on: date | None = col.day(
        "実施日", "Done on", example="令和8年2月3日", other_titles=("点検日", "監査日", "報告日")
    )
    done_by: str = col.text(
        "実施した人（職名）", "Done by", example="総務課長", other_titles=("監査人", "点検者", "報告者")
    )
    scope: str = col.text("範囲", "Scope")
    findings: int | None = col.whole("指摘の件数", "Findings")
    result: str = col.text("結果", "Result")
    reported_on: date | None = col.day("会議・上司に報告した日", "Reported on", other_titles=("報告した日",))
    reported_to: str = col.text("報告先", "Reported to")
    evaluated_on: date | None = col.day("評価した日", "Evaluated on", other_titles=("評価日",))


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure(Record):
    """What was found or recommended, and what was done about it."""

    REGISTER: ClassVar[str] = "measures"
    TITLE: ClassVar[Words] = Words(ja="指摘と措置", en="Findings and measures")

    id: str = col.identifier()
    origin: str = col.choice("measure_origin", "きっかけ", "Origin", required=True, example="監査の指摘")
    inspection: str = col.name("監査・点検", "Inspection")
    finding: str = col.text("指摘・勧告の内容", "Finding", other_titles=("指摘事項",))
    found_on: date | None = col.day("指摘された日", "Found on", other_titles=("指摘日", "勧告日"))
    needed: bool | None = col.yes("措置の要否", "Measure needed")
    measure: str = col.text("措置", "Measure", other_titles=("改善措置", "対応"))
    due_on: date | None = col.day("期限", "Due on", other_titles=("改善期限",))
    done_on: date | None = col.day("措置した日", "Done on", other_titles=("措置日", "対応日"))
    reason: str = col.text("措置しない理由", "Why none is taken")
    reason_on: date | None = col.day("理由を決めた日", "Reason decided on")
    decided_by: str = col.text("決めた人", "Decided by")


@dataclass(frozen=True, kw_only=True, slots=True)
class Removal(Record):
    """That entries were taken out of a register, and why. Without it an entry that is gone counts as missing."""

    REGISTER: ClassVar[str] = "removals"
    TITLE: ClassVar[Words] = Words(ja="台帳から除いた記録", en="Entries removed from registers")

    id: str = col.identifier()
    register: str = col.choice("register", "台帳", "Register", required=True, example="利用資格")
    record: str = col.title(
        "除いた記録の番号",
        "Entry removed",
        required=True,
        example="e-2019-*",
        note=("* は任意の文字の並びを表します", "* stands for any characters"),
        other_titles=("記録番号",),
    )
    removed_on: date | None = col.day("除いた日", "Removed on", example="令和8年4月10日", other_titles=("削除日",))
    approved_by: str = col.text("承認した人（職名）", "Approved by", example="情報政策課長", other_titles=("承認者",))
    reason: str = col.text("理由", "Reason", example="保存期間（5年）の満了", other_titles=("除いた理由",))

"""Things: media, disposal, what leaves the office, the configuration, rooms, baselines."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from auditor.facts.records import columns as col
from auditor.facts.records.base import FiledRecord, Record
from auditor.model.result import Words
from auditor.model.terms import SubjectKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Medium(Record):
    """A storage medium and where it is kept."""

    REGISTER: ClassVar[str] = "media"
    TITLE: ClassVar[Words] = Words(ja="記録媒体", en="Media")

    id: str = col.identifier("媒体番号", "Medium", example="M-0031")
    kind: str = col.choice("medium_kind", "種類", "Kind", example="USBメモリ")
    holds: tuple[str, ...] = col.choices("information", "保存している情報", "What it holds", other_titles=("内容",))
    linkage: str = col.name("結合", "Linkage", refers="linkages")
    recorder: str = col.name("録画装置", "Recorder", refers="targets")
    location: str = col.text("保管場所", "Kept in", example="電算室 耐火金庫", other_titles=("保管庫",))
    locked: bool | None = col.yes("施錠", "Locked")
    theft_protected: bool | None = col.yes("盗難防止の措置", "Protected against theft")
    custodian: str = col.text("管理する人（職名）", "Custodian", other_titles=("管理者", "管理責任者"))
    registered_on: date | None = col.day("登録日", "Registered on", example="令和7年4月1日", other_titles=("取得日",))
    received_from: str = col.text("入手先", "Received from")
    scanned_on: date | None = col.day(
        "使用前に検査した日", "Scanned before use on", other_titles=("検査日", "ウイルス検査日")
    )
    first_used_on: date | None = col.day("使い始めた日", "First used on", other_titles=("使用日",))
    checked_on: date | None = col.day(
        "所在を点検した日", "Checked on", example="令和8年10月5日", other_titles=("点検日",)
    )
    checked_by: str = col.text("点検した人", "Checked by", other_titles=("点検者",))
    ended_on: date | None = col.day("返却・廃棄した日", "Returned or disposed of on")


@dataclass(frozen=True, kw_only=True, slots=True)
class Transfer(Record):
    """Information was copied, sent, handed over, exported from a recorder or taken away."""

    REGISTER: ClassVar[str] = "transfers"
    TITLE: ClassVar[Words] = Words(ja="複製・送信・持出し", en="Copies, transmissions, removals")

    id: str = col.identifier()
    kind: str = col.choice("transfer", "区分", "Kind", required=True, example="媒体による受渡し")
    information: tuple[str, ...] = col.choices("information", "情報の種類", "Information")
    target: str = col.name("機器", "Target", refers="targets")
    recorder: str = col.name("録画装置", "Recorder", refers="targets")
    camera: str = col.name("カメラ", "Camera", refers="cameras")
    linkage: str = col.name("結合", "Linkage", refers="linkages")
    data_file: str = col.name("個人情報ファイル", "Personal-information file", refers="files")
    medium: str = col.name("媒体番号", "Medium")
    recipient: str = col.text("相手", "Recipient", other_titles=("渡した相手", "送付先"))
    purpose: str = col.text("目的", "Purpose", other_titles=("用途",))
    done_on: date | None = col.day(
        "行った日", "Done on", example="2026/9/1", other_titles=("実施日", "持出日", "受渡日")
    )
    done_by: str = col.text("行った人", "Done by", other_titles=("実施者",))
    instructed_on: date | None = col.day(
        "指示・許可の日", "Instructed or permitted on", other_titles=("許可日", "承認日")
    )
    instructed_by: str = col.text("指示・許可した人", "Instructed or permitted by", other_titles=("許可者", "承認者"))
    scanned_on: date | None = col.day("ウイルス検査をした日", "Scanned on", other_titles=("検査日",))
    scan_clean: bool | None = col.yes("感染なし", "Clean")
    encrypted: bool | None = col.yes("暗号化", "Encrypted")
    received_on: date | None = col.day("受領を確かめた日", "Receipt confirmed on", other_titles=("受領日",))
    needed_until: date | None = col.day("必要がなくなる日", "Needed until")
    returned_on: date | None = col.day("返した日", "Returned on", other_titles=("返却日",))
    erased_on: date | None = col.day("消去した日", "Erased on", other_titles=("消去日",))


@dataclass(frozen=True, kw_only=True, slots=True)
class Disposal(FiledRecord):
    """Information or a medium was made unreadable."""

    REGISTER: ClassVar[str] = "disposals"
    TITLE: ClassVar[Words] = Words(ja="廃棄・消去", en="Disposal")

    id: str = col.identifier()
    kind: str = col.choice(
        "disposed", "廃棄したもの", "What was disposed of", required=True, example="回収した住民票コード通知カード"
    )
    information: tuple[str, ...] = col.choices("information", "情報の種類", "Information")
    medium: str = col.name("媒体番号", "Medium")
    recorder: str = col.name("録画装置", "Recorder", refers="targets")
    camera: str = col.name("カメラ", "Camera", refers="cameras")
    data_file: str = col.name("個人情報ファイル", "Personal-information file", refers="files")
    linkage: str = col.name("結合", "Linkage", refers="linkages")
    needed_until: date | None = col.day("必要がなくなった日", "No longer needed since")
    instructed_on: date | None = col.day("指示した日", "Instructed on", other_titles=("指示日",))
    instructed_by: str = col.text("指示した人", "Instructed by", other_titles=("指示者",))
    rented: bool | None = col.yes("借り物", "Rented")
    erased_on: date | None = col.day("消去した日", "Erased on", other_titles=("消去日",))
    erasure_tool: str = col.text("消去に使った方法", "Erasure method")
    done_on: date | None = col.day("廃棄した日", "Disposed of on", example="令和8年3月30日", other_titles=("廃棄日",))
    method: str = col.choice("disposal_method", "廃棄の方法", "Method", example="裁断")
    unreadable: bool | None = col.yes("復元・判読できない", "Cannot be restored or read")
    done_by: str = col.text("廃棄した人", "Done by", other_titles=("廃棄者",))
    witnessed_by: str = col.text("立ち会った人", "Witnessed by", other_titles=("立会者",))


@dataclass(frozen=True, kw_only=True, slots=True)
class ConfigurationItem(Record):
    """An entry of the configuration register (構成管理簿): equipment, program or medium."""

    REGISTER: ClassVar[str] = "configuration"
    TITLE: ClassVar[Words] = Words(ja="構成管理簿", en="Configuration register")

    id: str = col.identifier("管理番号", "Item", example="B-0107")
    kind: str = col.choice("configuration_kind", "区分", "Kind", required=True, example="機器")
    name: str = col.title("名称", "Name", required=True, example="住基ネットCSサーバ", other_titles=("品名", "機器名"))
    version: str = col.text("版・型番", "Version or model", other_titles=("型番", "バージョン"))
    target: str = col.name("機器", "Target", refers="targets", example="cs01", other_titles=("対象",))
    site: str = col.name("部屋", "Site", refers="sites", example="server-room", other_titles=("設置場所",))
    rack: str = col.text("ラック", "Rack", example="R-02")
    rack_locked: bool | None = col.yes("ラックの施錠", "Rack locked")
    key_custodian: str = col.text("鍵の管理者（職名）", "Key custodian", other_titles=("鍵管理者",))
    changed_on: date | None = col.day(
        "変更した日", "Changed on", example="令和8年6月1日", other_titles=("変更日", "設置日")
    )
    entered_on: date | None = col.day(
        "管理簿に記入した日", "Entered on", example="令和8年6月2日", other_titles=("記入日", "登録日")
    )
    entered_by: str = col.text("記入した人", "Entered by", other_titles=("記入者",))
    removed_on: date | None = col.day("撤去した日", "Removed on", other_titles=("撤去日",))


@dataclass(frozen=True, kw_only=True, slots=True)
class Baseline(FiledRecord):
    """An approved state of a target, against which changes are judged."""

    REGISTER: ClassVar[str] = "baselines"
    TITLE: ClassVar[Words] = Words(ja="承認した構成の基準", en="Baselines")

    id: str = col.identifier()
    kind: str = col.choice("baseline", "区分", "Kind", example="組み込んだプログラム")
    target: str = col.name("機器", "Target", refers="targets", required=True, example="jt01", other_titles=("対象",))
    approved_on: date | None = col.day("承認日", "Approved on", example="令和8年4月10日")
    approved_by: str = col.text("承認した人", "Approved by", other_titles=("承認者",))
    version: str = col.text("版", "Version")


@dataclass(frozen=True, kw_only=True, slots=True)
class SiteRecord(Record):
    """A room or place."""

    REGISTER: ClassVar[str] = "sites"
    TITLE: ClassVar[Words] = Words(ja="部屋・設置場所", en="Sites")
    DECLARES: ClassVar[SubjectKind | None] = SubjectKind.SITE

    id: str = col.identifier("部屋の名前", "Site", example="server-room")
    title: str = col.title("名称", "Title", required=True, example="本庁舎3階 電算室")
    kind: str = col.choice("site_kind", "種類", "Kind", example="電算室")
    section: str = col.name("課", "Section", refers="sections")
    zone_number: str = col.text("取扱区画の番号", "Handling area")
    handles: tuple[str, ...] = col.choices("information", "取り扱う情報", "Information handled")
    measures: tuple[str, ...] = col.choices("room_measure", "管理措置", "Measures", example="入退室の記録、施錠")
    measures_since: date | None = col.day("措置の適用日", "Measures since", example="令和6年4月1日")
    approved_by: str = col.text("定めた人", "Approved by")
    approved_on: date | None = col.day("定めた日", "Approved on")
    reviewed_on: date | None = col.day("見直した日", "Reviewed on", example="令和8年4月6日")


@dataclass(frozen=True, kw_only=True, slots=True)
class StoragePlace(Record):
    """Where data and documents are kept (保管場所)."""

    REGISTER: ClassVar[str] = "storage_places"
    TITLE: ClassVar[Words] = Words(ja="保管場所", en="Storage places")

    id: str = col.identifier()
    keeps: tuple[str, ...] = col.choices("information", "保管するもの", "What is kept")
    location: str = col.text("場所", "Place", required=True, example="電算室 耐火金庫")
    locked: bool | None = col.yes("施錠", "Locked")
    custodian: str = col.text("管理する人（職名）", "Custodian", other_titles=("管理者",))
    decided_on: date | None = col.day("定めた日", "Decided on")
    checked_on: date | None = col.day("点検した日", "Checked on", other_titles=("点検日",))


@dataclass(frozen=True, kw_only=True, slots=True)
class Incident(FiledRecord):
    """An incident, infection, breach, fire or disaster, with what was done and when."""

    REGISTER: ClassVar[str] = "incidents"
    TITLE: ClassVar[Words] = Words(ja="事故・漏えい・災害", en="Incidents and breaches")

    id: str = col.identifier()
    kind: str = col.choice("incident", "種類", "Kind", required=True, example="漏えい")
    """``password_compromise``, ``card_loss``, ``unauthorised_access``, ``malware`` …"""
    linkage: str = col.name("結合", "Linkage", refers="linkages")
    target: str = col.name("機器", "Target", refers="targets")
    data_file: str = col.name("個人情報ファイル", "Personal-information file", refers="files")
    account: str = col.text("アカウント・カード番号", "Account or card")
    juki_net: bool | None = col.yes("住基ネット又は結合先に関わる", "Concerns Juki-net or what is joined to it")
    outline: str = col.text("概要", "Outline")
    found: datetime | None = col.beginning(
        "知った日時", "Became known", example="2026-06-03 10:20", other_titles=("発見日時",)
    )
    """When it became known."""
    persons: int | None = col.whole("本人の数", "Persons concerned", other_titles=("人数",))
    sensitive: bool | None = col.yes("要配慮個人情報・条例要配慮", "Sensitive items")
    property_damage: bool | None = col.yes("財産的被害のおそれ", "Property damage feared")
    malicious: bool | None = col.yes("不正の目的のおそれ", "Malice feared")
    encrypted: bool | None = col.yes("高度な暗号化", "Strongly encrypted")
    reportable: bool | None = col.yes("規則第43条に該当", "Within rule art. 43")
    reported_on: datetime | None = col.ending(
        "管理者等に報告した日時", "Reported to the manager", other_titles=("報告日時",)
    )
    reported_by: str = col.text("報告した人", "Reported by")
    contained_on: datetime | None = col.ending("拡大を防いだ日時", "Contained")
    isolated_on: datetime | None = col.ending("切り離した日時", "Isolated")
    forwarded_on: datetime | None = col.ending("運用管理者に連絡した日時", "Passed on to the operations manager")
    source_told_on: datetime | None = col.ending("入手元に連絡した日時", "Source of the infection told")
    instruction: str = col.text("指示の内容", "Instruction given")
    investigated_on: date | None = col.day("調査した日", "Investigated on")
    prevented_on: date | None = col.day("再発防止策を講じた日", "Recurrence prevented on")
    damage_reported_on: datetime | None = col.ending("被害を報告した日時", "Damage reported")
    changed: datetime | None = col.ending("パスワード変更・カード無効化の日時", "Password changed or card made invalid")
    """When the password was changed or the card made invalid; None when not recorded."""
    commission_prompt_on: date | None = col.day("委員会への速報日", "Prompt report to the commission on")
    commission_full_on: date | None = col.day("委員会への確報日", "Full report to the commission on")
    mayor_prompt_on: date | None = col.day("市長への速報日", "Prompt report to the mayor on")
    mayor_full_on: date | None = col.day("市長への確報日", "Full report to the mayor on")
    unchanged_since_prompt: bool | None = col.yes("速報から変更なし", "Nothing changed since the prompt report")
    persons_told_on: date | None = col.day("本人に通知した日", "Persons told on")
    persons_told_by: str = col.text("本人に通知した人", "Persons told by")
    not_told_ground: str = col.text("本人に通知しない根拠", "Ground for not telling")
    victims: bool | None = col.yes("被害者の有無", "Victims")
    explained_on: date | None = col.day("被害者に説明した日", "Victims told on")
    publication: str = col.choice("publication_decision", "公表の判断", "Publication decision")
    publication_on: date | None = col.day("公表を判断した日", "Publication decided on")
    closed: date | None = col.day("終了した日", "Closed on", other_titles=("完了日",))

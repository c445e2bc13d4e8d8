"""Who works for the city and its partners, in which post, with which access, and what they were taught."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from auditor.facts.records import columns as col
from auditor.facts.records.base import FiledRecord, Record
from auditor.model.result import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class PostHeld(Record):
    """Who held which post from when to when."""

    REGISTER: ClassVar[str] = "posts"
    TITLE: ClassVar[Words] = Words(ja="役職・責任者", en="Posts")

    id: str = col.identifier()
    post: str = col.choice("post", "役割", "Post", required=True, example="住基ネット統括者")
    holder: str = col.title(
        "就いている人（職名又は職員番号）", "Holder", example="副市長", other_titles=("氏名", "職員番号")
    )
    position: str = col.choice("position", "職", "Position", example="副市長", other_titles=("職名", "補職名"))
    rank: str = col.choice("rank", "職位", "Rank", example="副市長", other_titles=("級", "職位区分"))
    organisation: str = col.text("所属する団体（市は空欄）", "Organisation (empty for the city)")
    section: str = col.name("課", "Section", refers="sections", other_titles=("所属", "担当課"))
    linkage: str = col.name("結合", "Linkage", refers="linkages")
    contract: str = col.name("契約", "Contract", refers="contracts")
    camera: str = col.name("カメラ", "Camera", refers="cameras")
    data_file: str = col.name("個人情報ファイル", "Personal-information file", refers="files")
    target: str = col.name("機器", "Target", refers="targets")
    since: date | None = col.day(
        "就任日", "Since", example="令和8年4月1日", other_titles=("任命日", "発令日", "開始日")
    )
    until: date | None = col.day("退任日", "Until (last day)", other_titles=("解任日", "終了日"))
    appointed_by: str = col.text("任命した人", "Appointed by")


@dataclass(frozen=True, kw_only=True, slots=True)
class RosterEntry(Record):
    """A person of the city or of a counterparty, as a staff number or post, with the accounts they hold."""

    REGISTER: ClassVar[str] = "roster"
    TITLE: ClassVar[Words] = Words(ja="名簿", en="Roster")
    KEY: ClassVar[str] = "person"

    person: str = col.title(
        "職員番号", "Person", required=True, example="10412", other_titles=("職員コード", "番号", "職員番号又は職名")
    )
    organisation: str = col.text(
        "所属する団体（市は空欄）", "Organisation (empty for the city)", other_titles=("団体", "会社名")
    )
    """Empty for the city's own staff; else the counterparty."""
    section: str = col.text("課", "Section", example="zeimu", other_titles=("所属", "所属課", "部署"))
    position: str = col.choice("position", "職", "Position", other_titles=("職名", "補職名"))
    roles: tuple[str, ...] = col.choices(
        "role", "役割", "Roles", example="住基ネット操作者", other_titles=("従事区分",)
    )
    """What the person does that a rule speaks of: operates Juki-net, looks after systems, handles information."""
    accounts: tuple[str, ...] = col.column(
        col.ColumnKind.ACCOUNTS,
        "アカウント",
        "Accounts",
        example="juki-ap01/sz10412",
        note=(
            "「対象/アカウント」又はどの対象でも同じアカウント名",
            "target/account, or a name that counts everywhere",
        ),
    )
    """``target/account``, or a bare account name that counts on every target."""
    since: date | None = col.day(
        "着任日", "Since", example="令和6年4月1日", other_titles=("採用日", "配属日", "開始日")
    )
    left: date | None = col.day("離任日", "Last day in the post", other_titles=("退職日", "転出日", "終了日"))
    """Last day in the post; None while serving."""
    told_on: date | None = col.day("義務を説明した日", "Told of the duties on", other_titles=("誓約日",))
    """When the person was told of the duty of secrecy and proper handling."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Move(Record):
    """A person moved, left or came (異動)."""

    REGISTER: ClassVar[str] = "moves"
    TITLE: ClassVar[Words] = Words(ja="異動・退職", en="Moves")

    id: str = col.identifier()
    person: str = col.title("職員番号", "Person", required=True, example="10412")
    kind: str = col.choice("move_kind", "区分", "Kind", example="転出", other_titles=("異動区分",))
    moved_on: date | None = col.day("異動日", "Moved on", example="R8.4.1", other_titles=("発令日",))
    requested_on: date | None = col.day(
        "暗証番号の修正を依頼した日", "Change of PIN requested on", other_titles=("依頼日",)
    )
    requested_of: str = col.text("依頼した相手", "Requested of", example="暗証番号管理者")
    changed_on: date | None = col.day(
        "暗証番号・権限を変えた日", "Credentials changed on", other_titles=("変更日", "修正日")
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Entitlement(Record):
    """That a person may use a system (or work within a linkage, or with a file), and since and until when."""

    REGISTER: ClassVar[str] = "entitlements"
    TITLE: ClassVar[Words] = Words(ja="利用資格", en="Entitlements")

    id: str = col.identifier()
    person: str = col.title("職員番号", "Person", required=True, example="10412")
    target: str = col.name("機器", "Target", refers="targets", example="juki-ap01", other_titles=("システム", "対象"))
    """Identifier of the system; empty when the linkage or file says it."""
    linkage: str = col.name("結合", "Linkage", refers="linkages")
    data_file: str = col.name("個人情報ファイル", "Personal-information file", refers="files")
    document: str = col.name("根拠の文書", "Document it rests on")
    """Identifier of the document that the entitlement rests on."""
    privileged: bool | None = col.yes("管理者権限", "Privileged")
    requested_on: date | None = col.day("申請日", "Requested on")
    approved_on: date | None = col.day("承認日", "Approved on")
    approved_by: str = col.text("承認した人", "Approved by", other_titles=("承認者",))
    granted: date | None = col.day(
        "付与日", "Granted on", example="令和6年4月1日", other_titles=("開始日", "利用開始日")
    )
    ended: date | None = col.day("資格を失った日", "Lost on", other_titles=("終了日", "喪失日"))
    """The day the entitlement was lost; None while it holds."""
    disabled: date | None = col.day("アカウントを止めた日", "Disabled on", other_titles=("停止日", "抹消日"))
    """The day the account or card was disabled after the loss; None when not recorded."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card(Record):
    """A card, or a biometric identity, by which somebody operates a system."""

    REGISTER: ClassVar[str] = "cards"
    TITLE: ClassVar[Words] = Words(ja="カード・生体情報", en="Cards and biometric identities")

    id: str = col.identifier("カード番号", "Card", example="C-0012")
    kind: str = col.choice("card_kind", "種類", "Kind", example="操作者用カード")
    person: str = col.title("職員番号", "Person", example="10588", other_titles=("交付先", "所持者"))
    target: str = col.name("機器", "Target", refers="targets")
    linkage: str = col.name("結合", "Linkage", refers="linkages")
    requested_on: date | None = col.day("依頼日", "Requested on", other_titles=("申請日",))
    approved_on: date | None = col.day("承認日", "Approved on")
    approved_by: str = col.text("承認した人", "Approved by", other_titles=("承認者",))
    issued_on: date | None = col.day("交付日", "Issued on", example="令和7年4月1日", other_titles=("貸与日",))
    needed_until: date | None = col.day("不要になった日", "No longer needed since")
    returned_on: date | None = col.day("返還日", "Returned on", other_titles=("回収日",))
    lost_on: date | None = col.day("紛失した日", "Lost on", other_titles=("紛失日",))
    invalidated_on: date | None = col.day("無効にした日", "Invalidated on", other_titles=("失効日",))
    pin_changed_on: date | None = col.day("暗証番号を変えた日", "PIN changed on")
    pin_changed_because: str = col.choice("pin_change_reason", "変えた理由", "Why it was changed")
    pin_consulted_on: date | None = col.day("変更の協議をした日", "Change consulted on")
    custody: str = col.text("保管場所", "Kept in", example="市民課 施錠キャビネット")
    locked: bool | None = col.yes("施錠", "Locked")
    checked_on: date | None = col.day("保管を点検した日", "Custody checked on", other_titles=("点検日",))
    checked_by: str = col.text("点検した人", "Checked by", other_titles=("点検者",))


@dataclass(frozen=True, kw_only=True, slots=True)
class Training(FiledRecord):
    """A training that was held, with who was offered a place and who took part."""

    REGISTER: ClassVar[str] = "training"
    TITLE: ClassVar[Words] = Words(ja="研修", en="Training")

    id: str = col.identifier()
    name: str = col.title("研修名", "Name", example="住基ネット操作者研修")
    audience: tuple[str, ...] = col.choices(
        "role", "対象", "For whom", example="住基ネット操作者", other_titles=("対象者",)
    )
    topics: tuple[str, ...] = col.choices("training_topic", "内容", "Topics", other_titles=("研修内容",))
    held_on: date | None = col.day("実施日", "Held on", example="令和8年5月20日", other_titles=("開催日", "受講日"))
    held_by: str = col.text("実施した人", "Held by", example="情報政策課長", other_titles=("主催", "講師"))
    offered: tuple[str, ...] = col.texts(
        "受講の機会を与えた人", "Offered to", other_titles=("受講対象者", "案内した人")
    )
    persons: tuple[str, ...] = col.texts(
        "受講した人", "Attended by", example="10412、10588", other_titles=("受講者", "職員番号")
    )
    linkage: str = col.name("結合", "Linkage", refers="linkages")


@dataclass(frozen=True, kw_only=True, slots=True)
class Permission(Record):
    """That somebody may do what is otherwise forbidden: enter a room, attach a device, take a medium away."""

    REGISTER: ClassVar[str] = "permissions"
    TITLE: ClassVar[Words] = Words(ja="許可", en="Permissions")

    id: str = col.identifier()
    kind: str = col.choice("permission_kind", "種類", "Kind", required=True, example="入室")
    person: str = col.title("許可を受けた人", "Person", other_titles=("職員番号",))
    item: str = col.title("対象物", "What for", example="USBメモリ A-01", other_titles=("機器・媒体",))
    site: str = col.name("部屋", "Site", refers="sites")
    target: str = col.name("機器", "Target", refers="targets")
    recorder: str = col.name("録画装置", "Recorder", refers="targets")
    camera: str = col.name("カメラ", "Camera", refers="cameras")
    reason: str = col.text("理由", "Reason")
    approved_on: date | None = col.day("許可日", "Approved on", example="R8.4.1", other_titles=("承認日",))
    approved_by: str = col.text("許可した人", "Approved by", example="情報政策課長", other_titles=("承認者", "許可者"))
    since: date | None = col.day("有効期間の初日", "From", other_titles=("開始日",))
    until: date | None = col.day("有効期間の末日", "Until", other_titles=("終了日",))


@dataclass(frozen=True, kw_only=True, slots=True)
class RoomEntry(Record):
    """An entry into a room and the leaving of it (入退室管理簿)."""

    REGISTER: ClassVar[str] = "room_log"
    TITLE: ClassVar[Words] = Words(ja="入退室管理簿", en="Room log")

    id: str = col.identifier()
    site: str = col.name("部屋", "Site", refers="sites", required=True, example="server-room", other_titles=("場所",))
    person: str = col.title("入室者", "Person", example="10106", other_titles=("職員番号",))
    organisation: str = col.text("所属する団体（市は空欄）", "Organisation (empty for the city)")
    entered: datetime | None = col.beginning("入室日時", "Entered", example="2026-11-02 09:05", other_titles=("入室",))
    left: datetime | None = col.beginning("退室日時", "Left", example="2026-11-02 09:40", other_titles=("退室",))
    purpose: str = col.text("目的", "Purpose", example="バックアップ媒体の交換", other_titles=("用件",))
    sheet: int | None = col.whole(
        "簿冊の枚数番号", "Sheet", note=("紙の管理簿の通し番号", "Running number of the paper sheet")
    )
    escorted_by: str = col.text("立会者", "Escorted by")


@dataclass(frozen=True, kw_only=True, slots=True)
class MaintenanceVisit(Record):
    """A contractor worked on a system."""

    REGISTER: ClassVar[str] = "maintenance"
    TITLE: ClassVar[Words] = Words(ja="保守作業", en="Maintenance visits")

    id: str = col.identifier()
    targets: tuple[str, ...] = col.names(
        "機器", "Targets", refers="targets", example="cs01", other_titles=("システム",)
    )
    contractor: str = col.text("業者", "Contractor", other_titles=("委託先", "会社名"))
    contract: str = col.name("契約", "Contract", refers="contracts")
    visited_on: date | None = col.day("作業日", "Visited on", example="令和8年9月3日", other_titles=("実施日",))
    work: str = col.text("作業内容", "Work", example="月例点検")
    instructed_on: date | None = col.day("指示した日", "Instructed on", other_titles=("指示日",))
    instructed_by: str = col.text("指示した人", "Instructed by", example="情報政策課長", other_titles=("指示者",))
    attended_by: str = col.text("立会者", "Attended by")
    reported_on: date | None = col.day("報告を受けた日", "Reported on", other_titles=("報告日",))

"""The inventory's lists as tables: which column holds which (nested) key, and in which form."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

Path = tuple[str, ...]


class FlatForm(StrEnum):
    """How a value stands in its cell."""

    TEXT = "text"
    WORD = "word"
    LIST = "list"
    DAY = "day"
    WHOLE = "whole"
    YES = "yes"
    DURATION = "duration"
    CLOCK = "clock"
    RECORDS = "records"
    """A list of mappings, one a line: the values of ``fields`` in their order, parted by blanks."""


@dataclass(frozen=True, kw_only=True)
class FlatColumn:
    """One column."""

    path: Path
    ja: str
    en: str
    form: FlatForm = FlatForm.TEXT
    words: Mapping[str, str] | None = None
    """Japanese word by code."""
    fields: tuple[str, ...] = ()
    sample: str = ""
    required: bool = False

    @property
    def name(self) -> str:
        """``reach.ssh.host``; also accepted as a heading."""
        return ".".join(self.path)


REST = FlatColumn(path=("*",), ja="その他の設定", en="Further settings")
"""Whatever has no column of its own, as ``key: JSON`` lines, so that nothing is lost on the way out and in."""

_TARGET_KINDS = {
    "server": "サーバ", "terminal": "端末", "file_server": "ファイルサーバ", "backup_server": "バックアップサーバ",
    "firewall": "ファイアウォール", "router": "ルータ", "switch": "スイッチ", "recorder": "録画装置", "other": "その他",
}  # fmt: skip
_PLATFORMS = {
    "linux": "Linux", "windows": "Windows", "network_device": "ネットワーク機器",
    "recorder": "録画装置", "other": "その他",
}  # fmt: skip
_BASES = {"live": "直接", "offline": "持出し", "supplied": "提供", "planned": "予定"}
_ZONE_KINDS = {
    "juki_net": "住基ネット", "my_number": "個人番号利用事務系", "lgwan": "LGWAN接続系",
    "internet": "インターネット接続系",
    "office": "庁内LAN", "camera": "カメラ網", "other": "その他",
}  # fmt: skip
_LINES = {
    "dedicated": "専用線", "ip_vpn": "IP-VPN", "lgwan": "LGWAN", "juki_net": "住基ネット",
    "internet_vpn": "インターネットVPN", "internet": "インターネット", "other": "その他",
}  # fmt: skip
_STATUSES = {"planned": "予定", "running": "運用中", "ended": "終了"}
_COUNTED = {"recording": "録画の日", "next_day": "翌日"}


def _c(path: str, ja: str, en: str, form: FlatForm = FlatForm.TEXT, **more: object) -> FlatColumn:
    return FlatColumn(path=tuple(path.split(".")), ja=ja, en=en, form=form, **more)  # type: ignore[arg-type]


_ID = _c("id", "識別子", "Identifier", required=True)
_TITLE = _c("title", "名称", "Title", required=True)
_OWNER = _c("owner", "担当課", "Section in charge")
_TAGS = _c("tags", "タグ", "Tags", FlatForm.LIST)

TABLES: Mapping[str, tuple[FlatColumn, ...]] = {
    "sections": (_ID, _TITLE),
    "zones": (
        _ID,
        _TITLE,
        _c("kind", "種類", "Kind", FlatForm.WORD, words=_ZONE_KINDS, required=True),
        _c("reachable_from", "接続を許す区域", "Reachable from", FlatForm.LIST),
        _OWNER,
        _TAGS,
        REST,
    ),
    "sites": (_ID, _TITLE, _c("kind", "種類", "Kind"), _OWNER, _TAGS, REST),
    "targets": (
        _ID,
        _TITLE,
        _c("kind", "種類", "Kind", FlatForm.WORD, words=_TARGET_KINDS, required=True),
        _c("platform", "機種", "Platform", FlatForm.WORD, words=_PLATFORMS, required=True),
        _c("zone", "区域", "Zone", required=True),
        _c("site", "部屋", "Site"),
        _OWNER,
        _TAGS,
        _c("basis", "読み取り方", "Basis", FlatForm.WORD, words=_BASES),
        _c("reach.ssh.host", "SSH 接続先", "SSH host"),
        _c("reach.ssh.port", "SSH ポート", "SSH port", FlatForm.WHOLE),
        _c("reach.ssh.user", "SSH 利用者名", "SSH user"),
        _c("reach.ssh.credential", "SSH 認証情報の名前", "SSH credential"),
        _c("reach.ssh.sudo", "SSH sudoの利用", "SSH sudo", FlatForm.YES),
        _c("reach.snmp.host", "SNMP 接続先", "SNMP host"),
        _c("reach.snmp.port", "SNMP ポート", "SNMP port", FlatForm.WHOLE),
        _c("reach.snmp.version", "SNMP 版", "SNMP version"),
        _c("reach.snmp.user", "SNMP 利用者名", "SNMP user"),
        _c("reach.snmp.credential", "SNMP 認証情報の名前", "SNMP credential"),
        _c("reach.snmp.auth", "SNMP 認証方式", "SNMP authentication"),
        _c("reach.snmp.priv", "SNMP 暗号方式", "SNMP privacy"),
        _c("reach.snmp.context", "SNMP コンテキスト", "SNMP context"),
        _c("reach.local.path", "直接読むフォルダ", "Folder read directly"),
        _c("window.from", "読み取れる時刻（から）", "Read from", FlatForm.CLOCK),
        _c("window.to", "読み取れる時刻（まで）", "Read until", FlatForm.CLOCK),
        _c("deadline", "制限時間", "Deadline", FlatForm.DURATION),
        _c("services", "サービス", "Services", FlatForm.RECORDS, fields=("protocol", "port", "purpose"),
           sample="tcp 22 運用管理"),
        _c("units", "動いているべきプログラム", "Units", FlatForm.LIST),
        _c("log_destinations", "ログの転送先", "Log destinations", FlatForm.LIST),
        _c("shared_accounts", "共用アカウント", "Shared accounts", FlatForm.RECORDS,
           fields=("account", "reason", "custodian"), sample="backup 夜間バックアップ 情報政策課長"),
        REST,
    ),
    "linkages": (
        _ID,
        _c("title", "業務の名称", "Name of the work", required=True),
        _c("status", "状態", "Status", FlatForm.WORD, words=_STATUSES),
        _c("outline", "業務の概要", "Outline"),
        _c("section", "課", "Section"),
        _OWNER,
        _c("reason", "結合する理由", "Reason"),
        _c("planned_start", "開始予定日", "Planned start", FlatForm.DAY),
        _c("started", "開始日", "Started", FlatForm.DAY),
        _c("ended", "終了日", "Ended", FlatForm.DAY),
        _c("changed", "変更日", "Changed", FlatForm.DAY),
        _c("items", "項目", "Items", FlatForm.LIST),
        _c("range", "対象者の範囲", "Range"),
        _c("persons", "人数", "Persons", FlatForm.WHOLE),
        _c("sensitive_items", "要配慮個人情報", "Sensitive items", FlatForm.LIST),
        _c("peer", "接続先", "Peer"),
        _c("contractor", "保守の委託先", "Maintenance contractor"),
        _c("line", "回線の種類", "Line", FlatForm.WORD, words=_LINES),
        _c("encryption", "暗号化", "Encryption"),
        _c("manager", "管理責任者", "Manager"),
        _c("operator_posts", "操作者の職", "Posts of operators", FlatForm.LIST),
        _c("operators", "操作者の数", "Number of operators", FlatForm.WHOLE),
        _c("retention", "保存期間", "Retention", FlatForm.DURATION),
        _c("our_measures", "市の保護措置", "Our measures"),
        _c("peer_measures", "接続先の保護措置", "The peer's measures"),
        _c("attachments", "添付書類", "Attachments", FlatForm.LIST),
        _c("remarks", "備考", "Remarks"),
        _c("counterparty", "結合の相手方", "Counterparty"),
        _c("counterparty_logs_on", "相手方が市のシステムを操作する", "Counterparty logs on", FlatForm.YES,
           required=True),
        _c("systems", "結合している機器", "Systems", FlatForm.LIST),
        _c("lines", "回線の機器と接続口", "Lines", FlatForm.RECORDS, fields=("target", "interface", "line"),
           sample="wrt01 eth1 ip_vpn"),
        _c("legal_basis", "根拠となる条例・法律の条項", "Legal basis"),
        _c("legal_basis_until", "根拠の終わる日", "Legal basis ends on", FlatForm.DAY),
        _c("public_need", "公益上の必要性", "Public need"),
        _c("public_need_approved_by", "必要性を認めた人", "Public need approved by"),
        _c("public_need_approved_on", "必要性を認めた日", "Public need approved on", FlatForm.DAY),
        _c("off_purpose", "目的外提供に当たる", "Is an off-purpose provision", FlatForm.YES),
        _c("external_server", "外部サーバの利用", "Uses an external server", FlatForm.YES),
        _c("outsourced", "委託先との結合", "Joined with a contractor", FlatForm.YES),
        _c("protection_judged_on", "確認・措置要求の要否を判断した日", "Need of confirmation judged on", FlatForm.DAY),
        _c("protection_needed", "確認・措置要求の要否", "Confirmation needed", FlatForm.YES),
        _c("protection_confirmed_on", "接続先の保護を確認した日", "Peer's protection confirmed on", FlatForm.DAY),
        _c("protection_requested_on", "措置を求めた日", "Measures requested on", FlatForm.DAY),
        _TAGS,
        REST,
    ),
    "cameras": (
        _ID,
        _TITLE,
        _c("recorder", "録画装置", "Recorder", required=True),
        _c("folder", "フォルダ", "Folder", required=True),
        _c("name", "ファイル名の形", "File name pattern"),
        _c("retention", "保存期間", "Retention", FlatForm.DURATION),
        _c("retention_reason", "保存期間の理由", "Reason of the retention"),
        _c("decided_on", "決めた日", "Decided on", FlatForm.DAY),
        _c("decided_by", "決めた人", "Decided by"),
        _c("manager_decision", "管理責任者が決めた日", "Manager's decision", FlatForm.DAY),
        _c("counted_from", "数え始め", "Counted from", FlatForm.WORD, words=_COUNTED),
        _c("site", "場所", "Site"),
        _OWNER,
        _TAGS,
        REST,
    ),
}  # fmt: skip
TITLES: Mapping[str, tuple[str, str]] = {
    "sections": ("課", "Sections"),
    "zones": ("区域", "Zones"),
    "sites": ("場所", "Sites"),
    "targets": ("対象", "Targets"),
    "linkages": ("結合", "Linkages"),
    "cameras": ("カメラ", "Cameras"),
}
"""Names of the sheets in Japanese and English."""

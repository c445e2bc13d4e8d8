"""Personal information: files, their use and provision, processing into other kinds, requests and complaints."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from auditor.facts.records import columns as col
from auditor.facts.records.base import FiledRecord, Record
from auditor.model.result import Words
from auditor.model.terms import SubjectKind


@dataclass(frozen=True, kw_only=True, slots=True)
class DataFile(Record):
    """A personal-information file (個人情報ファイル), or a business, image holding or data set treated like one."""

    REGISTER: ClassVar[str] = "files"
    TITLE: ClassVar[Words] = Words(ja="個人情報ファイル", en="Personal-information files")
    DECLARES: ClassVar[SubjectKind | None] = SubjectKind.FILE

    id: str = col.identifier("ファイル番号", "File", example="f-juki")
    title: str = col.title("名称", "Title", required=True, example="住民基本台帳ファイル", other_titles=("ファイル名",))
    kinds: tuple[str, ...] = col.choices("file_kind", "種類", "Kinds", note=("該当するものすべて", "All that apply"))
    section: str = col.name("課", "Section", refers="sections", other_titles=("所管課", "担当課"))
    targets: tuple[str, ...] = col.names("保存している機器", "Targets that hold it", refers="targets")
    linkages: tuple[str, ...] = col.names("結合", "Linkages", refers="linkages")
    purpose: str = col.text("利用目的", "Purpose", other_titles=("使用目的",))
    items: tuple[str, ...] = col.texts("記録項目", "Items", other_titles=("項目",))
    items_within_purpose: bool | None = col.yes("項目が目的の範囲内", "Items within the purpose")
    persons: int | None = col.whole("本人の数", "Persons", example="96000", other_titles=("人数", "件数"))
    source: str = col.text("収集の方法・入手元", "Source", other_titles=("収集方法",))
    held_since: date | None = col.day(
        "保有開始日", "Held since", example="平成14年8月5日", other_titles=("保有開始年月日",)
    )
    ended_on: date | None = col.day("保有を終えた日", "Held until", other_titles=("保有終了日",))
    book_exempt: str = col.text("ファイル簿に載せない根拠", "Ground for not being in the file book")
    book_entered_on: date | None = col.day(
        "ファイル簿に載せた日", "Entered in the file book on", other_titles=("作成日",)
    )
    book_corrected_on: date | None = col.day(
        "ファイル簿を修正した日", "File book corrected on", other_titles=("修正日",)
    )
    book_removed_on: date | None = col.day("ファイル簿から除いた日", "Removed from the file book on")
    book_published_at: tuple[str, ...] = col.choices("publication", "公表の場所", "Published at")
    purpose_stated: str = col.choice("purpose_stated", "利用目的の明示", "How the purpose is stated")
    purpose_stated_on: date | None = col.day("明示を確かめた日", "Statement confirmed on")
    handling_record_on: date | None = col.day("取扱等状況記録簿の作成日", "Handling record made on")
    handling_record_columns: tuple[str, ...] = col.choices("handling_column", "記録簿で記入した欄", "Columns filled")
    handling_record_kept_until: str = col.text("記録簿の保存期間", "How long the record is kept")
    input_checked_on: date | None = col.day("入力を照合した日", "Input checked on")
    input_checked_by: str = col.text("照合した人", "Input checked by")
    corrections_on_record: bool | None = col.yes("訂正の記録", "Corrections on record")
    number_ground: str = col.text("個人番号を取り扱う根拠", "Ground for handling the My Number")
    labelled: bool | None = col.yes("加工情報である旨の明示", "Labelled as processed information")
    proposal_call_marked: bool | None = col.yes("提案募集の対象と記載", "Marked for proposals in the file book")
    users_limited_to: tuple[str, ...] = col.texts("利用者の限定", "Use limited to")
    reviewed_on: date | None = col.day("内容を見直した日", "Reviewed on", other_titles=("見直し日",))


@dataclass(frozen=True, kw_only=True, slots=True)
class Provision(FiledRecord):
    """A use for another purpose, or a provision to somebody else."""

    REGISTER: ClassVar[str] = "provisions"
    TITLE: ClassVar[Words] = Words(ja="目的外利用・提供", en="Off-purpose uses and provisions")

    id: str = col.identifier()
    kinds: tuple[str, ...] = col.choices("provision", "区分", "Kinds", required=True, example="目的外提供")
    data_file: str = col.name("個人情報ファイル", "Personal-information file", refers="files")
    linkage: str = col.name("結合", "Linkage", refers="linkages")
    camera: str = col.name("カメラ", "Camera", refers="cameras")
    work_name: str = col.text("業務の名称", "Name of the work", other_titles=("事務の名称",))
    recipient: str = col.text("提供先・利用する課", "Recipient", other_titles=("提供先",))
    outside_agency: bool | None = col.yes("市の機関の外への提供", "Outside the agency")
    abroad: bool | None = col.yes("外国にある第三者", "Third party abroad")
    abroad_ground: str = col.text("外国提供の根拠", "Ground for provision abroad")
    abroad_checked_on: date | None = col.day("外国の提供先を確かめた日", "Arrangement abroad checked on")
    information: tuple[str, ...] = col.choices("information", "情報の種類", "Information")
    content: str = col.text("内容・項目", "Content", other_titles=("提供する項目",))
    items: tuple[str, ...] = col.texts("項目", "Items")
    persons: int | None = col.whole("人数", "Persons")
    purpose: str = col.text("目的", "Purpose", other_titles=("利用目的",))
    method: str = col.text("方法", "Method")
    path: str = col.choice("decision_path", "判断の区分", "Decision path")
    basis: str = col.text("根拠条項", "Basis", example="法第69条第2項第1号", other_titles=("根拠", "根拠法令"))
    compelling: bool | None = col.yes("義務規定である", "The provision compels")
    consent: str = col.choice("consent", "本人の同意", "Consent")
    objection_room: bool | None = col.yes("異議を述べる余地", "Room to object")
    no_harm_judged_on: date | None = col.day("権利利益を不当に侵害しないと判断した日", "No undue harm judged on")
    judged_by: str = col.text("判断した人", "Judged by")
    approved_on: date | None = col.day("決裁日", "Approved on")
    started_on: date | None = col.day(
        "開始日", "Started on", example="令和8年5月1日", other_titles=("提供日", "利用日")
    )
    ended_on: date | None = col.day("終了日", "Ended on")
    in_writing: bool | None = col.yes("書面による確認", "Confirmed in writing")
    measures_judged_on: date | None = col.day("措置の要否を判断した日", "Need of measures judged on")
    measures_needed: bool | None = col.yes("措置の要否", "Measures needed")
    measures_requested_on: date | None = col.day("措置を求めた日", "Measures requested on")
    survey_needed: bool | None = col.yes("実地調査の要否", "Survey needed")
    survey_on: date | None = col.day("実地調査の日", "Survey on")
    limited_to: tuple[str, ...] = col.texts("利用者の限定", "Limited to")
    least_range: bool | None = col.yes("必要最小限の範囲", "Least range")
    council_type: str = col.choice("council_type", "答申第2号の類型", "Type of answer No. 2")
    reported_on: date | None = col.day("審議会に報告した日", "Reported to the council on")
    recurring: bool | None = col.yes("経常的な利用として届出済み", "Filed as recurring")
    identifying_removed: bool | None = col.yes("識別できない形式", "Without identifying items")
    identifying_reason: str = col.text("識別できる形式の理由", "Why identifiable")
    unidentifiable_on: date | None = col.day("識別できなくした日", "Made unidentifiable on")
    recipient_told_on: date | None = col.day("相手に匿名加工情報と伝えた日", "Recipient told that it is anonymised on")
    published_on: date | None = col.day("項目・方法を公表した日", "Items and method published on")


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcessedData(FiledRecord):
    """Pseudonymised or anonymised information made or held, and what was done with it."""

    REGISTER: ClassVar[str] = "processed_data"
    TITLE: ClassVar[Words] = Words(ja="仮名・匿名加工情報", en="Pseudonymised and anonymised data")

    id: str = col.identifier()
    kind: str = col.choice("processed", "種類", "Kind", required=True, example="行政機関等匿名加工情報")
    data_file: str = col.name("個人情報ファイル", "Personal-information file", refers="files")
    targets: tuple[str, ...] = col.names("保存している機器", "Targets that hold it", refers="targets")
    contract: str = col.name("契約（委託の場合）", "Contract", refers="contracts")
    persons: int | None = col.whole("本人の数", "Persons")
    items: tuple[str, ...] = col.texts("項目", "Items")
    made_on: date | None = col.day("作成日", "Made on")
    steps: tuple[str, ...] = col.choices("processing_step", "行った加工", "Steps taken")
    steps_checked_by: str = col.text("加工を確かめた人", "Steps checked by")
    book_entered_on: date | None = col.day("ファイル簿に記載した日", "Entered in the file book on")
    proposals_until: date | None = col.day("提案を受ける期限", "Proposals taken until")
    joined: bool | None = col.yes("他の情報との照合", "Joined with other data")
    given_to_third_party: bool | None = col.yes("第三者への提供", "Given to a third party")
    given_ground: str = col.text("提供の根拠", "Ground of the provision")
    contact_use: bool | None = col.yes("本人への連絡に利用", "Used to contact persons")
    deleted_items_used: bool | None = col.yes("削除情報の利用・提供", "Deleted items used or given")
    rights_set_on: date | None = col.day("取り扱う人の権限・責任を定めた日", "Rights and duties set on")
    evaluated_on: date | None = col.day("取扱いを評価した日", "Evaluated on")
    improved_on: date | None = col.day("改善した日", "Improved on")
    reviewed_on: date | None = col.day("確かめた日", "Reviewed on", other_titles=("点検日",))
    reviewed_by: str = col.text("確かめた人", "Reviewed by")


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal(Record):
    """A call for proposals on anonymised information, or a proposal received."""

    REGISTER: ClassVar[str] = "proposals"
    TITLE: ClassVar[Words] = Words(ja="提案の募集・審査", en="Calls and proposals")

    id: str = col.identifier()
    kind: str = col.choice("proposal", "区分", "Kind", required=True, example="提案の募集")
    year: int | None = col.whole("年度", "Fiscal year")
    announced_on: date | None = col.day("要領を公表した日", "Terms announced on")
    opened_on: date | None = col.day("募集を始めた日", "Opened on")
    closed_on: date | None = col.day("募集を終えた日", "Closed on")
    published_at: tuple[str, ...] = col.choices("publication", "公表の場所", "Published at")
    received_on: date | None = col.day("提案を受けた日", "Received on")
    judged_items: tuple[str, ...] = col.choices("proposal_item", "審査した事項", "Items judged")
    persons: int | None = col.whole("本人の数", "Persons")
    result: str = col.choice("proposal_result", "審査の結果", "Result")
    notified_on: date | None = col.day("結果を通知した日", "Notified on")
    refusal_reason: str = col.text("認めない理由", "Reason of refusal")


@dataclass(frozen=True, kw_only=True, slots=True)
class Disclosure(Record):
    """A request for disclosure, correction or cessation of use, and how it was dealt with."""

    REGISTER: ClassVar[str] = "disclosures"
    TITLE: ClassVar[Words] = Words(ja="開示・訂正・利用停止の請求", en="Requests for disclosure, correction, cessation")

    id: str = col.identifier()
    kind: str = col.choice("request", "区分", "Kind", required=True, example="開示請求")
    images: bool | None = col.yes("カメラの画像", "Camera pictures")
    camera: str = col.name("カメラ", "Camera", refers="cameras")
    by_other: bool | None = col.yes("本人以外の請求", "By somebody else than the person")
    requested_on: date | None = col.day("請求日", "Requested on", example="令和8年7月1日", other_titles=("受付日",))
    correction_days: int | None = col.whole("補正に要した日数", "Days for correction")
    decided_on: date | None = col.day("決定日", "Decided on")
    extended: bool | None = col.yes("期限の延長", "Extended")
    extension_noticed_on: date | None = col.day("延長を通知した日", "Extension noticed on")
    large: bool | None = col.yes("著しく大量", "Very large")
    substantial_part_on: date | None = col.day("相当の部分を決定した日", "Substantial part decided on")
    checked_by: tuple[str, ...] = col.texts("本人と照合した人", "Matched by")
    ordinance: str = col.text("適用した条例・要領", "Ordinance applied")
    masked: bool | None = col.yes("識別できる部分を除いた", "Identifying parts left out")


@dataclass(frozen=True, kw_only=True, slots=True)
class Complaint(Record):
    """A complaint and its settlement."""

    REGISTER: ClassVar[str] = "complaints"
    TITLE: ClassVar[Words] = Words(ja="苦情", en="Complaints")

    id: str = col.identifier()
    about: str = col.choice("complaint", "区分", "About", required=True, example="カメラ")
    camera: str = col.name("カメラ", "Camera", refers="cameras")
    data_file: str = col.name("個人情報ファイル", "Personal-information file", refers="files")
    received_on: date | None = col.day("受付日", "Received on", example="令和8年8月3日", other_titles=("受理日",))
    outline: str = col.text("内容", "Outline")
    improper_use: bool | None = col.yes("不適正な利用・取得の申出", "Alleges improper use or acquisition")
    closed_on: date | None = col.day("処理を終えた日", "Closed on", other_titles=("完了日", "処理日"))
    closed_by: str = col.text("処理した人", "Closed by")
    reason: str = col.text("終わらない理由", "Why still open")


@dataclass(frozen=True, kw_only=True, slots=True)
class Handling(Record):
    """A correction, input check or instruction in the daily handling of information."""

    REGISTER: ClassVar[str] = "handling"
    TITLE: ClassVar[Words] = Words(ja="訂正・照合などの記録", en="Corrections and checks")

    id: str = col.identifier()
    kind: str = col.choice("handling", "区分", "Kind", required=True, example="入力の照合")
    information: tuple[str, ...] = col.choices("information", "情報の種類", "Information")
    data_file: str = col.name("個人情報ファイル", "Personal-information file", refers="files")
    target: str = col.name("機器", "Target", refers="targets")
    occurred_on: date | None = col.day("発見・入力の日", "Found or entered on", example="令和8年9月2日")
    instructed_on: date | None = col.day("指示した日", "Instructed on", other_titles=("指示日",))
    instructed_by: str = col.text("指示した人", "Instructed by", other_titles=("指示者",))
    source_checked_on: date | None = col.day("原票と照合した日", "Checked against the source on")
    change_checked_on: date | None = col.day("変更前後を照合した日", "Before and after checked on")
    done_on: date | None = col.day("訂正した日", "Corrected on", other_titles=("訂正日",))
    done_by: str = col.text("行った人", "Done by", other_titles=("照合者", "訂正者"))


@dataclass(frozen=True, kw_only=True, slots=True)
class CameraRecord(FiledRecord):
    """A camera as the city keeps it on record; its settings on the recorder are in the inventory."""

    REGISTER: ClassVar[str] = "cameras"
    TITLE: ClassVar[Words] = Words(ja="カメラ台帳", en="Cameras")
    DECLARES: ClassVar[SubjectKind | None] = SubjectKind.CAMERA

    id: str = col.identifier("カメラ番号", "Camera", example="cam01")
    title: str = col.title("名称", "Title", example="駅前広場 北", other_titles=("設置場所名",))
    kind: str = col.choice("camera_kind", "種類", "Kind", example="固定カメラ")
    section: str = col.name("課", "Section", refers="sections", other_titles=("設置課", "所管課"))
    site: str = col.name("場所", "Site", refers="sites")
    installer: str = col.text("設置者", "Installer")
    purpose: str = col.text("設置目的", "Purpose", other_titles=("目的",))
    installed_on: date | None = col.day(
        "設置日", "Installed on", example="平成30年3月1日", other_titles=("設置年月日",)
    )
    council_reported_on: date | None = col.day("審議会に報告した日", "Reported to the council on")
    range: str = col.text("撮影範囲", "Range", other_titles=("撮影対象",))
    range_reviewed_on: date | None = col.day("撮影範囲を見直した日", "Range reviewed on")
    sign_shows: tuple[str, ...] = col.choices("sign_item", "表示している事項", "What the sign shows")
    sign_photographed_on: date | None = col.day(
        "表示を撮影した日", "Sign photographed on", other_titles=("表示確認日",)
    )
    no_sign_ground: str = col.text("表示しない根拠", "Ground for showing none")
    matched: bool | None = col.yes("他の情報と照合する", "Pictures are matched with other information")
    identified: bool | None = col.yes("識別された画像がある", "Holds pictures identified")
    held_as: str = col.choice("image_status", "画像の扱い", "How pictures are held")
    data_file: str = col.name("個人情報ファイル", "Personal-information file", refers="files")
    held_purpose: str = col.text("保有個人情報としての利用目的", "Purpose as held personal information")
    individual_treatment: bool | None = col.yes("個別の取扱いの要否", "Needs individual treatment")
    retention_days: int | None = col.whole("保存日数", "Retention in days", other_titles=("保存期間",))
    removed_on: date | None = col.day("撤去した日", "Removed on", other_titles=("撤去日",))

"""What is planted in the sample city's registers. Dates in keys are those of the sample's day; they move with it."""

from auditor.demo.planted import Expected, Planted, at
from auditor.messages.text import Text
from auditor.model.terms import Reason

_CITY = "organisation:minato"
_NOT_READY = "linkage:kaigo-ai"


def _not_ready() -> tuple[Expected, ...]:
    """The planned linkage to an examination by a foreign service has hardly any of its papers."""
    missing = {
        **dict.fromkeys((f"NG-4-2-1-{letter}" for letter in "abcde"), ("documents",)),
        "NG-4-2-2-a-2": ("usage_monitoring", "usage_log_sample"),
        "NG-4-2-2-b-1": ("access_qualification",),
        "NG-4-2-2-b-2c": ("revocation_procedure",),
        "NG-4-2-2-b-2d": ("loss_procedure",),
        "NG-4-2-2-b-2e-a": ("password_statement",),
        "NG-5": ("public_need", "general_measures", "administrative_measures", "technical_measures"),
        "OD-4": ("certificates",),
        "OD-5": ("fire", "flood", "quake", "power", "crime"),
        "OD-6": ("inspections",),
        "OD-13": ("contracts",),
        "OD-15": ("contracts",),
    }
    vacant = {"NG-4-2-2-a-1": "counterparty_manager", "NG-4-2-2-b-2a": "credential_custodian"}
    blank = {
        "NG-3": ("legal_basis",),
        "NG-4-1": ("public_need_approved_on", "public_need_approved_by"),
        "KO-7-1": ("operator_posts", "operators", "retention", "our_measures", "peer_measures", "attachments"),
        "KO-7-2": ("protection_judged_on", "protection_needed"),
    }
    return (
        *(e for control, items in missing.items() for e in at(control, _NOT_READY, Reason.MISSING_RECORD, *items)),
        *(e for control, item in vacant.items() for e in at(control, _NOT_READY, Reason.POST_VACANT, item)),
        *(
            e
            for control, fields in blank.items()
            for e in at(control, _NOT_READY, Reason.MISSING_FIELD, *(f"kaigo-ai/{field}" for field in fields))
        ),
    )


REGISTERS = (
    Planted(
        words=Text(
            ja="暗証番号管理者が4月に二週間置かれていなかった", en="no custodian of PINs for two weeks in April"
        ),
        expected=at("IN-7-1", _CITY, Reason.POST_VACANT, "pin_manager/2026-04-01"),
    ),
    Planted(
        words=Text(
            ja="新しい操作者二人（10209・10210）が住基ネットの研修を受けていない",
            en="two new operators (10209, 10210) had no Juki-net training",
        ),
        expected=tuple(
            e
            for control in ("IN-9-2-4", "IN-17-4", "IN-16-4")
            for e in at(control, _CITY, Reason.MISSING_RECORD, "10209", "10210")
        ),
    ),
    Planted(
        words=Text(ja="退職者のカード C-0211 が返されていない", en="card C-0211 of a person who left was not returned"),
        expected=at("IN-16-2", _CITY, Reason.LATE, "C-0211/returned_on"),
    ),
    Planted(
        words=Text(
            ja="家屋評価: 覚書に、外部への提供を禁じる条項がない",
            en="House assessment: the memorandum has no article against provision to others",
        ),
        expected=at("NG-4-2-1-b", "linkage:kaoku", Reason.MISSING_RECORD, "no_third_party"),
    ),
    Planted(
        words=Text(
            ja="水道料金: 2007年に始め、審議会の答申は2017年（事後）",
            en="Water charges: running since 2007, answered by the council in 2017 only",
        ),
        expected=at("OD-1", "linkage:suido", Reason.WRONG_ORDER, "suido/answered_on"),
    ),
    Planted(
        words=Text(
            ja="家屋評価: 事業者の認証の有効期限が過ぎている", en="House assessment: the provider's certificate expired"
        ),
        expected=at("OD-4", "linkage:kaoku", Reason.NOT_IN_FORCE, "ce-ka/expires_on"),
    ),
    Planted(
        words=Text(
            ja="目的外提供 pv-i-03: 求めた措置を書面で確かめていない",
            en="provision pv-i-03: the measures asked were not confirmed in writing",
        ),
        expected=(
            *at("CB-2-3-2", _CITY, Reason.REQUIREMENT_NOT_MET, "pv-i-03/in_writing"),
            *at("KR-16", _CITY, Reason.REQUIREMENT_NOT_MET, "pv-i-03/in_writing"),
        ),
    ),
    Planted(
        words=Text(
            ja="漏えい b-2026-01: 市長への確報が、20日の期限のところ24日目だった",
            en="breach b-2026-01: fully reported to the mayor on day 24 where 20 was due",
        ),
        expected=at("KO-S4-2", _CITY, Reason.LATE, "b-2026-01/mayor_full_on"),
    ),
    Planted(
        words=Text(
            ja="介護認定の外部AI審査（予定）: 覚書・契約・協議など、始める前に要る書類がほとんどない",
            en="Care assessment by an outside AI (planned): hardly any of the papers that must come first",
        ),
        expected=_not_ready(),
    ),
    Planted(
        words=Text(
            ja="介護保険の委託契約: 再委託の禁止の条項がない", en="care insurance contract: no article on sub-letting"
        ),
        expected=at("KR-17-1", "contract:k-kaigo", Reason.MISSING_RECORD, "no_subletting"),
    ),
    Planted(
        words=Text(
            ja="介護保険のファイル: 変更の届出が、変更した後になった",
            en="care insurance file: the change was notified after it was made",
        ),
        expected=at("KO-5-1-b", "file:f-kaigo", Reason.WRONG_ORDER, "fl-4-02/effective_on"),
    ),
    Planted(
        words=Text(
            ja="カメラへの苦情 co-c-02: 30日を過ぎても処理が終わらず、理由もない",
            en="complaint co-c-02 about a camera: open for more than 30 days without a reason",
        ),
        expected=at("KC-9", _CITY, Reason.LATE, "co-c-02/closed_on"),
    ),
    Planted(
        words=Text(
            ja="自転車駐車場のカメラ cam03: 表示に連絡先がない", en="camera cam03, bicycle park: no contact on the sign"
        ),
        expected=at("KC-5-3-a", "camera:cam03", Reason.MISSING_RECORD, "contact"),
    ),
    Planted(
        words=Text(
            ja="図書館のカメラ cam12: マニュアルの保存期間が30日で、定めた14日と違う",
            en="camera cam12, library: the manual says 30 days, 14 were decided",
        ),
        expected=(
            *at("KC-5-3-b", "camera:cam12", Reason.REQUIREMENT_NOT_MET, "ca-manual-tosho/retention_days"),
            *at("KC-7-1", "contract:k-tosho", Reason.REQUIREMENT_NOT_MET, "cam12/KC-5-3-b"),
        ),
    ),
)
"""All that the registers alone show."""

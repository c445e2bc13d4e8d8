"""What is said of losses of entitlement and how soon they were followed."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="アクセス資格{count}件の記録について、喪失の後に使用停止が{days}開庁日以内に行われています。",
        en="For the {count} entitlements on record, every loss was followed by disabling within {days} working days.",
    ),
    "broken": Text(
        ja="資格の喪失に使用停止が間に合っていない記録が{count}件あります。",
        en="{count} losses of entitlement were not followed by disabling in time.",
    ),
    "no_holder": Text(
        ja="資格（{entitlement}）を持つ {person} が職員名簿にいないため、資格を失っていないか分かりません。",
        en="{person}, who holds entitlement {entitlement}, is not on the roster, so it cannot be told whether "
        "it was lost.",
    ),
    "no_record": Text(
        ja="{person} の資格（{entitlement}）は{lost:date}に失われましたが、使用停止の記録がありません。",
        en="{person} lost entitlement {entitlement} on {lost:date}; no disabling is on record.",
    ),
    "due": Text(
        ja="{person} の資格（{entitlement}）は{lost:date}に失われました。使用停止の期限内です。",
        en="{person} lost entitlement {entitlement} on {lost:date}; disabling is not overdue.",
    ),
    "late": Text(
        ja="{person} の資格（{entitlement}）は{lost:date}に失われ、使用停止は{disabled:date}でした"
        "（{delay}開庁日の遅れ。基準は{days}開庁日以内）。",
        en="{person} lost entitlement {entitlement} on {lost:date} and was disabled on {disabled:date}: a delay of "
        "{delay} working days where {days} are allowed.",
    ),
}

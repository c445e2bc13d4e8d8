"""What is said of compromised passwords and their change."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="パスワードが他人に知られた事故{count}件のすべてに、変更の記録があります。",
        en="Each of the {count} password compromises on record was followed by a change.",
    ),
    "none": Text(
        ja="事故台帳に、パスワードが他人に知られた事故の記録はありません。",
        en="The register of incidents holds no password compromise.",
    ),
    "broken": Text(
        ja="パスワードが他人に知られた事故のうち{count}件に、変更の記録がありません。",
        en="No change is on record for {count} password compromises.",
    ),
    "no_date": Text(
        ja="事故 {incident} の判明日時が記入されていません。",
        en="Incident {incident} does not say when it became known.",
    ),
    "not_changed": Text(
        ja="事故 {incident}（{known:date}判明）の後に、パスワードを変更した記録がありません。",
        en="No change of the password is on record after incident {incident}, known since {known:date}.",
    ),
    "today": Text(
        ja="事故 {incident} は監査基準日（{known:date}）に判明したもので、パスワード変更の記録を待っています。",
        en="Incident {incident} became known on the day of the audit ({known:date}); a record of the change is "
        "awaited.",
    ),
    "before": Text(
        ja="事故 {incident} のパスワード変更日（{changed:date}）が、判明日（{known:date}）より前です。"
        "日付をご確認ください。",
        en="The change for incident {incident} ({changed:date}) lies before it became known ({known:date}). "
        "Please check the dates.",
    ),
    "unplaced": Text(
        ja="事故 {incident} には、どの結合又はシステムのことかが記入されていません。変更の記録もないため、"
        "この結合のものでないとは言えません。",
        en="Incident {incident} names neither linkage nor system and has no change on record; it may be of this one.",
    ),
    "other_kind": Text(
        ja="事故 {incident} の種類「{kind}」が、パスワードが他人に知られた事故にあたるか分かりません。"
        "あたるときは種類を password_compromise とし、変更の日時を記入してください。",
        en="Whether incident {incident} of kind “{kind}” is a password compromise cannot be told. If it is, please "
        "enter the kind password_compromise and when the password was changed.",
    ),
    "contradicted": Text(
        ja="事故 {incident} の台帳では{changed:date}に変更済みですが、{target} のアカウント「{account}」のパスワードは"
        "判明日（{known:date}）より前のままです。",
        en="The register says that the password was changed on {changed:date} after incident {incident}, but that of "
        "account “{account}” on {target} is older than {known:date}.",
    ),
}

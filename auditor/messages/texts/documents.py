"""What is said of rules, procedures, memoranda and statements on record."""

from auditor.messages.text import Text

TEXTS = {
    "counts": Text(
        ja="「{title}」（{document}）が有効で、根拠ファイルは登録時のまま、別の職員が内容を確認しています。",
        en="“{title}” ({document}) is in force, its file is as recorded, and a second person has looked at it.",
    ),
    "none": Text(
        ja="求められている文書（{kind:term}）が文書台帳にありません。",
        en="The register of documents holds no {kind:term} for this.",
    ),
    "no_party": Text(
        ja="「{title}」の発行者が記入されていないため、相手方の文書かどうか確かめられません。",
        en="The issuer of “{title}” is not entered, so it cannot be told whether it is the counterparty's.",
    ),
    "other_party": Text(
        ja="「{title}」の発行者は「{party}」ですが、台帳上の相手方は「{expected:list}」です。どちらかの記載をご確認ください。",
        en="“{title}” was issued by “{party}”, while the linkage is declared with “{expected:list}”. "
        "Please check which entry is right.",
    ),
    "no_start": Text(ja="「{title}」の施行日が記入されていません。", en="“{title}” has no date from which it applies."),
    "not_yet": Text(
        ja="「{title}」は{day:date}から施行されるもので、監査基準日には効力がありません。",
        en="“{title}” applies from {day:date} only and is not in force on the audit's date.",
    ),
    "ended": Text(
        ja="「{title}」は{day:date}で効力を失っています。",
        en="“{title}” ceased to be in force on {day:date}.",
    ),
    "not_approved": Text(
        ja="「{title}」の決裁日が記入されていません。",
        en="The date on which “{title}” was approved is not entered.",
    ),
    "no_date": Text(
        ja="「{title}」に、監査基準日までの決裁・見直し・受領の日付がありません。",
        en="“{title}” bears no date of approval, review or receipt up to the audit's date.",
    ),
    "expired": Text(
        ja="「{title}」の最後の決裁・見直し・受領は{day:date}で、有効期間（{validity:duration}）を過ぎています。"
        "見直しの記録を加えてください。",
        en="“{title}” was last approved, reviewed or received on {day:date}, longer ago than {validity:duration}. "
        "Please add a record of its review.",
    ),
    "review_late": Text(
        ja="「{title}」の最後の決裁・見直しは{day:date}で、定められた見直しの間隔（{within:duration}）を超えています。",
        en="“{title}” was last approved or reviewed on {day:date}, longer ago than {within:duration}.",
    ),
    "not_covered": Text(
        ja="「{title}」に「{topic:term}」の定めがありません。",
        en="“{title}” does not cover “{topic:term}”.",
    ),
    "specific_to_city": Text(
        ja="specific は、市全体の統制では使えません。",
        en="specific cannot be asked for in a control about the city.",
    ),
    "nobody_named": Text(
        ja="「{title}」に、担当者（職名）が記入されていません。",
        en="“{title}” names no post or person.",
    ),
}

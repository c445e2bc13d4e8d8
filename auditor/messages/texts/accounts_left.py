"""What is said of accounts whose owners lost the right to them."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="使えるアカウント{count}件に、資格を失った人のものはありません。",
        en="None of the {count} usable accounts belongs to somebody who has lost the right to it.",
    ),
    "broken": Text(
        ja="資格を失った後も使えるままのアカウントが{count}件あります。",
        en="{count} accounts are still enabled although their owners have lost the right to them.",
    ),
    "no_owner": Text(
        ja="{target} のアカウント「{account}」の所有者が職員名簿にいないため、"
        "資格を失った人のものかどうか分かりません。",
        en="Nobody on the roster holds account “{account}” of {target}, so it cannot be told whether its owner "
        "has left.",
    ),
    "no_entitlement": Text(
        ja="アカウント「{account}」の所有者（{people:list}）のアクセス資格が資格台帳にないため、"
        "資格を失っていないか分かりません。",
        en="No entitlement of the owners of account “{account}” ({people:list}) is on record, so it cannot be told "
        "whether they have lost it.",
    ),
    "enabled": Text(
        ja="アカウント「{account}」が使えるままです。所有者（{people:list}）は{day:date}に資格を失っています。",
        en="Account “{account}” is still enabled; its owners ({people:list}) lost the right to it on {day:date}.",
    ),
    "due": Text(
        ja="アカウント「{account}」の所有者（{people:list}）は{day:date}に資格を失いました。使用停止の期限内です。",
        en="The owners of account “{account}” ({people:list}) lost the right to it on {day:date}; it is not overdue.",
    ),
}

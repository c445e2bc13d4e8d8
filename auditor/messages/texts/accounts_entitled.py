"""What is said of accounts and the entitlement of their owners."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="使えるアカウント{count}件のすべてに、在職中で資格のある所有者（又は共用アカウントの管理者）がいます。",
        en="Each of the {count} usable accounts has a serving, entitled owner, or a custodian where it is shared.",
    ),
    "broken": Text(
        ja="資格のある所有者を確かめられないアカウントが{count}件あります。",
        en="{count} accounts do not belong to a serving, entitled owner.",
    ),
    "no_owner": Text(
        ja="{target} のアカウント「{account}」の所有者が職員名簿にいません。",
        en="Nobody on the roster holds account “{account}” of {target}.",
    ),
    "left": Text(
        ja="アカウント「{account}」の所有者（{people:list}）は、すでにその職を離れています。",
        en="The owners of account “{account}” ({people:list}) have left their posts.",
    ),
    "several": Text(
        ja="アカウント「{account}」を複数の人（{people:list}）が使っていますが、共用の届出がありません。",
        en="Account “{account}” is held by several people ({people:list}) and is not declared as shared.",
    ),
    "not_entitled": Text(
        ja="アカウント「{account}」の所有者（{person}）に、監査基準日に有効なアクセス資格がありません。",
        en="{person}, who holds account “{account}”, has no entitlement on the audit's date.",
    ),
    "nowhere": Text(
        ja="アカウント「{account}」の所有者（{person}）の資格（{entitlements:list}）に、"
        "機器も結合も記入されていないため、このシステムの資格かどうか分かりません。",
        en="The entitlements of {person}, who holds account “{account}” ({entitlements:list}), name neither a target "
        "nor a linkage, so it is not known whether they are for this system.",
    ),
    "no_grant_date": Text(
        ja="アクセス資格 {entitlement}（{person}）の付与日が記入されていません。",
        en="Entitlement {entitlement} of {person} has no date of grant.",
    ),
    "no_document": Text(
        ja="アクセス資格 {entitlement}（{person}）の根拠文書が記入されていません。",
        en="Entitlement {entitlement} of {person} names no document that it rests on.",
    ),
    "document_unknown": Text(
        ja="アクセス資格 {entitlement}（{person}）の根拠とされた文書 {document} が文書台帳にありません。",
        en="Document {document}, which entitlement {entitlement} of {person} rests on, is not on record.",
    ),
    "document_other": Text(
        ja="アクセス資格 {entitlement}（{person}）の根拠文書「{title}」は、"
        "相手方のアクセス資格を定めた文書ではありません。",
        en="“{title}”, which entitlement {entitlement} of {person} rests on, is not the counterparty's document on "
        "who may access.",
    ),
    "other_party": Text(
        ja="{person} の資格 {entitlement} の根拠「{title}」は {party} の文書で、本人の所属と一致しません。"
        "台帳の記載をご確認ください。",
        en="Entitlement {entitlement} of {person} rests on “{title}”, a document of {party}, not of that person's own "
        "organisation. Please check the registers.",
    ),
    "document_not_in_force": Text(
        ja="アクセス資格 {entitlement}（{person}）の根拠文書「{title}」は、監査基準日に効力がありません。",
        en="“{title}”, which entitlement {entitlement} of {person} rests on, is not in force on the audit's date.",
    ),
}

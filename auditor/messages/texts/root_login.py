"""What is said of administrators who log in over the network."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="root 及び管理者は、パスワードでは SSH 接続できません（Match ブロックを含む）。",
        en="Neither root nor an administrator can log in over SSH with a password, Match blocks included.",
    ),
    "broken": Text(
        ja="root 又は管理者がパスワードで SSH 接続できる箇所が{count}件あります。",
        en="Root or an administrator can log in over SSH with a password in {count} ways.",
    ),
    "root": Text(
        ja="root がパスワードで SSH 接続できます（PermitRootLogin yes。該当箇所: {block}）。",
        en="Root can log in over SSH with a password (PermitRootLogin yes, block: {block}).",
    ),
    "root_key": Text(
        ja="root が鍵で SSH 接続できます（該当箇所: {block}）。個人ごとの管理者アカウントの利用をご検討ください。",
        en="Root can log in over SSH with a key (block: {block}). Consider administrators' own accounts.",
    ),
    "root_perhaps": Text(
        ja="root がパスワードで SSH 接続できる箇所（{block}）がありますが、適用される条件を確かめられません。",
        en="Block {block} would let root in with a password; whether it applies to root cannot be told.",
    ),
    "root_together": Text(
        ja="二つの設定（{blocks:list}）が同時に適用されると root がパスワードで SSH 接続できますが、"
        "同時に適用されるか確かめられません。",
        en="Two blocks together ({blocks:list}) would let root in with a password; whether both can apply "
        "cannot be told.",
    ),
    "administrator_perhaps": Text(
        ja="管理者アカウント「{account}」がパスワードで SSH 接続できる箇所（{block}）がありますが、"
        "適用される条件を確かめられません。",
        en="Block {block} would let the administrator's account “{account}” in with a password; whether it applies "
        "cannot be told.",
    ),
    "state_unread": Text(
        ja="管理者アカウント「{account}」にパスワードがあるかどうかを読み取れていません（該当箇所: {block}）。",
        en="Whether the administrator's account “{account}” has a password could not be read (block: {block}).",
    ),
    "administrator": Text(
        ja="管理者アカウント「{account}」はパスワードで SSH 接続できます（該当箇所: {block}）。",
        en="The administrator's account “{account}” can log in over SSH with a password (block: {block}).",
    ),
}

"""What is said of accounts without a password."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="アカウント{count}件に、空のパスワードで使えるものはありません。",
        en="None of the {count} accounts can be used with an empty password.",
    ),
    "broken": Text(
        ja="空のパスワードで使えるアカウントが{count}件あります。",
        en="{count} accounts can be used with an empty password.",
    ),
    "empty": Text(
        ja="{target} のアカウント「{account}」のパスワードが空です。",
        en="Account “{account}” of {target} has an empty password.",
    ),
    "unread": Text(
        ja="{target} のアカウント「{account}」のパスワードが空かどうかを読み取れていません。",
        en="Whether the password of account “{account}” of {target} is empty could not be read.",
    ),
    "nullok": Text(
        ja="{target} のログイン設定（{service}）は空のパスワードを受け付ける指定（nullok）になっています。"
        "該当するアカウントは今はありません。",
        en="The log-in stack {service} of {target} would accept an empty password (nullok); no account has one now.",
    ),
}

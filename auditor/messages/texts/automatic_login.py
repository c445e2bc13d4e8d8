"""What is said of log-ins that nobody has to confirm."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="自動ログインの設定は見つかりませんでした。",
        en="No setting that logs somebody in by itself was found.",
    ),
    "broken": Text(
        ja="認証なしに自動でログインする設定が{count}件あります。",
        en="{count} settings log somebody in without asking for a credential.",
    ),
    "active": Text(
        ja="{target} の {mechanism} は、利用者「{user}」で自動的にログインします。",
        en="{mechanism} on {target} logs user “{user}” in by itself.",
    ),
}

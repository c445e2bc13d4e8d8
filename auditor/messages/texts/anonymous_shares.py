"""What is said of folders offered to the network."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="共有フォルダ{count}件に、認証なしで入れるものはありません。",
        en="None of the {count} shared folders can be entered without a credential.",
    ),
    "broken": Text(
        ja="認証なしで入れる共有フォルダが{count}件あります。",
        en="{count} shared folders can be entered without a credential.",
    ),
    "anonymous": Text(
        ja="{target} の共有「{share}」（{protocol}、{path}）は認証なしで利用できます。",
        en="Share “{share}” of {target} ({protocol}, {path}) can be used without a credential.",
    ),
}

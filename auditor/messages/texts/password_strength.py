"""What is said of password policies in force."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="すべてのシステムで{length}文字以上の推測されにくいパスワードが求められ、空のパスワードのアカウントはありません。",
        en="Every system asks for hard-to-guess passwords of {length} characters or more; no account has an empty one.",
    ),
    "broken": Text(
        ja="パスワードの設定が基準に届いていない箇所が{count}件あります。",
        en="{count} password settings or accounts fall short of the rule.",
    ),
    "short": Text(
        ja="{target} のパスワードの最小文字数は{length}文字です（基準は{least}文字以上。設定の場所: {origin}）。",
        en="{target} asks for passwords of {length} characters; {least} are asked for (set at: {origin}).",
    ),
    "classes": Text(
        ja="{target} のパスワードに求められる文字種は{classes}種類です（基準は{least}種類以上）。",
        en="{target} asks for {classes} kinds of characters in a password; {least} are asked for.",
    ),
    "no_dictionary": Text(
        ja="{target} では、よくある単語や初期パスワードを避ける辞書検査が働いていません。",
        en="{target} does not check new passwords against a dictionary of common and default ones.",
    ),
    "not_root": Text(
        ja="{target} では、root がパスワードを設定するときに規則が強制されません。",
        en="On {target} the policy is not enforced when root sets a password.",
    ),
    "unread": Text(
        ja="{target} のパスワード設定「{setting:term}」を読み取れていません。",
        en="The password setting “{setting:term}” of {target} could not be read.",
    ),
    "empty": Text(
        ja="{target} のアカウント「{account}」のパスワードが空です。",
        en="Account “{account}” of {target} has an empty password.",
    ),
    "state_unread": Text(
        ja="{target} のアカウント「{account}」にパスワードがあるかどうかを読み取れていません。",
        en="Whether account “{account}” of {target} has a password could not be read.",
    ),
}

"""What is said of a counterparty's stated password settings."""

from auditor.messages.text import Text

TEXTS = {
    "no_length": Text(
        ja="「{title}」に、パスワードの最小文字数が記入されていません。",
        en="“{title}” does not give the least length of a password.",
    ),
    "short": Text(
        ja="「{title}」では、パスワードの最小文字数が{length}文字です（基準は{least}文字以上）。",
        en="“{title}” states a least password length of {length} characters; {least} are asked for.",
    ),
}

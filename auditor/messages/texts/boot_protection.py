"""What is said of how a system may be started."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="起動時の設定変更・復旧モード（{count}件）にパスワードが求められます。",
        en="A password is asked for before the start-up can be changed ({count} mechanisms).",
    ),
    "none": Text(
        ja="この機器には、操作で変えられる起動プログラムや復旧モードがありません。",
        en="This machine has no boot loader or rescue shell that could be operated.",
    ),
    "broken": Text(
        ja="起動時の設定や復旧モードを、パスワードなしで操作できます。",
        en="The start-up can be changed without a password.",
    ),
    "open": Text(
        ja="「{mechanism:term}」にパスワードが設定されていません。",
        en="“{mechanism:term}” asks for no password.",
    ),
}

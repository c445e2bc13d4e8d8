"""What is said of failed log-ins over SSH."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="SSH でのログインの失敗も、アカウントを止める仕組み（PAM）で数えられます。",
        en="Failed log-ins over SSH count towards the lockout.",
    ),
    "broken": Text(
        ja="SSH でのログインの失敗は、アカウントを止める仕組みで数えられません。",
        en="Failed log-ins over SSH do not count towards the lockout.",
    ),
    "no_pam": Text(
        ja="sshd がパスワードを受け付けますが、PAM を使わないため失敗の回数制限が働きません（該当箇所: {block}）。",
        en="sshd takes passwords without PAM, so that no lockout applies (block: {block}).",
    ),
}

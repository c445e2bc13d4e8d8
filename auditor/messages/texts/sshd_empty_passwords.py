"""What is said of SSH log-ins without a credential."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="SSH の設定に、認証なしの接続を許す箇所はありません（Match ブロックを含む）。",
        en="No SSH setting lets anybody in without a credential, Match blocks included.",
    ),
    "broken": Text(
        ja="SSH の設定に、認証なしの接続を許す箇所が{count}件あります。",
        en="{count} SSH settings let somebody in without a credential.",
    ),
    "permitted": Text(
        ja="{target} の sshd は空のパスワードを許可しています（PermitEmptyPasswords yes。該当箇所: {block}）。",
        en="sshd on {target} permits empty passwords (PermitEmptyPasswords yes, block: {block}).",
    ),
    "host_based": Text(
        ja="{target} の sshd は接続元のホストだけを信用して利用者を通します"
        "（HostbasedAuthentication yes。該当箇所: {block}）。",
        en="sshd on {target} lets users in on the word of their host alone (HostbasedAuthentication yes, block: "
        "{block}).",
    ),
}

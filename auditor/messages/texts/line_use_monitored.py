"""What is said of watching the use of lines."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="台帳の回線{count}本の使用率を、前回の監査からの通信量で把握しています。",
        en="The use of all {count} declared lines is known from the traffic since the last audit.",
    ),
    "broken": Text(
        ja="使用率を把握できていない回線があります。",
        en="The use of some declared lines is not watched.",
    ),
    "missing": Text(
        ja="{target} の回線 {interface} の通信量を返す監視機能がありません。",
        en="{target} returns no traffic for the line {interface}.",
    ),
    "high": Text(
        ja="{target} の回線 {interface} の平均使用率は{percent}%で、目安の{limit:.0f}%を超えています（観察事項）。",
        en="The line {interface} of {target} is used to {percent} % on average, above the mark of {limit:.0f} %.",
    ),
}

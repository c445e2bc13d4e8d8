"""What is said of watching the load of systems."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="システム{count}台の CPU・メモリ・ディスクの使用状況を読み取れています。",
        en="The use of processor, memory and disk was returned by all {count} systems.",
    ),
    "broken": Text(
        ja="使用状況を把握できていない項目が{count}件あります。",
        en="{count} kinds of load are not watched.",
    ),
    "missing": Text(
        ja="{target} の「{what:term}」の使用状況を返す監視機能がありません。",
        en="{target} returns no use of “{what:term}”.",
    ),
    "nothing_measured": Text(
        ja="{target} の「{what:term}」の値がすべて0で、使用状況を測れているとは言えません。"
        "監視の設定を確かめてください。",
        en="All that {target} returns of “{what:term}” is zero, which is no measurement. Please check its monitor.",
    ),
    "high": Text(
        ja="{target} の「{what:term}」の使用率は{percent}%で、目安の{limit:.0f}%を超えています（観察事項）。",
        en="“{what:term}” of {target} is in use to {percent} %, above the mark of {limit:.0f} %.",
    ),
}

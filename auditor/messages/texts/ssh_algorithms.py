"""What is said of the algorithms of an SSH server."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="SSH サーバが受け付ける暗号方式は、すべて許可された一覧の中にあります。",
        en="Every algorithm that the SSH server offers is on the approved lists.",
    ),
    "broken": Text(
        ja="SSH サーバが、許可された一覧にない方式を{count}件受け付けます。",
        en="The SSH server offers {count} algorithms that are not on the approved lists.",
    ),
    "none": Text(
        ja="SSH サーバが受け付ける「{kind:term}」の方式を読み取れませんでした。",
        en="The SSH server named nothing under “{kind:term}”.",
    ),
    "weak": Text(
        ja="SSH サーバが「{kind:term}」で {name} を受け付けます。許可された一覧にありません。",
        en="The SSH server offers {name} under “{kind:term}”, which is not on the approved list.",
    ),
}

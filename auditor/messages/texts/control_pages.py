"""The generated pages about controls."""

from auditor.messages.text import Text

TEXTS = {
    "title": Text(ja="管理項目の一覧", en="The controls"),
    "intro": Text(
        ja="各文書の条項ごとの管理項目です。このページと各文書のページは "
        "`auditor explain --pages docs/controls` で作ります。",
        en="One control for each clause of each document. These pages are written by "
        "`auditor explain --pages docs/controls`.",
    ),
    "generated": Text(
        ja="条項の内容を本プログラムの言葉で述べたものです。原文は各文書の条項番号で確かめてください。",
        en="What the clauses ask, in this program's own words; see the documents themselves by clause number.",
    ),
    "pack": Text(ja="パック", en="Pack"),
    "document": Text(ja="文書", en="Document"),
    "controls": Text(ja="管理項目", en="Controls"),
    "clause": Text(ja="条項", en="Clause"),
    "basis": Text(ja="根拠", en="Legal basis"),
    "about": Text(ja="対象", en="Subject"),
    "method": Text(ja="判定の方法", en="Method"),
    "grade": Text(ja="不適合の区分", en="Class of a finding"),
    "legacy": Text(ja="旧基準・参考適用", en="legacy, for reference"),
    "applies": Text(ja="適用の条件", en="Applies to"),
    "maps_to": Text(ja="現行の規定", en="Lives on in"),
    "equivalent": Text(ja="同じことを求める項目の名前", en="Equivalent"),
    "parts": Text(ja="判定項目", en="Parts"),
    "join_all": Text(ja="すべて満たすこと", en="all must hold"),
    "join_any": Text(ja="いずれか一つを満たすこと", en="one must hold"),
    "colon": Text(ja="：", en=": "),
    "derived": Text(ja="他の項目（{controls:list}）の結果から導きます", en="derived from {controls:list}"),
    "awaits": Text(
        ja="{what} による判定は、読み取る手段ができるまで確認書によります",
        en="{what}; until it can be collected, an attestation decides",
    ),
    "inspect": Text(ja="人が確かめて確認書で示します（{what}）", en="a person looks and attests ({what})"),
    "check": Text(ja="`{name}` で判定します", en="judged by `{name}`"),
    "value": Text(ja="市の規程による値: {title}（`{name}`）", en="a value of the city's own: {title} (`{name}`)"),
    "remediation": Text(ja="改善の方法", en="How to mend"),
}

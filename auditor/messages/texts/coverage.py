"""What ``auditor coverage`` says."""

from auditor.messages.text import Text

TEXTS = {
    "next_option": Text(
        ja="次に加えるとよい管理項目と、足りないものを示します",
        en="show which controls to add next, and what they want",
    ),
    "title": Text(ja="条項と管理項目", en="Clauses and controls"),
    "document": Text(ja="文書", en="Document"),
    "total": Text(ja="合計", en="Total"),
    "clauses": Text(ja="条項", en="Clauses"),
    "with_control": Text(ja="管理項目あり", en="With control"),
    "automated": Text(ja="自動", en="Automated"),
    "hybrid": Text(ja="併用", en="Hybrid"),
    "registered": Text(ja="台帳", en="Registered"),
    "selected": Text(ja="選択", en="Selected"),
    "applicable": Text(ja="適用あり", en="Applicable"),
    "judged": Text(ja="判定済み", en="Judged"),
    "headline": Text(
        ja="{clauses} の条項のうち {with_control} に管理項目があります。",
        en="{with_control} of {clauses} clauses have a control.",
    ),
    "without": Text(
        ja="{document} で管理項目のない条項: {clauses:list}",
        en="Clauses of {document} without a control: {clauses:list}",
    ),
    "of_night": Text(
        ja="「判定済み」は、監査 {run} で適合又は不適合と判定した項目の数です。",
        en="“Judged” counts what the run {run} found satisfied or not.",
    ),
    "no_night": Text(
        ja="まだ監査の記録がないので、「判定済み」は 0 です。",
        en="There is no audit on record yet, so nothing is judged.",
    ),
    "hint_next": Text(
        ja="次に加えるとよい管理項目は auditor coverage --next で分かります。",
        en="“auditor coverage --next” shows which controls to add next.",
    ),
    "next_heading": Text(
        ja="次に加えるとよい管理項目（足りないものの少ない順）:",
        en="Controls to add next, those that want least first:",
    ),
    "nothing_next": Text(
        ja="この市に当てはまる管理項目は、すべて選ばれています。",
        en="Every control that applies here is selected already.",
    ),
    "ready": Text(ja="足りないものはありません", en="wants nothing more"),
    "wants_register": Text(
        ja="台帳「{name}」が要ります（auditor registers template）",
        en="wants the register “{name}” (auditor registers template)",
    ),
    "wants_value": Text(
        ja="値「{name}」を市の規程から設定します", en="wants the value “{name}” from a rule of the city"
    ),
    "wants_hand": Text(
        ja="人が確かめて確認書で示す判定項目: {count} 件（auditor attest）",
        en="parts that a person looks at and attests: {count} (auditor attest)",
    ),
    "how_to_add": Text(
        ja="加えるには、policies/local/profile.yaml の controls に書きます:",
        en="To add them, name them in policies/local/profile.yaml under controls:",
    ),
}

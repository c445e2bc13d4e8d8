"""What ``auditor explain`` says."""

from auditor.messages.text import Text

TEXTS = {
    "clause": Text(ja="出典: {document} {clause}", en="Source: {document}, {clause}"),
    "basis": Text(ja="根拠: {basis}（{authority:term}）", en="Basis: {basis} ({authority:term})"),
    "legacy": Text(
        ja="旧基準（参考適用）です。現在の規定では {maps_to:list} に当たります。",
        en="A legacy standard, applied for reference; it lives on in {maps_to:list}.",
    ),
    "subject": Text(
        ja="判定の単位: {subject:term}ごと。判定の方法: {method:term}",
        en="Judged for each {subject:term}, {method:term}",
    ),
    "class": Text(ja="不適合の場合の区分: {grade:term}", en="Class of a finding: {grade:term}"),
    "requirement": Text(ja="求める内容", en="What it asks"),
    "parts_all": Text(ja="判定の内訳（すべてを満たすと適合）", en="How it is judged (all parts must hold)"),
    "parts_any": Text(ja="判定の内訳（いずれかを満たすと適合）", en="How it is judged (one part is enough)"),
    "when": Text(ja="条件: {when}", en="Only where: {when}"),
    "derived": Text(ja="次の項目の判定から導きます: {controls:list}", en="Derived from: {controls:list}"),
    "reads": Text(ja="読み取る事実: {facts:list}", en="Reads: {facts:list}"),
    "value": Text(ja="基準値 {name} = {value}（{source}）", en="{name} = {value} ({source})"),
    "missing": Text(
        ja="基準値「{name}」が未設定です。"
        "市の規程から policies/local/profile.yaml に設定するまで「判定不能（基準未設定）"
        "」です。",
        en="“{name}” has no value; until one is set in policies/local/profile.yaml the result "
        "is unknown (no criterion).",
    ),
    "remediation": Text(ja="改善の方法", en="How to mend"),
    "no_such_control": Text(ja="「{control}」という項目はありません。", en="There is no control {control}."),
    "no_such_control_near": Text(
        ja="「{control}」という項目はありません。もしかして: {near:list}",
        en="There is no control {control}. Did you mean {near:list}?",
    ),
    "awaits": Text(
        ja="この版には読み取る手段がまだないもの: {what}。確認書で判定できます。",
        en="Evidence that this version cannot read yet: {what}. An attestation can decide it.",
    ),
    "inspect": Text(ja="人が確かめて確認書で示すもの: {what}", en="For a person to look at and attest: {what}"),
    "beside": Text(ja="ほかの定め: {value}（{source}）", en="also laid down: {value} ({source})"),
    "which": Text(
        ja="どの項目を説明するか、項目の番号を書いてください（例: auditor explain IN-20-2）。",
        en="Please name a control to explain (for example: auditor explain IN-20-2).",
    ),
    "pages_option": Text(
        ja="すべての項目の説明を、文書ごとのページとして DIR に書き出します",
        en="write a page for each pack about all its controls into DIR",
    ),
    "pages_written": Text(ja="項目の説明を {folder} に書きました。", en="The pages about controls are in {folder}."),
    "status_in_force": Text(ja="この基準の位置付け: 施行中", en="Standing: in force"),
    "status_repealed": Text(ja="この基準の位置付け: 廃止", en="Standing: repealed"),
    "status_unconfirmed": Text(ja="この基準の位置付け: 市での扱いは未確認", en="Standing: not confirmed for this city"),
    "tailored": Text(ja="市の規程により内容を変えています: {source}", en="Changed by a rule of the city: {source}"),
    "attestable": Text(
        ja="読み取れないときは、確認書でも判定できます。", en="Where it cannot be read, an attestation can decide it."
    ),
}

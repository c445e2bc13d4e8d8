"""What every decision kind says of records, and what is wrong with a catalog's questions to registers."""

from auditor.messages.text import Text

TEXTS = {
    "not_filled": Text(
        ja="「{register_ja}」の {record} に「{field_ja}」が記入されていないため、判定できません。",
        en="“{field_en}” of {record} in “{register_en}” is not filled in, so this cannot be judged.",
    ),
    "still_to_come": Text(
        ja="「{register_ja}」の {record} の「{field_ja}」は監査基準日より後の日付で、まだ行われたことになりません。",
        en="“{field_en}” of {record} in “{register_en}” lies after the audit's date and has not happened yet.",
    ),
    "none_on_record": Text(
        ja="「{register_ja}」に、該当する記録が一件もありません（台帳はすべて読み取れています）。",
        en="“{register_en}” was read in full and holds no record of the kind.",
    ),
    "missing": Text(
        ja="「{register_ja}」に、求められている記録がありません。",
        en="“{register_en}” holds no record of the kind that is asked for.",
    ),
    "nothing_there": Text(
        ja="「{register_ja}」に該当する記録がなく、要件を満たすかどうか分かりません。",
        en="“{register_en}” holds no record of the kind, so it cannot be told whether the requirement is met.",
    ),
    "unknown_register": Text(
        ja="{option} に書かれた台帳「{name}」はありません。",
        en="There is no register “{name}” ({option}).",
    ),
    "unknown_register_hint": Text(
        ja="{option} に書かれた台帳「{name}」はありません。「{hint}」のことですか。",
        en="There is no register “{name}” ({option}). Did you mean “{hint}”?",
    ),
    "unknown_field": Text(
        ja="{option} に書かれた項目「{field}」は、台帳「{register_ja}」にありません。",
        en="The register “{register_en}” has no field “{field}” ({option}).",
    ),
    "unknown_field_hint": Text(
        ja="{option} に書かれた項目「{field}」は、台帳「{register_ja}」にありません。「{hint}」のことですか。",
        en="The register “{register_en}” has no field “{field}” ({option}). Did you mean “{hint}”?",
    ),
    "unfit_field": Text(
        ja="{option} に項目「{field}」（台帳「{register_ja}」）は使えません。使える項目: {known:list}",
        en="The field “{field}” of “{register_en}” cannot be used for {option}. Fields that can: {known:list}",
    ),
    "wrong_form": Text(
        ja="{option} の「{field}」に「{value}」は書けません。書き方の例: {form}",
        en="“{value}” cannot stand for “{field}” in {option}. Accepted: {form}",
    ),
    "no_link": Text(
        ja="{option} の「{value}」は「項目=相手の項目」の形で書いてください。",
        en="Please write “{value}” in {option} as “field=field of the other”.",
    ),
    "unlinkable": Text(
        ja="{option} に項目「{field}」（台帳「{register_ja}」）は使えません。名前や番号の項目で結んでください。",
        en="{option} cannot go by the field “{field}” of “{register_en}”; please link by a name or number.",
    ),
    "link_needed": Text(
        ja="市全体の統制では、二つの台帳を結ぶ項目（link）を書いてください。",
        en="A control about the city needs a link between the two registers.",
    ),
    "no_files": Text(
        ja="台帳「{register_ja}」には根拠ファイルの欄がないため、{option} は使えません。",
        en="The register “{register_en}” has no files, so {option} cannot be asked for.",
    ),
    "cannot_name": Text(
        ja="台帳「{register_ja}」の記録は、統制の対象（{subject:term}）を指せません。"
        "general: true とするか、別の台帳を使ってください。",
        en="Records of “{register_en}” cannot name the control's subject ({subject:term}); "
        "please set general: true or use another register.",
    ),
    "together": Text(
        ja="{one} と {other} は両方書いてください。",
        en="{one} and {other} go together; please give both.",
    ),
    "needs": Text(
        ja="{one} は {other} と合わせて書いてください。",
        en="{one} says nothing without {other}; please give it, too.",
    ),
    "no_criterion": Text(
        ja="判定の基準となるもの（「{register_ja}」の記録）が登録されていないため、判定できません。",
        en="“{register_en}” holds nothing that says what is to be followed, so this cannot be judged.",
    ),
    "kinds_of_memoranda": Text(
        ja="kinds は覚書の種類です。of が contract のときは書けません。",
        en="kinds are kinds of memoranda; they cannot be given where of is contract.",
    ),
}

"""What is wrong in catalogs, profiles, overlays and parameters, and in what was selected."""

from auditor.messages.text import Text

TEXTS = {
    "words": Text(
        ja="文字列か、{{ja: …, en: …}} の形で書いてください。",
        en="This must be text, or {{ja: …, en: …}}.",
    ),
    "attribute": Text(
        ja="「{key}」という属性はありません。使える属性: {known:list}",
        en="There is no attribute “{key}”. Known attributes: {known:list}",
    ),
    "attribute_hint": Text(
        ja="「{key}」という属性はありません。「{hint}」のことですか。",
        en="There is no attribute “{key}”. Did you mean “{hint}”?",
    ),
    "attribute_values": Text(
        ja="属性「{key}」に受け入れる値を書いてください。",
        en="Please give the accepted values of the attribute “{key}”.",
    ),
    "check_or_derived": Text(
        ja="check、derived_from、awaits、inspect のうち一つだけを書いてください。",
        en="Please give exactly one of check, derived_from, awaits and inspect.",
    ),
    "derived_plain": Text(
        ja="parameters と options は、check のある判定項目にだけ書けます。",
        en="Only a part with a check takes parameters or options.",
    ),
    "unknown_part": Text(
        ja="{control} に「{name}」という判定項目はありません。",
        en="{control} has no part “{name}”.",
    ),
    "unknown_part_hint": Text(
        ja="{control} に「{name}」という判定項目はありません。「{hint}」のことですか。",
        en="{control} has no part “{name}”. Did you mean “{hint}”?",
    ),
    "of_derived": Text(
        ja="of は、derived_from のある判定項目にだけ書けます。",
        en="Only a part with derived_from takes “of”.",
    ),
    "pack_folder": Text(
        ja="pack が「{pack}」ですが、フォルダ名は「{folder}」です。",
        en="The pack is called “{pack}”, but its folder “{folder}”.",
    ),
    "unknown_file": Text(
        ja="このファイルが何か分かりません。置けるファイル: {known:list}",
        en="It is not clear what this file is. Known files: {known:list}",
    ),
    "unknown_file_hint": Text(
        ja="このファイルが何か分かりません。「{hint}」のことですか。置けるファイル: {known:list}",
        en="It is not clear what this file is. Did you mean “{hint}”? Known files: {known:list}",
    ),
    "duplicate": Text(
        ja="「{id}」は {first} にもあります。",
        en="“{id}” is also in {first}.",
    ),
    "duplicate_part": Text(
        ja="判定項目「{id}」が二度書かれています。",
        en="The part “{id}” is given twice.",
    ),
    "no_direction": Text(
        ja="{type} のパラメータに direction は使えません。",
        en="A parameter of type {type} has no direction.",
    ),
    "parameter_type": Text(
        ja="パラメータ「{name}」は {type} で書いてください（「{value}」は使えません）。",
        en="The parameter “{name}” is of type {type}; “{value}” is not.",
    ),
    "unknown_parameter": Text(
        ja="「{name}」というパラメータはありません。",
        en="There is no parameter “{name}”.",
    ),
    "unknown_parameter_hint": Text(
        ja="「{name}」というパラメータはありません。「{hint}」のことですか。",
        en="There is no parameter “{name}”. Did you mean “{hint}”?",
    ),
    "unknown_overlay": Text(
        ja="「{name}」という overlay はありません。",
        en="There is no overlay “{name}”.",
    ),
    "unknown_overlay_hint": Text(
        ja="「{name}」という overlay はありません。「{hint}」のことですか。",
        en="There is no overlay “{name}”. Did you mean “{hint}”?",
    ),
    "unknown_pack": Text(
        ja="「{name}」という pack はありません。",
        en="There is no pack “{name}”.",
    ),
    "unknown_pack_hint": Text(
        ja="「{name}」という pack はありません。「{hint}」のことですか。",
        en="There is no pack “{name}”. Did you mean “{hint}”?",
    ),
    "unknown_profile": Text(
        ja="「{name}」という profile はありません。",
        en="There is no profile “{name}”.",
    ),
    "unknown_profile_hint": Text(
        ja="「{name}」という profile はありません。「{hint}」のことですか。",
        en="There is no profile “{name}”. Did you mean “{hint}”?",
    ),
    "profile_cycle": Text(
        ja="profile の extends が「{name}」に戻ってきます。",
        en="The profiles extend each other in a circle, back to “{name}”.",
    ),
    "unknown_control": Text(
        ja="「{name}」という管理項目はありません。",
        en="There is no control “{name}”.",
    ),
    "unknown_control_hint": Text(
        ja="「{name}」という管理項目はありません。「{hint}」のことですか。",
        en="There is no control “{name}”. Did you mean “{hint}”?",
    ),
    "not_in_force": Text(
        ja="管理項目「{name}」は、監査基準日には効力がありません。",
        en="The control “{name}” is not in force on the audit's date.",
    ),
    "nothing_selected": Text(
        ja="profile「{profile}」が選ぶ管理項目のうち、{as_of:date}に効力のあるものがありません。",
        en="The profile “{profile}” selects no control that is in force on {as_of:date}.",
    ),
    "empty_selection": Text(
        ja="選ばれた管理項目に当てはまる対象がありません。何も判定しないまま終わることはできません。",
        en="No subject is left that the selected controls apply to. A run that judges nothing is not started.",
    ),
    "no_legal_basis": Text(
        ja="{control} に legal_basis（法的根拠）がありません。document にもありません。",
        en="{control} has no legal_basis, nor has its document.",
    ),
    "dates_reversed": Text(
        ja="effective_to が effective_from より前です。",
        en="effective_to is earlier than effective_from.",
    ),
    "broken_check": Text(
        ja="check「{name}」を読み込めません。",
        en="The check “{name}” cannot be loaded.",
    ),
    "unknown_check": Text(
        ja="「{name}」という check はありません。",
        en="There is no check “{name}”.",
    ),
    "unknown_check_hint": Text(
        ja="「{name}」という check はありません。「{hint}」のことですか。",
        en="There is no check “{name}”. Did you mean “{hint}”?",
    ),
    "unknown_field": Text(
        ja="check「{check}」に「{field}」という項目はありません。書ける項目: {known:list}",
        en="The check “{check}” has no field “{field}”. Its fields: {known:list}",
    ),
    "unknown_field_hint": Text(
        ja="check「{check}」に「{field}」という項目はありません。「{hint}」のことですか。",
        en="The check “{check}” has no field “{field}”. Did you mean “{hint}”?",
    ),
    "field_twice": Text(
        ja="「{field}」が parameters と options の両方にあります。",
        en="“{field}” is given under parameters and under options.",
    ),
    "field_unset": Text(
        ja="check「{check}」に必要な「{field}」が、parameters にも options にもありません。",
        en="The check “{check}” needs “{field}”, which is neither under parameters nor under options.",
    ),
    "field_type": Text(
        ja="check「{check}」の「{field}」は {wanted} ですが、パラメータ「{name}」は {type} です。",
        en="“{field}” of the check “{check}” takes {wanted}, but the parameter “{name}” is of type {type}.",
    ),
    "option_type": Text(
        ja="check「{check}」の「{field}」は {wanted} で書いてください（「{value}」は使えません）。",
        en="“{field}” of the check “{check}” takes {wanted}; “{value}” is not.",
    ),
    "derived_cycle": Text(
        ja="{control} は {name} の結果から判定しますが、{name} も {control} の結果によっています。",
        en="{control} judges the results of {name}, which in turn rests on {control}.",
    ),
}

"""What is said of records that must be on file."""

from auditor.messages.text import Text

TEXTS = {
    "counts": Text(
        ja="「{register_ja}」の {record} が要件を満たしています。",
        en="{record} in “{register_en}” is complete and counts.",
    ),
    "met": Text(
        ja="「{register_ja}」の該当する{count}件が、いずれも要件を満たしています。",
        en="All {count} records of the kind in “{register_en}” are complete and count.",
    ),
    "broken": Text(
        ja="「{register_ja}」の該当する{count}件の中に、要件を満たさないものがあります。",
        en="Of {count} records of the kind in “{register_en}” some do not comply.",
    ),
    "words_met": Text(
        ja="「{register_ja}」に、求められている事項がすべて記録されています。",
        en="“{register_en}” holds everything that is asked for.",
    ),
    "words_broken": Text(
        ja="「{register_ja}」に、求められている事項のうち要件を満たさないものがあります。",
        en="Not everything that is asked for is in “{register_en}” as it must be.",
    ),
    "no_word": Text(
        ja="「{register_ja}」の「{field_ja}」に「{word:term}」がある記録が見当たりません。",
        en="No record in “{register_en}” has “{word:term}” under “{field_en}”.",
    ),
    "lacks_word": Text(
        ja="「{register_ja}」の {record} の「{field_ja}」に「{word:term}」がありません。",
        en="“{field_en}” of {record} in “{register_en}” lacks “{word:term}”.",
    ),
    "not_yet": Text(
        ja="「{register_ja}」の {record} は、「{field_ja}」が{day:date}で、監査基準日にはまだ効力がありません。",
        en="{record} in “{register_en}” counts from {day:date} only (“{field_en}”), after the audit's date.",
    ),
    "ended": Text(
        ja="「{register_ja}」の {record} は、「{field_ja}」の{day:date}で効力を失っています。",
        en="{record} in “{register_en}” ceased to count on {day:date} (“{field_en}”).",
    ),
    "late": Text(
        ja="「{register_ja}」の {record} の「{field_ja}」は{day:date}で、"
        "定められた間隔（{within:duration}）を過ぎています。",
        en="“{field_en}” of {record} in “{register_en}” is {day:date}, longer ago than {within:duration}.",
    ),
    "none_of": Text(
        ja="「{register_ja}」の {record} に、「{field_ja}」のいずれも記入されていないため、判定できません。",
        en="None of “{field_en}” is filled in for {record} in “{register_en}”, so this cannot be judged.",
    ),
    "other_value": Text(
        ja="「{register_ja}」の {record} の「{field_ja}」が「{found:terms}」で、"
        "求められている「{accepted:terms}」でありません。",
        en="“{field_en}” of {record} in “{register_en}” is “{found:terms}”, not “{accepted:terms}”.",
    ),
}

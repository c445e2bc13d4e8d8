"""What is said of records that must have another."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="「{register_ja}」の該当する{count}件のいずれにも、対応する「{other_ja}」の記録があります。",
        en="Each of {count} records of the kind in “{register_en}” has its record in “{other_en}”.",
    ),
    "broken": Text(
        ja="「{register_ja}」の該当する{count}件のうち{wrong}件で、対応する「{other_ja}」の記録がないか、時期が合いません。",
        en="Of {count} records of the kind in “{register_en}”, {wrong} lack their record in “{other_en}”, or have it "
        "at the wrong time.",
    ),
    "none": Text(
        ja="「{register_ja}」の {record} に対応する記録が「{other_ja}」にありません。",
        en="“{other_en}” holds no record for {record} of “{register_en}”.",
    ),
    "due": Text(
        ja="「{register_ja}」の {record}（{day:date}）に対応する「{other_ja}」の記録はまだありません"
        "（{limit_ja}の期限内です）。",
        en="“{other_en}” holds no record yet for {record} of “{register_en}” ({day:date}); there is still time "
        "({limit_en}).",
    ),
    "before_it": Text(
        ja="「{register_ja}」の {record} に対応する「{other_ja}」の記録がまだありません。{day:date}までに必要です。",
        en="“{other_en}” holds no record yet for {record} of “{register_en}”; it is needed before {day:date}.",
    ),
    "too_soon": Text(
        ja="{record} の「{field_ja}」（{day:date}）に対する {other} の「{other_ja}」は{other_day:date}で、"
        "それより前になっています。",
        en="“{other_en}” of {other} ({other_day:date}) lies before “{field_en}” of {record} ({day:date}).",
    ),
    "afterwards": Text(
        ja="{record} の「{field_ja}」（{day:date}）より前に必要な {other} の「{other_ja}」が、"
        "{other_day:date}で後になっています。",
        en="“{other_en}” of {other} ({other_day:date}) was needed before “{field_en}” of {record} ({day:date}), and "
        "came after it.",
    ),
    "same_day": Text(
        ja="{record} の「{field_ja}」（{day:date}）と {other} の「{other_ja}」（{other_day:date}）が同じ日です。"
        "どちらが先かは、別の日でないと確かめられません。",
        en="“{field_en}” of {record} ({day:date}) and “{other_en}” of {other} ({other_day:date}) fall on one day; they "
        "must be of different days.",
    ),
    "not_yet": Text(
        ja="{other} は「{other_ja}」が{other_day:date}で、{record} の「{field_ja}」（{day:date}）には"
        "まだ効力がありませんでした。",
        en="{other} counts from {other_day:date} only (“{other_en}”), after “{field_en}” of {record} ({day:date}).",
    ),
    "ended": Text(
        ja="{other} は「{other_ja}」の{other_day:date}で効力を失っており、{record} の「{field_ja}」（{day:date}）には"
        "及びません。",
        en="{other} ceased to count on {other_day:date} (“{other_en}”), before “{field_en}” of {record} ({day:date}).",
    ),
    "too_few": Text(
        ja="「{register_ja}」の {record} に対応する「{other_ja}」の記録が{wanted}件必要ですが、"
        "{found}件しかありません。",
        en="{record} of “{register_en}” needs {wanted} records in “{other_en}”; there are {found} only.",
    ),
    "different": Text(
        ja="「{register_ja}」の {record} の「{field_ja}」（{value:terms}）が、「{other_ja}」の {other} では"
        "{other_value:terms}になっています。",
        en="“{field_en}” of {record} in “{register_en}” is {value:terms}, but {other_value:terms} for {other} in "
        "“{other_en}”.",
    ),
    "late": Text(
        ja="{record} の「{field_ja}」（{day:date}）と {other} の「{other_ja}」（{other_day:date}）の間が、"
        "期限（{limit_ja}）を超えています。",
        en="Between “{field_en}” of {record} ({day:date}) and “{other_en}” of {other} ({other_day:date}) lies more "
        "than {limit_en}.",
    ),
}

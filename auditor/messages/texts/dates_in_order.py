"""What is said of dates that must follow each other."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="「{register_ja}」の該当する{count}件で、日付が求められている順序と期限のとおりです。",
        en="In all {count} records of the kind in “{register_en}” the dates follow each other as they must.",
    ),
    "broken": Text(
        ja="「{register_ja}」の該当する{count}件の中に、順序か期限に合わない日付が{wrong}箇所あります。",
        en="Of {count} records of the kind in “{register_en}”, {wrong} dates are out of order or late.",
    ),
    "wrong_order": Text(
        ja="「{register_ja}」の {record} は、「{other_ja}」（{other:date}）が"
        "「{one_ja}」（{one:date}）より後になっていません。",
        en="In {record} of “{register_en}”, “{other_en}” ({other:date}) does not come after “{one_en}” ({one:date}).",
    ),
    "late": Text(
        ja="「{register_ja}」の {record} は、「{one_ja}」（{one:date}）から「{other_ja}」（{other:date}）までが"
        "期限（{limit_ja}）を超えています。",
        en="In {record} of “{register_en}”, “{other_en}” ({other:date}) came later than {limit_en} after “{one_en}” "
        "({one:date}).",
    ),
    "too_short": Text(
        ja="「{register_ja}」の {record} は、「{one_ja}」（{one:date}）から「{other_ja}」（{other:date}）までが"
        "{asked:duration}に足りません。",
        en="In {record} of “{register_en}”, less than {asked:duration} lies between “{one_en}” ({one:date}) and "
        "“{other_en}” ({other:date}).",
    ),
    "overdue": Text(
        ja="「{register_ja}」の {record} に「{field_ja}」が記録されないまま、"
        "{first:date}からの期限（{limit_ja}）を過ぎています。",
        en="“{field_en}” of {record} in “{register_en}” is not on record, and the time for it ({limit_en} from "
        "{first:date}) has passed.",
    ),
    "due": Text(
        ja="「{register_ja}」の {record} の「{field_ja}」はまだ記録されていません"
        "（{first:date}から{limit_ja}の期限内です）。",
        en="“{field_en}” of {record} in “{register_en}” is not on record yet; there is still time ({limit_en} from "
        "{first:date}).",
    ),
}

"""What is said of numbers that a rule limits."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="「{register_ja}」の該当する数は{count}で、定められた上限（{limit}）以内です。",
        en="“{register_en}” holds {count} of the kind, within the limit of {limit}.",
    ),
    "over": Text(
        ja="「{register_ja}」の該当する数は{count}で、定められた上限（{limit}）を超えています。",
        en="“{register_en}” holds {count} of the kind, more than the limit of {limit}.",
    ),
}

"""What is said of people who must each have a record."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="対象の{count}人全員に、{within:duration}以内の「{register_ja}」の記録があります。",
        en="All {count} people concerned have a record in “{register_en}” from the last {within:duration}.",
    ),
    "broken": Text(
        ja="対象の{count}人のうち{wrong}人に、{within:duration}以内の「{register_ja}」の記録がありません。",
        en="Of {count} people concerned, {wrong} have no record in “{register_en}” from the last {within:duration}.",
    ),
    "nobody": Text(
        ja="監査基準日に対象となる人が、台帳に一人もいません。",
        en="On the audit's date the registers name nobody whom this concerns.",
    ),
    "none": Text(
        ja="{person} について、「{register_ja}」の記録がありません。",
        en="“{register_en}” holds no record for {person}.",
    ),
    "old": Text(
        ja="{person} の「{register_ja}」の最後の記録は{day:date}で、有効期間（{within:duration}）を過ぎています。",
        en="The last record for {person} in “{register_en}” is of {day:date}, longer ago than {within:duration}.",
    ),
}

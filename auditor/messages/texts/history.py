"""What the commands diff and history say, and what history itself says of findings."""

from auditor.messages.text import Text

TEXTS = {
    "not_seen": Text(
        ja="読み取れなかったところがあり、この指摘が残っているかどうかは分かりません（{reason:term}）。",
        en="Not everything could be read, so whether this is still there is not known ({reason:term}).",
    ),
    "two_runs": Text(ja="比べられる監査は二つまでです。", en="Two audits can be compared, not more."),
    "control_option": Text(ja="経過を見る規定の番号", en="The control whose course is shown."),
    "subject_option": Text(
        ja="経過を見る対象（id、又は 種類:id）", en="The subject whose course is shown (its id, or kind:id)."
    ),
    "item_option": Text(ja="経過を見る指摘の項目名", en="Key of the item whose course is shown."),
    "from_option": Text(ja="この監査基準日から", en="From this date of audits on."),
    "to_option": Text(ja="この監査基準日まで", en="Up to this date of audits."),
    "one_night": Text(
        ja="監査の記録が一夜分しかないため、比べられません（{run}）。次の監査の後に、もう一度お試しください。",
        en="There is only one night on record ({run}), so there is nothing to compare. Try again after the next audit.",
    ),
    "no_night": Text(
        ja="比べられる監査の記録がまだありません。auditor audit で監査を行ってください。",
        en="There is no finished night on record yet. Run one with: auditor audit",
    ),
    "unknown_run": Text(
        ja="「{run}」という監査の記録はありません。実施番号（最新は {newest}）か、監査基準日（YYYY-MM-DD）を"
        "指定してください。",
        en="There is no run {run}. Name a run (the newest is {newest}) or a date of audits (YYYY-MM-DD).",
    ),
    "no_night_on": Text(
        ja="監査基準日が{day:date}の、終わった監査はありません。最新は{newest:date}です。",
        en="No finished audit bears the date {day:date}; the newest bears {newest:date}.",
    ),
    "unfinished": Text(
        ja="監査「{run}」は終わっていないため、比べられません。",
        en="The run {run} did not finish, so it cannot be compared.",
    ),
    "same_run": Text(
        ja="どちらも同じ監査（{run}）です。別の監査を指定してください。",
        en="Both are the same run ({run}). Name another one.",
    ),
    "nothing_found": Text(
        ja="この期間の監査の記録に、該当する規定・対象・指摘がありません。番号と期間をお確かめください。",
        en="No audit of that time holds such a control, subject or finding. Please check the names and the dates.",
    ),
    "no_nights_between": Text(
        ja="この期間には、終わった監査の記録がありません。", en="There is no finished night in that time."
    ),
    "part_only": Text(
        ja="一部だけの監査との比較です。両方の監査にある判定だけを比べています。",
        en="One of them was an audit of a part; only what both hold is compared.",
    ),
}

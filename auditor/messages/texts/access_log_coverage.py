"""What is said of our own records of log-ins."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="システム{count}台のアクセス記録に、直近{window:duration}のすべての開庁日の記録があります。",
        en="The access logs of all {count} systems have entries on every working day of the last {window:duration}.",
    ),
    "broken": Text(
        ja="アクセス記録の欠けている箇所が{count}件あります。",
        en="The access logs fall short in {count} ways.",
    ),
    "none": Text(
        ja="{target} にアクセス記録がありません。",
        en="{target} keeps no access log.",
    ),
    "not_lasting": Text(
        ja="{target} のアクセス記録は再起動すると消える設定です。",
        en="The access log of {target} is lost at the next restart.",
    ),
    "window": Text(
        ja="{target} のアクセス記録は直近5週間分だけを読み取るため、{window:duration}のすべては確かめられません。",
        en="Only the last five weeks of the access log of {target} are read, so {window:duration} cannot be "
        "judged in full.",
    ),
    "gap": Text(
        ja="{target} のアクセス記録に、開庁日である{day:date}の記録がありません。",
        en="The access log of {target} has no entry on {day:date}, a working day.",
    ),
    "unseen": Text(
        ja="{target} のアクセス記録を読み取ったのは監査基準日より前の{read_on:date}で、その日以後は確かめていません。",
        en="The access log of {target} was read on {read_on:date}, before the audit's date; from that day on it was "
        "not looked at.",
    ),
    "no_entry": Text(
        ja="{target} のアクセス記録の最新の日時を読み取れていません。",
        en="The time of the newest entry in the access log of {target} could not be read.",
    ),
    "ahead": Text(
        ja="{target} のアクセス記録の最新の記録（{newest:datetime}）が、監査の時刻より先になっています。"
        "時計をご確認ください。",
        en="The newest entry in the access log of {target} ({newest:datetime}) lies ahead of the audit. "
        "Please check the clock.",
    ),
    "stale": Text(
        ja="{target} のアクセス記録は{newest:datetime}を最後に途絶えています"
        "（閉庁日を除き{limit:duration}以内が基準）。",
        en="The access log of {target} ends at {newest:datetime}; {limit:duration} is the limit, closed days apart.",
    ),
}

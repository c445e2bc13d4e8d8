"""What is said of a sample of a counterparty's usage log."""

from auditor.messages.text import Text

TEXTS = {
    "no_entry": Text(
        ja="「{title}」の根拠ファイルから、最も新しい記録の日時を読み取れません。",
        en="The time of the newest entry could not be read from the file behind “{title}”.",
    ),
    "after": Text(
        ja="「{title}」の最新の記録（{newest:datetime}）が、受領日（{sampled:date}）より後になっています。"
        "受領日か時計をご確認ください。",
        en="The newest entry of “{title}” ({newest:datetime}) lies after its hand-over on {sampled:date}. "
        "Please check the date or the clock.",
    ),
    "stale": Text(
        ja="「{title}」の最新の記録は{newest:datetime}で、受領日（{sampled:date}）の時点で{limit:duration}を超えて古いものです。",
        en="The newest entry of “{title}” is of {newest:datetime}: older than {limit:duration} when it was handed over "
        "on {sampled:date}.",
    ),
    "hour_unknown": Text(
        ja="「{title}」の最新の記録は{newest:datetime}です。受領日（{sampled:date}）の時刻が分からないため、"
        "{limit:duration}以内かどうか決められません。",
        en="The newest entry of “{title}” is of {newest:datetime}. The hour of the hand-over on {sampled:date} is not "
        "known, so it cannot be told whether that was within {limit:duration}.",
    ),
}

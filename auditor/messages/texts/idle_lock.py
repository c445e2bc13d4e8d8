"""What is said of idle sessions."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="操作のない状態が{limit:duration}以内に、画面の固定又は接続の終了につながる設定です。",
        en="A session that is idle for {limit:duration} is locked or ended.",
    ),
    "broken": Text(
        ja="離席したままの画面が、{limit:duration}以内に固定又は終了されません。",
        en="An idle session is not locked or ended within {limit:duration}.",
    ),
    "none": Text(
        ja="操作のない画面を{limit:duration}以内に固定又は終了する設定がありません。",
        en="There is no setting that locks or ends a session idle for {limit:duration}.",
    ),
    "off": Text(
        ja="「{mechanism:term}」による固定・終了は切られています。",
        en="“{mechanism:term}” is switched off.",
    ),
    "dead_only": Text(
        ja="「{mechanism:term}」は途切れた接続を切るだけで、離席した利用者には働きません。",
        en="“{mechanism:term}” ends dead connections only; it does not act on a user who does nothing.",
    ),
    "too_long": Text(
        ja="「{mechanism:term}」が働くまで{seconds:duration}かかります（基準は{limit:duration}以内）。",
        en="“{mechanism:term}” acts after {seconds:duration}; {limit:duration} is the limit.",
    ),
    "not_enforced": Text(
        ja="「{mechanism:term}」（{seconds:duration}）は、利用者が自分で解除できます。",
        en="“{mechanism:term}” ({seconds:duration}) can be switched off by the user.",
    ),
}

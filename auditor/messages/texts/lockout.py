"""What is said of locking accounts after failed log-ins."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="ログインに{limit}回以内失敗するとアカウントが使えなくなる設定です。",
        en="Accounts are locked after at most {limit} failed log-ins.",
    ),
    "broken": Text(
        ja="ログインの失敗が続いても、基準どおりにアカウントが使えなくなりません。",
        en="Accounts are not locked after failed log-ins as the rule asks.",
    ),
    "unread": Text(
        ja="ログインの設定（{service}）の「{setting:term}」を読み取れていません。",
        en="“{setting:term}” of the log-in stack {service} could not be read.",
    ),
    "never": Text(
        ja="ログインの設定（{service}）では、何回失敗してもアカウントが使えなくなりません（基準は{limit}回以内）。",
        en="The log-in stack {service} never locks an account; {limit} failures are the limit.",
    ),
    "too_many": Text(
        ja="ログインの設定（{service}）では、{attempts}回失敗するまでアカウントが使えます（基準は{limit}回以内）。",
        en="The log-in stack {service} locks an account after {attempts} failures; {limit} are the limit.",
    ),
    "not_root": Text(
        ja="ログインの設定（{service}）では、root は失敗しても使えなくなりません。",
        en="The log-in stack {service} never locks root.",
    ),
    "too_short": Text(
        ja="ログインの設定（{service}）では、使えなくなる時間が{seconds:duration}です（基準は{least:duration}以上）。",
        en="The log-in stack {service} keeps an account locked for {seconds:duration}; {least:duration} are asked for.",
    ),
}

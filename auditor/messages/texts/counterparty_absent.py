"""What is said of counterparties whose users do not log on to our systems."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="相手方の利用者が市のシステムにログインしないという台帳の記載と、食い違う名簿の記載はありません。",
        en="Nothing in the roster contradicts that the counterparty's users do not log on to the city's systems.",
    ),
    "has_account": Text(
        ja="台帳では相手方の利用者は市のシステムにログインしませんが、名簿では相手方の {person} にアカウント"
        "（{accounts:list}）があります。台帳の counterparty_logs_on か名簿を確かめてください。",
        en="By the inventory the counterparty's users do not log on, but the roster gives its {person} accounts "
        "({accounts:list}). Please check counterparty_logs_on, or the roster.",
    ),
}

"""What is said of accounts and who holds them."""

from auditor.messages.text import Text

TEXTS = {
    "enabled_unknown": Text(
        ja="アカウント「{account}」が現在使える状態かどうかを読み取れていないため、判定できません。",
        en="Whether account “{account}” can be logged in to could not be read, so it cannot be judged.",
    ),
    "no_custodian": Text(
        ja="共用アカウント「{account}」の管理者が台帳に記入されていません。",
        en="No custodian is entered for the shared account “{account}”.",
    ),
}

"""What is said of the age of passwords."""

from auditor.messages.text import Text

TEXTS = {
    "no_rule": Text(
        ja="パスワードの有効期間を定めた規程が設定されていないため、期間による判定は行っていません。",
        en="No local rule that limits the age of passwords is set, so age was not judged.",
    ),
    "met": Text(
        ja="アカウント{count}件のパスワードは、いずれも{limit:duration}以内に変更されています。",
        en="The passwords of all {count} accounts were changed within {limit:duration}.",
    ),
    "broken": Text(
        ja="パスワードの有効期間を過ぎたアカウントが{count}件あります。",
        en="{count} accounts have passwords older than the rule allows.",
    ),
    "unread": Text(
        ja="{target} のアカウント「{account}」のパスワード変更日を読み取れていません。",
        en="When the password of account “{account}” on {target} was last changed could not be read.",
    ),
    "old": Text(
        ja="{target} のアカウント「{account}」のパスワードは{day:date}から変更されていません"
        "（基準は{limit:duration}以内）。",
        en="The password of account “{account}” on {target} has not been changed since {day:date}; the rule allows "
        "{limit:duration}.",
    ),
}

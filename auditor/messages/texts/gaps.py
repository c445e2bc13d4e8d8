"""What checks say of facts that are not there."""

from auditor.messages.text import Text

TEXTS = {
    "not_read": Text(
        ja="{owner} の「{fact:term}」をすべては読み取れていないため、判定できません（{reason:term}）。",
        en="“{fact:term}” of {owner} was not read in full, so this cannot be judged ({reason:term}).",
    ),
    "nothing_in": Text(
        ja="{owner} の「{fact:term}」を読み取りましたが、一件もありませんでした。",
        en="“{fact:term}” of {owner} was read and held nothing.",
    ),
    "no_source": Text(
        ja="「{key}」を確かめるための読取り先が台帳に記載されていません。",
        en="The inventory names nothing that “{key}” could be checked against.",
    ),
}

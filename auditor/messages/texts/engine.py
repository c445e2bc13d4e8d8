"""What the engine itself says of rows and runs."""

from auditor.messages.text import Text

TEXTS = {
    "nothing_examined": Text(
        ja="判定の対象となるものが一つも読み取れませんでした。",
        en="Nothing was found that could be judged.",
    ),
    "no_collector": Text(
        ja="{owner} の「{fact:term}」を読み取る手段が、この版にはまだありません。",
        en="This version has no means yet to read “{fact:term}” from {owner}.",
    ),
    "not_collected": Text(
        ja="{owner} から「{fact:term}」を読み取れませんでした（{reason:term}）。",
        en="“{fact:term}” could not be read from {owner} ({reason:term}).",
    ),
    "crashed": Text(
        ja="判定の途中でプログラムの誤りが起きました（{where}: {error}）。この行は判定していません。",
        en="A fault in the program stopped this judgement ({where}: {error}). The row was not judged.",
    ),
    "no_criterion": Text(
        ja="判断の基準となる数値（{parameters:list}）が市の規程から設定されていません。",
        en="No value from the city's own rules is set for {parameters:list}.",
    ),
    "parts_met": Text(ja="すべての判定項目を満たしています。", en="Every part of the requirement is met."),
    "no_owner": Text(
        ja="この対象について「{fact:term}」の持ち主が台帳に記載されていません。",
        en="The inventory names nothing that “{fact:term}” could be read from for this subject.",
    ),
}

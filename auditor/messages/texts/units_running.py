"""What is said of the services that a linked system needs."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="台帳に記載されたサービス{count}件は、すべて動いています。",
        en="All {count} declared services are running.",
    ),
    "broken": Text(
        ja="台帳に記載されたサービスのうち{count}件が動いていません。",
        en="{count} declared services are not running.",
    ),
    "none_declared": Text(
        ja="{target} で動いているべきサービスが台帳に記載されていません。",
        en="The inventory declares no service that ought to run on {target}.",
    ),
    "missing": Text(
        ja="{target} に、台帳のサービス {unit} がありません。",
        en="{target} does not know the declared service {unit}.",
    ),
    "failed": Text(
        ja="{target} のサービス {unit} が異常終了しています。",
        en="The service {unit} on {target} has failed.",
    ),
    "stopped": Text(
        ja="{target} のサービス {unit} が止まっています。",
        en="The service {unit} on {target} is stopped.",
    ),
}

"""What is said of where events are sent."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="システム{count}台の記録は、台帳に記載されたログの送り先へ送られています。",
        en="The events of all {count} systems go to a declared destination.",
    ),
    "broken": Text(
        ja="台帳のログの送り先へ記録を送っていないシステムが{count}台あります。",
        en="{count} systems send their events to no declared destination.",
    ),
    "none_declared": Text(
        ja="{target} のログの送り先が台帳に記載されていません。",
        en="The inventory declares no destination for the events of {target}.",
    ),
    "not_sent": Text(
        ja="{target} は、台帳の送り先（{destinations:list}）へ記録を送っていません。",
        en="{target} does not send its events to a declared destination ({destinations:list}).",
    ),
    "narrow": Text(
        ja="{target} から台帳の送り先へ送られているのは一部の記録（{selector}）だけで、"
        "運転状況の記録が含まれるか分かりません。",
        en="{target} sends only a choice of its events ({selector}) to the declared destination; whether those on how "
        "it runs are among them is not shown.",
    ),
    "gets_nothing": Text(
        ja="{target} は、台帳の送り先 {destination} へは記録を送っていません。",
        en="{target} sends nothing to the declared destination {destination}.",
    ),
    "undeclared": Text(
        ja="{target} は、台帳にない {destination} へも記録を送っています。",
        en="{target} also sends its events to {destination}, which is not declared.",
    ),
}

"""What is said of services that listen to the network."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="ネットワークから届くサービス{count}件は、すべて台帳に記載されています。",
        en="All {count} services that can be reached from the network are declared.",
    ),
    "broken": Text(
        ja="台帳にない、又は暗号化されないサービスが{count}件待ち受けています。",
        en="{count} services listen that are not declared, or that send log-ins in clear text.",
    ),
    "clear_text": Text(
        ja="{service} で {name} が待ち受けています。暗号化されない遠隔操作です。",
        en="{name} listens on {service}; it sends log-ins in clear text.",
    ),
    "undeclared": Text(
        ja="台帳にないサービスが {service} で待ち受けています（プログラム: {process}）。",
        en="A service that is not declared listens on {service} (program: {process}).",
    ),
    "none_declared": Text(
        ja="{service} でサービスが待ち受けています（プログラム: {process}）が、"
        "台帳にこの機器のサービスの記載がありません。",
        en="A service listens on {service} (program: {process}), but the inventory declares no service of this "
        "machine.",
    ),
    "silent": Text(
        ja="台帳にある {service} は待ち受けていません。不要になった記載かどうかご確認ください。",
        en="The declared service {service} does not listen. Please check whether it is still needed.",
    ),
}

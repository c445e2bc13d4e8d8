"""What is said of access by SNMP."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="既知の初期値のコミュニティ名は使われておらず、監視は暗号化された SNMPv3 で行われています。",
        en="No default community is in use; where the audit spoke SNMP, it was version 3 with privacy.",
    ),
    "broken": Text(
        ja="SNMP の認証が不十分な箇所が{count}件あります。",
        en="{count} ways of access by SNMP lack a real credential.",
    ),
    "known_default": Text(
        ja="{target} の SNMP は、広く知られた初期値のコミュニティ名（{label}）を受け付けます。",
        en="The SNMP agent of {target} accepts a well-known default community ({label}).",
    ),
    "unauthenticated": Text(
        ja="{target} の SNMPv3 は、認証のない利用者（{label}、noauth）を受け付けます。",
        en="The SNMP agent of {target} lets a version 3 user in without authentication ({label}, noauth).",
    ),
    "community": Text(
        ja="{target} の SNMP は暗号化されないコミュニティ方式（{label}）を受け付けます。"
        "SNMPv3 への移行をご検討ください。",
        en="The SNMP agent of {target} accepts a community ({label}), which travels in clear text. Consider SNMPv3.",
    ),
    "version": Text(
        ja="{target} は、暗号化されない SNMP バージョン{version}で監視されています。",
        en="{target} is read by SNMP version {version}, without encryption.",
    ),
    "level": Text(
        ja="{target} の SNMPv3 は、認証と暗号化がそろっていません（{level}）。",
        en="SNMPv3 with {target} lacks authentication or privacy ({level}).",
    ),
}

"""What is said of lines and tunnels."""

from auditor.messages.text import Text

TEXTS = {
    "none_declared": Text(
        ja="この結合の回線（機器とインターフェース）が台帳に記載されていません。",
        en="The inventory declares no line (device and interface) for this linkage.",
    ),
    "met": Text(
        ja="台帳の回線{count}本は、すべて接続中であることを確かめられました。",
        en="All {count} declared lines were seen to be up.",
    ),
    "broken": Text(
        ja="台帳の回線のうち{count}本が接続されていません。",
        en="{count} declared lines are not up.",
    ),
    "missing": Text(
        ja="{target} に、台帳のインターフェース {interface} がありません。",
        en="{target} has no interface {interface}, which is declared as a line.",
    ),
    "shut": Text(
        ja="{target} の回線 {interface} は、設定で止められています。",
        en="The line {interface} of {target} is shut by its configuration.",
    ),
    "down": Text(
        ja="{target} の回線 {interface} が切れています。",
        en="The line {interface} of {target} is down.",
    ),
    "tunnels_met": Text(
        ja="回線機器のトンネル{count}本は、すべて接続中であることを確かめられました。",
        en="All {count} tunnels of the line devices were seen to be up.",
    ),
    "tunnels_broken": Text(
        ja="接続されていないトンネルが{count}本あります。",
        en="{count} tunnels are not up.",
    ),
    "no_tunnel": Text(
        ja="共用の回線で結ばれていますが、{target} にトンネルがありません。",
        en="The linkage runs over a shared line, but {target} has no tunnel.",
    ),
    "tunnel_down": Text(
        ja="{target} のトンネル {tunnel} が切れています。",
        en="The tunnel {tunnel} of {target} is down.",
    ),
}

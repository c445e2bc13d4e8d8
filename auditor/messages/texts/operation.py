"""What is wrong in what the inventory says of running by itself."""

from auditor.messages.text import Text

TEXTS = {
    "turn": Text(
        ja="「{value}」は曜日（monday … sunday）でも日（1 から 31）でもありません。",
        en="“{value}” is neither a day of the week (monday … sunday) nor a day of the month (1 to 31).",
    ),
    "whole_days": Text(
        ja="「{value}」は使えません。1日以上の期間を、日・月・年で書いてください（例 P30D、P3M、P7Y）。",
        en="“{value}” cannot be used. Please give at least a day, in days, months or years (P30D, P3M, P7Y).",
    ),
    "blackout_long": Text(
        ja="停止期間が {days} 日間になっています。1年を超える停止はできません。"
        "年の書き間違いがないかを確かめてください。",
        en="This blackout lasts {days} days. None may be longer than a year. Please check the years of its dates.",
    ),
    "retention_short": Text(
        ja="証跡の保存期間「{value}」が短すぎます。{least} 日以上にしてください"
        "（P7D は7日、P7Y は7年です）。消した証跡は元に戻せません。",
        en="An evidence retention of “{value}” is too short; at least {least} days, please "
        "(P7D is seven days, P7Y seven years). Deleted evidence cannot be brought back.",
    ),
    "retention_below_due": Text(
        ja="証跡の保存期間「{value}」が、是正期限のうち最も長いもの（{due}）より短くなっています。"
        "是正が終わる前に証跡が消えるため、保存期間を延ばしてください。",
        en="An evidence retention of “{value}” is shorter than the longest time to mend a finding ({due}): "
        "evidence would be gone before what it shows is mended. Please keep it longer.",
    ),
    "no_audit": Text(
        ja="duties に audit がありません。duties を書くと既定の作業（audit・verify・sign_of_life）はすべて置き換わり、"
        "このままでは監査が行われません。audit の行を足してください。",
        en="duties lists no audit. A list stands in place of the usual duties (audit, verify, sign_of_life), so that "
        "nothing would be audited. Please add a line for audit.",
    ),
    "backup_nowhere": Text(
        ja="backup の作業がありますが、保存先がありません。care の backup に folder を書いてください。",
        en="There is a duty “backup” but nowhere to put backups. Please give care: backup: folder.",
    ),
    "prune_nothing": Text(
        ja="prune の作業がありますが、証跡の保存期間がありません。care の evidence_retention を書いてください。",
        en="There is a duty “prune” but no time for which evidence is kept. Please give care: evidence_retention.",
    ),
    "sign_to_nobody": Text(
        ja="sign_of_life の作業がありますが、知らせる相手がいません。notify の routes を書いてください。",
        en="There is a duty “sign_of_life” but nobody to tell. Please give notify: routes.",
    ),
    "no_route": Text(
        ja="notify に {channel} の設定がありますが、それを使う経路（routes）がないため、だれにも届きません。",
        en="notify sets up “{channel}”, but no route uses it, so that nobody would be told. "
        "Please add one under routes.",
    ),
    "credential_shared": Text(
        ja="認証情報「{name}」は、監査の対象 {target} でも使われています。"
        "メール用には別の名前で vault に入れてください。",
        en="The credential “{name}” is also used for the target {target}. "
        "Please keep another one for mail in the vault.",
    ),
    "own_folder": Text(
        ja="「{folder}」は、このワークスペース自身が使う場所です。別の場所を指定してください。",
        en="“{folder}” is a place that the workspace itself uses. Please name another one.",
    ),
}

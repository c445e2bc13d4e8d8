"""What is said of the store: why it cannot be used, and what to do."""

from auditor.messages.text import Text

TEXTS = {
    "damaged": Text(
        ja="記録ファイル {path} が壊れているか、途中で切れています（{detail}）。"
        "このファイルには手を加えず、別名で保管したうえで、直近のバックアップを戻してください。",
        en="The store {path} is damaged or cut short ({detail}). Keep the file as it is under another name and put "
        "the latest back-up in its place.",
    ),
    "not_a_store": Text(
        ja="{path} は auditor の記録ファイルではありません。ワークスペースの指定（--workspace）を確かめてください。",
        en="{path} is not a store of auditor. Check which workspace is meant (--workspace).",
    ),
    "newer": Text(
        ja="記録ファイル {path} は、より新しい版の auditor で作られています"
        "（記録の形式 {found}、この版で扱えるのは {known} まで）。新しい版の auditor で開いてください。",
        en="The store {path} was written by a newer version of auditor (format {found}; this version knows {known}). "
        "Open it with that version.",
    ),
    "locked": Text(
        ja="記録ファイル {path} を別の処理が使用中です。ほかの監査や定期実行が終わってから、もう一度実行してください。",
        en="Another process is using the store {path}. Run this again when the other audit or the nightly service "
        "has finished.",
    ),
    "full": Text(
        ja="記録ファイル {path} を置いたディスクに空きがありません。この書き込みは取り消しました"
        "（それまでの記録は残っています）。空きを作ってから、もう一度実行してください。",
        en="The disk that holds the store {path} is full. This entry was taken back; everything recorded before is "
        "intact. Free some space and run this again.",
    ),
    "unwritable": Text(
        ja="記録ファイル {path} を開けないか、書き込めません（{detail}）。"
        "フォルダーとファイルの所有者とアクセス権を確かめてください。",
        en="The store {path} cannot be opened or written ({detail}). Check the owner and permissions of the folder "
        "and the file.",
    ),
    "failed": Text(
        ja="記録ファイル {path} の読み書きに失敗しました（{detail}）。ディスクの状態を確かめてください。",
        en="Reading or writing the store {path} failed ({detail}). Check the state of the disk.",
    ),
    "no_run": Text(
        ja="監査 {run} の記録はありません。「auditor status」で記録済みの監査を確かめてください。",
        en="There is no run {run} on record. “auditor status” lists the runs.",
    ),
    "run_exists": Text(
        ja="監査 {run} はすでに記録されています。別の識別名で始めてください。",
        en="There is a run {run} already. Begin the new one under another name.",
    ),
    "run_closed": Text(
        ja="監査 {run} は完了しているか、より新しい監査が始まっているため、書き足せません。",
        en="Nothing can be added to run {run}: it is finished, or a newer run has begun.",
    ),
    "run_unfinished": Text(
        ja="監査 {run} は完了していないため、結果がありません。",
        en="Run {run} was not finished and has no results.",
    ),
    "no_artefact": Text(
        ja="証跡 {digest} は記録にありません。",
        en="There is no artefact {digest} on record.",
    ),
    "artefact_altered": Text(
        ja="証跡 {digest} の内容が、記録したときのダイジェストと一致しません。"
        "記録ファイルが壊れているか、書き換えられた可能性があります。",
        en="The artefact {digest} is not what its digest says. The store is damaged or was altered.",
    ),
    "unknown_fact": Text(
        ja="この版の auditor が知らない種類の記録（{fact}）があります。追加の部品か新しい版が必要です。",
        en="The store holds facts of a kind that this version does not know ({fact}). A plug-in or a newer version is "
        "needed.",
    ),
}

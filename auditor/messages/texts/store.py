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
    "backup_exists": Text(
        ja="{path} はすでにあります。バックアップは新しいファイルに書き出します。別の名前を指定してください。",
        en="{path} is there already. A back-up is written to a new file; give another name.",
    ),
    "backup_full": Text(
        ja="バックアップ {path} を書き込むディスクに空きがありません。書きかけのファイルは削除しました。"
        "空きを作るか、別の場所を指定してください。",
        en="The disk has no room for the back-up {path}. What had been written of it was removed. Free some space or "
        "choose another place.",
    ),
    "backup_failed": Text(
        ja="バックアップ {path} を書き込めませんでした（{detail}）。書きかけのファイルは残していません。"
        "フォルダの有無とアクセス権を確かめてください。",
        en="The back-up {path} could not be written ({detail}); nothing of it is left. Check that the folder exists "
        "and may be written to.",
    ),
    "unwritable": Text(
        ja="記録ファイル {path} を開けないか、書き込めません（{detail}）。"
        "フォルダとファイルの所有者とアクセス権を確かめてください。",
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
    "other_scope": Text(
        ja="監査 {run} は、別の対象を指定して始められています。始めたときと同じ指定で再開してください。",
        en="Run {run} was begun for another selection. Resume it with the selection that it was begun with.",
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
        ja="証跡 {digest} の内容が、記録したときの要約値と一致しません。"
        "記録ファイルが壊れているか、書き換えられた可能性があります。",
        en="The artefact {digest} is not what its digest says. The store is damaged or was altered.",
    ),
    "artefact_pruned": Text(
        ja="証跡 {digest} の内容は、保存期間が過ぎたため削除済みです（要約値と監査の結果は残っています）。",
        en="The bytes of the artefact {digest} were deleted when their retention had passed. Its digest and the "
        "results that rested on it are still on record.",
    ),
    "measured_altered": Text(
        ja="監査 {run} で取得した証跡（時刻や計数など、毎回変わるもの）が、記録したときのものと一致しません。"
        "記録ファイルが壊れているか、書き換えられた可能性があります。「auditor verify」で範囲を確かめてください。",
        en="Artefacts that run {run} measured (clocks, counters) are not what was recorded. The store is damaged or "
        "was altered; “auditor verify” names what.",
    ),
    "no_key": Text(
        ja="証跡は暗号化されています。この操作には保管庫（state/vault.json）の鍵が必要です。"
        "鍵ファイル（--key-file）か合言葉を用意して、もう一度実行してください。",
        en="The artefacts are encrypted, and this needs the vault (state/vault.json). Run it again with its key file "
        "(--key-file) or passphrase.",
    ),
    "wrong_key": Text(
        ja="この記録の証跡は、いまの保管庫（state/vault.json）とは別の鍵で暗号化されています。"
        "この記録と一緒に使っていた保管庫をバックアップから戻してください。"
        "保管庫を失った場合の手順は「auditor seal lost --help」にあります。",
        en="The artefacts of this store are encrypted under another key than this vault's (state/vault.json). Restore "
        "the vault that was used with this store. If it is lost, see “auditor seal lost --help”.",
    ),
    "row_altered": Text(
        ja="記録ファイルの表 {table} の「{row}」が、書き込んだときの内容と一致しません。記録ファイルが壊れているか、"
        "書き換えられた可能性があります。直近のバックアップと比べてください。",
        en="The entry {row} of the table {table} is not what was written. The store is damaged or was altered; compare "
        "it with the latest back-up.",
    ),
    "unknown_fact": Text(
        ja="この版の auditor が知らない種類の記録（{fact}）があります。追加の部品か新しい版が必要です。",
        en="The store holds facts of a kind that this version does not know ({fact}). A plug-in or a newer version is "
        "needed.",
    ),
}

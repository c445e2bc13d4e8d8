"""Backups, restoring, and what may stand in the way of either."""

from auditor.messages.text import Text

TEXTS = {
    "key_file_option": Text(
        ja="保管庫を開く鍵ファイル。バックアップには入れず、保管庫がこの鍵で開くことだけを確かめます。",
        en="Key file that opens the vault. It is not put into the backup; only that it opens the vault is checked.",
    ),
    "reports_option": Text(
        ja="報告書のフォルダ（reports/）もバックアップに入れるかどうか。既定は入れます。",
        en="Whether the folder reports/ goes into the backup. Default: yes.",
    ),
    # what backup says
    "made": Text(
        ja="バックアップを取りました: {path}（{size:bytes}）",
        en="Backup made: {path} ({size:bytes})",
    ),
    "made_contents": Text(
        ja="内容: ファイル {files:number} 個、夜間監査 {nights:number} 回分（最新 {newest}）。",
        en="Contents: {files:number} files, {nights:number} nights (newest: {newest}).",
    ),
    "made_no_nights": Text(
        ja="内容: ファイル {files:number} 個。夜間監査の記録はまだありません。",
        en="Contents: {files:number} files. No night is on record yet.",
    ),
    "made_checked": Text(
        ja="ディスクから読み返し、すべてのファイルの要約値が一致することを確かめました。",
        en="It was read back from the disk, and every file's digest matched.",
    ),
    "made_head": Text(
        ja="封印の先頭: {number} 番 {digest}",
        en="Head of the chain of seals: number {number}, {digest}",
    ),
    "made_without_reports": Text(
        ja="報告書（reports/）は入れていません。",
        en="The reports (reports/) are not in it.",
    ),
    "made_key_fits": Text(
        ja="バックアップに入れた保管庫が、鍵ファイル {file} で開くことを確かめました。",
        en="The vault in the backup opens with the key file {file}.",
    ),
    "made_deleted": Text(
        ja="古いバックアップを {count:number} 件消しました（このフォルダに"
        "残るバックアップ: {kept:number} 件）: {names:list}",
        en="Deleted {count:number} older backups (left in this folder: {kept:number}): {names:list}",
    ),
    "made_kept": Text(
        ja="このフォルダにあるバックアップ: {kept:number} 件。",
        en="Backups in this folder: {kept:number}.",
    ),
    "made_undelivered": Text(
        ja="送れずに待っている知らせが {count:number} 件あります。バックアップには入れていません（後日そこから送ると、"
        "古い知らせが届くため）。",
        en="{count:number} undelivered messages are waiting. They are not in the backup: sent from there weeks later, "
        "they would mislead.",
    ),
    "key_apart": Text(
        ja="保管庫の鍵ファイルとパスフレーズは、このバックアップに入っていません。バックアップとは別の場所に保管してください。"
        "どちらもないと、バックアップから戻しても認証情報と証跡を開けません。",
        en="Neither the vault's key file nor its passphrase is in this backup. Keep them apart from it. Without one of "
        "them, credentials and artefacts cannot be opened after a restore.",
    ),
    "note": Text(ja="注意: {text}", en="Note: {text}"),
    # what backup refuses
    "no_folder": Text(
        ja="バックアップの置き場所が決まっていません。"
        "フォルダを指定するか、台帳の care.backup.folder に書いてください。",
        en="No folder is set for backups. Name one, or set care.backup.folder in the inventory.",
    ),
    "folder_gone": Text(
        ja="フォルダ {folder} がありません。ディスクや共有フォルダがつながっているかを確かめてください"
        "（別のディスクに書かないよう、自動では作りません）。",
        en="The folder {folder} is not there. Check that the disk or share is mounted (it is not made by itself, lest "
        "the backup land on another disk).",
    ),
    "full": Text(
        ja="{folder} のディスクに空きがありません。途中まで書いたものは消しました。空きを作ってから、"
        "もう一度実行してください。今までのバックアップはそのままです。",
        en="The disk of {folder} is full. What had been written was removed. Free some space and try again. "
        "Earlier backups are untouched.",
    ),
    "file_too_large": Text(
        ja="{folder} のディスクは、この大きさのファイルを置けない形式です（FAT は 4 GiB まで）。"
        "別の形式のディスクを使うか、--without-reports を付けてください。",
        en="The disk of {folder} cannot hold a file of this size (FAT: 4 GiB at most). Use another disk, or add "
        "--without-reports.",
    ),
    "unwritable": Text(
        ja="フォルダ {folder} に書き込めません。所有者と権限、読み取り専用になっていないかを確かめてください。",
        en="The folder {folder} cannot be written. Check its owner and permissions, and that it is not read-only.",
    ),
    "failed": Text(
        ja="フォルダ {folder} の読み書きに失敗しました（{why}）。途中のものは残していません。"
        "ディスクの状態を確かめてください。",
        en="Reading or writing in {folder} failed ({why}). Nothing half-done was left. Check the state of the disk.",
    ),
    "read_back": Text(
        ja="{folder} に書いたバックアップを読み返したところ、書いたものと一致しませんでした。"
        "このバックアップは残していません。"
        "ディスクの故障が疑われます。別のディスクに取り直してください。",
        en="The backup written to {folder} reads back otherwise than it was written, and was not kept. The disk may be "
        "failing; use another one.",
    ),
    "source_unreadable": Text(
        ja="バックアップに入れるべき {path} を読めません（{why}）。"
        "バックアップは作っていません。所有者と権限を確かめてください。",
        en="{path}, which belongs into the backup, cannot be read ({why}). No backup was made. Check its owner and "
        "permissions.",
    ),
    "source_changed": Text(
        ja="バックアップを取っている間に {path} が短くなりました。"
        "バックアップは作っていません。もう一度実行してください。",
        en="{path} became shorter while the backup was made. No backup was made. Run it again.",
    ),
    "source_changing": Text(
        ja="バックアップを取るたびに {path} が書き換えられました。バックアップは作っていません。"
        "認証情報や鍵の設定が終わってから、もう一度実行してください。",
        en="{path} was changed each time while the backup was made. No backup was made. Run it again when nobody is "
        "setting credentials or keys.",
    ),
    "store_damaged": Text(
        ja="監査の記録（state/auditor.db）が壊れています（{faults:list}）。壊れた記録で古いバックアップを押し出さないよう、"
        "新しいバックアップは作っていません。今までのバックアップはそのままです。直近のバックアップを別のフォルダに戻して確かめてください"
        "（auditor restore）。",
        en="The records (state/auditor.db) are damaged ({faults:list}). No backup was made, so that damage does not "
        "push out good copies; earlier backups are untouched. Restore the latest one into another folder and look "
        "at it (auditor restore).",
    ),
    # what backup notes
    "no_store": Text(
        ja="監査の記録（state/auditor.db）はまだないため、入っていません。",
        en="There are no records yet (state/auditor.db), so none are in it.",
    ),
    "no_vault": Text(
        ja="保管庫（state/vault.json）はまだないため、入っていません。",
        en="There is no vault yet (state/vault.json), so none is in it.",
    ),
    "left_linked": Text(
        ja="{path} はほかの場所へのリンクのため、入れていません。必要ならば実物を置いてください。",
        en="{path} is a link to another place and was left out. Put the thing itself there if it is needed.",
    ),
    "left_name": Text(
        ja="{path} は名前が UTF-8 でないため、入れていません。名前を付け直してください。",
        en="{path} was left out, as its name is not UTF-8. Rename it.",
    ),
    "left_key": Text(
        ja="{path} は保管庫の鍵ファイルのため、入れていません。バックアップに入るフォルダの外に移してください。",
        en="{path} is a key file of the vault and was left out. Move it out of the folders that are backed up.",
    ),
    "left_odd": Text(
        ja="{path} は通常のファイルでないため、入れていません。",
        en="{path} is no regular file and was left out.",
    ),
    "left_gone": Text(
        ja="{path} はバックアップを取る間になくなったため、入っていません。",
        en="{path} was gone before it could be read, and is not in it.",
    ),
    "left_outside": Text(
        ja="台帳が指す {path} は作業フォルダの外にあるため、入れていません。別に保管してください。",
        en="{path}, which the inventory names, lies outside the workspace and was left out. Keep a copy of it too.",
    ),
    "open_to_others": Text(
        ja="{file} をほかの利用者も読める媒体です。媒体そのものを鍵のかかる場所に置いてください。",
        en="{file} can be read by other users on this medium. Lock the medium itself away.",
    ),
    "old_unreadable": Text(
        ja="古いバックアップ {file} を読めません。数に入れず、消さずに残しています。確かめて、不要なら消してください。",
        en="The older backup {file} cannot be read. It was neither counted nor deleted; look at it, and delete it "
        "if it is of no use.",
    ),
    "old_other": Text(
        ja="バックアップ {file} は、同じ識別名の別の設置のものです。"
        "数に入れず、消していません。置き場所を分けてください。",
        en="The backup {file} is of another installation of the same name. It was neither counted nor deleted. Use "
        "separate folders.",
    ),
    "old_undeletable": Text(
        ja="古いバックアップ {file} を消せません（{why}）。",
        en="The older backup {file} cannot be deleted ({why}).",
    ),
    "vault_key_misfit": Text(
        ja="バックアップは取りましたが、保管庫は鍵ファイル {file} では開きません。正しい鍵ファイルを探してください。",
        en="The backup was made, but the key file {file} does not open the vault. Find the right key file.",
    ),
    # what restore refuses
    "no_archive": Text(ja="バックアップ {file} がありません。", en="There is no backup {file}."),
    "unreadable": Text(
        ja="バックアップ {file} を読めません（{why}）。", en="The backup {file} cannot be read ({why})."
    ),
    "foreign": Text(
        ja="{file} は auditor のバックアップではありません。何も書いていません。",
        en="{file} is no backup of auditor. Nothing was written.",
    ),
    "newer": Text(
        ja="{file} は、より新しい版の auditor で取ったバックアップです。"
        "その版以降で戻してください。何も書いていません。",
        en="{file} was made by a newer version of auditor. Restore it with that version. Nothing was written.",
    ),
    "truncated": Text(
        ja="バックアップ {file} は途中で切れています。何も書いていません。写し損ねていないか、元の媒体を確かめ、"
        "なければ一つ前のバックアップを使ってください。",
        en="The backup {file} is cut short. Nothing was written. Check the medium it was copied from; else use the "
        "backup before it.",
    ),
    "damaged": Text(
        ja="バックアップ {file} の {member} が、バックアップを取ったときのものと一致しません。何も書いていません。"
        "一つ前のバックアップを使ってください。",
        en="{member} in the backup {file} is not what was backed up. Nothing was written. Use the backup before it.",
    ),
    "damaged_stream": Text(
        ja="バックアップ {file} は壊れています。何も書いていません。写し損ねていないか、元の媒体を確かめ、"
        "なければ一つ前のバックアップを使ってください。",
        en="The backup {file} is damaged. Nothing was written. Check the medium it was copied from; else use the "
        "backup before it.",
    ),
    "damaged_end": Text(
        ja="バックアップ {file} の終わりの後に余分なデータがあります。何も書いていません。"
        "取ったままのバックアップかどうかを確かめてください。",
        en="There is something behind the end of the backup {file}. Nothing was written. Check that it is the backup "
        "as it was made.",
    ),
    "blown_up": Text(
        ja="バックアップ {file} は、開くとこの場所の空き（{free:bytes}）に収まりません。何も書いていません。"
        "空きのある場所を指定するか、auditor が取ったバックアップかどうかを確かめてください。",
        en="The backup {file} unpacks to more than there is room for here ({free:bytes}). Nothing was written. Name a "
        "place with more room, or check that it is a backup of auditor.",
    ),
    "odd_member": Text(
        ja="バックアップ {file} に、auditor のバックアップにはないはずのもの（{member}）が入っています。"
        "何も書いていません。"
        "だれかが手を加えた可能性があります。",
        en="The backup {file} holds something that no backup of auditor has ({member}). Nothing was written. Somebody "
        "may have altered it.",
    ),
    "too_many": Text(
        ja="バックアップ {file} のファイルが多すぎます。何も書いていません。",
        en="The backup {file} holds too many files. Nothing was written.",
    ),
    "other_head": Text(
        ja="バックアップ {file} の記録の封印の先頭が、バックアップの目録と一致しません。何も書いていません。"
        "だれかが手を加えた可能性があります。一つ前のバックアップを使い、auditor verify で確かめてください。",
        en="The chain of seals in the backup {file} does not end where its manifest says. Nothing was written. "
        "Somebody may have altered it. Use the backup before it, and check that with auditor verify.",
    ),
    "not_empty": Text(
        ja="{folder} には既に何か入っています。上書きはしません。まだないフォルダか、空のフォルダを指定してください。",
        en="There is something in {folder} already; nothing is overwritten. Name a folder that does not exist yet or "
        "is empty.",
    ),
    "not_a_folder": Text(
        ja="{folder} はフォルダではありません。まだない名前を指定してください。",
        en="{folder} is not a folder. Name one that does not exist yet.",
    ),
    "no_parent": Text(
        ja="フォルダ {folder} がありません。先に作ってください。",
        en="There is no folder {folder}. Please make it first.",
    ),
    "no_room": Text(
        ja="{folder} のディスクの空き（{free:bytes}）が足りません。戻すには {needed:bytes} 必要です。"
        "何も書いていません。",
        en="There is too little space for {folder}: {free:bytes} free, {needed:bytes} needed. Nothing was written.",
    ),
    # what restore says
    "restored": Text(
        ja="バックアップを確かめ、{folder} に戻しました（{title}、{made:datetime} のバックアップ、{size:bytes}）。",
        en="The backup was checked and restored to {folder} ({title}, made {made:datetime}, {size:bytes}).",
    ),
    "restored_checked": Text(
        ja="すべてのファイルの要約値、記録の健全さ、封印の先頭が、バックアップを取ったときと一致しました。",
        en="Every file's digest, the integrity of the records and the chain's head are as when it was made.",
    ),
    "restored_undelivered": Text(
        ja="バックアップを取ったとき、送れずに待っていた知らせが {count:number} 件ありました。"
        "バックアップには入っていないため、"
        "その夜の報告書を reports/ でご覧ください。",
        en="When it was made, {count:number} messages were waiting to be sent. They are not in it; read those nights' "
        "reports in reports/.",
    ),
    "next": Text(ja="次にすること", en="What to do next"),
    "next_key": Text(
        ja="1. 別に保管してある鍵ファイルを {path} に置き、権限を 0600 にする（パスフレーズで開く場合は不要です）。",
        en="1. Put the key file, which is kept apart, at {path} with mode 0600 (not needed with a passphrase).",
    ),
    "next_owner": Text(
        ja="2. 監査を行う利用者の持ち物にする: chown -R 利用者: {folder}",
        en="2. Let the user who runs the audit own it: chown -R USER: {folder}",
    ),
    "next_owned": Text(
        ja="2. この利用者で監査を行うことを確かめる（別の利用者で行うなら chown -R で持ち主を替えます）。",
        en="2. Make sure that this user runs the audit (else change the owner with chown -R).",
    ),
    "next_verify": Text(
        ja="3. auditor verify --workspace {folder} を実行し、印刷してある封印の先頭とも比べる。",
        en="3. Run auditor verify --workspace {folder}, and compare the head with the one kept on paper.",
    ),
    "next_doctor": Text(
        ja="4. auditor doctor --workspace {folder} を実行し、「要対応」を片付ける。",
        en="4. Run auditor doctor --workspace {folder}, and see to whatever it asks for.",
    ),
    "next_host": Text(
        ja="5. 元の機械が動いていれば定期実行を止める（二台が同じ対象を監査しないように）。"
        "そのうえで、この機械で auditor schedule を始める。試しに戻しただけなら、終わったらフォルダを消す。",
        en="5. If the old machine still runs, stop its schedule (two must not audit the same targets); then start "
        "auditor schedule here. After a mere test, delete the folder.",
    ),
}

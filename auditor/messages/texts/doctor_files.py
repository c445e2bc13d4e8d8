"""What the doctor says of permissions, keys and space."""

from auditor.messages.text import Text

TEXTS = {
    "state_none": Text(ja="{path} はまだありません。", en="{path} is not there yet."),
    "state_none_do": Text(ja="最初の監査で作られます。", en="The first audit makes it."),
    "state_denied": Text(
        ja="{path} は利用者 {owner} のもので、{user} には見えません。"
        "鍵・記録・封印・夜間監査・知らせの点検は行っていません。",
        en="{path} belongs to {owner}, and {user} may not look into it. Key, records, seals, nights, service and "
        "messages were not examined.",
    ),
    "state_denied_do": Text(
        ja="{owner} として（または管理者として）もう一度点検してください。",
        en="Run the doctor again as {owner} (or as root).",
    ),
    "state_private": Text(
        ja="{path} とその中のファイルは、持ち主だけが使えます。",
        en="{path} and what lies in it are their owner's alone.",
    ),
    "open_to_others": Text(
        ja="{path} をほかの利用者も使えます（権限 {mode}）。",
        en="{path} is open to other users (mode {mode}).",
    ),
    "open_to_others_do": Text(
        ja="chmod {right} {path} としてください。鍵ファイルや保管庫だった場合は、だれかに写された前提で auditor "
        "vault rekey を行い、対象側のパスワードと鍵も替えてください。",
        en="Run chmod {right} {path}. If it is the key file or the vault, take it that somebody copied it: run "
        "auditor vault rekey, and change the passwords and keys on the targets too.",
    ),
    "owner": Text(
        ja="{path} の中は、すべて利用者 {owner} のものです。",
        en="All of {path} belongs to {owner}.",
    ),
    "owner_differs": Text(
        ja="{path} は利用者 {owner} のものですが、別の利用者のファイルが {count:number} 個あります: {names:list}",
        en="{path} belongs to {owner}, but {count:number} files in it are somebody else's: {names:list}",
    ),
    "owner_differs_do": Text(
        ja="chown -R {owner}: {path} としてください。夜間監査が記録を開けなくなるおそれがあります。",
        en="Run chown -R {owner}: {path}; else the nightly audit may fail to open its records.",
    ),
    "other_user": Text(
        ja="監査の持ち主は {owner} ですが、この点検は {user} で行いました。",
        en="The installation is {owner}'s, and this was run as {user}.",
    ),
    "other_user_do": Text(
        ja="{owner} として（または管理者として）点検すると、すべて確かめられます。",
        en="Run it as {owner} (or as root) to see everything.",
    ),
    "settings_kept": Text(
        ja="台帳と規程を、だれでも書き換えられる状態にはなっていません。",
        en="Inventory and policies are not open for everybody to change.",
    ),
    "settings_writable": Text(
        ja="台帳や規程のうち {count:number} 個を、だれでも書き換えられます: {paths:list}",
        en="{count:number} files or folders of inventory and policies can be changed by anybody: {paths:list}",
    ),
    "settings_writable_do": Text(
        ja="chmod o-w を行ってください。書き換えられると、監査の対象や基準が知らないうちに変わります。",
        en="Run chmod o-w on them. Whoever changes them changes what is audited.",
    ),
    "vault_none": Text(ja="保管庫 {path} はまだありません。", en="There is no vault yet at {path}."),
    "vault_none_do": Text(
        ja="最初の auditor vault set か監査で作られます。"
        "あったはずなら、新しく作らず、バックアップから戻してください。",
        en="The first auditor vault set, or the first audit, makes it. If there was one, do not make a new one: "
        "restore it from a backup.",
    ),
    "vault_lost": Text(
        ja="保管庫 {path} がありません。これまでの監査は、その中の鍵で封印されています。",
        en="The vault {path} is gone. Runs were sealed with the key that lay in it.",
    ),
    "vault_lost_do": Text(
        ja="バックアップから戻してください（auditor restore）。どこにもなければ auditor seal lost を行います。"
        "どちらかを済ませるまで、夜間監査は行えません。",
        en="Restore it from a backup (auditor restore). If there is none anywhere, run auditor seal lost. Until either "
        "is done there are no audits.",
    ),
    "key_opens": Text(
        ja="鍵ファイル {path} で保管庫が開きます。持ち主だけが読めます。",
        en="The key file {path} opens the vault, and only its owner can read it.",
    ),
    "key_of_other": Text(
        ja="鍵ファイル {path} は利用者 {owner} のものです。保管庫が開くかどうかは {owner} "
        "で点検したときだけ確かめられます。",
        en="The key file {path} belongs to {owner}; whether it opens the vault can only be checked as {owner}.",
    ),
    "key_of_other_do": Text(ja="一度 {owner} として点検してください。", en="Run the doctor once as {owner}."),
    "key_passphrase_only": Text(
        ja="保管庫はパスフレーズでだけ開きます。人がいない夜間は開けません。",
        en="The vault opens with a passphrase only; at night, with nobody there, it cannot be opened.",
    ),
    "key_passphrase_only_do": Text(
        ja="夜間監査を行うなら、鍵ファイルを作って auditor vault rekey --new-key-file で登録してください。",
        en="For nightly audits make a key file and set it with auditor vault rekey --new-key-file.",
    ),
    "key_missing": Text(
        ja="保管庫 {path} を開く鍵ファイルが見つかりません（パスフレーズでも開きません）。",
        en="The key file that opens the vault {path} is not found, and no passphrase opens it.",
    ),
    "key_missing_do": Text(
        ja="保管してある鍵ファイルを state/vault.key に置くか、AUDITOR_VAULT_KEY_FILE で場所を示してください。"
        "どこにもなければ、docs の「鍵ファイルをなくしたとき」をご覧ください。",
        en="Put the key file that is kept elsewhere at state/vault.key, or name it with AUDITOR_VAULT_KEY_FILE. "
        "If there is none anywhere, see “A lost key file” in the documents.",
    ),
    "key_file_only": Text(
        ja="保管庫は鍵ファイルでだけ開きます。なくすと、認証情報と証跡を開けません。",
        en="The vault opens with the key file only. If that is lost, credentials and artefacts cannot be opened.",
    ),
    "key_file_only_do": Text(
        ja="鍵ファイルの写しを封筒に入れて鍵のかかる場所に保管するか、"
        "auditor vault rekey でパスフレーズも登録してください。",
        en="Keep a copy of it in a sealed envelope, or set a passphrase too with auditor vault rekey.",
    ),
    "key_in_backups": Text(
        ja="鍵ファイル {path} が、バックアップのフォルダ {folder} の中にあります。"
        "バックアップを手に入れた人が、すべてを開けます。",
        en="The key file {path} lies in the backups' folder {folder}. Whoever gets the backups can open everything.",
    ),
    "key_in_backups_do": Text(
        ja="鍵ファイルを別の場所に移し、auditor vault rekey で替えてください。",
        en="Move it elsewhere, and change it with auditor vault rekey.",
    ),
    "key_same_disk": Text(
        ja="鍵ファイル {path} とバックアップのフォルダ {folder} が同じディスクにあります。",
        en="The key file {path} and the backups' folder {folder} are on the same disk.",
    ),
    "key_same_disk_do": Text(
        ja="バックアップは別の機械か媒体に置いてください。同じディスクでは、壊れたとき両方を失い、"
        "持ち去られたとき両方が渡ります。",
        en="Put the backups on another machine or medium: one disk that fails takes both, and so does one thief.",
    ),
    "space": Text(
        ja="空き {free:bytes}（全体 {total:bytes}）。あと何日もつかは、数夜の監査の後に分かります。",
        en="{free:bytes} free of {total:bytes}. How long it lasts can be told after a few nights.",
    ),
    "space_lasts": Text(
        ja="空き {free:bytes}（全体 {total:bytes}）。最近は一夜に {night:bytes} 増えており、このままなら約 "
        "{years:.1f} 年分です。",
        en="{free:bytes} free of {total:bytes}. A night takes {night:bytes} of late; that is enough for about "
        "{years:.1f} years.",
    ),
    "space_ample": Text(
        ja="空き {free:bytes}（全体 {total:bytes}）。最近は一夜に {night:bytes} 増えており、このままなら"
        "10 年を超えて足ります。",
        en="{free:bytes} free of {total:bytes}. A night takes {night:bytes} of late; that is enough for more than ten "
        "years.",
    ),
    "space_ends": Text(
        ja="空き {free:bytes}（全体 {total:bytes}）。最近は一夜に {night:bytes} 増えており、このままでは約 "
        "{nights:number} 夜でいっぱいになります。",
        en="{free:bytes} free of {total:bytes}. A night takes {night:bytes} of late; the disk is full in about "
        "{nights:number} nights.",
    ),
    "space_ends_do": Text(
        ja="ディスクを増やすか、古い報告書を別の媒体に移すか、証跡の保存期間を決めて auditor prune を行ってください。",
        en="Add disk space, move old reports to another medium, or set a retention for artefacts and run "
        "auditor prune.",
    ),
    "space_low": Text(
        ja="空きが {free:bytes} しかありません（全体 {total:bytes}）。今夜の監査を記録しきれないおそれがあります。",
        en="Only {free:bytes} of {total:bytes} are free. Tonight's audit may not be recorded whole.",
    ),
    "space_low_do": Text(
        ja="今日のうちに空きを作ってください。state/auditor.db と -wal、-shm は消さないでください。",
        en="Free some space today. Do not delete state/auditor.db nor its -wal and -shm.",
    ),
    "inodes_low": Text(
        ja="このディスクに作れるファイルが、あと {free:number} 個しかありません。",
        en="Only {free:number} more files can be made on this disk.",
    ),
    "inodes_low_do": Text(
        ja="小さなファイルの多いフォルダを整理してください（df -i で確かめられます）。",
        en="Clear folders with many small files (df -i tells).",
    ),
    "backup_space": Text(
        ja="バックアップのディスク {folder} の空きは {free:bytes}（全体 {total:bytes}）です。",
        en="The backups' disk {folder} has {free:bytes} of {total:bytes} free.",
    ),
    "backup_space_low": Text(
        ja="バックアップのディスク {folder} の空きは {free:bytes} です。"
        "次のバックアップを取るには {needed:bytes} 余り必要です。",
        en="The backups' disk {folder} has {free:bytes} free. The next backup needs more than {needed:bytes}.",
    ),
    "backup_space_low_do": Text(
        ja="空きを作るか、台帳の care.backup.keep（残すバックアップの数）を減らしてください。",
        en="Free some space, or keep fewer backups (care.backup.keep in the inventory).",
    ),
}

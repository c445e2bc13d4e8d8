"""What the doctor says of records, seals and the clock."""

from auditor.messages.text import Text

TEXTS = {
    "store_none": Text(
        ja="監査の記録（state/auditor.db）はまだありません。",
        en="There are no records yet (state/auditor.db).",
    ),
    "store_none_do": Text(
        ja="最初の監査（auditor audit）で作られます。"
        "あったはずなら、バックアップから戻してください（auditor restore）。",
        en="The first audit makes it. If there was one, restore it from a backup (auditor restore).",
    ),
    "records_gone": Text(
        ja="以前に封印された監査があるはずですが（{trace}）、{path} に記録が一つもありません。",
        en="Runs were sealed here before ({trace}), but {path} holds not one record.",
    ),
    "records_gone_do": Text(
        ja="ディスクがつながっているかを確かめ、次の監査の前にバックアップから戻してください（auditor restore）。"
        "このまま監査すると、過去とのつながりのない新しい記録が始まります。",
        en="See that its disk is mounted, and restore the latest backup before the next audit (auditor restore). "
        "Audits from here on would begin a new record without a past.",
    ),
    "store_open": Text(
        ja="監査の記録を開けます（形式 {version}、{size:bytes}）。",
        en="The records open (format {version}, {size:bytes}).",
    ),
    "store_wrong": Text(ja="監査の記録を開けません。", en="The records cannot be opened."),
    "store_wrong_do": Text(
        ja="上の文のとおりに対処してください。壊れている場合は、ファイルをそのまま保管し、"
        "直近のバックアップを別のフォルダに戻して確かめます（auditor restore）。",
        en="Do what it says. If it is damaged, keep the file as it is and restore the latest backup into "
        "another folder (auditor restore).",
    ),
    "store_mode": Text(
        ja="{path} をほかの利用者も使えます（権限 {mode}）。開くと権限が変わるため、記録の点検は行っていません。",
        en="{path} is open to other users (mode {mode}). Opening it would change that, so the records were not "
        "examined.",
    ),
    "store_mode_do": Text(
        ja="chmod 600 {path} としてから、もう一度点検してください。",
        en="Run chmod 600 {path}, then the doctor again.",
    ),
    "store_other_owner": Text(
        ja="{path} は利用者 {owner} のものです。この利用者では記録の点検を行えません。",
        en="{path} belongs to {owner}; as this user the records cannot be examined.",
    ),
    "store_other_owner_do": Text(
        ja="{owner} として（または管理者として）もう一度点検してください。",
        en="Run the doctor again as {owner} (or as root).",
    ),
    "store_older": Text(
        ja="監査の記録は前の版の形式（{found}）です。この版（{known}）で次に監査すると、新しい形式になります。"
        "開くと変わるため、記録の点検は行っていません。",
        en="The records are of an older format ({found}). The next audit with this version makes them format "
        "{known}. Opening them would do so too, so they were not examined.",
    ),
    "store_older_do": Text(
        ja="次の監査の前に、state フォルダを別の場所に写しておいてください。",
        en="Copy the folder state elsewhere before the next audit.",
    ),
    "store_whole": Text(
        ja="記録ファイルに壊れは見つかりませんでした。",
        en="No damage was found in the records' file.",
    ),
    "store_damaged": Text(
        ja="記録ファイルに壊れが {count:number} か所見つかりました: {faults:list}",
        en="Damage was found in the records' file ({count:number} places): {faults:list}",
    ),
    "store_damaged_do": Text(
        ja="定期実行を止め、ファイルをそのまま保管してください。直近のバックアップを別のフォルダに戻し（auditor "
        "restore）、auditor verify で確かめてから、そちらで続けます。",
        en="Stop the service and keep the file as it is. Restore the latest backup into another folder (auditor "
        "restore), check it with auditor verify, and go on there.",
    ),
    "store_plain": Text(
        ja="前の版で記録した証跡の写しが、暗号化されないままファイルの空き部分に残っている可能性があります。",
        en="Copies of artefacts from an earlier version may still lie unencrypted in unused parts of the file.",
    ),
    "store_plain_do": Text(
        ja="ファイルと同じだけの空きを作り、ほかに何も動いていないときに監査を一度行うと、上書きされます。",
        en="Make as much room as the file takes and run one audit while nothing else works on it; they are then "
        "overwritten.",
    ),
    "store_log": Text(
        ja="書き込み途中の記録（state/auditor.db-wal）が {size:bytes} たまっています。",
        en="The log beside the records (state/auditor.db-wal) has grown to {size:bytes}.",
    ),
    "store_log_do": Text(
        ja="監査が動いていないときに「auditor status」を一度実行すると、本体に書き戻されます。"
        "このファイルを消さないでください。",
        en="Run “auditor status” once while no audit runs; it is then written back. Do not delete that file.",
    ),
    "seal_head": Text(
        ja="最新の夜まで封印されています（先頭 {number} 番 {digest}）。",
        en="Everything up to the newest night is sealed (head: number {number}, {digest}).",
    ),
    "seal_none": Text(
        ja="監査 {run} があるのに、封印がまだ一つもありません。",
        en="There is run {run}, and not one seal yet.",
    ),
    "seal_none_do": Text(
        ja="次の監査で、今までの分もまとめて封印されます。監査を一回行ってください。",
        en="The next audit seals what is there already. Run one.",
    ),
    "seal_night": Text(ja="最新の監査 {run} が封印されていません。", en="The newest run {run} is not sealed."),
    "seal_night_do": Text(
        ja="auditor verify を実行し、結果に従ってください。",
        en="Run auditor verify, and do what it says.",
    ),
    "seal_key_none": Text(
        ja="封印の公開鍵 {path} がありません。",
        en="The public key of the seals, {path}, is not there.",
    ),
    "seal_key_none_do": Text(
        ja="次の監査で作られます。消した覚えがなければ、auditor verify で確かめてください。",
        en="The next audit writes it. If nobody deleted it knowingly, run auditor verify.",
    ),
    "seal_key_other": Text(
        ja="{path} の公開鍵（{published}）が、最新の封印の鍵（{used}）と違います。",
        en="The public key in {path} ({published}) is not the one of the newest seal ({used}).",
    ),
    "seal_key_other_do": Text(
        ja="庁内で別に控えてある公開鍵の指紋と比べ、auditor verify --public-key でその鍵を指定して確かめてください。",
        en="Compare both with the fingerprint kept elsewhere, and run auditor verify with that key (--public-key).",
    ),
    "clock": Text(
        ja="この機械の時計は {now:datetime} です。記録に、これより先の日時はありません。",
        en="This machine's clock says {now:datetime}; nothing on record is later.",
    ),
    "clock_wrong": Text(
        ja="この機械の時計が {now:datetime} を指しています。大きく遅れています。",
        en="This machine's clock says {now:datetime}; it is far behind.",
    ),
    "clock_wrong_do": Text(
        ja="時刻同期（chrony など）を確かめ、時計を合わせてください。監査の日付が違ってしまいます。",
        en="Check the time service (chrony or the like) and set the clock; else audits bear wrong dates.",
    ),
    "clock_behind": Text(
        ja="この機械の時計（{now:datetime}）より先の日時（{newest:datetime}）の記録があります。"
        "時計が遅れているか、以前に進んでいました。",
        en="There is a record of {newest:datetime}, later than this machine's clock ({now:datetime}). The clock "
        "is behind, or was ahead then.",
    ),
    "clock_behind_do": Text(
        ja="時刻同期（chrony など）を確かめてください。時計が正しければ、先の日時の夜をいつ・"
        "なぜ記録したかを調べ、経緯を書き残してください。",
        en="Check the time service (chrony or the like). If the clock is right, find out how that night came to "
        "bear its time, and write it down.",
    ),
    "disk_time_same": Text(
        ja="ディスクが付ける時刻は、この機械の時計と合っています。",
        en="The disk's time is this machine's.",
    ),
    "disk_time": Text(
        ja="ディスクが付ける時刻（{disk:datetime}）が、この機械の時計（{now:datetime}）と合っていません。",
        en="The disk's time ({disk:datetime}) is not this machine's ({now:datetime}).",
    ),
    "disk_time_do": Text(
        ja="共有フォルダを貸している機械の時刻同期を確かめてください。",
        en="Check the time service of the machine that lends the share.",
    ),
    "time_zones": Text(ja="日本時間の情報があります。", en="Time zone data for Japan is there."),
    "time_zones_none": Text(
        ja="この機械に日本時間の情報（tzdata）がありません。",
        en="This machine has no time zone data for Japan (tzdata).",
    ),
    "time_zones_none_do": Text(ja="tzdata を入れてください。", en="Install tzdata."),
}

"""What the doctor says of nights, messages, backups, certificates and the machine."""

from auditor.messages.text import Text

TEXTS = {
    "nights_none": Text(ja="終わった夜間監査はまだありません。", en="No night has been audited yet."),
    "nights_none_do": Text(
        ja="auditor audit を一度行い、よければ auditor schedule を始めてください。",
        en="Run auditor audit once; if all is as it should be, start auditor schedule.",
    ),
    "nights_newest": Text(
        ja="最新の夜間監査は {run}（{started:datetime} 開始）です。",
        en="The newest night is {run} (begun {started:datetime}).",
    ),
    "nights_overdue": Text(
        ja="最新の夜間監査は {run}（{started:datetime} 開始）で、その後 {count:number} 回分が行われていません。",
        en="The newest night is {run} (begun {started:datetime}); {count:number} since then were not audited.",
    ),
    "nights_overdue_do": Text(
        ja="「auditor status」で理由を確かめ、定期実行を動かしてください。今日の分は auditor audit でも行えます。",
        en="“auditor status” tells why. Get the service running; today's can also be made with auditor audit.",
    ),
    "nights_interrupted": Text(
        ja="最近 30 日に途中で終わった監査が {count:number} 件あります: {runs:list}",
        en="{count:number} runs of the last 30 days were broken off: {runs:list}",
    ),
    "nights_interrupted_do": Text(
        ja="停電や再起動がなかったかを確かめてください。続く夜が終わっていれば、そのままで差し支えありません。",
        en="See whether there was a power cut or a restart. If a later night was finished, nothing need be done.",
    ),
    "duties": Text(
        ja="最近 30 日の定期の作業に、抜けや失敗の記録はありません（済み {count:number} 件）。",
        en="No duty of the last 30 days is on record as missed or failed ({count:number} done).",
    ),
    "duties_bad": Text(
        ja="最近 30 日に行われなかった、または失敗した「{duty:term}」が {count:number} 件あります: {days:list}",
        en="“{duty:term}” was missed or failed {count:number} times in the last 30 days: {days:list}",
    ),
    "duties_bad_do": Text(ja="「auditor status」で理由を確かめてください。", en="“auditor status” tells why."),
    "service_running": Text(
        ja="定期実行が動いています（プロセス {pid}、{since:datetime} から）。",
        en="The service is running (process {pid}, since {since:datetime}).",
    ),
    "service_timer": Text(
        ja="定期実行は systemd のタイマー（{unit}）に登録されています。",
        en="The service is started by systemd's timer ({unit}).",
    ),
    "service_stopped": Text(
        ja="定期実行が動いていません。今夜の監査は行われません。",
        en="The service is not running. Nothing will be audited tonight.",
    ),
    "service_stopped_do": Text(
        ja="systemctl start で、または auditor schedule で始めてください。",
        en="Start it with systemctl, or with auditor schedule.",
    ),
    "service_never": Text(
        ja="定期実行（auditor schedule）を始めたことがありません。",
        en="The service (auditor schedule) was never started.",
    ),
    "service_never_do": Text(
        ja="毎晩行うなら「auditor schedule --print-systemd」の出力を登録してください。",
        en="For nightly audits, install what “auditor schedule --print-systemd” prints.",
    ),
    "service_no_unit": Text(
        ja="定期実行は動いていますが、systemd に登録されていません。機械を再起動すると止まったままになります。",
        en="The service runs, but systemd does not know it: after a restart of the machine it stays down.",
    ),
    "service_no_unit_do": Text(
        ja="「auditor schedule --print-systemd」の出力を登録してください。",
        en="Install what “auditor schedule --print-systemd” prints.",
    ),
    "audit_long": Text(
        ja="監査（プロセス {pid}）が {since:datetime} から動き続けています。次の夜の監査を妨げます。",
        en="An audit (process {pid}) has been running since {since:datetime}. It stands in the way of the next night.",
    ),
    "audit_long_do": Text(
        ja="動いていることを確かめ、止まっているようなら kill {pid} で終わらせてください。読めた分は残ります。",
        en="See whether it still works; if not, end it with kill {pid}. What it has read is kept.",
    ),
    "messages_none": Text(
        ja="送れずに待っている知らせはありません（送り先 {routes:number} 件）。",
        en="No message is waiting to be sent ({routes:number} routes).",
    ),
    "messages_wait": Text(
        ja="送れずに待っている知らせが {count:number} 件あります（いちばん古いものは {oldest:datetime}、"
        "{channel:term}）。",
        en="{count:number} messages are waiting to be sent (the oldest of {oldest:datetime}, by {channel:term}).",
    ),
    "messages_wait_do": Text(
        ja="auditor doctor --network で相手のサーバを確かめてください。つながれば自動で送られます。",
        en="Check the servers with auditor doctor --network. Messages go out by themselves once they answer.",
    ),
    "messages_damaged": Text(
        ja="壊れていて送れない知らせが {count:number} 件あります: {names:list}",
        en="{count:number} messages are damaged and cannot be sent: {names:list}",
    ),
    "messages_damaged_do": Text(
        ja="その夜の報告書を reports/ で直接ご覧ください。ディスクの状態も確かめてください。",
        en="Read those nights' reports in reports/, and check the disk.",
    ),
    "messages_login": Text(
        ja="「{channel:term}」のサーバが、認証情報 {credential} でのログインを拒みました。",
        en="The server of “{channel:term}” refused the login with the credential {credential}.",
    ),
    "messages_login_do": Text(
        ja="auditor vault set {credential} で設定し直してください。",
        en="Set it anew with auditor vault set {credential}.",
    ),
    "server_answers": Text(
        ja="「{channel:term}」の相手につながり、知らせを受け取れる状態です（何も送っていません）。",
        en="“{channel:term}” answers and would take a message (none was sent).",
    ),
    "server_fails_do": Text(
        ja="相手のサーバの管理者に確かめてください。つながるまで、知らせは「{channel:term}」では届きません。",
        en="Ask that server's administrator. Until it answers, nothing arrives by “{channel:term}”.",
    ),
    "server_none": Text(ja="知らせの相手が台帳にありません。", en="The inventory names no server to tell."),
    "server_none_do": Text(
        ja="台帳の notify に、メール・ログサーバ・共有フォルダのどれかを書いてください。",
        en="Set notify in the inventory: mail, a log server or a shared folder.",
    ),
    "routes_none": Text(
        ja="知らせの送り先が台帳にありません。結果は reports/ を開いた人だけが知ります。",
        en="The inventory names nobody to tell; results are seen only by whoever opens reports/.",
    ),
    "routes_none_do": Text(
        ja="台帳の notify に、メール・ログサーバ・共有フォルダのどれかを書いてください。",
        en="Set notify in the inventory: mail, a log server or a shared folder.",
    ),
    "backup_newest": Text(
        ja="最新のバックアップは {folder} の {file}（{made:datetime}、全部で {count:number} 件）です。",
        en="The newest backup is {file} in {folder} (made {made:datetime}; {count:number} in all).",
    ),
    "backup_old": Text(
        ja="最新のバックアップ {file}（{folder}）は {made:datetime} のもので、古くなっています。",
        en="The newest backup, {file} in {folder}, was made {made:datetime}: it is old.",
    ),
    "backup_old_do": Text(
        ja="auditor backup で今日取り、なぜ取られていないかを auditor status で確かめてください。",
        en="Make one today with auditor backup, and see with auditor status why none was made.",
    ),
    "backup_none": Text(
        ja="バックアップのフォルダ {folder} に、この市のバックアップが一つもありません。",
        en="The backups' folder {folder} holds no backup of this city.",
    ),
    "backup_none_do": Text(ja="auditor backup で取ってください。", en="Make one with auditor backup."),
    "backup_never": Text(
        ja="バックアップを取ったことがありません。この機械が壊れると、監査の記録をすべて失います。",
        en="No backup was ever made. If this machine fails, all records are lost.",
    ),
    "backup_never_do": Text(
        ja="台帳の care.backup に置き場所を書き、auditor backup を行ってください。",
        en="Set care.backup in the inventory and run auditor backup.",
    ),
    "backup_folder_gone": Text(
        ja="バックアップのフォルダ {folder} がありません。",
        en="The backups' folder {folder} is not there.",
    ),
    "backup_folder_gone_do": Text(
        ja="ディスクや共有フォルダがつながっているかを確かめ、初めてならフォルダを作ってください。",
        en="Check that the disk or share is mounted; if it is new, make the folder.",
    ),
    "backup_by_hand": Text(
        ja="最後のバックアップは {file}（{made:datetime}）です。",
        en="The last backup is {file} (made {made:datetime}).",
    ),
    "backup_by_hand_old": Text(
        ja="最後のバックアップ {file} は {made:datetime} のもので、古くなっています。",
        en="The last backup, {file}, was made {made:datetime}: it is old.",
    ),
    "backup_by_hand_old_do": Text(
        ja="auditor backup で取ってください。台帳の care.backup と schedule に書くと、自動で取られます。",
        en="Make one with auditor backup. With care.backup and a duty in the schedule it is made by itself.",
    ),
    "backup_elsewhere": Text(
        ja="最後のバックアップ {file} は、いま見える場所にありません。",
        en="The last backup, {file}, cannot be seen from here now.",
    ),
    "backup_elsewhere_do": Text(
        ja="媒体を別に保管しているなら、そのままで構いません。",
        en="If its medium is kept elsewhere, that is as it should be.",
    ),
    "certificate": Text(
        ja="証明書 {path} を読めます（{ends:datetime} まで）。",
        en="The certificate {path} can be read (valid until {ends:datetime}).",
    ),
    "certificate_unreadable": Text(
        ja="証明書 {path} を読めません（{why}）。",
        en="The certificate {path} cannot be read ({why}).",
    ),
    "certificate_unreadable_do": Text(
        ja="台帳の ca_file の場所と、ファイルの権限を確かめてください。",
        en="Check the place (ca_file in the inventory) and the file's permissions.",
    ),
    "certificate_odd": Text(
        ja="{path} は証明書（PEM 形式）ではありません。",
        en="{path} holds no certificate (PEM).",
    ),
    "certificate_odd_do": Text(
        ja="サーバの管理者から、認証局の証明書を PEM 形式でもらってください。",
        en="Ask the server's administrator for the authority's certificate in PEM form.",
    ),
    "certificate_over": Text(
        ja="証明書 {path} の期限が {ends:datetime} に切れました。",
        en="The certificate {path} expired on {ends:datetime}.",
    ),
    "certificate_over_do": Text(
        ja="新しいものをもらって置き換えてください。それまで知らせや時刻証明が届きません。",
        en="Get a new one and put it in its place; until then messages or time stamps fail.",
    ),
    "certificate_soon": Text(
        ja="証明書 {path} の期限が {ends:datetime} に切れます。",
        en="The certificate {path} expires on {ends:datetime}.",
    ),
    "certificate_soon_do": Text(
        ja="期限の前に、新しいものをもらって置き換えてください。",
        en="Get a new one and put it in its place before that day.",
    ),
    "certificate_one_soon": Text(
        ja="{path} の証明書のうち一つの期限が {ends:datetime} に切れます（ほかは先です）。",
        en="One of the certificates in {path} expires on {ends:datetime}; others last longer.",
    ),
    "certificate_one_soon_do": Text(
        ja="サーバがどの認証局のものかを確かめてください。",
        en="Find out which authority the server uses.",
    ),
    "libraries": Text(
        ja="auditor {auditor}、Python {python}、SQLite {sqlite}、{openssl}、cryptography {cryptography}",
        en="auditor {auditor}, Python {python}, SQLite {sqlite}, {openssl}, cryptography {cryptography}",
    ),
    "argon2_none": Text(
        ja="この機械の暗号部品には Argon2 がないため、保管庫の鍵には scrypt を使います。",
        en="This machine's cryptographic library has no Argon2; vault keys are derived with scrypt.",
    ),
    "argon2_none_do": Text(
        ja="ほかの機械で作った保管庫が開かないことがあります。cryptography を新しい版にしてください。",
        en="A vault made on another machine may not open here. Use a newer version of cryptography.",
    ),
    "locale": Text(ja="ファイル名も画面も UTF-8 です。", en="File names and screen are UTF-8."),
    "locale_odd": Text(
        ja="文字コードが UTF-8 ではありません（{encodings:list}）。日本語の名前が読めないことがあります。",
        en="The encoding is not UTF-8 ({encodings:list}). Japanese names may not be readable.",
    ),
    "locale_odd_do": Text(
        ja="LANG=ja_JP.UTF-8（または C.UTF-8）で動かしてください。",
        en="Run with LANG=ja_JP.UTF-8 (or C.UTF-8).",
    ),
}

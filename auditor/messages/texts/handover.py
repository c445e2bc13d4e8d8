"""The hand-over sheet (引継書)."""

from auditor.messages.text import Text

TEXTS = {
    "output_option": Text(
        ja="書き出すファイル。省くと画面に出します。",
        en="File to write. Left out: to the screen.",
    ),
    "format_option": Text(
        ja="出力の形式。省くと、ファイル名の終わりで決めます（なければ text）。",
        en="Form of the output. Left out: by the file's ending, else text.",
    ),
    "passphrase": Text(
        ja="保管庫のパスフレーズ（空のままなら、保管庫を開かずに作ります）",
        en="Passphrase of the vault (empty: the sheet is made without opening it)",
    ),
    "written": Text(
        ja="引継書を {file} に書きました。印刷して、二人で読み合わせてください。",
        en="Wrote the hand-over sheet to {file}. Print it, and go through it together.",
    ),
    "denied": Text(
        ja="{path} を見る権限がありません。監査を行う利用者か管理者として作ってください。",
        en="This user may not look into {path}. Make the sheet as the user who runs the audit, or as root.",
    ),
    "title": Text(ja="監査システム引継書", en="Hand-over sheet of the audit system"),
    "page_title": Text(
        ja="監査システム引継書 {organisation} {made:date}",
        en="Hand-over sheet of the audit system, {organisation}, {made:date}",
    ),
    "made": Text(ja="{made:datetime} 現在", en="As of {made:datetime}"),
    "confidential": Text(ja="取扱注意", en="Handle with care"),
    "no_secrets": Text(
        ja="パスワード・鍵・パスフレーズそのものは載っていません。",
        en="It contains no password, key or passphrase.",
    ),
    "position": Text(ja="異動時の引継ぎ資料", en="For a change of staff"),
    "numbered": Text(ja="{number}　{title}", en="{number}. {title}"),
    "comma": Text(ja="、", en=", "),
    "term": Text(ja="{name:term}", en="{name:term}"),
    "unknown": Text(ja="不明", en="not known"),
    "all": Text(ja="すべて", en="all"),
    "day": Text(ja="{day:date}", en="{day:date}"),
    "moment": Text(ja="{at:datetime}", en="{at:datetime}"),
    "section_open": Text(ja="いま片付いていないこと", en="What is open now"),
    "section_where": Text(ja="どこで何が動いているか", en="What runs where"),
    "section_what": Text(ja="何を監査しているか", en="What it audits"),
    "section_keys": Text(ja="鍵と認証情報", en="Keys and credentials"),
    "section_tells": Text(ja="だれに知らせているか", en="Whom it tells"),
    "section_backups": Text(ja="バックアップと保存期間", en="Backups and retention"),
    "section_day": Text(ja="引継ぎの日にすること", en="What to do on the day"),
    "open_none": Text(
        ja="点検で見つかった注意・要対応はなく、抜けた夜の記録もありません。",
        en="The examination left nothing to do or to note, and no missed night is on record.",
    ),
    "overdue": Text(
        ja="期限を過ぎた指摘が {count:number} 件あります。最新の報告書で内容と担当課を確かめてください。",
        en="{count:number} findings are past their due date. The newest report names them and their sections.",
    ),
    "remark_grave": Text(ja="要対応", en="to do"),
    "remark_mild": Text(ja="注意", en="note"),
    "label_host": Text(ja="機械の名前", en="Machine"),
    "label_account": Text(ja="実行する利用者", en="Runs as"),
    "label_workspace": Text(ja="作業フォルダ", en="Workspace"),
    "label_version": Text(ja="版", en="Version"),
    "label_started": Text(ja="動かし方", en="How it is started"),
    "label_duties": Text(ja="定期の作業", en="Duties"),
    "label_blackouts": Text(ja="監査しない期間", en="Blackouts"),
    "versions": Text(ja="auditor {auditor}（Python {python}）", en="auditor {auditor} (Python {python})"),
    "service_running": Text(
        ja="定期実行が動いています（プロセス {pid}、{since:datetime} から）。",
        en="The service is running (process {pid}, since {since:datetime}).",
    ),
    "service_idle": Text(
        ja="いま定期実行のプロセスは動いていません。",
        en="No process of the service is running now.",
    ),
    "unit_enabled": Text(
        ja="systemd: {unit}（{path}、起動時に自動で始まります）",
        en="systemd: {unit} ({path}, started at boot)",
    ),
    "unit_disabled": Text(
        ja="systemd: {unit}（{path}、自動では始まりません）",
        en="systemd: {unit} ({path}, not started at boot)",
    ),
    "unit_none": Text(
        ja="systemd に、この作業フォルダの登録は見つかりません。",
        en="systemd knows no unit of this workspace.",
    ),
    "duty_day": Text(ja="毎日 {at}　{duty:term}", en="{duty:term}: every day at {at}"),
    "duty_monday": Text(ja="毎週月曜 {at}　{duty:term}", en="{duty:term}: Mondays at {at}"),
    "duty_tuesday": Text(ja="毎週火曜 {at}　{duty:term}", en="{duty:term}: Tuesdays at {at}"),
    "duty_wednesday": Text(ja="毎週水曜 {at}　{duty:term}", en="{duty:term}: Wednesdays at {at}"),
    "duty_thursday": Text(ja="毎週木曜 {at}　{duty:term}", en="{duty:term}: Thursdays at {at}"),
    "duty_friday": Text(ja="毎週金曜 {at}　{duty:term}", en="{duty:term}: Fridays at {at}"),
    "duty_saturday": Text(ja="毎週土曜 {at}　{duty:term}", en="{duty:term}: Saturdays at {at}"),
    "duty_sunday": Text(ja="毎週日曜 {at}　{duty:term}", en="{duty:term}: Sundays at {at}"),
    "duty_month": Text(
        ja="毎月 {on} 日 {at}　{duty:term}",
        en="{duty:term}: on day {on} of every month at {at}",
    ),
    "duties_none": Text(ja="予定はありません。", en="Nothing is scheduled."),
    "blackouts_none": Text(ja="ありません。", en="None."),
    "blackout": Text(
        ja="{first:date}から{last:date}まで（{reason}）",
        en="{first:date} to {last:date} ({reason})",
    ),
    "column_duty": Text(ja="作業", en="Duty"),
    "column_next": Text(ja="次の予定", en="Due next"),
    "label_subjects": Text(ja="監査の対象", en="Subjects"),
    "label_bases": Text(ja="証跡の集め方（対象の数）", en="How evidence is got (targets)"),
    "label_controls": Text(ja="選択した項目", en="Selected controls"),
    "label_newest": Text(ja="最新の夜間監査", en="Newest night"),
    "counted": Text(ja="{what:term}　{count:number}", en="{what:term}: {count:number}"),
    "controls": Text(ja="{count:number} 項目", en="{count:number}"),
    "newest": Text(ja="{run}（基準日 {day:date}）", en="{run} (as of {day:date})"),
    "newest_numbers": Text(
        ja="{applicable:number} 行のうち 適合 {passed:number}、不適合 {failed:number}、未判定 {open:number}",
        en="Of {applicable:number} rows: pass {passed:number}, fail {failed:number}, not judged {open:number}",
    ),
    "newest_none": Text(ja="まだありません。", en="None yet."),
    "label_opens": Text(ja="保管庫を開くもの", en="What opens the vault"),
    "label_seal_key": Text(ja="封印の公開鍵の指紋", en="Fingerprint of the sealing key"),
    "label_seal_head": Text(ja="封印の先頭", en="Head of the chain of seals"),
    "label_pinned": Text(ja="登録したホスト鍵", en="Pinned host keys"),
    "opens_passphrase": Text(ja="パスフレーズ", en="a passphrase"),
    "opens_key_file": Text(ja="鍵ファイル", en="a key file"),
    "vault_none": Text(ja="保管庫はまだありません。", en="There is no vault yet."),
    "key_file_at": Text(
        ja="鍵ファイルの場所（環境変数による）: {path}",
        en="Place of the key file (by the environment): {path}",
    ),
    "seal_none": Text(ja="まだありません。", en="None yet."),
    "head": Text(ja="{number} 番 {digest}", en="number {number}, {digest}"),
    "pinned": Text(ja="{count:number} 件", en="{count:number}"),
    "public_key": Text(
        ja="封印の公開鍵（この紙を別に保管すると、後で鍵のすり替えに気付けます）",
        en="Public key of the seals (kept elsewhere, this paper shows whether the key was exchanged)",
    ),
    "vault_closed": Text(
        ja="保管庫を開かずに作ったため、認証情報の種類と設定日、台帳にない認証情報は載っていません。--key-file "
        "を付けて作り直すと載ります。",
        en="The vault was not opened: kinds and dates of credentials, and credentials that the inventory does "
        "not name, are left out. Make the sheet again with --key-file to have them.",
    ),
    "column_kept": Text(ja="保管するもの", en="What is kept"),
    "column_post": Text(ja="職・氏名", en="Post and name"),
    "column_handed": Text(ja="引き継いだ人・場所（手書き）", en="Handed to, kept where (by hand)"),
    "keepers_none": Text(
        ja="だれが何を保管しているかが台帳（care.keepers）にありません。上の表に手で書き、台帳にも書いてください。",
        en="The inventory does not say who keeps what (care.keepers). Fill in the table by hand, and "
        "enter it there too.",
    ),
    "kept_passphrase": Text(ja="保管庫のパスフレーズ（封筒）", en="Passphrase of the vault (envelope)"),
    "kept_key_file": Text(ja="保管庫の鍵ファイルの写し", en="Copy of the vault's key file"),
    "kept_head": Text(ja="封印の先頭と公開鍵を印刷した紙", en="Paper with the chain's head and public key"),
    "column_credential": Text(ja="認証情報", en="Credential"),
    "column_kind": Text(ja="種類", en="Kind"),
    "column_opens": Text(ja="使う先", en="Opens"),
    "column_set": Text(ja="設定した日", en="Last set"),
    "column_state": Text(ja="状態", en="State"),
    "credentials_none": Text(ja="認証情報は使っていません。", en="No credential is used."),
    "opens_none": Text(ja="（台帳では使っていません）", en="(not used by the inventory)"),
    "opens_mail": Text(ja="メールサーバ {host}", en="mail server {host}"),
    "credential_missing": Text(ja="保管庫にありません", en="not in the vault"),
    "credential_shut": Text(
        ja="{since:date} から使用停止（{target} が拒否）",
        en="quarantined since {since:date} ({target} refused it)",
    ),
    "label_mail": Text(ja="メールサーバ", en="Mail server"),
    "label_syslog": Text(ja="ログサーバ", en="Log server"),
    "label_folder": Text(ja="共有フォルダ", en="Shared folder"),
    "server": Text(ja="{host}:{port}（{security}）", en="{host}:{port} ({security})"),
    "sender": Text(ja="差出人 {sender}", en="from {sender}"),
    "column_channel": Text(ja="手段", en="By"),
    "column_to": Text(ja="宛先", en="To"),
    "column_sections": Text(ja="課", en="Sections"),
    "column_classes": Text(ja="区分", en="Classes"),
    "to_everybody": Text(ja="—", en="—"),
    "routes_none": Text(ja="知らせの送り先は決まっていません。", en="Nobody is told by itself."),
    "label_backups": Text(ja="バックアップの置き場所", en="Where backups go"),
    "label_last_backup": Text(ja="最新のバックアップ", en="Newest backup"),
    "label_retention": Text(ja="証跡の保存期間", en="Retention of artefacts"),
    "label_timestamps": Text(ja="時刻証明の発行元", en="Time-stamping authority"),
    "backups_none": Text(
        ja="台帳に書かれていません（care.backup）。",
        en="The inventory names no place (care.backup).",
    ),
    "backups_unseen": Text(ja="いまは見えません。", en="Cannot be seen now."),
    "keep": Text(ja="{count:number} 件を残します", en="the newest {count:number} are kept"),
    "last_backup": Text(
        ja="{file}（{made:datetime}、全部で {count:number} 件）",
        en="{file} ({made:datetime}; {count:number} in all)",
    ),
    "last_none": Text(ja="まだありません。", en="None yet."),
    "retention": Text(ja="{period:duration}", en="{period:duration}"),
    "retention_none": Text(ja="定めていません（消しません）", en="none set (kept for good)"),
    "day_lead": Text(
        ja="上から順に、二人で行い、終わったものに印を付けてください。",
        en="Together, from the top; tick what is done.",
    ),
    "column_done": Text(ja="済", en="Done"),
    "column_number": Text(ja="番号", en="No."),
    "column_step": Text(ja="すること", en="What to do"),
    "step_read": Text(
        ja="この引継書を二人で読み合わせる。「いま片付いていないこと」は、だれがいつまでに行うかを余白に書く。",
        en="Read this sheet together. For what is open, write beside it who does it, and until when.",
    ),
    "step_account": Text(
        ja="後任者が、この機械に自分の利用者で入り、{account} として操作できることを確かめる。前任者の利用者と "
        "sudo の権限を外す。",
        en="The one who comes logs in with an account of their own and can work as {account}; the one who "
        "leaves has account and sudo rights taken away.",
    ),
    "step_verify": Text(
        ja="保管してある公開鍵と封印の先頭を使い、これまでの記録が封印のとおりであることを二人で確かめる。",
        en="Together, check the records against the public key and the head that were kept elsewhere.",
    ),
    "step_rekey": Text(
        ja="保管庫のパスフレーズを替える。新しいものは後任者が決め、前任者は見ない。",
        en="Change the vault's passphrase. The one who comes chooses it, unseen by the one who leaves.",
    ),
    "step_rekey_file": Text(
        ja="保管庫の鍵ファイルとパスフレーズを替える。新しい鍵ファイルを作り（権限 0600）、"
        "パスフレーズは後任者が決め、前任者は見ない。終わったら、新しい鍵ファイルを今までの場所に置き換える。",
        en="Change the vault's key file and passphrase. Make a new key file (mode 0600); the one who comes "
        "chooses the passphrase, unseen. Then put the new file in the old one's place.",
    ),
    "step_old_key": Text(
        ja="新しい封筒（パスフレーズ・鍵ファイルの写し）を保管場所に入れ、古いものを裁断する。"
        "引継ぎより前のバックアップは古い鍵で開くため、残す間は古い封筒も「旧」と書いて残す。",
        en="Put the new envelope (passphrase, copy of the key file) in its place and shred the old one. Backups "
        "from before today open with the old one: as long as they are kept, keep it too, marked “old”.",
    ),
    "step_rotate": Text(
        ja="封印の鍵を替える。替えたことは記録に残り、前の封印もそのまま確かめられる。",
        en="Change the sealing key. The change is on record, and earlier seals can still be checked.",
    ),
    "step_head": Text(
        ja="封印の先頭と公開鍵を印刷し、署名して、この機械とは別の、鍵のかかる場所に保管する。",
        en="Print the chain's head and the public key, sign the paper, and keep it away from this machine.",
    ),
    "step_credentials": Text(
        ja="前任者が知っているパスワードや鍵を、対象の側で替えてもらい、ここで設定し直す。",
        en="Have passwords and keys that the one who leaves knows changed on the targets, and set them here anew.",
    ),
    "step_inventory": Text(
        ja="台帳の保管者（care.keepers）、知らせの宛先（notify）、各課の担当を新しい人に直す。",
        en="Enter the new people in the inventory: keepers (care.keepers), addressees (notify), sections.",
    ),
    "step_restore": Text(
        ja="バックアップを取り、別のフォルダに戻して確かめる。確かめたら、戻したフォルダは消す。",
        en="Make a backup, restore it into another folder and check it there; then delete that folder.",
    ),
    "step_doctor": Text(
        ja="点検し、「要対応」がなくなるまで片付ける。",
        en="Run the doctor, and see to whatever it asks for.",
    ),
    "step_again": Text(
        ja="この引継書をもう一度作って印刷し、二人で署名して綴じる。",
        en="Make this sheet once more, print it, sign it, and file it.",
    ),
    "step_morning": Text(
        ja="翌朝、夜間監査が終わり、知らせが届いていることを後任者が確かめる。",
        en="Next morning, the one who came sees that the night was audited and the message arrived.",
    ),
    "signed": Text(ja="以上のとおり引き継ぎました。", en="Handed over as above."),
    "sign_from": Text(ja="引き継ぐ人（前任）", en="Handed over by"),
    "sign_to": Text(ja="受け取る人（後任）", en="Taken over by"),
    "sign_line": Text(
        ja="職・氏名 ____________________  年月日 ____________",
        en="Post, name ____________________  Date ____________",
    ),
    "column_signature": Text(ja="署名または押印", en="Signature"),
    "column_date": Text(ja="年月日", en="Date"),
    "date_line": Text(ja="　　年　　月　　日", en="____-__-__"),
}

"""Words of the commands ``attest``, ``confirm`` and ``waive``, and of their sheets."""

from auditor.messages.text import Text

_OPTIONS = {
    "part_option": Text(
        ja="確かめた判定項目の ID。省くと、その行で人が確かめられる項目すべてです。",
        en="Id of the part that was looked at. Default: every part of the row that a person can answer.",
    ),
    "by_option": Text(
        ja="確かめた人の職名または職員番号。氏名は書きません。", en="Post or staff number of who looked; no names."
    ),
    "looked_at_option": Text(ja="何を見て確かめたか。", en="What was looked at, in words."),
    "file_option": Text(
        ja="根拠となるファイル（inventory/registers/files の中のもの）。",
        en="The file behind it, in inventory/registers/files.",
    ),
    "finding_option": Text(ja="met は適合、not_met は不適合です。", en="Whether what was looked at is as required."),
    "on_option": Text(
        ja="確かめた日（R8.11.20 のような元号の日付も読みます）。既定は今日です。",
        en="Day on which somebody looked (era dates are read, too). Default: today.",
    ),
    "valid_until_option": Text(
        ja="有効期限の日、または確かめた日からの期間（P6M は六か月）。長くて一年です。",
        en="Last day on which it counts, or a duration from the day of looking (P6M: six months). A year at most.",
    ),
    "attest_sheet_option": Text(
        ja="最新の監査で人の確認を待っている項目を、記入用のExcelに書き出します。",
        en="Write the parts that wait for somebody to look, in the newest night, as a workbook to fill in.",
    ),
    "from_option": Text(
        ja="記入済みのExcelまたはCSVを読み込みます。誤りはセルごとにまとめて示し、そのときは何も取り込みません。",
        en="Take in a workbook or CSV that was filled in. What is wrong is told by cell, and nothing is taken then.",
    ),
    "attest_list_option": Text(ja="確認書と、その今の扱いを並べます。", en="List all attestations and how they stand."),
    "second_option": Text(
        ja="確認する人の職名または職員番号。確認書を書いた人とは別の人です。",
        en="Post or staff number of who confirms: another person than who attested.",
    ),
    "key_option": Text(
        ja="本人の Ed25519 秘密鍵で署名します。パスフレーズは画面で尋ねます。省くと、"
        "別の利用者アカウントであることで確認します。",
        en="Sign with your own Ed25519 private key; its passphrase is asked for. Without it, being another account of "
        "the operating system is what counts.",
    ),
    "yes_option": Text(
        ja="ファイルを見たことを、尋ねられる前に認めます。", en="Say beforehand that you looked at the files."
    ),
    "register_key_option": Text(ja="--person の人の公開鍵を登録します。", en="Register the public key of --person."),
    "person_option": Text(ja="鍵の持ち主の職名または職員番号。", en="Post or staff number of the key's owner."),
    "confirm_sheet_option": Text(
        ja="二人目の確認を待っている確認書を、記入用のExcelに書き出します。",
        en="Write the attestations that wait for a second person as a workbook to fill in.",
    ),
    "confirm_list_option": Text(
        ja="二人目の確認を待っている確認書を並べます。", en="List the attestations that wait for a second person."
    ),
    "item_option": Text(
        ja="承認する項目のキー（何度でも書けます）。省くと、その行全体です。",
        en="Key of an accepted item (may be repeated). Default: the whole row.",
    ),
    "reason_option": Text(ja="すぐに直せない理由。", en="Why it cannot be mended at once."),
    "measure_option": Text(ja="代わりに行う措置。", en="What is done instead."),
    "approver_option": Text(ja="承認した人の職名。", en="Post of who accepted it."),
    "approved_on_option": Text(ja="承認した日。既定は今日です。", en="Day of the approval. Default: today."),
    "until_option": Text(
        ja="期限の日、または承認した日からの期間（P1M は一か月）。",
        en="Last day on which it counts, or a duration from the approval (P1M: a month).",
    ),
    "ahead_option": Text(
        ja="まだ不適合になっていないものを、前もって承認します。",
        en="Accept it before the newest night shows it as a fail.",
    ),
    "waive_list_option": Text(
        ja="例外の承認を、期限切れや期限の近いものも含めて並べます。",
        en="List all waivers, those that expired or soon will included.",
    ),
}

_SAID = {
    "attested": Text(
        ja="確認書を{count}件、記録しました: {ids:list}", en="Attestations recorded: {count} ({ids:list})"
    ),
    "confirm_next": Text(
        ja="このままでは「申告のみ」です。別の人が auditor confirm で確認すると、次の監査から判定に使われます。",
        en="As it stands it is a declaration only. Once another person confirms it (auditor confirm), the next audit "
        "uses it.",
    ),
    "no_attestations": Text(ja="確認書はまだありません。", en="There are no attestations yet."),
    "attestation_line": Text(
        ja="{id}  {standing}  {control} {subject} {part}  {by} {on:date}（{until:date}まで）",
        en="{id}  {standing}  {control} {subject} {part}  {by} {on:date} (until {until:date})",
    ),
    "to_confirm": Text(
        ja="{id}  {control} {subject}\n  {by} が{on:date}に「{looked_at}」を確かめ、適合と記録しています。\n"
        "  ファイル: inventory/registers/files/{file}\n  {digest}",
        en="{id}  {control} {subject}\n  {by} looked at “{looked_at}” on {on:date} and recorded it as met.\n"
        "  File: inventory/registers/files/{file}\n  {digest}",
    ),
    "looked_question": Text(
        ja="上の{count}件のファイルを自分で見て、記録のとおりであることを確かめましたか",
        en="Have you looked at the {count} files above yourself, and are they as recorded?",
    ),
    "key_passphrase": Text(ja="秘密鍵のパスフレーズ", en="Passphrase of the private key"),
    "confirmed_key": Text(
        ja="{count}件を、本人の鍵で署名して確認しました: {ids:list}",
        en="Confirmed with your own key: {count} ({ids:list})",
    ),
    "confirmed_account": Text(
        ja="{count}件を、利用者アカウント {account} から確認しました: {ids:list}",
        en="Confirmed from the account {account}: {count} ({ids:list})",
    ),
    "key_registered": Text(
        ja="{person} の公開鍵 {key} を登録しました（登録したアカウント: {account}）。",
        en="The public key {key} of {person} is registered (by the account {account}).",
    ),
    "nothing_to_confirm": Text(
        ja="二人目の確認を待っている確認書はありません。", en="No attestation waits for a second person."
    ),
    "awaiting_line": Text(
        ja="{id}  {control} {subject}  {by} {on:date}  {file}", en="{id}  {control} {subject}  {by} {on:date}  {file}"
    ),
    "waived": Text(
        ja="例外の承認 {id} を記録しました（{until:date}まで）。判定は「不適合」のまま、承認とともに示されます。",
        en="The waiver {id} is recorded (until {until:date}). The row stays a fail and is shown with it.",
    ),
    "no_waivers": Text(ja="例外の承認はまだありません。", en="There are no waivers yet."),
    "waiver_line": Text(
        ja="{id}  {standing}  {control} {subject} [{items:list}]  {approver}  {expires:date}まで",
        en="{id}  {standing}  {control} {subject} [{items:list}]  {approver}  until {expires:date}",
    ),
    "sheet_written": Text(ja="{file} に{count}件を書き出しました。", en="{count} rows are in {file}."),
}

_SHEETS = {
    "attest_sheet_name": Text(ja="確認書", en="Attestations"),
    "attest_sheet_title": Text(
        ja="人の確認を待っている項目（監査 {run}、{today:date}現在）",
        en="What waits for somebody to look (audit {run}, {today:date})",
    ),
    "attest_sheet_note": Text(
        ja="確かめた行だけ、右の六つの欄をすべて記入してください。ファイルは inventory/registers/files "
        "に置いた名前です。"
        "記入後は auditor attest --from で読み込みます。",
        en="Fill in all six columns on the right, only in rows that somebody looked at. The file is its name in "
        "inventory/registers/files. “auditor attest --from” reads the sheet.",
    ),
    "confirm_sheet_name": Text(ja="二人目の確認", en="Confirmations"),
    "confirm_sheet_title": Text(
        ja="二人目の確認を待っている確認書（{today:date}現在）",
        en="Attestations that wait for a second person ({today:date})",
    ),
    "confirm_sheet_note": Text(
        ja="ファイルを自分で見た行だけ、右の三つの欄をすべて記入してください。一枚は一人で使います。記入後は、その人が "
        "auditor confirm --from で読み込みます。",
        en="Fill in the three columns on the right, only in rows whose file you looked at yourself. One sheet "
        "is for one "
        "person, who then runs “auditor confirm --from”.",
    ),
    "column_control": Text(ja="管理項目", en="Control"),
    "column_clause": Text(ja="条項", en="Clause"),
    "column_subject": Text(ja="対象", en="Subject"),
    "column_subject_title": Text(ja="対象の名称", en="Name of the subject"),
    "column_part": Text(ja="判定項目", en="Part"),
    "column_asked": Text(ja="求められること", en="What is asked"),
    "column_look_at": Text(ja="見るもの", en="What to look at"),
    "column_state": Text(ja="今の状態", en="As it stands"),
    "column_by": Text(ja="確認した人", en="Who looked"),
    "column_on": Text(ja="確認した日", en="Looked on"),
    "column_looked_at": Text(ja="見たもの", en="What was looked at"),
    "column_file": Text(ja="ファイル", en="File"),
    "column_finding": Text(ja="結果", en="Finding"),
    "column_valid_until": Text(ja="有効期限", en="Valid until"),
    "column_attestation": Text(ja="確認書", en="Attestation"),
    "column_attested_by": Text(ja="確認書を書いた人", en="Attested by"),
    "column_attested_on": Text(ja="確認書の日付", en="Attested on"),
    "column_digest": Text(ja="ダイジェスト", en="Digest"),
    "column_second": Text(ja="二人目の人", en="Second person"),
    "column_second_on": Text(ja="二人目が見た日", en="Second person looked on"),
    "column_second_looked": Text(ja="ファイルを見たか", en="Looked at the file"),
    "note_by": Text(ja="職名または職員番号。氏名は書きません。", en="Post or staff number; no names."),
    "note_on": Text(ja="R8.11.20、2026-11-20 など。", en="2026-11-20, or an era date."),
    "note_looked_at": Text(ja="何を見て確かめたか（一行）。", en="What was looked at, in a line."),
    "note_file": Text(
        ja="inventory/registers/files に置いたファイルの名前。", en="Name of a file in inventory/registers/files."
    ),
    "note_finding": Text(ja="適合または不適合。", en="Met or not met."),
    "note_valid_until": Text(
        ja="日付、または期間（P6M は六か月）。長くて一年です。",
        en="A day or a duration (P6M: six months); a year at most.",
    ),
    "note_second": Text(ja="確認書を書いた人とは別の人です。", en="Another person than who attested."),
    "note_second_on": Text(ja="ファイルを見た日。", en="The day on which the file was looked at."),
    "note_second_looked": Text(
        ja="自分で見たときだけ「見た」を選びます。", en="“looked”, only if you did so yourself."
    ),
    "choice_met": Text(ja="適合", en="met"),
    "choice_not_met": Text(ja="不適合", en="not met"),
    "choice_looked": Text(ja="見た", en="looked"),
}

_STANDINGS = {
    "standing_met": Text(ja="確認済み（適合）", en="confirmed (met)"),
    "standing_not_met": Text(ja="不適合", en="not met"),
    "standing_declared": Text(ja="二人目の確認待ち", en="waits for a second person"),
    "standing_expired": Text(ja="期限切れ", en="expired"),
    "standing_file_missing": Text(ja="ファイルなし", en="file not there"),
    "standing_file_unreadable": Text(ja="ファイルを読めない", en="file cannot be read"),
    "standing_file_changed": Text(ja="ファイルが変わっている", en="file changed"),
    "standing_not_yet": Text(ja="まだ先の日付", en="dated ahead"),
    "standing_other_revision": Text(ja="規定が変わり無効", en="ended by a changed requirement"),
    "standing_superseded": Text(ja="新しいものに置き換え", en="replaced by a newer one"),
    "standing_conflict": Text(ja="食い違い", en="contradicted"),
    "waiver_holds": Text(ja="有効", en="holds"),
    "waiver_soon": Text(ja="まもなく期限", en="expires soon"),
    "waiver_expired": Text(ja="期限切れ", en="expired"),
    "waiver_not_yet": Text(ja="まだ先の日付", en="dated ahead"),
    "waiver_replaced": Text(ja="新しいものに置き換え", en="replaced by a newer one"),
    "waiver_other_revision": Text(ja="規定が変わり無効", en="ended by a changed requirement"),
}

TEXTS = {**_OPTIONS, **_SAID, **_SHEETS, **_STANDINGS}

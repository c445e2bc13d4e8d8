"""What the doctor sees, and what to do about it (``<name>_do``)."""

from auditor.messages.text import Text
from auditor.messages.texts import doctor_files, doctor_records, doctor_running

TEXTS = {
    "network_option": Text(
        ja="知らせを送る相手（メール・ログの各サーバ）につながるかも確かめます。",
        en="Also check that the servers that messages go to (mail, log) can be reached.",
    ),
    "heading": Text(
        ja="設置の点検 {now:datetime}（{folder}）",
        en="State of the installation, {now:datetime} ({folder})",
    ),
    "sign_fine": Text(ja="○", en="✓"),
    "sign_note": Text(ja="△", en="△"),
    "sign_act": Text(ja="×", en="✗"),
    "mark_fine": Text(ja="ＯＫ", en="OK"),
    "mark_note": Text(ja="注意", en="note"),
    "mark_act": Text(ja="要対応", en="to do"),
    "counted": Text(
        ja="要対応 {act:number} 件、注意 {note:number} 件、ＯＫ {fine:number} 件。",
        en="To do: {act:number}, notes: {note:number}, OK: {fine:number}.",
    ),
    "scope": Text(
        ja="ここで見るのは、この道具自身の設置の状態だけです。記録が改ざんされていないかの完全な確認は auditor "
        "verify で行います。",
        en="This looks at the installation of the tool itself only. Whether records were altered is fully "
        "checked by auditor verify.",
    ),
    "title_workspace": Text(ja="作業フォルダ", en="workspace"),
    "title_state": Text(ja="state の権限", en="permissions of state"),
    "title_settings": Text(ja="台帳・規程の権限", en="permissions of settings"),
    "title_key": Text(ja="保管庫と鍵", en="vault and key"),
    "title_space": Text(ja="空き容量", en="space"),
    "title_clock": Text(ja="時計", en="clock"),
    "title_store": Text(ja="監査の記録", en="records"),
    "title_seal": Text(ja="封印", en="seals"),
    "title_nights": Text(ja="夜間監査", en="nights"),
    "title_service": Text(ja="定期実行", en="service"),
    "title_messages": Text(ja="知らせ", en="messages"),
    "title_backup": Text(ja="バックアップ", en="backups"),
    "title_certificates": Text(ja="証明書", en="certificates"),
    "title_network": Text(ja="送り先", en="servers"),
    "title_libraries": Text(ja="部品の版", en="versions"),
    "title_locale": Text(ja="文字コード", en="encoding"),
    "look_broken": Text(ja="この点検は行えませんでした。", en="This check could not be made."),
    "look_broken_do": Text(
        ja="上の文のとおりに直すか、原因が分からなければ、この行を開発者に知らせてください。",
        en="Mend what it says; if that does not explain it, report this line to the developers.",
    ),
    "unseen": Text(ja="{path} を調べられません（{why}）。", en="{path} cannot be examined ({why})."),
    "unseen_do": Text(
        ja="何であるべきファイルやフォルダかを確かめ、権限を直すか、バックアップから戻してください。",
        en="See what that file or folder should be; mend its permissions, or restore it from a backup.",
    ),
    "workspace": Text(
        ja="{title}の台帳・登録簿・規程を読めます（対象 {targets:number} 件、選択した項目 {controls:number} 件）。",
        en="Inventory, registers and policies of {title} load ({targets:number} targets, {controls:number} controls).",
    ),
    "workspace_wrong": Text(ja="作業フォルダを読めません。", en="The workspace cannot be loaded."),
    "workspace_wrong_do": Text(
        ja="「auditor inventory check」で誤りの場所を確かめて直してください。直るまで夜間監査は行えません。",
        en="“auditor inventory check” names every place to mend. Until then no night can be audited.",
    ),
    **doctor_files.TEXTS,
    **doctor_records.TEXTS,
    **doctor_running.TEXTS,
}

"""What the vault says when it cannot be opened or changed. Never a secret, never a part of one."""

from auditor.messages.text import Text

TEXTS = {
    "not_there": Text(
        ja="認証情報の保管庫 {path} がまだありません。「auditor vault set 名前」で作成できます。",
        en="There is no vault yet at {path}. “auditor vault set NAME” makes one.",
    ),
    "exists": Text(
        ja="保管庫 {path} は既にあります。上書きはしません。",
        en="There is a vault at {path} already; it is not overwritten.",
    ),
    "unreadable": Text(ja="保管庫 {path} を読めません。", en="The vault {path} cannot be read."),
    "cannot_write": Text(
        ja="保管庫 {path} に書き込めません。前の内容はそのまま残っています。",
        en="The vault {path} cannot be written; what it held before is still there.",
    ),
    "damaged": Text(
        ja="保管庫のファイルが壊れているか、書き換えられています。バックアップから戻してください。",
        en="The vault’s file is damaged or was tampered with. Restore it from a copy.",
    ),
    "other_version": Text(
        ja="保管庫の形式（{format}）をこの版は扱えません。",
        en="This version does not know the vault’s format ({format}).",
    ),
    "changed_meanwhile": Text(
        ja="保管庫 {path} が、この操作の間に別の操作で書き換えられました。もう一度お試しください。",
        en="The vault {path} was changed by somebody else meanwhile. Please try again.",
    ),
    "full": Text(ja="保管庫がいっぱいです。", en="The vault is full."),
    "wrong_passphrase": Text(ja="パスフレーズが違います。", en="The passphrase does not fit."),
    "wrong_key_file": Text(
        ja="この鍵ファイルでは保管庫を開けません。",
        en="This key file does not open the vault.",
    ),
    "no_passphrase_slot": Text(
        ja="この保管庫はパスフレーズでは開けません。鍵ファイルを指定してください。",
        en="This vault does not open with a passphrase. Name a key file.",
    ),
    "no_key_file_slot": Text(
        ja="この保管庫は鍵ファイルでは開けません。「auditor vault rekey」で鍵ファイルを登録できます。",
        en="This vault does not open with a key file. “auditor vault rekey --new-key-file” sets one.",
    ),
    "no_key": Text(
        ja="保管庫を開くためのパスフレーズか鍵ファイルが必要です。",
        en="A passphrase or a key file is needed to open the vault.",
    ),
    "nobody_to_ask": Text(
        ja="保管庫 {path} を開く手段がありません。端末でパスフレーズを入力するか、夜間は鍵ファイル"
        "（AUDITOR_VAULT_KEY_FILE または --key-file）を指定してください。",
        en="Nothing opens the vault {path}. Type the passphrase at a terminal, or name a key file for the night "
        "(AUDITOR_VAULT_KEY_FILE or --key-file).",
    ),
    "passphrase_short": Text(
        ja="パスフレーズは {least} 文字以上にしてください。",
        en="A passphrase needs at least {least} characters.",
    ),
    "key_file_unreadable": Text(
        ja="鍵ファイル {path} を読めません（シンボリックリンクは使えません）。",
        en="The key file {path} cannot be read (a symbolic link will not do).",
    ),
    "key_file_not_regular": Text(
        ja="鍵ファイル {path} は通常のファイルではありません。",
        en="The key file {path} is no regular file.",
    ),
    "key_file_open_to_others": Text(
        ja="鍵ファイル {path} をほかの利用者も使えます。"
        "所有者を監査の実行者か root にし、権限を 0600 か 0400 にしてください。",
        en="The key file {path} is open to others. Let root or whoever runs the audit own it, with mode 0600 or 0400.",
    ),
    "key_file_size": Text(
        ja="鍵ファイル {path} の内容が短すぎるか長すぎます（{least} バイト以上、64 KiB まで）。",
        en="The key file {path} is too short or too long ({least} bytes at least, 64 KiB at most).",
    ),
    "cannot_derive": Text(
        ja="この計算機では鍵の導出（{name}）ができません。メモリの空きをご確認ください。",
        en="This machine cannot derive the key ({name}). Check that memory is free.",
    ),
    "no_credential": Text(
        ja="認証情報「{name}」は保管庫にありません。「auditor vault set {name}」で登録してください。",
        en="The vault holds no credential “{name}”. Set it with “auditor vault set {name}”.",
    ),
    "bad_name": Text(
        ja="認証情報の名前には、半角の英数字と . _ - を 64 文字まで使えます。",
        en="A credential’s name takes up to 64 letters, digits, dots, underscores and hyphens.",
    ),
    "field_missing": Text(
        ja="認証情報「{name}」に必要な項目（{field}）が空です。",
        en="The credential “{name}” needs {field}, which is empty.",
    ),
    "field_too_long": Text(
        ja="認証情報「{name}」の項目（{field}）が長すぎます。",
        en="{field} of the credential “{name}” is too long.",
    ),
    "lost": Text(
        ja="保管庫 {path} がありませんが、以前の監査はその中の鍵で封印されています。バックアップから戻すか、"
        "失われたのであれば auditor seal lost を実行してください。",
        en="The vault {path} is not there, but earlier runs were sealed with a key in it. "
        "Please restore it from a backup or, if it is lost, run auditor seal lost.",
    ),
}

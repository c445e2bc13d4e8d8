"""What is said of the files behind records, and of the second person who looks at them."""

from auditor.messages.text import Text

TEXTS = {
    "no_file": Text(
        ja="「{register_ja}」の「{title}」は申告のみで、根拠となるファイルが登録されていません。",
        en="“{title}” in “{register_en}” is a declaration only: no file is recorded behind it.",
    ),
    "file_unreadable": Text(
        ja="「{register_ja}」の「{title}」の根拠ファイル {file} を開く権限がありません。",
        en="The file {file} behind “{title}” in “{register_en}” may not be read.",
    ),
    "file_missing": Text(
        ja="「{register_ja}」の「{title}」の根拠ファイル {file} が保管場所に見当たりません。",
        en="The file {file} behind “{title}” in “{register_en}” is not in its place.",
    ),
    "no_digest": Text(
        ja="「{register_ja}」の「{title}」に登録時の要約値（SHA-256）が記入されていないため、"
        "差替えの有無を確かめられません。",
        en="No digest was entered for “{title}” in “{register_en}”, so it cannot be told whether its file was "
        "exchanged.",
    ),
    "file_changed": Text(
        ja="「{register_ja}」の「{title}」の根拠ファイル {file} が、登録した時の内容と異なります。",
        en="The file {file} behind “{title}” in “{register_en}” is no longer the one that was recorded.",
    ),
    "not_seen": Text(
        ja="「{register_ja}」の「{title}」の根拠ファイルを、別の職員がまだ確認していません（申告のみ）。",
        en="No second person has looked at the file behind “{title}” in “{register_en}” yet (declared only).",
    ),
    "no_author": Text(
        ja="「{register_ja}」の「{title}」に「{field_ja}」がいずれも記入されていないため、"
        "確認した職員が別の人かどうか分かりません。",
        en="None of “{field_en}” is entered for “{title}” in “{register_en}”, so a second person cannot be told apart.",
    ),
    "seen_by_author": Text(
        ja="「{register_ja}」の「{title}」を確認した人（{person}）が、作成・決裁・発行した人と同じです。"
        "別の職員による確認が要ります。",
        en="“{title}” in “{register_en}” was looked at only by {person}, who made, approved or issued it. A second "
        "person is needed.",
    ),
    "seen_before": Text(
        ja="「{register_ja}」の「{title}」の確認日（{seen:date}）は、現在の内容になった日（{since:date}）より前です。"
        "今の内容の確認が要ります。",
        en="“{title}” in “{register_en}” was looked at on {seen:date}, before it became what it is now ({since:date}).",
    ),
}

"""What is said of folders of this machine and of mounted ones, and of what lies in them."""

from auditor.messages.text import Text

TEXTS = {
    "root_missing": Text(
        ja="台帳に記載されたフォルダが見つかりません。接続（マウント）されているか、確かめてください。",
        en="The folder that the inventory names is not there. Please see whether it is mounted.",
    ),
    "root_denied": Text(
        ja="台帳に記載されたフォルダを開く権限がありません。監査用アカウントに読取りの権限を付けてください。",
        en="The folder that the inventory names may not be opened. Please give the auditor's account the right to "
        "read.",
    ),
    "deadline": Text(
        ja="フォルダの読取りが期限（{deadline:duration}）までに終わりませんでした。接続先が応答しているか、"
        "確かめてください。",
        en="Reading the folder did not end within {deadline:duration}. Please see whether the file server answers.",
    ),
    "folder_missing": Text(
        ja="フォルダ「{folder}」が見つかりません。接続（マウント）の状態と、台帳に記載した場所を確かめてください。",
        en="Folder “{folder}” is not there. Please check the mount and the place that the inventory names.",
    ),
    "folder_denied": Text(
        ja="フォルダ「{folder}」の全部または一部を開く権限がありません。読取りの権限を付けてください。",
        en="Folder “{folder}”, or a part of it, may not be opened. Please give the right to read.",
    ),
    "folder_cut": Text(
        ja="フォルダ「{folder}」を最後まで一覧できませんでした（件数か階層の上限、または読取りの失敗）。",
        en="Folder “{folder}” could not be listed to its end (too many entries, too deep, or a read failed).",
    ),
    "folder_late": Text(
        ja="フォルダ「{folder}」の一覧が期限までに終わりませんでした。",
        en="Listing folder “{folder}” did not end in time.",
    ),
    "not_run": Text(
        ja="フォルダ「{folder}」の読取りは行われませんでした。",
        en="Folder “{folder}” was not read.",
    ),
    "link_outside": Text(
        ja="フォルダ「{folder}」に、フォルダの外を指すリンクがあります。リンクの先は読み取っていません。",
        en="Folder “{folder}” holds a link that leads out of it. What lies behind the link was not read.",
    ),
    "bad_declaration": Text(
        ja="台帳にあるログ「{source}」の書き方（ファイル名、時刻の形式、文字コード）では、日付を読み取れません。",
        en="From how the inventory describes log “{source}” (name, form of times, encoding) no day can be read.",
    ),
    "vanished": Text(
        ja="フォルダ「{folder}」で、読み取っている間に無くなったファイルがあります。",
        en="In folder “{folder}” a file went away while it was being read.",
    ),
    "read_hung": Text(
        ja="フォルダ「{folder}」のファイルが、読取りの途中で応答しなくなりました。",
        en="In folder “{folder}” a file stopped answering while it was being read.",
    ),
    "disk_unknown": Text(
        ja="フォルダが置かれている装置を確かめられず、録画装置の時計を本機の時計とみなせません。",
        en="The disk that the folder lies on could not be told, so its clock cannot be taken for this machine's.",
    ),
    "disk_elsewhere": Text(
        ja="台帳では本機の時計で動く機器とされていますが、フォルダはネットワーク上の別の機器にあります。",
        en="The inventory says that this machine's own clock counts, but the folder lies on another machine.",
    ),
    "no_settings_file": Text(
        ja="録画装置の保存期間の設定を示すファイルが、台帳に記載されていません。"
        "設定を書き出したファイルを用意してください。",
        en="The inventory names no file with the recorder's retention settings. Please have the settings exported.",
    ),
    "settings_missing": Text(
        ja="録画装置の保存期間の設定ファイルが見つかりません。",
        en="The file with the recorder's retention settings is not there.",
    ),
    "settings_denied": Text(
        ja="録画装置の保存期間の設定ファイルを開けません（権限がないか、通常のファイルではありません）。",
        en="The file with the recorder's retention settings cannot be opened (no right to, or it is no regular file).",
    ),
    "settings_large": Text(
        ja="録画装置の保存期間の設定ファイルが大きすぎるか、途中までしか読めません。",
        en="The file with the recorder's retention settings is too large, or could be read in part only.",
    ),
    "settings_encoding": Text(
        ja="録画装置の保存期間の設定ファイルを、UTF-8 としても CP932 としても読めません。",
        en="The file with the recorder's retention settings is neither UTF-8 nor code page 932.",
    ),
    "settings_form": Text(
        ja="録画装置の保存期間の設定ファイルに、列「camera」と「days」がありません。",
        en="The file with the recorder's retention settings lacks the columns “camera” and “days”.",
    ),
    "settings_no_row": Text(
        ja="録画装置の保存期間の設定ファイルに、このカメラの行がありません。",
        en="The file with the recorder's retention settings has no row for this camera.",
    ),
    "settings_row": Text(
        ja="録画装置の保存期間の設定ファイルで、このカメラの日数または方式を読み取れません（0 "
        "日は無期限のことがあります）。",
        en="In the recorder's retention settings, days or mode of this camera cannot be read (0 may mean no limit).",
    ),
    "settings_conflict": Text(
        ja="録画装置の保存期間の設定ファイルに、このカメラについて異なる値の行があります。",
        en="The file with the recorder's retention settings has rows for this camera that differ.",
    ),
}

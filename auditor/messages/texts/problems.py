"""What is wrong in the city's files, whatever kind of file it is."""

from auditor.messages.text import Text

TEXTS = {
    "headline": Text(
        ja="ファイルに直すところが{count}件あります。直してから、もう一度実行してください。",
        en="To be corrected in the files: {count}. Please correct and run the command again.",
    ),
    # the file as a whole
    "too_large": Text(
        ja="ファイルが大きすぎます（上限 {limit:bytes}）。いくつかのファイルに分けてください。",
        en="The file is too large (limit {limit:bytes}). Please split it into several files.",
    ),
    "not_utf8": Text(
        ja="文字コードがUTF-8ではありません。UTF-8で保存し直してください。",
        en="The file is not in UTF-8 from here on. Please save it as UTF-8.",
    ),
    "control_character": Text(
        ja="目に見えない制御文字（{char}）が入っています。取り除いてください。",
        en="There is an invisible control character ({char}) here. Please remove it.",
    ),
    "unreadable": Text(
        ja="ファイルを読めません。読み取りの権限と、通常のファイルであることを確かめてください。",
        en="The file cannot be read. Please check its permissions and that it is a regular file.",
    ),
    "leaves_workspace": Text(
        ja="リンクの先がワークスペースの外にあります。中身のファイルを置いてください。",
        en="The link leads out of the workspace. Please put the file itself here.",
    ),
    "linked_folder": Text(
        ja="フォルダへのリンクはたどりません。フォルダそのものを置いてください。",
        en="Links to folders are not followed. Please put the folder itself here.",
    ),
    "file_name": Text(
        ja="ファイル名の文字コードがUTF-8ではありません。ファイル名を付け直してください。",
        en="The file's name is not in UTF-8. Please rename it.",
    ),
    "top_level": Text(
        ja="ファイルの一番外側は「項目名: 値」の形で書いてください。",
        en="The outermost level of the file must be “key: value” lines.",
    ),
    # YAML
    "yaml_syntax": Text(
        ja="YAMLとして読めません。この前後の記号と字下げを確かめてください。",
        en="This is not valid YAML. Please check punctuation and indentation around here.",
    ),
    "yaml_tab": Text(
        ja="字下げにタブは使えません。半角の空白にしてください。",
        en="Tabs cannot be used for indentation. Please use spaces.",
    ),
    "yaml_character": Text(
        ja='この記号から値を始めることはできません。値を引用符（"…"）で囲んでください。',
        en="A value cannot begin with this character. Please put the value in quotes.",
    ),
    "yaml_colon": Text(
        ja='値の途中に「: 」があります。値を引用符（"…"）で囲むか、字下げを確かめてください。',
        en="There is a “: ” within the value. Please put the value in quotes, or check the indentation.",
    ),
    "yaml_no_colon": Text(
        ja="項目名のあとに「:」がありません。",
        en="There is no “:” after the key.",
    ),
    "yaml_bracket": Text(
        ja="ここで開いた「[」が閉じられていないか、「,」が足りません。",
        en="The “[” that opens here is not closed, or a “,” is missing.",
    ),
    "yaml_brace": Text(
        ja="ここで開いた「{{」が閉じられていないか、「,」が足りません。",
        en="The “{{” that opens here is not closed, or a “,” is missing.",
    ),
    "yaml_flow": Text(
        ja="「[」か「{{」が閉じられていないか、この前に余分な「,」があります。",
        en="A “[” or “{{” is not closed, or there is a stray “,” before this.",
    ),
    "yaml_quote": Text(
        ja="ここで開いた引用符が閉じられていません。",
        en="The quotation mark that opens here is not closed.",
    ),
    "yaml_indent": Text(
        ja="字下げがそろっていないか、余分な記号があります。",
        en="The indentation does not line up, or there is a stray character.",
    ),
    "yaml_escape": Text(
        ja="二重引用符の中で「\\」をこの文字の前には書けません。単一引用符（'…'）で囲んでください。",
        en="Within double quotes “\\” cannot stand before this character. Please use single quotes.",
    ),
    "several_documents": Text(
        ja="一つのファイルに文書が二つ以上あります（「---」）。ファイルを分けてください。",
        en="There is more than one document in the file (“---”). Please use one file for each.",
    ),
    "alias": Text(
        ja="参照（*{name}）は使えません。値をそのまま書いてください。",
        en="Aliases (*{name}) cannot be used. Please write the value itself.",
    ),
    "tag": Text(
        ja="タグ（{tag}）は使えません。取り除いてください。",
        en="Tags ({tag}) cannot be used. Please remove it.",
    ),
    "too_deep": Text(
        ja="入れ子が深すぎます（上限 {limit} 段）。",
        en="The nesting is too deep (limit {limit} levels).",
    ),
    "key_not_text": Text(
        ja="項目名には文字列だけが使えます。",
        en="A key must be plain text.",
    ),
    "duplicate_key": Text(
        ja="項目「{key}」が二度書かれています（一度目は{first}行目）。",
        en="The key “{key}” is given twice (first in line {first}).",
    ),
    # keys
    "unknown_key": Text(
        ja="「{key}」という項目はありません。書ける項目: {known:list}",
        en="There is no key “{key}”. Known keys: {known:list}",
    ),
    "unknown_key_hint": Text(
        ja="「{key}」という項目はありません。「{hint}」のことですか。",
        en="There is no key “{key}”. Did you mean “{hint}”?",
    ),
    "secret_key": Text(
        ja="「{key}」は秘密の値のようです。ファイルには書かず、auditor vault set で保管庫に入れて、"
        "credential に名前だけを書いてください。"
        "すでに書いた値は変更してください。",
        en="“{key}” looks like a secret. Please keep it out of the file: store it with “auditor vault set” "
        "and give only its "
        "name under “credential”. A value that was already written here should be changed.",
    ),
    "missing_key": Text(
        ja="項目「{key}」がありません。",
        en="The key “{key}” is missing.",
    ),
    # values
    "not_text": Text(
        ja="文字列で書いてください（数字などは引用符で囲みます）。",
        en="This must be text (put numbers and the like in quotes).",
    ),
    "not_integer": Text(ja="整数で書いてください。", en="This must be a whole number."),
    "not_number": Text(ja="数値で書いてください。", en="This must be a number."),
    "not_boolean": Text(ja="true か false で書いてください。", en="This must be true or false."),
    "not_list": Text(
        ja="一覧（「- 」で始まる行、または [ ] ）で書いてください。",
        en="This must be a list (lines that begin with “- ”, or [ ]).",
    ),
    "not_mapping": Text(
        ja="「項目名: 値」の形で書いてください。",
        en="This must be “key: value” lines.",
    ),
    "too_few": Text(ja="一つ以上書いてください。", en="There must be at least one."),
    "not_one_of": Text(
        ja="「{value}」は使えません。{allowed:list} のどれかにしてください。",
        en="“{value}” is not accepted. It must be one of {allowed:list}.",
    ),
    "not_one_of_hint": Text(
        ja="「{value}」は使えません。「{hint}」のことですか。使える値: {allowed:list}",
        en="“{value}” is not accepted. Did you mean “{hint}”? Accepted: {allowed:list}",
    ),
    "too_small": Text(ja="{value} は小さすぎます（{limit} 以上）。", en="{value} is too small (at least {limit})."),
    "too_large_number": Text(
        ja="{value} は大きすぎます（{limit} 以下）。", en="{value} is too large (at most {limit})."
    ),
    "too_long": Text(
        ja="長すぎます（{limit:number}文字まで）。", en="This is too long (at most {limit:number} characters)."
    ),
    "wrong_value": Text(ja="「{value}」は使えません。", en="“{value}” is not accepted."),
    "empty_text": Text(ja="空のままです。値を書いてください。", en="This is empty. Please give a value."),
    "several_lines": Text(ja="一行で書いてください。", en="This must be a single line."),
    "unprintable": Text(
        ja="目に見えない文字（{char}）が入っています。取り除いてください。",
        en="There is an invisible character ({char}) in this value. Please remove it.",
    ),
    "identifier": Text(
        ja="「{value}」は識別子に使えません。半角の英数字で始め、英数字と . _ - だけで64文字までにしてください。",
        en="“{value}” cannot be an identifier. Begin with a letter or digit, and use only letters, digits "
        "and . _ - (at most "
        "64 characters).",
    ),
    "full_width": Text(
        ja="「{value}」に全角の文字があります。半角で「{plain}」と書いてください。",
        en="“{value}” has full-width characters. Please write “{plain}”.",
    ),
    "date": Text(
        ja="「{value}」は日付として読めません。2026-04-01 の形（西暦）で書いてください。",
        en="“{value}” is not a date. Please write it like 2026-04-01.",
    ),
    "no_such_day": Text(ja="「{value}」という日時はありません。", en="“{value}” does not exist in the calendar."),
    "moment": Text(
        ja="「{value}」は日時として読めません。2026-04-01T09:30 か 2026-04-01 の形で書いてください。",
        en="“{value}” is not a date and time. Please write it like 2026-04-01T09:30 or 2026-04-01.",
    ),
    "duration": Text(
        ja="「{value}」は期間として読めません。ISO 8601の形で書いてください（14日は P14D、5年は P5Y、60秒は PT60S）。",
        en="“{value}” is not a duration. Please write it in ISO 8601 (P14D is 14 days, P5Y five years, PT60S "
        "60 seconds).",
    ),
    "deadline": Text(
        ja="「{value}」は制限時間に使えません。1秒から1日まで（例 PT60S）にしてください。",
        en="“{value}” cannot be a time limit. It must be from a second to a day (for example PT60S).",
    ),
    "host": Text(
        ja="「{value}」はホスト名にもIPアドレスにも見えません。",
        en="“{value}” is neither a host name nor an IP address.",
    ),
    "user": Text(
        ja="「{value}」はユーザー名に使えません。英数字と . _ - @ + \\ だけにしてください。",
        en="“{value}” cannot be a user name. Only letters, digits and . _ - @ + \\ are accepted.",
    ),
    "path_characters": Text(
        ja="「{value}」はパスに使えません（制御文字があるか、長すぎます）。",
        en="“{value}” cannot be a path (it has control characters, or is too long).",
    ),
    "path_escapes": Text(
        ja="「{value}」に「..」があります。フォルダの外を指すことはできません。",
        en="“{value}” contains “..”. It must not lead out of its folder.",
    ),
    "path_absolute": Text(
        ja="「{value}」は / や ~ で始まっています。フォルダの中の場所を書いてください。",
        en="“{value}” begins with / or ~. Please give a place inside the folder.",
    ),
    "strftime": Text(
        ja="「{value}」はファイル名の日時の書式に使えません。使えるもの: %Y %y %m %d %j %H %M %S %b %f",
        en="“{value}” is not accepted in a file name's time format. Accepted: %Y %y %m %d %j %H %M %S %b %f",
    ),
    "no_day_fields": Text(
        ja="「{value}」から日付が分かりません。年（%Y）月（%m）日（%d）を入れてください（例 oplog-%Y%m%d.csv.gz）。",
        en="“{value}” does not tell the day. Please include year (%Y), month (%m) and day (%d), as in "
        "oplog-%Y%m%d.csv.gz.",
    ),
    "strptime": Text(
        ja="「{value}」は日時の書式として使えません（例 %Y-%m-%d %H:%M:%S）。",
        en="“{value}” is not a usable time format (for example %Y-%m-%d %H:%M:%S).",
    ),
    "strptime_short": Text(
        ja="「{value}」からは年月日と時刻が分かりません。年・月・日・時を入れてください。",
        en="“{value}” does not tell day and hour. Please include year, month, day and hour.",
    ),
    "encoding": Text(
        ja="「{value}」という文字コードは扱えません。使えるもの: {allowed:list}",
        en="“{value}” is not a supported character encoding. Supported: {allowed:list}",
    ),
    "clock": Text(
        ja='「{value}」は時刻ではありません。引用符を付けて "01:30" のように書いてください（日本時間）。',
        en='“{value}” is not a time of day. Please write it in quotes, as in "01:30" (Japan time).',
    ),
    "mail_address": Text(
        ja="「{value}」はメールアドレスではありません（例 joho@city.example.lg.jp）。",
        en="“{value}” is not a mail address (for example joho@city.example.lg.jp).",
    ),
    "web_address": Text(
        ja="「{value}」はURLではありません（例 http://tsa.example.lg.jp/stamp）。",
        en="“{value}” is not a URL (for example http://tsa.example.lg.jp/stamp).",
    ),
    "duty_day": Text(
        ja="毎日（every: day）の作業に on は書けません。",
        en="A daily duty (every: day) takes no “on”.",
    ),
    "duty_week": Text(
        ja="毎週（every: week）の作業には on に曜日を書いてください（monday … sunday）。",
        en="A weekly duty (every: week) needs “on” with a day (monday … sunday).",
    ),
    "duty_month": Text(
        ja="毎月（every: month）の作業には on に日（1 から 31）を書いてください。",
        en="A monthly duty (every: month) needs “on” with a day of the month (1 to 31).",
    ),
    "blackout_backwards": Text(
        ja="停止期間の終わり（to）が始まり（from）より前です。",
        en="The blackout ends (to) before it begins (from).",
    ),
    "mail_login": Text(
        ja="user と credential は両方書くか、どちらも書かないでください。パスワードは auditor vault set で入れます。",
        en="Please give both user and credential, or neither. The password goes into the vault (auditor vault set).",
    ),
    "route_to": Text(
        ja="channel: mail の経路には宛先（to）が要ります。ほかの channel に to は書けません。",
        en="A route with channel: mail needs addresses (to); other channels take none.",
    ),
    "route_channel": Text(
        ja="経路の channel「{channel}」の設定が notify にありません。",
        en="A route uses the channel “{channel}”, which notify does not set up.",
    ),
}

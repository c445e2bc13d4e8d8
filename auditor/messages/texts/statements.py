"""What people state: attestations, confirmations, keys."""

from auditor.messages.text import Text

_STANDS = {
    "stands_met_key": Text(
        ja="{by} が{on:date}に「{looked_at}」を確かめ、{confirmed_by} が{confirmed_on:date}に本人の鍵で署名して"
        "確認しています（確認書 {id}、ファイル {file}、{until:date}まで）。",
        en="{by} looked at “{looked_at}” on {on:date}, and {confirmed_by} confirmed it on {confirmed_on:date} with "
        "their own key (attestation {id}, file {file}, valid until {until:date}).",
    ),
    "stands_met_account": Text(
        ja="{by} が{on:date}に「{looked_at}」を確かめ、{confirmed_by} が{confirmed_on:date}に別の利用者アカウントで"
        "確認しています（確認書 {id}、ファイル {file}、{until:date}まで）。",
        en="{by} looked at “{looked_at}” on {on:date}, and {confirmed_by} confirmed it on {confirmed_on:date} from "
        "another account (attestation {id}, file {file}, valid until {until:date}).",
    ),
    "stands_met": Text(
        ja="確認書 {id} は確認されています（ファイル {file}）。", en="The attestation {id} is confirmed (file {file})."
    ),
    "stands_not_met": Text(
        ja="{by} が{on:date}に「{looked_at}」を確かめ、求められる状態になっていないと記録しています（確認書 {id}、"
        "ファイル {file}）。",
        en="{by} looked at “{looked_at}” on {on:date} and recorded that it is not as required (attestation {id}, file "
        "{file}).",
    ),
    "stands_declared": Text(
        ja="{by} が{on:date}に「{looked_at}」を確かめたと記録していますが、二人目の確認がまだありません（確認書 {id}、"
        "ファイル {file}）。",
        en="{by} recorded on {on:date} having looked at “{looked_at}”, but no second person has confirmed it yet "
        "(attestation {id}, file {file}).",
    ),
    "stands_expired": Text(
        ja="{by} の確認書 {id}（{on:date}）は、{until:date}で有効期限が切れました。",
        en="The attestation {id} of {by} ({on:date}) expired on {until:date}.",
    ),
    "stands_file_missing": Text(
        ja="{by} の確認書 {id} が根拠とするファイル {file} が見つかりません。",
        en="The file {file} behind the attestation {id} of {by} is not there.",
    ),
    "stands_file_unreadable": Text(
        ja="{by} の確認書 {id} が根拠とするファイル {file} を読めません。",
        en="The file {file} behind the attestation {id} of {by} cannot be read.",
    ),
    "stands_file_changed": Text(
        ja="{by} の確認書 {id} が根拠とするファイル {file} が、確かめたときと異なります。",
        en="The file {file} behind the attestation {id} of {by} is not the one that was looked at.",
    ),
    "stands_not_yet": Text(
        ja="{by} の確認書 {id} は{on:date}付けで、この監査の日にはまだありません。",
        en="The attestation {id} of {by} is dated {on:date}, after the day of this audit.",
    ),
    "stands_other_revision": Text(
        ja="規定の求める内容が変わったため、{by} の確認書 {id}（{on:date}）は数えられません。"
        "もう一度確かめてください。",
        en="The requirement has changed since, so the attestation {id} of {by} ({on:date}) no longer counts. Look "
        "again.",
    ),
    "stands_superseded": Text(
        ja="確認書 {id}（{on:date}）は、より新しい確認書に置き換えられています。",
        en="The attestation {id} ({on:date}) is replaced by a newer one.",
    ),
    "stands_conflict": Text(
        ja="{on:date}付けの確認書の結果が食い違っています（{id} ほか）。",
        en="Attestations dated {on:date} contradict each other ({id} and others).",
    ),
    "removed": Text(
        ja="以前の監査で読み取った確認書 {ids:list} が、この行からなくなっているか、書き換えられています。"
        "元に戻すか、台帳「台帳から除いた記録」に"
        "理由と承認者を書いてください（台帳の名前は attestations）。",
        en="Attestations of this row that earlier audits read are gone or altered: {ids:list}. Restore them, or enter "
        "reason and approver in the register of removals (its register: attestations).",
    ),
    "stated_met": Text(
        ja="確認書 {id}（{by}、{on:date}）は「適合」としています。",
        en="The attestation {id} ({by}, {on:date}) says that it is met.",
    ),
    "stated_not_met": Text(
        ja="確認書 {id}（{by}、{on:date}）は「不適合」としています。",
        en="The attestation {id} ({by}, {on:date}) says that it is not met.",
    ),
    "not_asked": Text(
        ja="この項目は証拠で判定されたため（または、人の確認では答えられない理由で未判定のため）、確認書は使われていません。",
        en="Evidence decided this part, or it is open for a reason that nobody's look can answer; the attestation is "
        "not used.",
    ),
}

_OBJECTIONS = {
    "altered": Text(
        ja="{by} の確認 {id} は数えられません。確認のあとで確認書 {attestation} の内容が変わっています。",
        en="The confirmation {id} of {by} does not count: the attestation {attestation} was altered after it.",
    ),
    "other_file": Text(
        ja="{by} の確認 {id} は数えられません。確認したファイルが確認書 {attestation} のものと異なります。",
        en="The confirmation {id} of {by} does not count: it is about another file than that of {attestation}.",
    ),
    "same_person": Text(
        ja="{by} の確認 {id} は数えられません。確認書 {attestation} を書いた本人です。",
        en="The confirmation {id} does not count: {by} wrote the attestation {attestation}.",
    ),
    "before_attestation": Text(
        ja="{by} の確認 {id} は数えられません。確認書 {attestation} より前の日付です。",
        en="The confirmation {id} of {by} does not count: it is dated before the attestation {attestation}.",
    ),
    "same_account": Text(
        ja="{by} の確認 {id} は数えられません。確認書 {attestation} を入力したのと同じ"
        "利用者アカウント（{account}）です。別のアカウントから、または本人の鍵で確認してください。",
        en="The confirmation {id} of {by} does not count: it was entered from the account ({account}) that entered "
        "{attestation}. Use another account, or a key of one's own.",
    ),
    "key_of_attester": Text(
        ja="{by} の確認 {id} は数えられません。その鍵は、確認書 {attestation} を書いた人の鍵としても登録されています。",
        en="The confirmation {id} of {by} does not count: its key is registered for whoever wrote {attestation}, too.",
    ),
    "unknown_key": Text(
        ja="{by} の確認 {id} は数えられません。確認の時点で、その鍵は {by} の鍵として登録されていませんでした（確認書 "
        "{attestation}）。",
        en="The confirmation {id} of {by} does not count: its key was not registered for {by} at that time "
        "(attestation {attestation}).",
    ),
    "bad_signature": Text(
        ja="{by} の確認 {id} は数えられません。署名が確認書 {attestation} と合いません。",
        en="The confirmation {id} of {by} does not count: its signature does not fit the attestation {attestation}.",
    ),
}

_PROBLEMS = {
    "digest": Text(
        ja="SHA-256 のダイジェスト（16進64桁）を書いてください。",
        en="A SHA-256 digest (64 hexadecimal digits) is needed.",
    ),
    "subject": Text(
        ja="対象は「種類:ID」の形で書いてください（例 target:juki-ap01）。書かれているのは「{value}」です。",
        en="A subject is written “kind:id” (target:juki-ap01); this says “{value}”.",
    ),
    "finding": Text(
        ja="結果は met（適合）か not_met（不適合）です。書かれているのは「{value}」です。",
        en="The finding is “met” or “not_met”; this says “{value}”.",
    ),
    "key": Text(
        ja="Ed25519 の公開鍵（32バイトのBase64）を書いてください。",
        en="An Ed25519 public key (32 bytes in base64) is needed.",
    ),
    "signature": Text(
        ja="Ed25519 の署名（64バイトのBase64）を書いてください。",
        en="An Ed25519 signature (64 bytes in base64) is needed.",
    ),
    "reversed": Text(ja="{last} が {first} より前の日になっています。", en="{last} is before {first}."),
    "too_long": Text(
        ja="有効期限は確かめた日から一年以内です。遅くとも {latest:date} としてください。",
        en="An attestation counts for a year at most: until {latest:date} at the latest.",
    ),
    "two_files": Text(
        ja="{name} のファイルが二つあります。{first} と一つにしてください。",
        en="There are two files of {name}; put this one and {first} together.",
    ),
    "wrong_name": Text(
        ja="このファイルの register は {name} です。書かれているのは「{found}」です。",
        en="In this file “register” is {name}; it says “{found}”.",
    ),
    "duplicate": Text(ja="id「{value}」は {first} 行目にもあります。", en="The id “{value}” is on line {first}, too."),
}

_KEYS = {
    "no_public_key": Text(
        ja="{file} は公開鍵のファイルではありません。OpenSSH の形式（ssh-ed25519 …）か PEM のものを示してください。",
        en="{file} holds no public key. OpenSSH's form (ssh-ed25519 …) and PEM are read.",
    ),
    "not_ed25519": Text(
        ja="{file} は Ed25519 の鍵ではありません。ssh-keygen -t ed25519 で作れます。",
        en="{file} holds no Ed25519 key. “ssh-keygen -t ed25519” makes one.",
    ),
    "key_open_to_others": Text(
        ja="秘密鍵 {file} をほかの人も読めるようになっています。chmod 600 で本人だけにしてから、"
        "もう一度実行してください。",
        en="Others can read the private key {file}. Keep it to yourself (chmod 600), then try again.",
    ),
    "wrong_passphrase": Text(
        ja="鍵 {file} を開けません。パスフレーズを確かめてください。",
        en="The key {file} does not open. Check the passphrase.",
    ),
}

_ASKED = {
    "not_applicable": Text(
        ja="管理項目 {control} は {subject} には適用されません。",
        en="The control {control} does not apply to {subject}.",
    ),
    "nothing_attestable": Text(
        ja="管理項目 {control} に、人が確かめて答えられる判定項目はありません。証拠か台帳で判定されます。",
        en="No part of {control} can be answered by a person's look; evidence and registers decide it.",
    ),
    "not_attestable": Text(
        ja="管理項目 {control} の「{part}」は、人が確かめて答えられる判定項目ではありません。あるのは "
        "{known:list} です。",
        en="“{part}” is no part of {control} that a person's look can answer. There are: {known:list}.",
    ),
    "until": Text(
        ja="「{value}」は日付（2026-11-20、R8.11.20）でも期間（P6M は六か月）でもありません。",
        en="“{value}” is neither a day (2026-11-20) nor a duration (P6M: six months).",
    ),
    "future": Text(ja="{day:date}はまだ来ていません。", en="{day:date} is still to come."),
    "already_past": Text(ja="{day:date}はもう過ぎています。", en="{day:date} has passed already."),
    "file_missing": Text(
        ja="ファイル {file} が inventory/registers/files にありません。",
        en="There is no file {file} in inventory/registers/files.",
    ),
    "file_unreadable": Text(ja="ファイル {file} を読めません。", en="The file {file} cannot be read."),
    "no_such_attestation": Text(ja="確認書「{id}」はありません。", en="There is no attestation “{id}”."),
    "no_such_attestation_hint": Text(
        ja="確認書「{id}」はありません。「{hint}」でしょうか。", en="There is no attestation “{id}”; is it “{hint}”?"
    ),
    "needs_no_confirmation": Text(
        ja="確認書 {id} は不適合を記録したもので、二人目の確認は要りません。",
        en="The attestation {id} records that something is not met; that needs no second person.",
    ),
    "expired_already": Text(
        ja="確認書 {id} は{until:date}で有効期限が切れています。もう一度確かめて、新しい確認書を書いてください。",
        en="The attestation {id} expired on {until:date}. Look again, and write a new one.",
    ),
    "file_not_as_attested": Text(
        ja="確認書 {id} のファイル {file} が、書かれたときと異なります。もう一度確かめて、"
        "新しい確認書を書いてください。",
        en="The file {file} is not what it was when {id} was written. Look again, and write a new attestation.",
    ),
    "key_known": Text(
        ja="この鍵は {person} の鍵としてもう登録されています。", en="This key is registered for {person} already."
    ),
    "key_taken": Text(
        ja="この鍵は {person} の鍵として登録されています。鍵は一人に一つです。",
        en="This key is registered for {person}. A key belongs to one person.",
    ),
    "one_person": Text(
        ja="一度に確認できるのは一人です（{people:list}）。人ごとに分けてください。",
        en="One person confirms at a time ({people:list}). Keep them apart.",
    ),
    "yes_needed": Text(
        ja="ファイルを見たかどうかを尋ねられません。見たうえで --yes を付けてください。",
        en="There is no terminal to ask at. Look at the files, then give --yes.",
    ),
    "not_looked": Text(
        ja="何も記録していません。ファイルを見てから、もう一度実行してください。",
        en="Nothing is recorded. Look at the files, then try again.",
    ),
    "not_failing": Text(
        ja="{control} は {subject} について、最新の監査で不適合ではありません（{state:term}）。前もって承認するには "
        "--ahead を付けます。",
        en="The newest night does not show {control} as failing for {subject} ({state:term}). To accept it beforehand, "
        "give --ahead.",
    ),
    "items_not_failing": Text(
        ja="最新の監査で不適合ではない項目です: {items:list}。不適合の項目: {failing:list}。",
        en="These items do not fail in the newest night: {items:list}. Failing: {failing:list}.",
    ),
    "cannot_write": Text(
        ja="{file} に書き込めません。フォルダとファイルの権限を確かめてください。",
        en="{file} cannot be written to. Check the rights of folder and file.",
    ),
    "no_place": Text(
        ja="{file} の終わりに書き足せません。entries を最後の項目にし、一件ずつ「- 」で始まる行にしてください。",
        en="Nothing can be added at the end of {file}. Make “entries” its last key, each entry on lines that "
        "begin with "
        "“- ”.",
    ),
    "nothing_filled": Text(ja="記入された行がありません。", en="No row is filled in."),
    "cell_empty": Text(
        ja="この行は記入の途中です。この欄も記入してください。", en="This row was begun; this cell is empty."
    ),
    "cell_finding": Text(ja="「適合」か「不適合」を選んでください。", en="Choose “met” or “not met”."),
    "cell_looked": Text(
        ja="ファイルを見たときだけ「見た」とし、見ていない行は三つの欄を空けてください。",
        en="Say “looked” only where you did; leave the three cells of other rows empty.",
    ),
    "no_headings": Text(
        ja="{file} に見出しが見つかりません。必要な見出しは {titles:list} です。",
        en="{file} lacks the headings {titles:list}.",
    ),
}

TEXTS = {**_STANDS, **_OBJECTIONS, **_PROBLEMS, **_KEYS, **_ASKED}

"""The command line's own words."""

from auditor.messages.text import Text

TEXTS = {
    "usage": Text(ja="使い方:", en="Usage:"),
    "options": Text(ja="オプション", en="Options"),
    "commands": Text(ja="コマンド", en="Commands"),
    "options_metavar": Text(ja="[オプション]", en="[OPTIONS]"),
    "command_metavar": Text(ja="コマンド …", en="COMMAND …"),
    "help_option": Text(ja="この説明を表示します。", en="Show this help."),
    "version_option": Text(ja="版を表示します。", en="Show the version."),
    "workspace_option": Text(
        ja="作業フォルダ（inventory/ と policies/ がある場所）。既定は今いるフォルダです。",
        en="The workspace (the folder with inventory/ and policies/). Default: here.",
    ),
    "lang_option": Text(
        ja="表示の言語。既定は環境のロケール、なければ日本語です。",
        en="Language. Default: the locale's, else Japanese.",
    ),
    "format_option": Text(ja="出力の形式。", en="Form of the output."),
    "as_of_option": Text(
        ja="監査基準日。既定は今日（日本時間）です。",
        en="Date of the audit. Default: today in Japan.",
    ),
    "auditor_help": Text(
        ja="オンライン結合・住基ネット端末・防犯カメラのセキュリティ監査。\n\n"
        "まず auditor demo で見本の市の監査をご覧ください。実際の監査は auditor init で始めます。",
        en="Security-compliance audit of online linkages, Juki-net terminals and surveillance cameras.\n\n"
        "See it at work on the sample city with “auditor demo”; begin with “auditor init”.",
    ),
    "init_short": Text(ja="作業フォルダを作ります", en="make a workspace"),
    "demo_short": Text(
        ja="見本の市を起動して監査し、報告書を作ります", en="audit the sample city and write its reports"
    ),
    "inventory_short": Text(ja="台帳・規程・登録簿の誤りを調べます", en="check inventory, registers and policies"),
    "plan_short": Text(
        ja="何をどう読み取るかを示します（何にも接続しません）",
        en="show what would be read, and how (contacts nothing)",
    ),
    "trust_short": Text(ja="接続先のホスト鍵を確かめて登録します", en="verify and pin a target's host key"),
    "vault_short": Text(ja="認証情報を暗号化して保管します", en="keep credentials, encrypted"),
    "audit_short": Text(ja="監査を一回行い、報告書を作ります", en="run one audit and write its reports"),
    "report_short": Text(ja="過去の監査の報告書を作り直します", en="write any audit's report again"),
    "coverage_short": Text(
        ja="条項ごとに、管理項目と判定の有無を数えます", en="count clauses, controls and what was judged"
    ),
    "registers_short": Text(
        ja="台帳（名簿・文書・研修など）をExcelやCSVでやり取りします", en="registers in and out as Excel, CSV and YAML"
    ),
    "attest_short": Text(
        ja="人が確かめた結果を、ファイルとともに記録します", en="record what a person has looked at, with its file"
    ),
    "confirm_short": Text(ja="二人目の人が、確認書を確かめます", en="confirm an attestation as a second person"),
    "waive_short": Text(
        ja="不適合を承認した例外として、期限付きで記録します", en="record an accepted deviation, until a date"
    ),
    "coverage_help": Text(
        ja="文書ごとに、条項の数、対応する管理項目の数、判定の方法、適用の有無、最新の監査で判定できた数を示します。"
        "--next は、次に加えるとよい管理項目と、足りないものを示します。",
        en="For each document: its clauses, the controls for them, how they are decided, whether they apply, and how "
        "many the newest night judged. --next shows which controls to add next, and what they want.",
    ),
    "explain_short": Text(
        ja="ある項目が何を求め、どう判定されるかを説明します", en="what a control asks and how it is judged"
    ),
    "records_gone": Text(
        ja="以前の監査は封印されていますが（{key}）、その記録 {path} がありません。バックアップから戻してください。"
        "失われて戻せないときは、{key} と reports フォルダを別の場所に移して保管してください。"
        "次の監査から、新しい記録が始まります。",
        en="Earlier runs were sealed here ({key}), but their records {path} are gone. Please restore a backup. "
        "If they are lost for good, move {key} and the folder reports to another place and keep them; the next audit "
        "then begins new records.",
    ),
    "reports_unwritten": Text(
        ja="監査 {run} は記録し封印しましたが、報告書を {folder} に書けませんでした（{why}）。"
        "空き容量と権限を確かめてから、auditor report {run} で書き直してください。",
        en="The run {run} is recorded and sealed, but its reports could not be written to {folder} ({why}). "
        "Check space and permissions, then write them again with auditor report {run}.",
    ),
    "vault_made": Text(
        ja="証拠の暗号化と封印のため、新しい保管庫と鍵ファイルを {folder} に作りました。"
        "鍵ファイルは別の場所にも保管してください。",
        en="A new vault and its key file were made in {folder}, to encrypt the evidence and seal the runs. "
        "Please keep a copy of the key file elsewhere.",
    ),
    "schedule_short": Text(ja="毎晩の監査などを定刻に行います", en="run the nightly audit and other duties on time"),
    "schedule_help": Text(
        ja="夜間監査などの作業を、決められた時刻に行い続けます。止めるには Ctrl+C か SIGTERM を送ります。",
        en="Keep running the nightly audit and the other duties on time. Stop it with Ctrl+C or SIGTERM.",
    ),
    "status_short": Text(ja="最近の夜と次の予定を示します", en="show the last nights and what is due"),
    "status_help": Text(
        ja="最近の夜間監査、行われなかった夜、次の予定を表示します。",
        en="Show the last nights, what was missed, and what is due.",
    ),
    "diff_short": Text(ja="二つの監査で何が変わったかを示します", en="show what changed between two runs"),
    "diff_help": Text(
        ja="二つの監査（省略すると最近の二夜）で何が変わったかを表示します。",
        en="Show what changed between two runs or dates (left out: the last two nights).",
    ),
    "history_short": Text(ja="指摘・対象・管理項目の経過を示します", en="show how findings went over the nights"),
    "history_help": Text(
        ja="指摘・対象・管理項目の経過を表示します。何も選ばなければ、夜ごとの件数を表示します。",
        en="Show how a finding, a subject or a control went; with none chosen, the numbers of every night.",
    ),
    "reassess_short": Text(ja="過去の監査の証拠を判定し直します", en="judge an earlier run's evidence again"),
    "reassess_help": Text(
        ja="過去の監査で集めた事実を、別の設定や基準日で判定し直し、元の結果との違いを示します。対象には接続しません。",
        en="Judge an earlier run's facts again, under another profile or date, and show the difference. "
        "No target is contacted.",
    ),
    "verify_short": Text(
        ja="記録が封印したときのままかを確かめます", en="check that the records are as they were sealed"
    ),
    "verify_help": Text(
        ja="すべての監査（または一つ）の封印を確かめ、変えられたもの・消されたもの・加えられたものを示します。",
        en="Check the seals of all runs (or one) and name what was altered, removed or inserted.",
    ),
    "seal_short": Text(
        ja="封印の先頭・鍵・書き出し・時刻証明を扱います", en="keys, export and time stamps of the seals"
    ),
    "seal_help": Text(
        ja="封印の先頭の印刷、監査の書き出し、鍵の取り替えなどを行います。",
        en="Print the chain's head, export a sealed run, replace keys.",
    ),
    "prune_short": Text(ja="保存期間を過ぎた証跡を消します", en="delete evidence past its retention"),
    "prune_help": Text(
        ja="保存期間を過ぎた証跡ファイルを消します。要約値と削除の記録は残り、封印は有効なままです。",
        en="Delete artefacts past their retention. Digests and tombstones stay, and the seals still hold.",
    ),
    "backup_short": Text(ja="バックアップを取ります", en="make a backup"),
    "backup_help": Text(
        ja="監査の記録・保管庫・設定のバックアップを、一つのファイルに取ります。監査の最中でも取れます。",
        en="Back up the records, the vault and the settings into one file, even while an audit runs.",
    ),
    "restore_short": Text(ja="バックアップから戻します", en="restore from a backup"),
    "restore_help": Text(
        ja="バックアップを確かめ、新しいフォルダに戻します。",
        en="Check a backup and restore it into a new folder.",
    ),
    "handover_short": Text(ja="引継書を作ります", en="write the hand-over sheet"),
    "handover_help": Text(
        ja="異動のときの引継書を作ります。どこで何が動き、どの鍵を誰が持つかを記します。秘密は含みません。",
        en="Write the sheet for a change of staff: what runs where, who holds which key. It contains no secrets.",
    ),
    "doctor_short": Text(ja="設置の状態を点検します", en="check the installation's health"),
    "doctor_help": Text(
        ja="権限・空き容量・時計・鍵・行われなかった夜・記録の健全さを点検し、するべきことを示します。",
        en="Check permissions, space, clock, keys, missed nights and the records' integrity, and say what to do.",
    ),
    "schemas_short": Text(ja="台帳の入力補助（JSON Schema）を書き出します", en="write JSON Schemas for editors"),
    "init_help": Text(
        ja="作業フォルダ DIR を作り、台帳のひな形と、十二の項目を選んだ最初の設定を置きます。",
        en="Make the workspace DIR with inventory templates and a starter profile of a dozen controls.",
    ),
    "demo_help": Text(
        ja="架空の「みなと市」を、この計算機の中だけ（ループバック）で起動し、本番と同じ処理で監査して報告書を作ります。"
        "管理者権限もネットワークも要りません。",
        en="Start the fictitious city of Minato on loopback only, audit it with the very same code and write its "
        "reports. Needs neither root nor a network.",
    ),
    "inventory_help": Text(ja="台帳についての操作です。", en="Work on the inventory."),
    "inventory_check_short": Text(
        ja="台帳・登録簿・規程のすべての誤りを一度に示します", en="list every mistake in all files at once"
    ),
    "check_help": Text(
        ja="台帳・登録簿・規程のファイルを読み、すべての誤りをファイル名・行・桁とともに一度に示します。"
        "何にも接続しません。",
        en="Read all inventory, register and policy files and list every mistake with file, line and column. "
        "Contacts nothing.",
    ),
    "plan_help": Text(
        ja="監査で行うことを、許可を求める書面の形で示します。対象、使う利用者名、実行する命令の全文と要約値、"
        "必要な sudo 設定、残る痕跡、時間帯が分かります。何にも接続しません。",
        en="Show what an audit would do, as a request for permission: targets, accounts, the "
        "exact commands with their "
        "digest, the sudo lines they need, traces left and time windows. Contacts nothing.",
    ),
    "audit_help": Text(
        ja="台帳の対象を読み取り、選んだ項目を判定し、記録し、報告書を作ります。\n\n"
        "終了コード: 0 すべて判定し満たしている、1 指摘あり、2 指定や台帳の誤り、3 判定できない行あり、130 中断。",
        en="Read the targets, judge the selected controls, record them and write the reports.\n\n"
        "Exit codes: 0 all judged and satisfied, 1 findings, 2 wrong use or inventory, 3 some row not judged, "
        "130 interrupted.",
    ),
    "report_help": Text(
        ja="過去の監査 RUN（既定は最新）の報告書を、指定の形式で書き出します。",
        en="Write the report of the audit RUN (default: the newest) in the given form.",
    ),
    "explain_help": Text(
        ja="項目 CONTROL について、根拠、求める内容、判定の方法、基準となる値とその出典、改善の方法を説明します。",
        en="Explain CONTROL: its basis, what it asks, how it is judged, its values with their "
        "sources, and how to mend.",
    ),
    "schemas_help": Text(
        ja="台帳・登録簿・設定の JSON Schema を作業フォルダの .schemas/ に書き出します。",
        en="Write JSON Schemas of all files into .schemas/ of the workspace.",
    ),
    "trust_help": Text(
        ja="対象 TARGET のホスト鍵の指紋を示し、確認のうえ登録します。登録された鍵と違う相手とは通信しません。",
        en="Show the fingerprint of TARGET's host key and pin it once confirmed. Nothing is ever said to a host with "
        "another key.",
    ),
    "vault_help": Text(ja="認証情報の保管庫についての操作です。", en="Work on the vault of credentials."),
    "vault_set_short": Text(ja="認証情報を登録、または設定し直します", en="set a credential, anew or again"),
    "vault_list_short": Text(
        ja="登録された認証情報の名前と種類を示します", en="list names and kinds of the credentials"
    ),
    "vault_remove_short": Text(ja="認証情報を削除します", en="remove a credential"),
    "vault_rekey_short": Text(ja="保管庫のパスフレーズまたは鍵ファイルを替えます", en="change passphrase or key file"),
    "vault_release_short": Text(
        ja="拒否されて使用を止めた認証情報を、再び使えるようにします", en="release a quarantined credential"
    ),
    "set_help": Text(
        ja="認証情報 NAME を登録します。秘密の値は画面からの入力、標準入力、または鍵ファイルから受け取り、"
        "命令の引数には書きません。",
        en="Set the credential NAME. Secrets are read from a prompt, standard input or a key "
        "file, never from arguments.",
    ),
    "list_help": Text(
        ja="認証情報の名前と種類、使用を止めているものを示します。",
        en="List names and kinds of the credentials, and which are quarantined.",
    ),
    "remove_help": Text(ja="認証情報 NAME を削除します。", en="Remove the credential NAME."),
    "rekey_help": Text(
        ja="保管庫を、新しいパスフレーズまたは鍵ファイル、あるいはその両方で暗号化し直します。"
        "今までのものでは開けなくなります。",
        en="Encrypt the vault anew under another passphrase, key file, or both. What opened it before no longer does.",
    ),
    "release_help": Text(
        ja="対象に拒否されて使用を止めた認証情報 NAME を、次の監査から再び使います。",
        en="Use the quarantined credential NAME again from the next audit on.",
    ),
    "did_you_mean": Text(ja="（もしかして: {names:list}）", en=" (did you mean {names:list}?)"),
    "no_such_option": Text(ja="「{option}」というオプションはありません。", en="There is no option {option}."),
    "no_such_command": Text(ja="「{command}」というコマンドはありません。", en="There is no command {command}."),
    "missing": Text(ja="「{name}」の指定がありません。", en="{name} is missing."),
    "bad_value": Text(ja="{name} の値が正しくありません: {why}", en="{name} has a wrong value: {why}"),
    "option_usage": Text(ja="「{option}」の使い方が正しくありません。", en="{option} is not used that way."),
    "output_full": Text(
        ja="結果を最後まで書き出せませんでした。出力先のディスクの空き容量を確かめて、もう一度実行してください。",
        en="The output could not be written to its end. See that the disk it goes to has space, and try again.",
    ),
    "file_error": Text(ja="ファイル {file} を開けません。", en="Cannot open {file}."),
    "try_help": Text(ja="使い方は {path} --help で確かめられます。", en="See {path} --help."),
    "interrupted": Text(ja="中断しました。", en="Interrupted."),
    "bug": Text(
        ja="これはプログラムの誤りです。上の一行と、行った操作を開発者にお知らせください。",
        en="This is a fault in the program. Please report the line above and what you did.",
    ),
    "init_done": Text(ja="作業フォルダ {folder} を作りました。", en="Made the workspace {folder}."),
    "next_five": Text(ja="次に行うこと", en="What to do next"),
    "next_1": Text(
        ja="1. inventory/targets.yaml に、最初の一台の名前・接続先・担当課を書く",
        en="1. Enter your first target in inventory/targets.yaml: name, address, section",
    ),
    "next_2": Text(
        ja="2. auditor inventory check で誤りがないか確かめる",
        en="2. See whether all is well with: auditor inventory check",
    ),
    "next_3": Text(
        ja="3. auditor plan の出力を対象の管理者に見せ、読取り専用の利用者を作ってもらう",
        en="3. Show the output of auditor plan to the target's administrator, who makes the read-only account",
    ),
    "next_4": Text(
        ja="4. auditor vault set と auditor trust で、認証情報とホスト鍵を登録する",
        en="4. Enter credential and host key with: auditor vault set, auditor trust",
    ),
    "next_5": Text(
        ja="5. auditor audit を行い、reports/ の報告書を開く。"
        "policies/local/profile.yaml の空いている値を市の規程から埋める。"
        "慣れたら auditor coverage --next で項目を増やす",
        en="5. Run auditor audit, open the report in reports/, and fill the empty values of "
        "policies/local/profile.yaml from your city's rules. Later, grow it with: auditor coverage --next",
    ),
    "inventory_good": Text(
        ja="誤りは見つかりませんでした（対象 {targets} 件、オンライン結合 {linkages} 件、カメラ "
        "{cameras} 件、選択した項目 {controls} 件）。",
        en="No mistake found (targets: {targets}, linkages: {linkages}, cameras: {cameras}, selected "
        "controls: {controls}).",
    ),
    "schemas_done": Text(
        ja="{folder} に {count} 個の JSON Schema を書きました。", en="Wrote {count} schemas to {folder}."
    ),
    "no_such_target": Text(ja="「{target}」という対象は台帳にありません。", en="The inventory has no target {target}."),
    "no_ssh": Text(ja="「{target}」には ssh の接続方法がありません。", en="{target} has no ssh reach."),
    "trust_shown": Text(ja="{host} のホスト鍵: {kind} {fingerprint}", en="Host key of {host}: {kind} {fingerprint}"),
    "trust_how": Text(
        ja="対象の画面で ssh-keygen -lf を実行して得た指紋と、一字ずつ比べてください。",
        en="Compare it, character by character, with what ssh-keygen -lf says at the target's own console.",
    ),
    "trust_ask": Text(ja="この鍵を登録しますか", en="Pin this key?"),
    "trust_changed": Text(
        ja="登録済みの鍵と違います。取り替えた事実を管理者に確かめるまで登録しないでください。"
        "取り替えるには --replace を付けます。",
        en="This is not the pinned key. Do not pin it before its change is confirmed; then use --replace.",
    ),
    "trust_same": Text(ja="この鍵はすでに登録されています。", en="This key is already pinned."),
    "trust_done": Text(ja="登録しました。", en="Pinned."),
    "trust_refused": Text(ja="登録しませんでした。", en="Not pinned."),
    "title_option": Text(
        ja="団体の名前。既定はフォルダの名前です。", en="Name of the city. Default: the folder's name."
    ),
    "replace_option": Text(ja="登録済みの鍵を取り替えます。", en="Replace a pinned key."),
    "fingerprint_option": Text(
        ja="この指紋のときだけ、尋ねずに登録します（SHA256:…）。",
        en="Pin without asking, only if it is this (SHA256:…).",
    ),
    "kind_option": Text(ja="認証情報の種類。", en="Kind of the credential."),
    "from_file_option": Text(ja="秘密鍵のファイル。", en="File of the private key."),
    "stdin_option": Text(
        ja="秘密の値を標準入力から読みます（一行に一つ）。", en="Read the secrets from standard input, one a line."
    ),
    "agent_fingerprint_option": Text(
        ja="エージェントの鍵のうち使う一つの指紋（SHA256:…）。", en="Fingerprint of the agent's one key to use."
    ),
    "key_file_option": Text(ja="保管庫を開く鍵ファイル。", en="Key file that opens the vault."),
    "new_key_file_option": Text(ja="これからの鍵ファイル。", en="The key file from now on."),
    "passphrase": Text(ja="保管庫のパスフレーズ", en="Passphrase of the vault"),
    "new_passphrase": Text(ja="保管庫の新しいパスフレーズ", en="New passphrase of the vault"),
    "new_passphrase_or_none": Text(
        ja="保管庫の新しいパスフレーズ（鍵ファイルだけで開くなら空のまま）",
        en="New passphrase of the vault (empty: the key file alone opens it)",
    ),
    "again": Text(ja="確認のため、もう一度", en="Once more"),
    "secret_password": Text(ja="パスワード", en="Password"),
    "secret_passphrase": Text(
        ja="秘密鍵のパスフレーズ（なければ空のまま）", en="Passphrase of the key (empty if none)"
    ),
    "secret_auth_key": Text(ja="SNMPv3 の認証パスフレーズ", en="SNMPv3 authentication passphrase"),
    "secret_priv_key": Text(ja="SNMPv3 の暗号パスフレーズ", en="SNMPv3 privacy passphrase"),
    "secret_community": Text(ja="コミュニティ名", en="Community"),
    "secret_short_input": Text(
        ja="標準入力の行数が足りません（{count} 行が必要です）。",
        en="Standard input has too few lines ({count} needed).",
    ),
    "vault_set_done": Text(ja="「{name}」を登録しました。", en="{name} is set."),
    "vault_removed": Text(ja="「{name}」を削除しました。", en="{name} is removed."),
    "vault_rekeyed": Text(ja="保管庫を暗号化し直しました。", en="The vault is encrypted anew."),
    "vault_empty": Text(ja="認証情報はまだ登録されていません。", en="No credential is set yet."),
    "vault_released": Text(ja="「{name}」を再び使えるようにしました。", en="{name} is released."),
    "vault_not_quarantined": Text(ja="「{name}」は使用を止められていません。", en="{name} is not quarantined."),
    "vault_line_quarantined": Text(ja="停止中（{target} が拒否）", en="quarantined (refused by {target})"),
    "control_option": Text(
        ja="この項目だけを判定します。繰り返せます。", en="Judge only this control; may be repeated."
    ),
    "subject_option": Text(
        ja="この対象だけを判定します（識別名または 種類:識別名）。繰り返せます。",
        en="Judge only this subject (id or kind:id); may be repeated.",
    ),
    "resume_option": Text(
        ja="中断された監査 RUN を続けます。済んだ対象は読み直しません。",
        en="Go on with the interrupted audit RUN; finished targets are not read again.",
    ),
    "no_terminal_option": Text(ja="要約を画面に出しません。", en="Print no summary."),
    "scripts_option": Text(ja="実行する命令の全文も示します。", en="Show the scripts in full, too."),
    "credentials_missing": Text(
        ja="認証情報「{name}」が保管庫にありません（使用する対象: {targets:list}）。auditor vault "
        "set {name} で登録してください。",
        en="The vault has no credential {name} (used by {targets:list}). Set it with: auditor vault set {name}",
    ),
    "no_such_run": Text(ja="監査「{run}」の記録はありません。", en="There is no audit {run} on record."),
    "from_file_needed": Text(
        ja="秘密鍵のファイルを --from-file で指定してください。", en="Name the private key's file with --from-file."
    ),
    "no_terminal": Text(
        ja="入力する画面がありません。--stdin または鍵ファイルをお使いください。",
        en="There is no terminal to ask at. Use --stdin or a key file.",
    ),
    "run_finished": Text(ja="監査「{run}」はすでに終わっています。", en="The audit {run} is finished already."),
    "output_option": Text(ja="書き出すファイル。既定は画面です。", en="File to write. Default: standard output."),
    "no_runs": Text(
        ja="まだ監査の記録がありません。auditor audit で最初の監査を行ってください。",
        en="No audit is on record yet. Run the first with: auditor audit",
    ),
    "progress": Text(ja="読取り中", en="Reading"),
    "reports_written": Text(ja="報告書: {folder}", en="Reports: {folder}"),
    "report_file": Text(ja="書き出しました: {file}", en="Written: {file}"),
    "no_such_control": Text(ja="「{control}」という項目はありません。", en="There is no control {control}."),
    "attest_help": Text(
        ja="人が確かめた結果（確認書）を、根拠のファイルとともに記録します。二人目の確認があるまでは「申告のみ」です。",
        en="Record what a person has looked at, with the file behind it; a declaration until a second person confirms.",
    ),
    "confirm_help": Text(
        ja="確認書のファイルを二人目の人が見たことを、本人の鍵の署名か別の利用者アカウントで記録します。",
        en="Record that a second person looked at the file: signed with their key, or from another account.",
    ),
    "waive_help": Text(
        ja="不適合を承認した例外として、理由、代わりの措置、期限とともに記録します。判定は変わりません。",
        en="Record an accepted deviation with its reason, compensating measure and last day. It changes no state.",
    ),
}

"""What ``auditor demo`` says."""

from auditor.messages.text import Text

TEXTS = {
    "step_logs": Text(
        ja="みなと市（架空）の操作履歴7年分と録画を作っています …",
        en="Making seven years of operation logs and the recordings of Minato City (fictitious) …",
    ),
    "step_servers": Text(
        ja="サーバを127.0.0.1で起動しています（SSH、SNMPv3） …",
        en="Starting the servers on 127.0.0.1 (SSH, SNMPv3) …",
    ),
    "step_workspace": Text(
        ja="台帳・登録簿・規程を作業フォルダに写しています …",
        en="Copying inventory, registers and policies into the workspace …",
    ),
    "step_vault": Text(
        ja="鍵とパスフレーズを新しく作って保管庫に入れ、ホスト鍵を登録しています …",
        en="Making fresh keys and passphrases for the vault, and pinning host keys …",
    ),
    "step_audit": Text(
        ja="本番と同じ処理で監査しています（{day:date}、{night}晩目／全{nights}晩） …",
        en="Auditing with the very same code ({day:date}, night {night} of {nights}) …",
    ),
    "event": Text(ja="  ・{words}", en="  - {words}"),
    "mail_title": Text(
        ja="最後の夜のあとに情報政策課へ送られたメール（見本の市のメールサーバが受け取ったもの）",
        en="The mail that went to the IT division after the last night (as the sample city's mail server got it)",
    ),
    "quoted": Text(ja="  | {line}", en="  | {line}"),
    "seal_title": Text(ja="封印の確認（auditor verify）", en="Checking the seals (auditor verify)"),
    "tampered_title": Text(
        ja="記録の写しで、{subject} の {control} の不適合を適合に書き換えてから、もう一度確認すると",
        en="The same after somebody made {control} of {subject} satisfied in a copy of the records",
    ),
    "planted_title": Text(
        ja="見本に仕込んだ不備と、監査で見つかったか",
        en="What was planted in the sample, and whether the audit found it",
    ),
    "planted_line": Text(ja="  {sign} {words}", en="  {sign} {words}"),
    "found_all": Text(
        ja="仕込んだ{count}件は、すべて見つかりました。",
        en="All {count} planted things were found.",
    ),
    "found_some": Text(
        ja="仕込んだ{count}件のうち{missed}件（×の行）が見つかりませんでした。プログラムの不具合です。",
        en="{missed} of {count} planted things (lines with ×) were not found. That is a bug of this program.",
    ),
    "not_yet": Text(
        ja="次のものも仕込まれていますが、この版の項目では判定しません：バックアップの古さ（bk01、12日前）、サーバの時計のずれ（bk01、7分）。",
        en="Also planted, but judged by no control of this version: the age of a back-up (bk01, 12 days), a server's "
        "clock (bk01, 7 minutes off).",
    ),
    "page": Text(ja="報告書: {path}", en="Report: {path}"),
    "exit": Text(
        ja="この結果の監査（auditor audit）の終了コードは {exit} です（{meaning}）。デモとしては正常に終わりました。",
        en="As an audit (“auditor audit”) this would exit with {exit} ({meaning}). The demonstration itself went well.",
    ),
    "exit_failed": Text(
        ja="この結果の監査（auditor audit）の終了コードは {exit} です（{meaning}）。",
        en="As an audit (“auditor audit”) this would exit with {exit} ({meaning}).",
    ),
    "exit_0": Text(ja="すべて判定でき、満たしている", en="all judged and satisfied"),
    "exit_1": Text(ja="不適合がある", en="there are findings"),
    "exit_3": Text(ja="判定できなかったものがある", en="some rows could not be judged"),
    "running": Text(
        ja="見本の市は動き続けています。別の端末で「auditor audit --workspace {folder} --key-file {key_file}」などを"
        "お試しください。終えるには Ctrl-C を押してください。",
        en="The sample city keeps running. In another terminal try “auditor audit --workspace {folder} --key-file "
        "{key_file}”. Press Ctrl-C to end it.",
    ),
    "stopped": Text(ja="見本の市を止めました。", en="The sample city was stopped."),
    "dir_option": Text(
        ja="作る場所。前のデモが作ったものだけを作り直します。既定は demo-city です。",
        en="Where to make it; only what an earlier demonstration made is replaced. Default: demo-city.",
    ),
    "nights_option": Text(
        ja="続けて何晩分の監査をするか（既定は3。最後の晩が今日です）。",
        en="How many nights to audit (default 3; the last one is today's).",
    ),
    "keep_option": Text(
        ja="監査のあとも見本の市を動かし続けます（Ctrl-C で終わります）。",
        en="Keep the sample city running after the audit (until Ctrl-C).",
    ),
    "not_ours": Text(
        ja="{folder} にはデモが作ったもの以外があるため、何も消さずに終わります。--dir で別の場所を指定してください。",
        en="{folder} holds something that no demonstration made. Nothing was deleted. Name another place with --dir.",
    ),
    "cannot_write": Text(ja="{folder} に書けません。", en="Cannot write to {folder}."),
    "program_missing": Text(
        ja="この計算機に {program} がないため、見本のサーバを動かせません。",
        en="The sample servers need the program {program}, which this machine lacks.",
    ),
    "no_server": Text(
        ja="見本の台帳の {host}:{port} に当たるサーバがありません。プログラムの不具合です。",
        en="No server stands for {host}:{port} of the sample inventory. That is a bug of this program.",
    ),
}

"""The plan as a request for permission."""

from auditor.messages.text import Text

TEXTS = {
    "title": Text(ja="読取り計画（許可のお願い）", en="Reading plan (request for permission)"),
    "headline": Text(
        ja="{organisation}　監査基準日 {as_of:date}　設定「{profile}」",
        en="{organisation}, audit of {as_of:date}, profile {profile}",
    ),
    "counts": Text(
        ja="判定する行 {rows:number} 件（項目 {controls} × 対象 {subjects}）、読み取る接続 {jobs} 件。"
        "対象外 {notapplicable:number} 件、選択外 {notselected:number} 件。",
        en="Rows to judge: {rows:number} (controls: {controls}, subjects: {subjects}); sessions: {jobs}. "
        "Not applicable: {notapplicable:number}; not selected: {notselected:number}.",
    ),
    "promise": Text(
        ja="読み取るだけで、対象には何も書き込みません。ログインは一つの認証情報で一回だけ試みます。"
        "この計画の表示では、どこにも接続していません。",
        en="Everything is read-only; nothing is written on a target. One login is tried, with one credential. "
        "Printing this plan contacted nothing.",
    ),
    "target": Text(ja="■ {title}（{target}）", en="■ {title} ({target})"),
    "reach_ssh": Text(
        ja="接続: ssh {user}@{host} ポート {port}、認証情報「{credential}」",
        en="Reach: ssh {user}@{host} port {port}, credential {credential}",
    ),
    "reach_snmp": Text(
        ja="接続: SNMP v{version} {host} ポート {port}、利用者「{user}」、認証情報「{credential}」",
        en="Reach: SNMP v{version} {host} port {port}, user {user}, credential {credential}",
    ),
    "reach_local": Text(ja="接続: フォルダ {path} の閲覧", en="Reach: reading the folder {path}"),
    "limits": Text(
        ja="負荷: 接続 1 本、長くとも {deadline:duration}、受け取る量は最大 {limit:bytes}",
        en="Load: one session, at most {deadline:duration} and {limit:bytes}",
    ),
    "limits_dialogue": Text(
        ja="負荷: 要求は一度に少しずつ、長くとも {deadline:duration}",
        en="Load: few requests at a time, at most {deadline:duration}",
    ),
    "window": Text(ja="時間帯: {window}（日本時間）の間だけ", en="Window: only within {window} (Japan time)"),
    "no_window": Text(ja="時間帯: 指定なし", en="Window: none set"),
    "traces_ssh": Text(
        ja="残る痕跡: ログイン記録（lastlog・wtmp・認証ログ）{sudo}",
        en="Traces left: the login's own records (lastlog, wtmp, authentication log){sudo}",
    ),
    "traces_sudo": Text(ja="、sudo の記録", en=", sudo's log"),
    "traces_snmp": Text(ja="残る痕跡: SNMP エージェントの統計値", en="Traces left: the agent's own counters"),
    "traces_local": Text(
        ja="残る痕跡: ファイルの最終参照時刻（記録している場合）", en="Traces left: access times, where they are kept"
    ),
    "commands": Text(ja="実行する命令（手順全体の要約値 {digest}）:", en="Commands that run (script digest {digest}):"),
    "without_sudo": Text(
        ja="ほかに、管理者の権限が要る命令が {count} 個ありますが、この対象では試みません（台帳の sudo: false）。"
        "それで読めないものは「権限不足」と記録します。",
        en="{count} more need an administrator's rights and are not tried here (sudo: false in the inventory); what "
        "cannot be read without them is recorded as permission denied.",
    ),
    "sudo": Text(
        ja="追加の権限があれば読める命令（sudoers に次の行を置いてください。なければ「権限不足」と記録します）:",
        en="With these lines in sudoers more can be read; without them it is recorded as permission denied:",
    ),
    "files": Text(ja="閲覧するもの: {names:list}", en="What is read: {names:list}"),
    "requests": Text(ja="問い合わせる項目: {names:list}", en="What is asked: {names:list}"),
    "not_read": Text(ja="読み取らない対象", en="Targets that are not read"),
    "not_read_line": Text(ja="・{title}（{target}）: {reason:term}", en="· {title} ({target}): {reason:term}"),
    "script": Text(ja="手順の全文", en="The script"),
}

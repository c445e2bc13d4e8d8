"""What is said when messages to people cannot be sent: by which server, why, and what to do."""

from auditor.messages.text import Text

_CONNECTION = {
    "no_address": Text(
        ja="{host} という名前のサーバが見つかりません。名前と、監査用サーバの名前解決の設定を確かめてください。",
        en="No server of the name {host} was found. Check the name and the audit server's name resolution.",
    ),
    "unreachable": Text(
        ja="{host}:{port} に接続できません（{detail}）。サーバと、途中のファイアウォールを確かめてください。",
        en="{host}:{port} cannot be reached ({detail}). Check the server and the firewalls between.",
    ),
    "timeout": Text(
        ja="{host}:{port} の応答が時間内に得られませんでした。",
        en="{host}:{port} did not answer in time.",
    ),
    "closed": Text(ja="{host}:{port} との通信が途中で切れました。", en="The connection to {host}:{port} broke off."),
    "tls_failed": Text(
        ja="{host}:{port} と暗号通信（TLS）を始められません（{detail}）。TLS 1.2 以上とポート番号を確かめてください。",
        en="TLS with {host}:{port} failed ({detail}). Check that it speaks TLS 1.2 or later, and the port.",
    ),
    "certificate": Text(
        ja="{host}:{port} の証明書を信頼できません（{detail}）。設定の host と証明書の名前、ca_file、有効期限を"
        "確かめてください。何も送っていません。",
        en="The certificate of {host}:{port} is not trusted ({detail}). Check the name in “host” against the "
        "certificate, “ca_file”, and the dates of validity. Nothing was sent.",
    ),
    "ca_file": Text(
        ja="証明書のファイル {path} を読めないか、PEM 形式の証明書ではありません。",
        en="The file {path} cannot be read or holds no certificates in PEM form.",
    ),
}

_MAIL = {
    "greeting": Text(
        ja="メールサーバ {host}:{port} が接続を受け付けません（{reply}）。",
        en="The mail server {host}:{port} takes no connection ({reply}).",
    ),
    "no_starttls": Text(
        ja="メールサーバ {host}:{port} が STARTTLS に応じません（{reply}）。暗号化できないため、何も送っていません。"
        "サーバの設定か、security の指定を確かめてください。",
        en="The mail server {host}:{port} does not offer STARTTLS ({reply}). Nothing was sent unprotected. Check the "
        "server, or “security”.",
    ),
    "no_login": Text(
        ja="メールサーバ {host}:{port} は、対応している認証方式（PLAIN、LOGIN）を示していません。",
        en="The mail server {host}:{port} offers no way to log in that is known here (PLAIN, LOGIN).",
    ),
    "login_refused": Text(
        ja="メールサーバ {host}:{port} が認証を拒みました（{reply}）。アカウントが停止しないように、"
        "{until:datetime}までは試しません。パスワードを確かめ、auditor vault set {credential} --kind smtp_password で"
        "設定し直すと、すぐに試します。",
        en="The mail server {host}:{port} refused the login ({reply}). It is not tried again before "
        "{until:datetime}, so that the account is not locked. Check the password; after “auditor vault set "
        "{credential} --kind smtp_password” it is tried at once.",
    ),
    "login_unanswered": Text(
        ja="メールサーバ {host}:{port} が認証に答えませんでした（{reply}）。失敗に数えられたおそれがあるため、"
        "{until:datetime}までは試しません。",
        en="The mail server {host}:{port} gave no answer to the login ({reply}). It may have counted as a failure, so "
        "it is not tried before {until:datetime}.",
    ),
    "no_credential": Text(
        ja="メールサーバの認証情報 {credential} を使えません。auditor vault set {credential} --kind smtp_password で"
        "設定してください。",
        en="The mail server's credential {credential} cannot be used. Set it with “auditor vault set {credential} "
        "--kind smtp_password”.",
    ),
    "wrong_kind": Text(
        ja="認証情報 {credential} の種類が smtp_password ではありません。",
        en="The credential {credential} is not of the kind smtp_password.",
    ),
    "sender": Text(
        ja="メールサーバ {host}:{port} が差出人 sender を受け付けません（{reply}）。",
        en="The mail server {host}:{port} does not accept the sender ({reply}).",
    ),
    "recipient": Text(
        ja="宛先 {to} が受け付けられませんでした（{reply}）。", en="{to} was not accepted as a recipient ({reply})."
    ),
    "content": Text(ja="メールが受け付けられませんでした（{reply}）。", en="The mail was not accepted ({reply})."),
}

_FOLDER = {
    "folder_missing": Text(
        ja="共有フォルダ {path} がありません。接続（マウント）されているかを確かめてください。",
        en="The shared folder {path} is not there. Check that it is mounted.",
    ),
    "folder_link": Text(
        ja="共有フォルダ {path} はフォルダではないか、リンクです。実際のフォルダを指定してください。",
        en="The shared folder {path} is no folder, or is a link. Name the real folder.",
    ),
    "folder_denied": Text(
        ja="共有フォルダ {path} に書き込めません（{detail}）。書き込みの権限を確かめてください。",
        en="The shared folder {path} cannot be written ({detail}). Check the permissions.",
    ),
    "folder_full": Text(
        ja="共有フォルダ {path} に空きがありません。空きを作ってください。",
        en="The shared folder {path} is full. Free some space.",
    ),
    "folder_failed": Text(
        ja="共有フォルダ {path} への書き込みに失敗しました（{detail}）。",
        en="Writing to the shared folder {path} failed ({detail}).",
    ),
}

_LOG = {
    "delivered": Text(
        ja="知らせを {count:number} 件送りました（{channel:term}）。",
        en="Sent {count:number} messages by {channel:term}.",
    ),
    "failed": Text(
        ja="{channel:term}で知らせを送れませんでした。{next_try:datetime}以降にもう一度試します。",
        en="Nothing could be sent by {channel:term}; it is tried again after {next_try:datetime}.",
    ),
    "refused": Text(
        ja="{channel:term}の送り先 {count:number} 件が、{moment:datetime}の知らせを受け付けませんでした。",
        en="{count:number} recipients by {channel:term} refused the message of {moment:datetime}.",
    ),
    "no_route": Text(
        ja="{channel:term}の知らせ {count:number} 件の送り先が、台帳にありません。30 日の間は待ち、その後は "
        "state/spool/refused に移します。",
        en="The inventory has no route for {count:number} messages by {channel:term}. They wait for 30 days and are "
        "then moved to state/spool/refused.",
    ),
    "damaged": Text(
        ja="送信待ちの知らせ {count:number} 件のファイルが壊れていました。state/spool/damaged に移しました。",
        en="{count:number} waiting messages were damaged on the disk and were moved to state/spool/damaged.",
    ),
    "merged": Text(
        ja="送れずにいた知らせ {count:number} 件を一つにまとめました（{channel:term}）。",
        en="{count:number} messages that could not be sent were merged into one ({channel:term}).",
    ),
    "busy": Text(ja="別の処理が知らせを送っています。", en="Another process is sending messages just now."),
    "unsaved": Text(
        ja="知らせを state/spool に書き込めませんでした。メモリに置いたまま送ります。"
        "ディスクの空きと権限を確かめてください。",
        en="A message could not be written to state/spool and is sent from memory. Check the disk's free space and "
        "the permissions.",
    ),
    "no_routes": Text(
        ja="台帳の notify に送り先（routes）がないため、だれにも知らせていません。",
        en="The inventory's “notify” has no routes: nobody is told.",
    ),
    "unrouted": Text(
        ja="送り先の所管課に当てはまらない変化が {count:number} 件ありました。区分が合う最初の送り先に知らせました。",
        en="{count:number} changes belong to no route's sections; they were told to the first route of their class.",
    ),
    "left_out": Text(
        ja="どの送り先も選んでいない区分の変化が {count:number} 件ありました。報告書にあります。",
        en="{count:number} changes are of classes that no route chooses; they stand in the report.",
    ),
}

TEXTS = _CONNECTION | _MAIL | _FOLDER | _LOG

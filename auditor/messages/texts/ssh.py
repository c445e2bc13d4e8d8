"""What sessions over SSH say of a target that could not be read, and of host keys."""

from auditor.messages.text import Text

TEXTS = {
    # time
    "deadline_connect": Text(
        ja="接続の途中で、この対象に許された時間（{limit:duration}）が過ぎました。",
        en="The time for this target ({limit:duration}) ran out while connecting.",
    ),
    "deadline_handshake": Text(
        ja="接続はできましたが、暗号化の取り決めの途中で、この対象に許された時間（{limit:duration}）が過ぎました。",
        en="Connected, but the time for this target ({limit:duration}) ran out during the SSH handshake.",
    ),
    "deadline_login": Text(
        ja="ログインの返事を待つ間に、この対象に許された時間（{limit:duration}）が過ぎました。",
        en="The time for this target ({limit:duration}) ran out while waiting for the answer to the log-in.",
    ),
    "deadline_commands": Text(
        ja="ログイン後、読取りの途中で、この対象に許された時間（{limit:duration}）が過ぎました。"
        "それまでに読み終えた分は使っています。",
        en="Logged in, but the time for this target ({limit:duration}) ran out while reading. "
        "What had been read in full by then is used.",
    ),
    "timeout_connect": Text(
        ja="接続の要求に返事がありません。電源、回線、途中のファイアウォールをご確認ください。",
        en="No answer to the request for a connection. Check power, line and firewalls on the way.",
    ),
    "timeout_handshake": Text(
        ja="接続はできましたが、SSHサーバが応答しません。対象のSSHサービスの状態をご確認ください。",
        en="Connected, but the SSH server does not answer. Check the SSH service on the target.",
    ),
    "timeout_login": Text(
        ja="ログインの要求に返事がありません。対象の認証の仕組み（ディレクトリサーバなど）の状態をご確認ください。",
        en="No answer to the log-in. Check what the target authenticates against (a directory server, say).",
    ),
    "interrupted": Text(
        ja="監査が中断されたため、この対象は読み終えていません。",
        en="The audit was interrupted before this target was read to the end.",
    ),
    # reaching it
    "no_such_host": Text(
        ja="ホスト名「{host}」のアドレスが分かりません。台帳の記載と名前解決の設定をご確認ください。",
        en="The host name “{host}” has no address. Check the inventory and name resolution.",
    ),
    "not_connected": Text(
        ja="{host} のポート {port} に接続できません（{cause}）。",
        en="Port {port} of {host} cannot be connected to ({cause}).",
    ),
    "throttled": Text(
        ja="SSHサーバが名乗る前に接続を切りました。同時接続数の制限（MaxStartups など）と思われます。"
        "間隔を空けて試みましたが、変わりませんでした。",
        en="The SSH server dropped the connection before saying its name, most likely because of a limit on "
        "connections (MaxStartups). It was tried again at intervals, with the same outcome.",
    ),
    "dropped": Text(
        ja="SSHサーバが名乗る前に接続を切りました。しばらく待ってから、もう一度お試しください。",
        en="The SSH server dropped the connection before saying its name. Wait a little and try again.",
    ),
    "lost_handshake": Text(
        ja="暗号化の取り決めの途中で接続が切れました。",
        en="The connection was lost during the SSH handshake.",
    ),
    "lost_login": Text(
        ja="ログインの返事が来る前に接続が切れました。認証情報の正否は分かっていません。",
        en="The connection was lost before the log-in was answered; nothing is known about the credential.",
    ),
    "lost_commands": Text(
        ja="読取りの途中で接続が切れました（対象の再起動など）。それまでに読み終えた分は使っています。",
        en="The connection was lost while reading (a reboot, say). What had been read in full by then is used.",
    ),
    # what speaks there
    "no_ssh": Text(
        ja="このポートで応答したものはSSHではありません。台帳のポート番号をご確認ください。",
        en="What answers on this port is not SSH. Check the port in the inventory.",
    ),
    "malformed": Text(
        ja="サーバの応答がSSHの規約に合わないため、接続をやめました。",
        en="The server’s messages break the SSH protocol, so the connection was ended.",
    ),
    "flood_before_login": Text(
        ja="ログインの前に大量のデータが送られてきたため、接続をやめました。",
        en="The server sent a flood of data before the log-in, so the connection was ended.",
    ),
    "needs_sha1_kex": Text(
        ja="このサーバの鍵交換は、安全でないSHA-1によるものだけです（needs SHA-1）。"
        "SSHサーバを更新するか、SHA-2による鍵交換を有効にしてください。",
        en="This server needs SHA-1: it offers no other key exchange. Update its SSH server or enable a key exchange "
        "with SHA-2.",
    ),
    "needs_sha1_host_keys": Text(
        ja="このサーバのホスト鍵は、安全でないSHA-1による署名（ssh-rsa, ssh-dss）だけです（needs SHA-1）。"
        "SSHサーバを更新するか、Ed25519などのホスト鍵を加えてください。",
        en="This server needs SHA-1: its host keys sign with nothing else (ssh-rsa, ssh-dss). Update its SSH server "
        "or add an Ed25519 host key.",
    ),
    "no_common_algorithm": Text(
        ja="このサーバと共通の暗号方式がありません。",
        en="There is no algorithm in common with this server.",
    ),
    # host keys
    "host_key_unknown": Text(
        ja="このサーバのホスト鍵はまだ登録されていません。"
        "指紋を確かめたうえで「auditor trust {target}」で登録してください。",
        en="No host key is pinned for this server yet. Confirm its fingerprint and pin it with "
        "“auditor trust {target}”.",
    ),
    "host_key_mismatch": Text(
        ja="ホスト鍵が登録されたものと違います（登録 {pinned}、今回 {shown}）。ログインはしていません。"
        "機器の交換や再導入に心当たりがなければ、なりすましを疑ってください。",
        en="The host key is not the pinned one (pinned {pinned}, shown {shown}). No log-in was tried. "
        "Unless the machine was replaced or reinstalled, suspect an impostor.",
    ),
    "host_key_type_gone": Text(
        ja="サーバは、登録された種類のホスト鍵をもう持っていません。ログインはしていません。"
        "機器の交換や再導入に心当たりがなければ、なりすましを疑ってください。",
        en="The server no longer has a host key of the pinned kind. No log-in was tried. "
        "Unless the machine was replaced or reinstalled, suspect an impostor.",
    ),
    "known_hosts_unreadable": Text(
        ja="ホスト鍵のファイル {path} を読めません。",
        en="The file of host keys, {path}, cannot be read.",
    ),
    "other_key_pinned": Text(
        ja="{host} には別のホスト鍵（{pinned}）が登録されています。置き換えるには、その旨を明示してください。",
        en="Another host key is pinned for {host} ({pinned}). Say explicitly that it is to be replaced.",
    ),
    # logging in
    "refused": Text(
        ja="ユーザ {user} のログインが、認証情報「{credential}」では認められませんでした。"
        "アカウントのロックを防ぐため、この認証情報は設定し直すまでどの対象にも使いません。",
        en="The log-in of {user} with the credential “{credential}” was refused. So that no account gets locked, the "
        "credential is used on no target until it is set anew.",
    ),
    "method_not_offered": Text(
        ja="このサーバは、認証情報「{credential}」の方式（鍵またはパスワード）による"
        "ユーザ {user} のログインを受け付けていません。",
        en="This server does not offer {user} the method of the credential “{credential}” (key or password).",
    ),
    "more_wanted": Text(
        ja="認証情報「{credential}」に加えて、ユーザ {user} にもう一つの認証が求められました。"
        "監査用アカウントの設定をご確認ください。",
        en="Beyond the credential “{credential}” the server asks {user} for a second proof. "
        "Check the account for audits.",
    ),
    "quarantined": Text(
        ja="認証情報「{credential}」は {target} で拒否されたため、使用を止めています。この対象には接続していません。"
        "正しい値を「auditor vault set」で設定し直すと再開します。",
        en="The credential “{credential}” was refused by {target} and is held back; it was not tried here. Setting it "
        "anew with “auditor vault set” releases it.",
    ),
    "key_unusable": Text(
        ja="認証情報「{credential}」の秘密鍵を開けません（形式、種類またはパスフレーズ）。",
        en="The private key of the credential “{credential}” cannot be opened (format, kind or passphrase).",
    ),
    "key_file_unreadable": Text(
        ja="認証情報「{credential}」の鍵ファイルを読めません。",
        en="The key file of the credential “{credential}” cannot be read.",
    ),
    "key_file_open_to_others": Text(
        ja="認証情報「{credential}」の鍵ファイルを所有者以外も読めます。権限を 0600 にしてください。",
        en="The key file of the credential “{credential}” is readable by others than its owner. Set its mode to 0600.",
    ),
    "no_agent": Text(
        ja="認証情報「{credential}」に必要な ssh-agent に接続できません。",
        en="The ssh-agent that the credential “{credential}” needs cannot be reached.",
    ),
    "not_in_agent": Text(
        ja="ssh-agent に、認証情報「{credential}」で指定された鍵がありません。",
        en="The ssh-agent does not hold the key that the credential “{credential}” names.",
    ),
    "not_for_ssh": Text(
        ja="認証情報「{credential}」はSSH用ではありません。",
        en="The credential “{credential}” is not one for SSH.",
    ),
    # after the log-in
    "no_shell": Text(
        ja="ログインはできましたが、コマンドを実行できるシェルがありません（nologin、メニューなど）。"
        "監査用アカウントのログインシェルをご確認ください。",
        en="Logged in, but there is no shell that runs commands (nologin, a menu). "
        "Check the log-in shell of the account for audits.",
    ),
    "too_much": Text(
        ja="対象の出力が上限（{limit:bytes}）を超えたため、読取りをやめました。それまでに読み終えた分は使っています。",
        en="The target sent more than {limit:bytes}, so reading was stopped. "
        "What had been read in full by then is used.",
    ),
}

"""Why facts of a Linux system are not all there: which file, which right, what to do about it."""

from auditor.messages.text import Text

_PASSWORDS = {
    "pam_unread": Text(
        ja="PAM の設定 {file} を読み取れない、または解釈できないため、有効なパスワード方針が定まりません。",
        en="The PAM setting {file} could not be read or understood, so the password policy in force is not known.",
    ),
    "unknown_distribution": Text(
        ja="対応する OS（Debian 12、Ubuntu 24.04、RHEL 系 8・9）と確認できず、組み込みの既定値を補えません。",
        en="Not known to be Debian 12, Ubuntu 24.04 or of the RHEL family 8 or 9, so compiled defaults are not known.",
    ),
    "file_unread": Text(
        ja="{file} を読み取れない、または解釈できませんでした。",
        en="{file} could not be read or understood.",
    ),
}

_ACCOUNTS = {
    "accounts_unread": Text(
        ja="アカウントの一覧（getent passwd）をすべては読み取れませんでした。",
        en="The list of accounts (getent passwd) was not read in full.",
    ),
    "groups_unread": Text(
        ja="グループの一覧（getent group）を読み取れないため、管理者権限を持つアカウントが定まりません。",
        en="The list of groups (getent group) could not be read, so it is not known who is an administrator.",
    ),
    "account_states": Text(
        ja="パスワードの状態を読み取れませんでした。監査用アカウントに passwd -S と lslogins の sudo 権限が必要です。",
        en="Password states could not be read. The audit account needs sudo for passwd -S and lslogins.",
    ),
    "account_keys": Text(
        ja="公開鍵ファイルの有無を読み取れませんでした。監査用アカウントに find の sudo 権限が必要です。",
        en="It could not be read which accounts have public keys. The audit account needs sudo for find.",
    ),
    "accounts_undecided": Text(
        ja="{accounts:list} は、パスワードや公開鍵の状態が読み取れず、使えるかどうかが定まりません。",
        en="For {accounts:list} password or keys could not be read, so it is open whether they can be used.",
    ),
    "accounts_elsewhere": Text(
        ja="アカウントの一部が {sources:list} で管理されており、ここからは一覧できません。管理元でご確認ください。",
        en="Some accounts are kept in {sources:list} and cannot be listed from this system; look where they are kept.",
    ),
    "autologin_unread": Text(
        ja="自動ログインの設定 {file} を読み取れませんでした。",
        en="The setting for automatic log-in in {file} could not be read.",
    ),
}

_SSH = {
    "sshd_unread": Text(
        ja="sshd の設定 {file} を読み取れませんでした。",
        en="The sshd setting {file} could not be read.",
    ),
    "sshd_matches_unread": Text(
        ja="{file} を読み取れないため、Match による例外設定の有無が定まりません（sshd -T には表れません）。",
        en="{file} could not be read, so exceptions under Match are not known (sshd -T does not show them).",
    ),
    "sshd_value": Text(
        ja="{file} に解釈できない値があります。",
        en="{file} holds a value that is not understood.",
    ),
    "sshd_conflict": Text(
        ja="sshd の {keyword} が、設定ファイルと sshd -T とで食い違っています。",
        en="For {keyword} the files of sshd and sshd -T disagree.",
    ),
    "handshake_unread": Text(
        ja="SSH の接続開始時に示された暗号方式の一覧を解釈できませんでした。",
        en="The algorithms offered at the SSH handshake could not be understood.",
    ),
}

_HOST = {
    "listeners_unread": Text(
        ja="待ち受けているポートの一覧（ss）をすべては読み取れませんでした。",
        en="The list of listening ports (ss) was not read in full.",
    ),
    "services_unread": Text(
        ja="サービスの状態（systemctl）を読み取れませんでした。",
        en="The states of services (systemctl) could not be read.",
    ),
    "time_unread": Text(
        ja="時刻同期の状態を読み取れませんでした。",
        en="The state of time synchronisation could not be read.",
    ),
    "clock_unread": Text(
        ja="機器の時計（date）を読み取れませんでした。",
        en="The system's clock (date) could not be read.",
    ),
    "idle_unread": Text(
        ja="無操作時の切断に関する設定 {file} を読み取れない、または解釈できませんでした。",
        en="The setting {file} for idle sessions could not be read or understood.",
    ),
    "boot_unread": Text(
        ja="起動プログラム（GRUB）の設定を読み取れませんでした。監査用アカウントに grep の sudo 権限が必要です。",
        en="The boot loader's (GRUB's) files could not be read. The audit account needs sudo for grep.",
    ),
    "boot_loader_missing": Text(
        ja="GRUB の設定ファイルが見つかりません。別の起動方式については人による確認が必要です。",
        en="No GRUB configuration was found; another way of booting needs a person's check.",
    ),
    "rescue_unread": Text(
        ja="レスキューモードの設定（rescue.service、emergency.service）を読み取れませんでした。",
        en="The rescue mode's units (rescue.service, emergency.service) could not be read.",
    ),
    "backup_unread": Text(
        ja="バックアップ「{backup}」のフォルダ {folder} を読み取れませんでした。",
        en="The folder {folder} of back-up “{backup}” could not be read.",
    ),
    "backups_undeclared": Text(
        ja="この機器のバックアップ先が台帳に記載されていません。",
        en="The inventory names no back-up of this system.",
    ),
}

_LOGS = {
    "access_log_unread": Text(
        ja="{source} のログイン記録をすべては読み取れませんでした。",
        en="The log-in records in {source} were not read in full.",
    ),
    "log_denied": Text(
        ja="{source} を読む権限がありません。監査用アカウントを adm グループに加えるか、sudo 権限を与えてください。",
        en="{source} may not be read. Put the audit account into the group adm, or give it sudo for this file.",
    ),
    "log_older": Text(
        ja="{source} の過去分（{files:list}）は開いていないため、5 週間分の記録が揃うかどうかは定まりません。"
        "journald を永続化すると確認できます。",
        en="Older parts of {source} ({files:list}) were not opened, so five weeks of records are not shown. "
        "A persistent journal would show them.",
    ),
    "forwarding_unread": Text(
        ja="ログ転送の設定 {file} を読み取れない、または解釈できませんでした。",
        en="The setting {file} for log forwarding could not be read or understood.",
    ),
}

_EXPOSURE = {
    "shares_unread": Text(
        ja="共有フォルダの設定 {file} を読み取れない、または解釈できませんでした。",
        en="The setting {file} for shares could not be read or understood.",
    ),
    "snmpd_unread": Text(
        ja="SNMP エージェントの設定 {file} を読み取れない、または解釈できませんでした。",
        en="The SNMP agent's setting {file} could not be read or understood.",
    ),
}

TEXTS = {**_PASSWORDS, **_ACCOUNTS, **_SSH, **_HOST, **_LOGS, **_EXPOSURE}

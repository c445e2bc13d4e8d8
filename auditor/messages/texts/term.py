"""The vocabulary as people read it: states, reasons, kinds, fact types, mechanisms.

Keys are the values of the enums as they stand (``pass``, ``log_gap``, ``major``) and the class names of facts
(``PasswordPolicy``). One key has one meaning; where two enums share a value (``recorder``) they share the word.
"""

from auditor.messages.text import Text

_STATES = {
    "pass": Text(ja="適合", en="satisfied"),
    "fail": Text(ja="不適合", en="not satisfied"),
    "error": Text(ja="エラー", en="error"),
    "unknown": Text(ja="判定不能", en="undecided"),
    "notapplicable": Text(ja="対象外", en="not applicable"),
    "notchecked": Text(ja="未確認", en="not checked"),
    "notselected": Text(ja="選択外", en="not selected"),
    "informational": Text(ja="情報", en="for information"),
    "partial_fail": Text(ja="一部不適合", en="partly not satisfied"),
}

_CLASSES = {
    "major": Text(ja="重大な不適合", en="major nonconformity"),
    "minor": Text(ja="軽微な不適合", en="minor nonconformity"),
    "observation": Text(ja="観察事項", en="observation"),
    "recommendation": Text(ja="推奨事項", en="recommendation"),
}

_KINDS = {
    "organisation": Text(ja="組織", en="organisation"),
    "zone": Text(ja="ネットワーク区画", en="network zone"),
    "site": Text(ja="室・区域", en="room or area"),
    "linkage": Text(ja="オンライン結合", en="online linkage"),
    "contract": Text(ja="契約", en="contract"),
    "file": Text(ja="個人情報ファイル", en="personal-information file"),
    "target": Text(ja="機器・システム", en="system or device"),
    "recorder": Text(ja="録画装置", en="recorder"),
    "camera": Text(ja="カメラ", en="camera"),
    "server": Text(ja="サーバ", en="server"),
    "terminal": Text(ja="端末", en="terminal"),
    "file_server": Text(ja="ファイルサーバ", en="file server"),
    "backup_server": Text(ja="バックアップサーバ", en="back-up server"),
    "firewall": Text(ja="ファイアウォール", en="firewall"),
    "router": Text(ja="ルータ", en="router"),
    "switch": Text(ja="スイッチ", en="switch"),
    "other": Text(ja="その他", en="other"),
}

_METHODS = {
    "A": Text(ja="自動（収集した証拠のみ）", en="automated (collected evidence alone)"),
    "H": Text(ja="併用（証拠と台帳）", en="hybrid (evidence and registers)"),
    "M": Text(ja="台帳（記録・申告による）", en="registered (registers and statements)"),
    "law": Text(ja="法律", en="law"),
    "ordinance": Text(ja="条例", en="ordinance"),
    "rule": Text(ja="規則・規程", en="rule"),
    "guideline": Text(ja="指針・要綱", en="guideline"),
    "technical_advice": Text(ja="技術的助言", en="technical advice"),
    "legacy": Text(ja="旧基準（参考適用）", en="former standard (applied for reference)"),
}

_CREDENTIALS = {
    "ssh_password": Text(ja="SSH パスワード", en="SSH password"),
    "ssh_key": Text(ja="SSH 秘密鍵", en="SSH private key"),
    "ssh_agent": Text(ja="SSH エージェントの鍵", en="key of an SSH agent"),
    "snmp_v3": Text(ja="SNMPv3 の利用者", en="SNMPv3 user"),
    "snmp_community": Text(ja="SNMP コミュニティ", en="SNMP community"),
    "smtp_password": Text(ja="メールサーバのパスワード", en="mail server password"),
}

_EVIDENCE = {
    "live": Text(ja="稼働中の機器から取得", en="read from the live system"),
    "offline": Text(ja="区画内で収集し搬出", en="collected inside the zone and carried out"),
    "supplied": Text(ja="相手方から提供", en="supplied by the other party"),
    "planned": Text(ja="計画段階の資料", en="planning papers"),
    "register": Text(ja="台帳", en="register"),
    "complete": Text(ja="すべて読み取り", en="read in full"),
    "partial": Text(ja="一部のみ読み取り", en="read in part"),
    "absent": Text(ja="読み取れず", en="not read"),
    "ssh": Text(ja="SSH", en="SSH"),
    "snmp": Text(ja="SNMP", en="SNMP"),
    "local": Text(ja="フォルダ読み取り", en="local folder"),
    "recorded": Text(ja="搬入した収集結果", en="recorded session"),
    "linux": Text(ja="Linux", en="Linux"),
    "windows": Text(ja="Windows", en="Windows"),
    "network_device": Text(ja="ネットワーク機器", en="network device"),
    "subject": Text(ja="対象そのもの", en="the subject itself"),
    "systems": Text(ja="結合に用いるシステム", en="the systems of the linkage"),
    "lines": Text(ja="結合に用いる回線機器", en="the line devices of the linkage"),
}

_OPEN_REASONS = {
    "unreachable": Text(ja="接続できない", en="unreachable"),
    "auth_failed": Text(ja="認証が通らない", en="log-in refused"),
    "host_key_mismatch": Text(ja="ホスト鍵が登録と異なる", en="host key differs from the trusted one"),
    "host_key_unknown": Text(ja="ホスト鍵が未登録", en="host key not trusted yet"),
    "protocol_mismatch": Text(ja="通信方式が合わない", en="no common protocol"),
    "throttled": Text(ja="接続数の制限を受けた", en="connections throttled"),
    "permission_denied": Text(ja="読み取り権限がない", en="permission denied"),
    "timeout": Text(ja="応答待ちの時間切れ", en="no answer in time"),
    "deadline": Text(ja="制限時間の超過", en="deadline passed"),
    "connection_lost": Text(ja="通信が途中で切れた", en="connection lost"),
    "no_shell": Text(ja="コマンドを受け付けない", en="no usable shell"),
    "truncated": Text(ja="途中で切れている", en="cut short"),
    "parse_error": Text(ja="内容を解釈できない", en="content not understood"),
    "wrong_encoding": Text(ja="文字コードが異なる", en="wrong character encoding"),
    "credential_missing": Text(ja="認証情報が未登録", en="credential missing"),
    "quarantined": Text(ja="認証情報の使用を停止中", en="credential on hold"),
    "crashed": Text(ja="プログラムの誤り", en="fault in the program"),
    "interrupted": Text(ja="監査が中断された", en="audit interrupted"),
    "empty": Text(ja="内容が空", en="nothing in it"),
    "partial_coverage": Text(ja="一部しか確認できない", en="seen in part only"),
    "stale_evidence": Text(ja="証拠が古い", en="evidence out of date"),
    "conflicting_evidence": Text(ja="証拠が食い違う", en="sources disagree"),
    "planned_evidence": Text(ja="計画段階の資料のみ", en="planning papers only"),
    "no_evidence": Text(ja="証拠がない", en="no evidence"),
    "no_criterion": Text(ja="基準未設定", en="no criterion set"),
    "no_register": Text(ja="台帳がない", en="no register"),
    "missing_field": Text(ja="記載漏れ", en="field left blank"),
    "insufficient_history": Text(ja="履歴が足りない", en="not enough history"),
    "expired": Text(ja="有効期限切れ", en="expired"),
    "manual_required": Text(ja="人による確認が必要", en="needs a person's check"),
    "declared_only": Text(ja="申告のみ", en="declared only"),
    "no_collector": Text(ja="読み取る手段がまだない", en="no means to read it yet"),
    "outside_window": Text(ja="実施時間帯の外", en="outside the time window"),
    "offline_target": Text(ja="持ち込み収集待ち", en="awaiting offline collection"),
    "not_applicable": Text(ja="対象外", en="not applicable"),
    "not_selected": Text(ja="選択外", en="not selected"),
}

_FAIL_REASONS = {
    "weak_password_policy": Text(ja="パスワード方針が弱い", en="weak password policy"),
    "no_lockout": Text(ja="連続失敗時のロックがない", en="no lockout after failed log-ins"),
    "no_idle_lock": Text(ja="無操作時のロックがない", en="no lock on idle sessions"),
    "no_boot_protection": Text(ja="起動設定が保護されていない", en="boot settings not protected"),
    "shared_account": Text(ja="アカウントの共用", en="shared account"),
    "unauthenticated_access": Text(ja="認証なしで利用できる", en="access without authentication"),
    "insecure_protocol": Text(ja="弱い通信方式", en="weak protocol"),
    "remote_access_weak": Text(ja="遠隔操作の設定が弱い", en="weak remote access"),
    "undeclared_service": Text(ja="届出のないサービス", en="undeclared service"),
    "not_entitled": Text(ja="利用資格がない", en="no entitlement"),
    "left_enabled": Text(ja="失効後も有効なまま", en="left enabled after the entitlement ended"),
    "late": Text(ja="期限に遅れた", en="late"),
    "missing_record": Text(ja="記録がない", en="record missing"),
    "not_in_force": Text(ja="有効な定めがない", en="nothing in force"),
    "file_changed": Text(ja="ファイルが登録時から変わった", en="file changed since it was recorded"),
    "stale_log": Text(ja="ログが更新されていない", en="log not up to date"),
    "log_gap": Text(ja="ログの欠落", en="gap in the log"),
    "log_damaged": Text(ja="ログの破損", en="damaged log"),
    "log_altered": Text(ja="ログが記録後に変わった", en="log altered after it was recorded"),
    "not_monitored": Text(ja="監視されていない", en="not monitored"),
    "line_down": Text(ja="回線の停止", en="line down"),
    "service_down": Text(ja="サービスの停止", en="service down"),
    "no_log_destination": Text(ja="ログの送り先がない", en="no destination for logs"),
    "over_retention": Text(ja="保存期間の超過", en="kept too long"),
    "clock_skew": Text(ja="時計のずれ", en="clock off"),
    "requirement_not_met": Text(ja="要件を満たさない", en="requirement not met"),
}

_FACTS = {
    "Account": Text(ja="アカウント", en="accounts"),
    "PasswordPolicy": Text(ja="パスワード方針", en="password policy"),
    "AutomaticLogin": Text(ja="自動ログイン", en="automatic log-in"),
    "IdleTimeout": Text(ja="無操作時の切断・ロック", en="idle timeout"),
    "BootProtection": Text(ja="起動設定の保護", en="boot protection"),
    "DeclaredService": Text(ja="届出のあるサービス", en="declared services"),
    "DeclaredUnit": Text(ja="稼働すべきサービス", en="declared units"),
    "DeclaredLine": Text(ja="届出のある回線", en="declared lines"),
    "DeclaredLogDestination": Text(ja="届出のあるログの送り先", en="declared log destinations"),
    "DeclaredSharedAccount": Text(ja="届出のある共用アカウント", en="declared shared accounts"),
    "DeclaredLinkage": Text(ja="オンライン結合の届出", en="declared linkage"),
    "TimeSync": Text(ja="時刻同期", en="time synchronisation"),
    "ClockSkew": Text(ja="時計のずれ", en="clock skew"),
    "ServiceState": Text(ja="サービスの稼働状態", en="service states"),
    "LogForwarding": Text(ja="ログの転送", en="log forwarding"),
    "AccessLog": Text(ja="アクセスログ", en="access log"),
    "BackupRun": Text(ja="バックアップの実績", en="back-up runs"),
    "LogDay": Text(ja="日ごとの操作ログ", en="daily operation logs"),
    "StrayLogFile": Text(ja="日付の読み取れないログ", en="log files without a day"),
    "LogSource": Text(ja="操作ログの届出", en="declared operation log"),
    "FirstDigest": Text(ja="初回記録時のハッシュ値", en="digests as first recorded"),
    "ProvenSince": Text(ja="改変の有無を確かめられる起点", en="start of the proof against alteration"),
    "SystemIdentity": Text(ja="機器の識別情報", en="system identity"),
    "Interface": Text(ja="ネットワークインタフェース", en="network interfaces"),
    "ProcessorLoad": Text(ja="CPU 使用率", en="processor load"),
    "StorageUse": Text(ja="記憶領域の使用率", en="storage use"),
    "LineUse": Text(ja="回線使用率", en="line use"),
    "RecordingSpan": Text(ja="録画ファイル", en="recordings"),
    "RecordingHoldings": Text(ja="録画の保有状況", en="recording holdings"),
    "RetentionSetting": Text(ja="録画の保存設定", en="retention setting"),
    "DeclaredCamera": Text(ja="カメラの届出", en="declared cameras"),
    "RosterEntry": Text(ja="職員等の名簿", en="roster"),
    "Entitlement": Text(ja="利用資格", en="entitlements"),
    "DocumentRecord": Text(ja="文書台帳", en="document register"),
    "Incident": Text(ja="事故等の記録", en="incident register"),
    "SshdPolicy": Text(ja="SSH サーバの設定", en="SSH server settings"),
    "OfferedAlgorithms": Text(ja="SSH の暗号方式", en="SSH algorithms offered"),
    "Listener": Text(ja="待ち受けポート", en="listening ports"),
    "Share": Text(ja="共有フォルダ", en="shared folders"),
    "SnmpCommunity": Text(ja="SNMP コミュニティ", en="SNMP communities"),
    "Tunnel": Text(ja="VPN トンネル", en="VPN tunnels"),
    "SnmpAccess": Text(ja="SNMP の接続方式", en="SNMP access"),
}

_LOG_FAULTS = {
    "unreadable": Text(ja="開けない", en="cannot be opened"),
    "corrupt": Text(ja="壊れている", en="damaged"),
    "unparsed": Text(ja="時刻を読み取れない", en="times not understood"),
    "wrong_day": Text(ja="別の日の内容", en="content of another day"),
    "too_large": Text(ja="上限を超える大きさ", en="larger than the bound"),
}

_MECHANISMS = {
    "gdm": Text(ja="画面ログイン（GDM）", en="graphical log-in (GDM)"),
    "lightdm": Text(ja="画面ログイン（LightDM）", en="graphical log-in (LightDM)"),
    "sddm": Text(ja="画面ログイン（SDDM）", en="graphical log-in (SDDM)"),
    "getty": Text(ja="コンソール", en="console (getty)"),
    "shell": Text(ja="シェル（TMOUT）", en="shell (TMOUT)"),
    "sshd": Text(ja="SSH サーバ", en="SSH server"),
    "sshd_channel": Text(ja="SSH サーバの無操作切断（ChannelTimeout）", en="SSH server's ChannelTimeout"),
    "logind": Text(ja="ログイン管理（logind）", en="log-in manager (logind)"),
    "desktop": Text(ja="デスクトップの画面ロック", en="desktop screen lock"),
    "grub": Text(ja="起動プログラム（GRUB）", en="boot loader (GRUB)"),
    "rescue_shell": Text(ja="復旧用シェル", en="rescue shell"),
    "none": Text(ja="なし", en="none"),
    "set": Text(ja="設定あり", en="set"),
    "locked": Text(ja="ロック中", en="locked"),
    "full": Text(ja="全体バックアップ", en="full back-up"),
    "incremental": Text(ja="増分バックアップ", en="incremental back-up"),
    "memory": Text(ja="メモリ", en="memory"),
    "swap": Text(ja="スワップ領域", en="swap"),
    "disk": Text(ja="ディスク", en="disk"),
    "smb": Text(ja="SMB 共有", en="SMB share"),
    "nfs": Text(ja="NFS 共有", en="NFS share"),
    "dedicated": Text(ja="専用線", en="dedicated line"),
    "ip_vpn": Text(ja="IP-VPN", en="IP-VPN"),
    "internet_vpn": Text(ja="インターネット VPN", en="internet VPN"),
    "internet": Text(ja="インターネット", en="internet"),
    "lgwan": Text(ja="LGWAN 接続系", en="LGWAN zone"),
    "juki_net": Text(ja="住基ネット", en="Juki-net"),
    "my_number": Text(ja="個人番号利用事務系", en="My Number zone"),
    "office": Text(ja="庁内 LAN", en="office LAN"),
    "all": Text(ja="毎日", en="every day"),
    "business": Text(ja="開庁日", en="business days"),
    "recording": Text(ja="録画の日", en="the day of recording"),
    "next_day": Text(ja="録画の翌日", en="the day after recording"),
}

_SETTINGS = {
    "min_length": Text(ja="最小文字数", en="minimum length"),
    "min_classes": Text(ja="文字の種類の数", en="number of character kinds"),
    "dictionary_check": Text(ja="辞書にある語の拒否", en="dictionary check"),
    "reject_username": Text(ja="利用者名を含むものの拒否", en="refusal of the user name"),
    "history": Text(ja="過去のパスワードの再利用の禁止", en="password history"),
    "enforced_for_root": Text(ja="管理者への適用", en="enforcement for root"),
    "max_age_days": Text(ja="パスワードの有効日数", en="maximum password age"),
    "lockout_threshold": Text(ja="ロックまでの失敗回数", en="failures before lockout"),
    "lockout_seconds": Text(ja="ロックの時間", en="length of the lockout"),
    "lockout_interval_seconds": Text(ja="失敗を数える時間", en="interval in which failures count"),
    "lockout_for_root": Text(ja="管理者のロック", en="lockout of root"),
    "empty_password_logs_in": Text(ja="空のパスワードでのログイン", en="log-in with an empty password"),
    "hash_method": Text(ja="パスワードの保存方式", en="password hash method"),
    "kex": Text(ja="鍵交換", en="key exchange"),
    "host_keys": Text(ja="ホスト鍵", en="host keys"),
    "ciphers": Text(ja="暗号", en="ciphers"),
    "macs": Text(ja="改ざん検知（MAC）", en="message authentication"),
    "processor": Text(ja="CPU", en="processor"),
}

_RECORDS = {
    "usage_monitoring": Text(ja="利用状況の監視に関する定め", en="rule on monitoring of use"),
    "usage_log_sample": Text(ja="利用記録の写し", en="sample of the usage log"),
    "access_qualification": Text(ja="利用資格の定め", en="rule on entitlement to use"),
    "revocation_procedure": Text(ja="利用資格の失効手続", en="revocation procedure"),
    "password_statement": Text(ja="パスワード管理の説明書", en="statement on passwords"),
    "password_procedure": Text(ja="パスワードの管理手順", en="password procedure"),
    "use_monitored": Text(ja="使用状況の監視", en="monitoring of use"),
    "use_recorded": Text(ja="使用状況の記録", en="record of use"),
    "no_default_password": Text(ja="初期パスワードを残さないこと", en="no default password"),
    "no_empty_password": Text(ja="空のパスワードを認めないこと", en="no empty password"),
    "monitor_named": Text(ja="監視する者の指定", en="named monitor"),
    "immediate_revocation": Text(ja="資格喪失時の即時停止", en="immediate revocation"),
    "password_compromise": Text(ja="パスワードの漏えい", en="password compromise"),
    "card_loss": Text(ja="カードの紛失", en="lost card"),
    "unauthorised_access": Text(ja="不正アクセス", en="unauthorised access"),
    "malware": Text(ja="不正プログラム", en="malware"),
}

_DUTIES = {
    "audit": Text(ja="夜間監査", en="nightly audit"),
    "verify": Text(ja="封印の確認", en="check of the seals"),
    "sign_of_life": Text(ja="定期連絡", en="sign of life"),
    "backup": Text(ja="バックアップ", en="backup"),
    "prune": Text(ja="保存期間を過ぎた証跡の削除", en="deletion of evidence past its retention"),
    "reassess": Text(ja="再判定", en="reassessment"),
    "seal": Text(ja="封印", en="sealing"),
    "service": Text(ja="定期実行", en="nightly service"),
    "done": Text(ja="完了", en="done"),
    "failed": Text(ja="失敗", en="failed"),
    "missed": Text(ja="未実施", en="missed"),
    "left_out": Text(ja="予定による休止", en="left out as planned"),
    "running": Text(ja="実行中", en="under way"),
}

_CHANNELS = {
    "mail": Text(ja="メール", en="mail"),
    "syslog": Text(ja="syslog", en="syslog"),
    "folder": Text(ja="共有フォルダ", en="the shared folder"),
}

TEXTS = (
    _STATES
    | _CLASSES
    | _KINDS
    | _METHODS
    | _CREDENTIALS
    | _EVIDENCE
    | _OPEN_REASONS
    | _FAIL_REASONS
    | _FACTS
    | _LOG_FAULTS
    | _MECHANISMS
    | _SETTINGS
    | _RECORDS
    | _CHANNELS
    | _DUTIES
)

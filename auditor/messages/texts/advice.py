"""For each reason: why a finding matters (``why_…``), or what brings an open question to an answer (``do_…``)."""

from auditor.messages.text import Text

_WHY = {
    "why_weak_password_policy": Text(
        ja="推測しやすいパスワードを設定でき、他人が職員になりすまして情報を見るおそれがあります。",
        en="Passwords that are easy to guess can be set, so someone could act as a member of staff.",
    ),
    "why_no_lockout": Text(
        ja="パスワードを何度でも試せるため、総当たりで破られるおそれがあります。",
        en="Passwords can be tried without end, so they may be found by brute force.",
    ),
    "why_no_idle_lock": Text(
        ja="席を離れた間に、操作中の画面を他人が使うおそれがあります。",
        en="While its user is away, somebody else could use the open session.",
    ),
    "why_no_boot_protection": Text(
        ja="機器に触れられる人が起動設定を変え、認証を通らずに操作できるおそれがあります。",
        en="Whoever can touch the machine could change how it starts and get past the log-in.",
    ),
    "why_shared_account": Text(
        ja="だれが操作したかを後から確かめられません。",
        en="Afterwards nobody can tell who did what.",
    ),
    "why_unauthenticated_access": Text(
        ja="利用者を確かめないまま、情報を見たり操作したりできる状態です。",
        en="Information can be seen or changed without anybody proving who they are.",
    ),
    "why_insecure_protocol": Text(
        ja="通信の内容や認証情報を、途中で読み取られるおそれがあります。",
        en="What is sent, log-in details included, could be read on the way.",
    ),
    "why_remote_access_weak": Text(
        ja="離れた場所から、管理者の権限で入られるおそれがあります。",
        en="Somebody could get in from afar with an administrator's rights.",
    ),
    "why_undeclared_service": Text(
        ja="届出のない入口があり、だれが何のために使うのかを把握できていません。",
        en="There is a way in that nobody declared; who uses it, and for what, is not known.",
    ),
    "why_not_entitled": Text(
        ja="利用資格の記録がない人が、個人情報を扱うシステムを使える状態です。",
        en="Somebody without an entitlement on record can use a system that holds personal information.",
    ),
    "why_left_enabled": Text(
        ja="資格を失った人のアカウントが使われても、気付きにくい状態です。",
        en="If the account of a person who has left is used, it would hardly be noticed.",
    ),
    "why_late": Text(
        ja="必要な対応や手続が間に合わず、影響が広がったり、確認を欠いたまま取扱いが進んだりするおそれがあります。",
        en="When a step comes late, harm may spread, or work may go on without the check that was due.",
    ),
    "why_missing_record": Text(
        ja="行ったことを、後から第三者に示せません。",
        en="What was done cannot be shown to anybody afterwards.",
    ),
    "why_not_in_force": Text(
        ja="取扱いのよりどころとなる定めがなく、担当者ごとの判断に委ねられます。",
        en="There is no rule to go by, so each member of staff has to decide alone.",
    ),
    "why_file_changed": Text(
        ja="承認した内容と、いま置かれている内容が同じかどうかを示せません。",
        en="It cannot be shown that what lies there now is what was approved.",
    ),
    "why_stale_log": Text(
        ja="最近の利用が記録されておらず、不正な利用があっても気付けません。",
        en="Recent use is not recorded, so misuse would go unnoticed.",
    ),
    "why_log_gap": Text(
        ja="記録のない日に何があったかを、後から確かめられません。",
        en="What happened on the days without a record cannot be found out later.",
    ),
    "why_log_damaged": Text(
        ja="記録の一部を読み出せず、調べが必要になったときに役に立ちません。",
        en="Part of the record cannot be read when it is needed.",
    ),
    "why_log_altered": Text(
        ja="記録が後から書き換えられた可能性があり、証拠として用いにくくなります。",
        en="The record may have been changed afterwards, which weakens it as evidence.",
    ),
    "why_not_monitored": Text(
        ja="異常や不正な利用が起きても、気付くのが遅れます。",
        en="Faults or misuse would be noticed late.",
    ),
    "why_line_down": Text(
        ja="業務に必要な通信ができないか、届出と異なる経路を通っている可能性があります。",
        en="Necessary traffic may be stopped, or may take a way that was not declared.",
    ),
    "why_service_down": Text(
        ja="業務や記録に必要な機能が止まっています。",
        en="Something that the work or its record depends on is not running.",
    ),
    "why_no_log_destination": Text(
        ja="機器が壊れたり侵入されたりしたとき、記録も一緒に失われるおそれがあります。",
        en="If the machine breaks or is broken into, its records may be lost with it.",
    ),
    "why_over_retention": Text(
        ja="必要のなくなった個人の映像や情報が残り、漏えいしたときの影響が広がります。",
        en="Pictures or data of people remain that are no longer needed, and a leak would reach further.",
    ),
    "why_clock_skew": Text(
        ja="記録の時刻が実際と合わず、出来事の前後関係を確かめられません。",
        en="Recorded times do not match the real ones, so the order of events cannot be told.",
    ),
    "why_post_vacant": Text(
        ja="責任を負う人がいない期間に起きたことは、だれも判断できず、対応が遅れます。",
        en="While nobody holds the post, nobody can decide, and what happens is dealt with late.",
    ),
    "why_wrong_rank": Text(
        ja="定められた職の人でないと、必要な指示や決定をする権限がないおそれがあります。",
        en="Somebody of another post may lack the power to instruct or decide as the rule expects.",
    ),
    "why_wrong_order": Text(
        ja="先に行うべき確認や手続が後になり、確認のないまま取扱いが始まっていたことになります。",
        en="What had to come first came later, so that work began without that check.",
    ),
    "why_over_limit": Text(
        ja="必要な数を超えると、だれが何をしたかを追いにくくなり、漏れる機会も増えます。",
        en="Beyond the number needed, it is harder to follow who did what, and there are more ways to leak.",
    ),
    "why_requirement_not_met": Text(
        ja="規定が求める状態と、実際の状態が異なっています。",
        en="The real state differs from what the clause asks.",
    ),
}

_DO = {
    "do_unreachable": Text(
        ja="機器の電源、回線、台帳のアドレスを確かめ、監査をもう一度行ってください。",
        en="Check power, line and the address in the inventory, then run the audit again.",
    ),
    "do_auth_failed": Text(
        ja="監査用アカウントの状態を管理者に確かめ、認証情報を登録し直してください（auditor vault set）。",
        en="Ask the administrator about the audit account, then set the credential anew (auditor vault set).",
    ),
    "do_host_key_mismatch": Text(
        ja="機器の入替えや再設定があったかを管理者に確かめてください。覚えがないときは、なりすましを疑ってください。"
        "正しい鍵と分かったら登録し直します（auditor trust）。",
        en="Ask the administrator whether the machine was replaced or set up anew; if not, suspect an impostor. "
        "Trust the new key only when it is known to be right (auditor trust).",
    ),
    "do_host_key_unknown": Text(
        ja="機器の前で指紋を照合し、ホスト鍵を登録してください（auditor trust）。",
        en="Compare the fingerprint at the machine itself, then trust its host key (auditor trust).",
    ),
    "do_protocol_mismatch": Text(
        ja="機器が使える通信方式を確かめてください。古い方式だけの機器は、更新の検討が要ります。",
        en="Find out which protocols the device speaks; one that knows only old ones is due for an update.",
    ),
    "do_throttled": Text(
        ja="同時接続数の上限を台帳の設定で下げるか、時間帯をずらして行ってください。",
        en="Lower the number of simultaneous connections in the settings, or choose another time.",
    ),
    "do_permission_denied": Text(
        ja="auditor plan が示す読み取り権限を、管理者に依頼してください。",
        en="Ask the administrator for the read-only rights that auditor plan lists.",
    ),
    "do_timeout": Text(
        ja="機器の負荷と回線を確かめてください。SNMP では、暗号の鍵の誤りも同じ現れ方をします。",
        en="Check the device's load and line. With SNMP a wrong privacy key looks the same.",
    ),
    "do_deadline": Text(
        ja="機器の応答を確かめ、必要なら台帳の制限時間（deadline）を延ばしてください。",
        en="Check how the device responds, and lengthen its deadline in the inventory if needed.",
    ),
    "do_connection_lost": Text(
        ja="機器の再起動や回線の切断がなかったかを確かめ、監査をもう一度行ってください。",
        en="Find out whether the device restarted or the line broke, then run the audit again.",
    ),
    "do_no_shell": Text(
        ja="監査用アカウントでコマンドを実行できるよう、管理者に依頼してください。",
        en="Ask the administrator to let the audit account run commands.",
    ),
    "do_truncated": Text(
        ja="内容が上限を超えるか途中で切れています。機器側の出力を確かめてください。",
        en="The content is larger than the bound or was cut; look at it on the device.",
    ),
    "do_parse_error": Text(
        ja="機器の設定を目で確かめてください。正しい内容であれば、形式への対応を開発元に依頼してください。",
        en="Look at the setting on the device. If it is right, ask the makers of this program to support the form.",
    ),
    "do_wrong_encoding": Text(
        ja="台帳に正しい文字コードを記載するか、元のファイルを直してください。",
        en="State the right encoding in the inventory, or mend the file.",
    ),
    "do_credential_missing": Text(
        ja="台帳が名指す認証情報を登録してください（auditor vault set）。",
        en="Set the credential that the inventory names (auditor vault set).",
    ),
    "do_quarantined": Text(
        ja="認証が一度断られたため、アカウントのロックを避けて使用を止めています。正しい認証情報を登録し直すと再開します。",
        en="It was refused once and is held back so that no account gets locked. Set it anew to resume.",
    ),
    "do_crashed": Text(
        ja="この行の番号と内容を添えて、開発元に知らせてください。ほかの行には影響していません。",
        en="Report this row to the makers of the program. Other rows are not affected.",
    ),
    "do_interrupted": Text(
        ja="監査をもう一度行ってください。読み取りを終えた対象の結果は残っています。",
        en="Run the audit again. What was read before is kept.",
    ),
    "do_empty": Text(
        ja="本来あるはずの記録や設定がないのか、置き場所の記載が違うのかを確かめてください。",
        en="Find out whether something that should be there is missing, or whether the inventory names another place.",
    ),
    "do_partial_coverage": Text(
        ja="読み取れなかった部分の理由を確かめ、権限や置き場所を整えてください。",
        en="See why a part could not be read, and set its rights or place in order.",
    ),
    "do_stale_evidence": Text(
        ja="証拠を取り直してください。",
        en="Collect the evidence anew.",
    ),
    "do_conflicting_evidence": Text(
        ja="二つの情報源のどちらが実際かを担当者に確かめ、誤っているほうを直してください。",
        en="Ask which of the two sources is right, and mend the other.",
    ),
    "do_planned_evidence": Text(
        ja="稼働後に、実際の機器から読み取ってください。",
        en="Read the real system once it is running.",
    ),
    "do_no_evidence": Text(
        ja="判定のよりどころとなる証拠を用意してください。",
        en="Provide the evidence that the judgement rests on.",
    ),
    "do_no_criterion": Text(
        ja="市の規程から数値を定め、根拠とともに policies/local に記載してください。",
        en="Take the value from the city's own rules and enter it, with its source, in policies/local.",
    ),
    "do_no_register": Text(
        ja="台帳（inventory/registers）を作成し、記録を入れてください。",
        en="Create the register under inventory/registers and enter the records.",
    ),
    "do_missing_field": Text(
        ja="台帳の空いている欄を埋めてください。",
        en="Fill in the blank field of the register.",
    ),
    "do_insufficient_history": Text(
        ja="次の回から判定できます。監査を続けて行ってください。",
        en="It can be judged from the next run on; keep the audits going.",
    ),
    "do_expired": Text(
        ja="記録を見直し、有効期限を新しくしてください。",
        en="Review the record and renew it.",
    ),
    "do_record_removed": Text(
        ja="以前の監査で読み取った記録が台帳から消えています。"
        "記録を戻すか、削除の理由と承認者を台帳「記録の削除」に記入してください。",
        en="Records that earlier audits read are gone from the register. Restore them, or enter reason and approver in "
        "the register of removals.",
    ),
    "do_manual_required": Text(
        ja="担当者が現物を確かめ、auditor attest で記録してください。"
        "別の人が auditor confirm で確かめると判定できます。",
        en="Have somebody look and record it with auditor attest; once a second person has confirmed it with auditor "
        "confirm, it is judged.",
    ),
    "do_declared_only": Text(
        ja="申告した人とは別の人が根拠の文書を確かめ、記録してください（台帳の確認者の欄、又は auditor confirm）。",
        en="A second person must look at the cited file and record that (the register's column, or auditor confirm).",
    ),
    "do_no_collector": Text(
        ja="この版では読み取れません。当面は人が確かめ、auditor attest で記録してください。",
        en="This version cannot read it. For now have a person look, and record it with auditor attest.",
    ),
    "do_outside_window": Text(
        ja="対象の時間帯に監査を行ってください。",
        en="Run the audit within the target's time window.",
    ),
    "do_offline_target": Text(
        ja="区画の中で収集した結果を取り込んでください。",
        en="Collect inside the zone and bring the result in.",
    ),
}

TEXTS = _WHY | _DO

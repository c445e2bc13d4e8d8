"""What is said of SNMP: sessions that failed, groups that an agent does not show, use of lines."""

from auditor.messages.text import Text

TEXTS = {
    # Settings
    "option_missing": Text(
        ja="台帳の SNMP の設定に「{option}」がありません。"
        "バージョン3では認証方式（auth）と暗号方式（priv）を必ず書いてください。",
        en="The inventory gives no “{option}” for SNMP. Version 3 needs the names of the protocols, auth and priv.",
    ),
    "option_unknown": Text(
        ja="台帳の SNMP の設定「{option}」の値「{value}」は使えません。",
        en="The inventory's SNMP setting “{option}” has the unknown value “{value}”.",
    ),
    "credential_kind": Text(
        ja="認証情報「{credential}」は、この対象の SNMP の設定に合う種類のものではないか、鍵が欠けています。",
        en="The credential “{credential}” is not of the kind that this target's SNMP settings need, or lacks a key.",
    ),
    "not_allowed": Text(
        ja="コマンド「{command}」は読取りの一覧にないため、送っていません。",
        en="The command “{command}” is not on the list of reading commands and was not sent.",
    ),
    # Reaching
    "unreachable": Text(
        ja="対象へ届きませんでした（ポートが閉じているか、経路がありません）。",
        en="The target cannot be reached: the port is closed or there is no route.",
    ),
    "unknown_host": Text(
        ja="ホスト名「{host}」のアドレスが分かりません。",
        en="The address of the host “{host}” is not known.",
    ),
    "no_answer": Text(
        ja="応答がありませんでした。機器の停止、途中での遮断、SNMP が動いていないことのいずれかが考えられます。"
        "プライバシー鍵の誤りも、機器の停止と同じく無応答として現れることがあります。",
        en="No answer came. The device may be down, the way blocked, or SNMP not running. "
        "A wrong privacy key, too, can look just like a device that is down.",
    ),
    "no_answer_community": Text(
        ja="応答がありませんでした。コミュニティ名の誤りは、機器の停止と同じく無応答として現れます。",
        en="No answer came. A wrong community looks just like a device that is down.",
    ),
    "silent_to_encrypted": Text(
        ja="機器は稼働していますが、暗号化した問合せに応答しませんでした。"
        "プライバシー鍵か暗号方式、またはコンテキスト名の誤りのときに、このような無応答になります。",
        en="The device is up but kept silent to the encrypted request. "
        "A wrong privacy key, privacy protocol or context name looks like this.",
    ),
    "silent_to_user": Text(
        ja="機器は稼働していますが、この利用者の問合せに応答しませんでした。"
        "コンテキスト名の誤りのときに、このような無応答になることがあります。",
        en="The device is up but kept silent to this user's request. A wrong context name can look like this.",
    ),
    "fell_silent": Text(
        ja="途中から応答がなくなりました。",
        en="Answers stopped coming part of the way through.",
    ),
    "connection_lost": Text(
        ja="途中で対象へ届かなくなりました。",
        en="The target could no longer be reached part of the way through.",
    ),
    "deadline": Text(
        ja="決められた時間内に読み終わりませんでした。",
        en="Reading did not end within the time allowed.",
    ),
    "interrupted": Text(ja="読取りの途中で中断されました。", en="Reading was interrupted."),
    "crashed": Text(
        ja="SNMP の読取り中にプログラムの誤りが起きました（{error}）。",
        en="A fault in the program stopped the SNMP session ({error}).",
    ),
    # Being let in
    "quarantined": Text(
        ja="認証情報「{credential}」は対象「{target}」で拒否されたため、使っていません。",
        en="The credential “{credential}” was refused by target “{target}” and is not being used.",
    ),
    "waited_for_credential": Text(
        ja="認証情報「{credential}」をほかの対象で先に確かめている間に、時間が尽きました。",
        en="Time ran out while the credential “{credential}” was being tried on another target first.",
    ),
    "unknown_user": Text(
        ja="対象はこの利用者名を知りません（SNMPv3）。",
        en="The target does not know this SNMPv3 user.",
    ),
    "wrong_digest": Text(
        ja="認証鍵または認証方式が対象の設定と合いません（SNMPv3）。",
        en="The SNMPv3 authentication key or protocol does not match the target's.",
    ),
    "wrong_privacy_key": Text(
        ja="プライバシー鍵または暗号方式が対象の設定と合いません（SNMPv3）。",
        en="The SNMPv3 privacy key or protocol does not match the target's.",
    ),
    "level_refused": Text(
        ja="対象は、台帳に書かれたセキュリティレベルでの通信を受け付けません。",
        en="The target does not accept the security level that the inventory gives.",
    ),
    "nothing_permitted": Text(
        ja="対象は、この利用者とセキュリティレベルでは何も読ませません。",
        en="The target lets this user read nothing at this security level.",
    ),
    "unknown_context": Text(
        ja="対象は、台帳に書かれたコンテキスト名を知りません。",
        en="The target does not know the context name that the inventory gives.",
    ),
    # Answers that are none
    "no_engine_id": Text(
        ja="対象は応答しましたが、SNMPv3 のエンジン ID を正しく名乗りませんでした。",
        en="The target answered but gave no valid SNMPv3 engine id.",
    ),
    "identity_changed": Text(
        ja="対象のエンジン ID が、やり取りの途中で変わりました。",
        en="The target's engine id changed in the middle of the session.",
    ),
    "no_agreement": Text(
        ja="対象との間で時刻やエンジン ID の取決めが整いませんでした。",
        en="No agreement on time and engine id could be reached with the target.",
    ),
    "unknown_report": Text(
        ja="対象から、問合せを処理できないという報告が返りました。",
        en="The target reported that it cannot deal with the request.",
    ),
    "unusable_answers": Text(
        ja="何かが返ってきましたが、SNMP の応答として読めませんでした"
        "（壊れている、途中で切れている、または偽のもの）。",
        en="Something came back that could not be read as an SNMP answer: garbled, cut short, or forged.",
    ),
    "flood": Text(
        ja="問い合わせた数をはるかに超える応答が送られてきたため、打ち切りました。",
        en="Far more came back than was asked for; the session was ended.",
    ),
    "not_increasing": Text(
        ja="表 {oid} の順序が正しくなく、たどると終わらないため、途中で打ち切りました。",
        en="Table {oid} is out of order, so that reading it would never end; it was broken off.",
    ),
    "other_objects": Text(
        ja="{oid} を問い合わせましたが、別のものが返りました。",
        en="{oid} was asked for and something else came back.",
    ),
    "too_many_rows": Text(
        ja="表 {oid} が{rows:number}行を超えるため、途中で打ち切りました。",
        en="Table {oid} has more than {rows:number} rows; reading was broken off.",
    ),
    # Groups
    "group_no_evidence": Text(
        ja="「{fact:term}」にあたるものを機器が示しません。備えていないか、この利用者に見せていないか、"
        "起動した直後のいずれかで、区別はつきません。",
        en="The device shows nothing for “{fact:term}”. Whether it has none, hides it from this user, "
        "or has only just started cannot be told apart.",
    ),
    "group_permission_denied": Text(
        ja="「{fact:term}」の読取りを機器が拒みました。",
        en="The device refused to let “{fact:term}” be read.",
    ),
    "group_timeout": Text(
        ja="「{fact:term}」の問合せに、時間内に応答がありませんでした。",
        en="The request for “{fact:term}” was not answered in time.",
    ),
    "group_truncated": Text(
        ja="「{fact:term}」が多すぎるため、途中までしか読んでいません。",
        en="There is too much of “{fact:term}”; only a part was read.",
    ),
    "group_parse_error": Text(
        ja="「{fact:term}」として返ってきた内容が、SNMP の決まりに合いません。",
        en="What came back as “{fact:term}” does not keep to the rules of SNMP.",
    ),
    "damaged_evidence": Text(
        ja="保存した証跡「{command}」に読めない行があります。",
        en="The stored evidence “{command}” has lines that cannot be read.",
    ),
    "system_incomplete": Text(
        ja="機器の説明、名前、種類、稼働時間のうち、示されないものがあります。",
        en="The device does not give all of description, name, kind and uptime.",
    ),
    "date_unreadable": Text(
        ja="機器が返した日時が、日時として成り立ちません。",
        en="The date and time that the device gave make no sense.",
    ),
    "date_without_zone": Text(
        ja="機器が返した日時に時差の情報がなく、別の時間帯の正しい時刻とも読めるため、ずれを判断できません。",
        en="The device's date carries no time zone and may be right in another one, so its error cannot be told.",
    ),
    "interface_names": Text(
        ja="名前の文字コードが UTF-8 でないインターフェースがあります: {names:list}",
        en="Names of these interfaces are not in UTF-8: {names:list}",
    ),
    "interface_states": Text(
        ja="稼働状態が分からないインターフェースがあります: {names:list}",
        en="The state of these interfaces is not known: {names:list}",
    ),
    "interfaces_hidden": Text(
        ja="機器はインターフェースが{counted:number}個あるとしますが、見えるのは{shown:number}個です。",
        en="The device counts {counted:number} interfaces but shows {shown:number}.",
    ),
    "values_out_of_range": Text(
        ja="「{fact:term}」に、ありえない値があります。",
        en="“{fact:term}” holds values that cannot be.",
    ),
    "storage_odd": Text(
        ja="容量や使用量が成り立たない記憶域があります: {names:list}",
        en="Size and use of these stores make no sense: {names:list}",
    ),
    "no_memory_shown": Text(
        ja="機器がメモリーの使用量を示しません。",
        en="The device does not show its memory.",
    ),
    "no_disk_shown": Text(
        ja="機器がディスクの使用量を示しません。",
        en="The device does not show its disks.",
    ),
    # Use of lines
    "line_use_first_night": Text(
        ja="回線の使用率は、前の夜の記録と比べて求めます。今夜が初めてのため、次の夜から分かります。",
        en="The use of a line is found by comparing two nights. This is the first; it will be known from the next.",
    ),
    "line_use_insufficient_history": Text(
        ja="機器の再起動や計数の一巡などにより、前の夜との差から使用率を求められない回線があります: {names:list}",
        en="For these lines the counters of the two nights cannot be compared (restart, wrap, change): {names:list}",
    ),
    "line_use_missing_field": Text(
        ja="回線の速度か通信量を機器が示さないため、使用率を求められない回線があります: {names:list}",
        en="The device does not give speed or octets of these lines, so their use cannot be found: {names:list}",
    ),
}

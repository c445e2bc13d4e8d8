"""What the nightly service says: what was done, missed and left out, who holds a lock, what is due."""

from auditor.messages.text import Text

_LOCKS = {
    "locked": Text(
        ja="{what:term}が実行中のため、始められません（{host} のプロセス {pid}、{since:datetime} から）。"
        "終わってから、もう一度実行してください。",
        en="This cannot begin: another process is at work ({what:term}; process {pid} on {host}, since "
        "{since:datetime}). Run it again when that has finished.",
    ),
    "locked_by_unknown": Text(
        ja="別の処理が {path} を使用中のため、始められません。終わってから、もう一度実行してください。",
        en="This cannot begin: another process holds {path}. Run it again when that has finished.",
    ),
    "no_lock": Text(
        ja="二重に実行しないためのファイル {path} を用意できません（{detail}）。"
        "フォルダの有無、所有者、アクセス権を確かめてください。",
        en="The file {path}, which keeps two audits from running at once, cannot be used ({detail}). "
        "Check that its folder is there, its owner and its permissions.",
    ),
}

_OUTCOMES = {
    "missed": Text(
        ja="{due:datetime} に予定していた{duty:term}は行われませんでした（定期実行が止まっていました）。",
        en="The {duty:term} due {due:datetime} was missed: the service was not running.",
    ),
    "missed_several": Text(
        ja="{duty:term}が {count} 回行われませんでした（定期実行が止まっていました）: {moments:list}",
        en="Missed {count} times because the service was not running: {duty:term} ({moments:list}).",
    ),
    "missed_gap": Text(
        ja="{first:datetime} から {due:datetime} までの{duty:term} {count} 回分の記録がありません。"
        "その間ずっと止まっていたのでなければ、この計算機の時計が飛んでいます。時計を確かめてください。",
        en="There is no record of {count} times between {first:datetime} and {due:datetime}: {duty:term}. Unless the "
        "machine was off all that time, its clock jumped. Check the clock.",
    ),
    "missed_interrupted": Text(
        ja="{due:datetime} の{duty:term}は途中で中断され、期限までにやり直せませんでした。",
        en="The {duty:term} due {due:datetime} was broken off and could not be made up for in time.",
    ),
    "missed_held": Text(
        ja="{due:datetime} の{duty:term}は、ほかの監査が終わるのを待つうちに期限を過ぎ、行われませんでした。",
        en="The {duty:term} due {due:datetime} was missed: it waited for another audit until its time was over.",
    ),
    "missed_wrong_clock": Text(
        ja="{due:datetime} の{duty:term}は、時計が進みすぎていた間に始められ、終わりませんでした。",
        en="The {duty:term} dated {due:datetime} was begun while the clock was ahead, and did not finish.",
    ),
    "given_up": Text(
        ja="{due:datetime} の{duty:term}は {tries} 回始めましたが、そのたびに途中で止まったため、取りやめました。"
        "定期実行の記録（state/log/service.log）を確かめてください。",
        en="The {duty:term} due {due:datetime} was begun {tries} times, was broken off each time and is given up. "
        "See the service's log (state/log/service.log).",
    ),
    "failed": Text(
        ja="{due:datetime} の{duty:term}は失敗しました。理由:",
        en="The {duty:term} due {due:datetime} failed. Why:",
    ),
    "failed_files": Text(
        ja="台帳・規程・登録簿に {count} 件の誤りがあります（{places:list}）。"
        "auditor inventory check で内容を確かめて直してください。",
        en="Inventory, registers or policies have {count} mistakes ({places:list}). See them with "
        "“auditor inventory check” and mend them.",
    ),
    "left_out": Text(
        ja="{due:datetime} の{duty:term}は、予定どおり休止しました"
        "（{first:date} から {last:date} まで休止。理由: {reason}）。",
        en="The {duty:term} due {due:datetime} was left out as planned (no audits from {first:date} to {last:date}: "
        "{reason}).",
    ),
    "left_out_several": Text(
        ja="{due:datetime} からの{duty:term} {count} 回は、予定どおり休止しました"
        "（{first:date} から {last:date} まで休止。理由: {reason}）。",
        en="Left out as planned, {count} times from {due:datetime}: {duty:term} (no audits from {first:date} to "
        "{last:date}: {reason}).",
    ),
    "left_out_changed": Text(
        ja="{due:datetime} の{duty:term}は、定期実行が止まっている間に予定が変えられたため、行われていません。",
        en="The {duty:term} due {due:datetime} was not done: the schedule was changed while the service was not "
        "running.",
    ),
    "left_out_changed_several": Text(
        ja="{due:datetime} からの{duty:term} {count} 回は、定期実行が止まっている間に予定が変えられたため、"
        "行われていません。",
        en="Not done, {count} times from {due:datetime}, because the schedule was changed while the service was not "
        "running: {duty:term}.",
    ),
    "not_done_yet": Text(
        ja="{due:datetime} に予定していた{duty:term}は、まだ行われていません（定期実行が動いていません）。",
        en="The {duty:term} due {due:datetime} has not been done yet: the service is not running.",
    ),
    "run_broken_off": Text(
        ja="監査 {run}（{started:datetime} 開始）は途中で中断されました。",
        en="Run {run}, begun {started:datetime}, was broken off.",
    ),
    "clock_set_back": Text(
        ja="この計算機の時計が {was:datetime} から {now:datetime} へ戻りました。時計を確かめてください。"
        "日付が今より先の記録が残っていますが、次の監査は予定どおり行います。",
        en="This machine's clock went back from {was:datetime} to {now:datetime}. Check the clock. There are records "
        "dated later than now; the next audit runs as planned all the same.",
    ),
    "clock_jumped": Text(
        ja="この計算機の時計が {was:datetime} から {now:datetime} へ飛びました（休止状態にあった場合も含みます）。"
        "時計を確かめてください。",
        en="This machine's clock jumped from {was:datetime} to {now:datetime}, or the machine was asleep meanwhile. "
        "Check the clock.",
    ),
}

_SERVICE = {
    "started": Text(
        ja="定期実行を始めました。止めるには Ctrl+C を押すか、SIGTERM を送ってください。",
        en="The nightly service has started. Stop it with Ctrl+C or SIGTERM.",
    ),
    "first_start": Text(
        ja="この作業フォルダで定期実行を始めるのは初めてです。これより前の夜は、未実施として数えません。",
        en="This is the service's first start on this workspace; no night before it counts as missed.",
    ),
    "stopped": Text(ja="定期実行を終えました。", en="The nightly service has ended."),
    "next": Text(ja="次の{duty:term}: {due:datetime}", en="Next {duty:term}: {due:datetime}"),
    "nothing_due": Text(ja="今行うべきものはありません。", en="Nothing is due now."),
    "no_duties": Text(
        ja="定期的に行う作業が一つも定められていません（台帳の schedule: duties が空です）。"
        "何も行われず、行われないことも知らされません。",
        en="No duties are set (schedule: duties in the inventory is empty). Nothing will be done, and nobody will be "
        "told that nothing is.",
    ),
    "begins": Text(ja="{due:datetime} の{duty:term}を始めます。", en="Beginning the {duty:term} due {due:datetime}."),
    "done": Text(ja="{due:datetime} の{duty:term}を終えました。", en="Done: the {duty:term} due {due:datetime}."),
    "interrupted": Text(
        ja="{due:datetime} の{duty:term}を中断しました。次に始めたとき、期限内であれば続きを行います。",
        en="The {duty:term} due {due:datetime} was broken off. The next start goes on with it while its time lasts.",
    ),
    "waits": Text(
        ja="{duty:term}は、それが終わりしだい始めます。",
        en="This begins as soon as that has finished: {duty:term}.",
    ),
    "files_wrong": Text(
        ja="台帳に誤りがあります。直るまでは、これまでの予定のとおりに続けます（夜間監査は失敗となります）。",
        en="The inventory has mistakes. Until they are mended the schedule stays as it was, and nightly audits fail.",
    ),
    "problem": Text(ja="{place}: {what}", en="{place}: {what}"),
    "no_account": Text(
        ja="記録を開けないため、何を行うべきか分かりません。一分ごとに開き直します。",
        en="The store cannot be opened, so it is not known what is to be done. It is tried again every minute.",
    ),
    "crashed": Text(
        ja="プログラムの誤りが起きました（{where}: {error}）。定期実行は続けます。この行を開発者にお知らせください。",
        en="A fault in the program ({where}: {error}). The service goes on. Please report this line.",
    ),
    "log_trouble": Text(
        ja="記録ファイル {path} に書き込めません。空き容量とアクセス権を確かめてください。定期実行は続けます。",
        en="The log {path} cannot be written. Check free space and permissions. The service goes on.",
    ),
    "night_done": Text(
        ja="監査 {run}: 判定の対象 {applicable} 件のうち {judged} 件を判定、不適合 {failed} 件、未判定 {open} 件。",
        en="Run {run}: {judged} of {applicable} applicable rows judged, {failed} not satisfied, {open} open.",
    ),
    "resumed": Text(
        ja="中断していた監査 {run} の続きを行いました。", en="Went on with run {run}, which had been broken off."
    ),
    "done_already": Text(
        ja="監査 {run} がこの時刻以降に終わっているため、これを今回の夜間監査とします（対象には接続しません）。",
        en="Run {run} was at work at that time or since and counts as this night's audit; no target is contacted.",
    ),
    "no_retention": Text(
        ja="証跡の保存期間（care: evidence_retention）が定められていないため、何も消しません。",
        en="Nothing is deleted: the inventory sets no retention (care: evidence_retention).",
    ),
    "pruned": Text(
        ja="{before:date} より前の証跡 {count} 件（{size:bytes}）を消しました。要約値と削除の記録は残ります。",
        en="Deleted {count} pieces of evidence from before {before:date} ({size:bytes}); digests and tombstones stay.",
    ),
    "verified": Text(ja="封印を確かめました（監査 {runs} 回分）。", en="The seals of {runs} runs hold."),
    "seal_broken": Text(
        ja="封印と合わない箇所が {count} 件あります。auditor verify で、何がどう変えられたかを確かめてください。",
        en="{count} things are not as they were sealed. See with “auditor verify” what was done to them.",
    ),
    "backed_up": Text(ja="バックアップ {path}（{size:bytes}）", en="Backup {path} ({size:bytes})"),
}

_UNITS = {
    "test_notify_option": Text(
        ja="すべての送り先に試しの知らせを送って終わります（届かない送り先があれば終了コード2）。",
        en="Send a test message by every route, then exit (2 when one did not take it).",
    ),
    "test_sent": Text(
        ja="{channel:term}: 送り先 {wanted} のうち {count} に届けました。",
        en="{channel:term}: delivered by {count} of {wanted} routes.",
    ),
    "once_option": Text(
        ja="今行うべきもの（やり直しを含む）だけを行って終わります。systemd のタイマーや cron で使います。",
        en="Do what is due or to be made up for now, and end; for systemd timers and cron.",
    ),
    "print_systemd_option": Text(
        ja="この作業フォルダのための systemd のユニットを表示します（何も変更しません）。",
        en="Print systemd units for this workspace; changes nothing.",
    ),
    "unit_description": Text(ja="auditor 夜間監査 ({workspace})", en="auditor nightly service ({workspace})"),
    "unit_service": Text(
        ja="方法1（通常はこちら）: 動き続けるサービス\n"
        "このファイルの置き場所: {path}\n"
        "準備（root で）: アカウント {account} を用意し、次のフォルダをその所有にします。\n"
        "{commands}\n"
        "鍵ファイルがないと、夜に保管庫を開けません（パスフレーズは入力できません）。\n"
        "有効にする: systemctl daemon-reload && systemctl enable --now {unit}",
        en="First way (usually this one): a service that keeps running\n"
        "Put this file in: {path}\n"
        "Before (as root): have the account {account} and give it these folders.\n"
        "{commands}\n"
        "Without a key file the vault cannot be opened at night (no one types a passphrase).\n"
        "Enable it: systemctl daemon-reload && systemctl enable --now {unit}",
    ),
    "unit_once": Text(
        ja="方法2: タイマーで、そのつど起動する（方法1とどちらか一方）\n"
        "このファイルの置き場所: {path}\n準備は方法1と同じです。",
        en="Second way: started by a timer each time (use one way only)\n"
        "Put this file in: {path}\nPreparation as in the first way.",
    ),
    "unit_timer": Text(
        ja="方法2のタイマー\nこのファイルの置き場所: {path}\n"
        "台帳の予定（schedule）を変えたら、もう一度 --print-systemd で作り直してください。\n"
        "有効にする: systemctl daemon-reload && systemctl enable --now {unit}",
        en="The timer of the second way\nPut this file in: {path}\n"
        "After changing the schedule in the inventory, print it again.\n"
        "Enable it: systemctl daemon-reload && systemctl enable --now {unit}",
    ),
    "not_for_units": Text(
        ja="{path} には systemd のユニットに書けない文字（改行など）が含まれています。別の場所に移してください。",
        en="{path} contains a character that no systemd unit can hold (such as a line feed). Move it elsewhere.",
    ),
}

_STATUS = {
    "nights_heading": Text(ja="最近の夜", en="Last nights"),
    "no_nights": Text(ja="終わった夜はまだありません。", en="No night has finished yet."),
    "night": Text(
        ja="{day} {clock} 開始、{took:duration}。判定 {judged}/{applicable} 件、不適合 {failed} 件{new}（{run}）",
        en="{day} from {clock}, {took:duration}: {judged} of {applicable} rows judged, {failed} not satisfied{new} "
        "({run})",
    ),
    "night_new": Text(ja="（うち新規・再発 {count} 件）", en=" ({count} new or back)"),
    "wrong_heading": Text(
        ja="最後に終わった夜より後に、行われなかったもの・失敗したもの",
        en="Missed or failed since the last finished night",
    ),
    "nothing_wrong": Text(ja="記録にありません。", en="None on record."),
    "planned_heading": Text(ja="予定どおり休止したもの", en="Left out as planned"),
    "earlier_heading": Text(ja="それ以前の二週間にあったもの", en="In the fortnight before that"),
    "next_heading": Text(ja="次の予定", en="Due next"),
    "none_due": Text(ja="予定されているものはありません。", en="Nothing is due."),
    "next_line": Text(ja="{day} {clock} {duty:term}", en="{day} {clock} {duty:term}"),
    "next_left_out": Text(ja="（休止の予定: {reason}）", en=" (will be left out: {reason})"),
    "service_heading": Text(ja="定期実行", en="Nightly service"),
    "service_runs": Text(
        ja="動いています（{host} のプロセス {pid}、{since:datetime} から）。",
        en="Running (process {pid} on {host}, since {since:datetime}).",
    ),
    "service_runs_unknown": Text(ja="動いています。", en="Running."),
    "service_stopped": Text(
        ja="今は動いていません（タイマーで動かしている場合は、これで普通です）。",
        en="Not running now (which is as it should be where a timer starts it).",
    ),
    "service_never": Text(
        ja="まだ一度も始められていません。auditor schedule で始めます。",
        en="Never started yet. Start it with “auditor schedule”.",
    ),
    "audit_runs": Text(
        ja="{what:term}が実行中です（{since:datetime} から）。", en="At work: {what:term}, since {since:datetime}."
    ),
    "waiting_heading": Text(ja="まだ届いていない知らせ", en="Messages not delivered yet"),
    "waiting": Text(ja="{count} 件（最も古いものは {since:datetime}）", en="{count}, the oldest of {since:datetime}"),
    "nothing_waits": Text(ja="ありません。", en="None."),
    "backup_heading": Text(ja="最後のバックアップ", en="Last backup"),
    "backup": Text(ja="{made:datetime}、{path}（{size:bytes}）", en="{made:datetime}, {path} ({size:bytes})"),
    "no_backup": Text(ja="記録がありません。", en="None on record."),
    "seal_heading": Text(ja="封印の先頭", en="Head of the seals' chain"),
    "seal": Text(ja="{number} {digest}（鍵 {key}）", en="{number} {digest} (key {key})"),
    "no_seal": Text(ja="まだありません。", en="None yet."),
    "files_heading": Text(
        ja="台帳の誤り（夜間監査は失敗します）", en="Mistakes in the inventory (nightly audits fail)"
    ),
    "unreadable_heading": Text(ja="読み取れないもの", en="What cannot be read"),
    "weekday_0": Text(ja="（月）", en=" (Mon)"),
    "weekday_1": Text(ja="（火）", en=" (Tue)"),
    "weekday_2": Text(ja="（水）", en=" (Wed)"),
    "weekday_3": Text(ja="（木）", en=" (Thu)"),
    "weekday_4": Text(ja="（金）", en=" (Fri)"),
    "weekday_5": Text(ja="（土）", en=" (Sat)"),
    "weekday_6": Text(ja="（日）", en=" (Sun)"),
}

TEXTS = _LOCKS | _OUTCOMES | _SERVICE | _UNITS | _STATUS

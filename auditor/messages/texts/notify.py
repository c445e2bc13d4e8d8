"""What people are told after a night, every week and when something fails; and what is said of the telling itself."""

from auditor.messages.text import Text

_SUBJECTS = {
    "night_subject": Text(
        ja="{organisation}の監査（{as_of:date}）: {counts}", en="{organisation}: audit of {as_of:date}: {counts}"
    ),
    "night_subject_missed": Text(ja="実施されなかった回あり", en="an audit was missed"),
    "failure_subject": Text(
        ja="{organisation}: {due:datetime}の{duty:term}ができませんでした",
        en="{organisation}: {duty:term} due {due:datetime} failed",
    ),
    "seal_subject": Text(
        ja="{organisation}: 封印の確認で記録の食い違いが {count:number} 件見つかりました",
        en="{organisation}: differences found in what was sealed: {count:number}",
    ),
    "week_subject": Text(
        ja="{organisation}: 監査の定期連絡（{day:date}）: {figures}",
        en="{organisation}: audit, regular report of {day:date}: {figures}",
    ),
    "week_figures": Text(
        ja="監査 {nights:number} 回、判定 {percent} %、不適合 {failed:number} 件、未判定 {open:number} 件",
        en="{nights:number} audits, {percent} % judged, {failed:number} not satisfied, {open:number} open",
    ),
    "week_no_nights": Text(ja="完了した監査がありません", en="no audit was completed"),
    "backlog_subject": Text(
        ja="{organisation}: {since:date}から送れなかった知らせ {count:number} 件のまとめ",
        en="{organisation}: {count:number} messages that could not be sent since {since:date}",
    ),
    "trouble_subject": Text(
        ja="{organisation}: 監査の知らせの送信に支障があります", en="{organisation}: audit messages are held up"
    ),
    "test_subject": Text(ja="{organisation}: 監査の知らせの送信試験", en="{organisation}: test of audit messages"),
    "sample": Text(ja="［見本］{subject}", en="[Sample] {subject}"),
}

_SHORT_KINDS = {
    "short_new": Text(ja="新規 {count:number} 件", en="{count:number} new"),
    "short_back": Text(ja="再発 {count:number} 件", en="{count:number} back"),
    "short_overdue": Text(ja="期限超過 {count:number} 件", en="{count:number} overdue"),
    "short_unjudged": Text(ja="判定できず {count:number} 件", en="{count:number} not judged any more"),
    "short_gone": Text(ja="対象から外れ {count:number} 件", en="{count:number} not audited any more"),
    "short_solved": Text(ja="解消 {count:number} 件", en="{count:number} solved"),
    "short_none": Text(ja="変化 0 件", en="0 changes"),
}

_KINDS = {
    "kind_new": Text(ja="新たな指摘", en="New findings"),
    "kind_back": Text(ja="再発した指摘", en="Findings that are back"),
    "kind_overdue": Text(ja="対応の期限を過ぎた指摘", en="Overdue findings"),
    "kind_unjudged": Text(ja="判定できなくなった事項", en="Not judged any more"),
    "kind_gone": Text(ja="監査の対象から外れた事項", en="Not audited any more"),
    "kind_solved": Text(ja="解消した指摘", en="Solved findings"),
    "do_new": Text(
        ja="報告書の「対応」を見て直してください。期限のあるものは、その日までにお願いします。",
        en="See “What to do” in the report and mend them; those with a due date by that day.",
    ),
    "do_back": Text(
        ja="いったん解消した指摘が、また見つかりました。直すとともに、再発の理由を確かめてください。",
        en="These had been solved and were found again. Mend them, and look for why they came back.",
    ),
    "do_overdue": Text(
        ja="対応の期限を過ぎました。所管課と見込みを確かめ、すぐに直せないものは例外承認の手続をご検討ください。",
        en="Their due date has passed. Settle with the section when they will be mended; where that takes time, "
        "consider a waiver.",
    ),
    "do_unjudged": Text(
        ja="前回は判定できましたが、今回は判定できませんでした。指摘が解消したという意味ではありません。"
        "読み取れない原因を取り除いてください。",
        en="These were judged last time and could not be judged now. That does not mean that anything was solved. "
        "Remove what keeps them from being read.",
    ),
    "do_gone": Text(
        ja="台帳かプロファイルから外れたため、監査していません。外した覚えがないときは、台帳の変更を確かめてください。",
        en="They left the inventory or the profile and are not audited. If nobody meant them to leave, look at what "
        "was changed there.",
    ),
    "do_solved": Text(
        ja="判定し直したところ、見つからなくなった指摘です。",
        en="These were judged again and were not found any more.",
    ),
}

_LINES = {
    "heading": Text(ja="{heading}（{count:number} 件）", en="{heading} ({count:number})"),
    "class_rules": Text(ja="「{name}」に当たる規定", en="rules of the class “{name}”"),
    "class_count": Text(ja="{name} {count:number} 件", en="{name}: {count:number}"),
    "line": Text(ja="{title}（{control}）／{subject}", en="{title} ({control}) / {subject}"),
    "line_count": Text(ja="{count:number} 件", en="items: {count:number}"),
    "line_since": Text(ja="{since:date}から", en="since {since:date}"),
    "line_due": Text(ja="対応の期限 {due:date}", en="due {due:date}"),
    "line_was_due": Text(ja="期限は{due:date}でした", en="was due {due:date}"),
    "line_waived": Text(ja="例外承認あり", en="waived"),
    "line_unrouted": Text(ja="この所管課あての送り先がありません", en="no route takes this section"),
    "no_subject": Text(ja="名称不明の対象", en="a subject without a title"),
    "more": Text(ja="ほか {count:number} 件は、報告書をご覧ください。", en="And {count:number} more: see the report."),
    "left_out": Text(
        ja="このほかに、どの送り先も選んでいない区分の変化が {count:number} 件あります（{counts}）。"
        "報告書をご覧ください。",
        en="There are {count:number} more changes, of classes that no route chooses ({counts}). See the report.",
    ),
    "between": Text(ja="、", en=", "),
    "after_label": Text(ja="：", en=": "),
    "more_missed": Text(
        ja="ほか {count:number} 件は、auditor status で確かめてください。",
        en="And {count:number} more: see “auditor status”.",
    ),
    "missed_heading": Text(ja="先にお伝えすること", en="To be known first"),
}

_NIGHT = {
    "night_title": Text(ja="監査の結果（{as_of:date}）", en="Audit of {as_of:date}"),
    "night_lead": Text(
        ja="前回（{before:date}）の監査からの変化をお知らせします。",
        en="What changed since the audit of {before:date}.",
    ),
    "night_lead_first": Text(
        ja="初めての監査です。見つかった指摘は、すべて「新たな指摘」に数えています。",
        en="This is the first audit: everything that was found counts as new.",
    ),
    "night_lead_nothing": Text(
        ja="前回の監査からお知らせする変化は 0 件です。",
        en="The number of changes to tell since the audit before is 0.",
    ),
    "state_heading": Text(ja="判定の状況", en="How much was judged"),
    "state": Text(
        ja="適用 {applicable:number} 件のうち {judged:number} 件を判定しました（{percent} %）。"
        "不適合 {failed:number} 件（うち例外承認 {waived:number} 件）、未判定 {open:number} 件です。",
        en="{judged:number} of {applicable:number} applicable rows were judged ({percent} %). Not satisfied: "
        "{failed:number} ({waived:number} of them waived). Open: {open:number}.",
    ),
    "report_heading": Text(ja="報告書", en="Report"),
    "report": Text(
        ja="監査用サーバの作業フォルダにある reports/{run}/{file} をご覧ください。",
        en="reports/{run}/{file} in the workspace on the audit server.",
    ),
}

_SEALS = {
    "seal_heading": Text(ja="封印（控えておく値）", en="Seal (to be kept)"),
    "seal_lead": Text(
        ja="監査の記録が後から作り替えられていないかを確かめるための値です。この知らせを、監査用サーバとは別の場所に保管してください。",
        en="These values show later whether the records were made anew. Keep this message elsewhere than on the "
        "audit server.",
    ),
    "seal_number": Text(ja="番号", en="Number"),
    "seal_digest": Text(ja="要約値", en="Digest"),
    "seal_key": Text(ja="鍵の指紋", en="Key"),
    "seal_check": Text(ja="照合の方法", en="To check"),
    "seal_none": Text(ja="まだ封印された記録がありません。", en="Nothing is sealed yet."),
}

_FAILURE = {
    "failure_title": Text(ja="予定どおりにできなかったこと", en="What could not be done"),
    "failure_lead": Text(
        ja="{due:datetime}に予定していた{duty:term}ができませんでした。",
        en="What was due {due:datetime} could not be done: {duty:term}.",
    ),
    "why_heading": Text(ja="理由", en="Why"),
    "do_heading": Text(ja="お願いしたいこと", en="What to do"),
    "failure_do": Text(
        ja="監査用サーバで auditor doctor を実行し、表示に従って原因を取り除いてください。"
        "その後の様子は auditor status で分かります。",
        en="Run “auditor doctor” on the audit server and remove the cause as it says. “auditor status” shows how it "
        "went since.",
    ),
    "failure_audit": Text(
        ja="この回の監査は行われていません。この日の状態は記録に残りません。",
        en="This audit did not take place; the state of that day is not on record.",
    ),
    "next_heading": Text(ja="次の予定", en="Next"),
    "next": Text(ja="{at:datetime} {duty:term}", en="{at:datetime}: {duty:term}"),
    "next_none": Text(
        ja="次の予定が分かりません。auditor schedule が動いているかを確かめてください。",
        en="When it is due next is not known. Check whether “auditor schedule” runs.",
    ),
}

_VERIFICATION = {
    "broken_title": Text(ja="封印の確認の結果", en="Verification of the seals"),
    "broken_lead": Text(
        ja="{verified:datetime}の検証で、封印したときと異なる記録が {count:number} 件見つかりました。",
        en="The verification of {verified:datetime} found what is not as it was sealed. Differences: {count:number}.",
    ),
    "broken_proven": Text(
        ja="封印された監査 {runs:number} 回のうち、{proven:number} 回は封印したときのままです。",
        en="Audits that are sealed: {runs:number}. Still as they were sealed: {proven:number}.",
    ),
    "broken_last": Text(
        ja="封印したときのままの、最も新しい監査は {run} です。", en="The newest that is as it was sealed is {run}."
    ),
    "broken_heading": Text(ja="食い違い", en="Differences"),
    "broken_do": Text(
        ja="監査用サーバの記録（state と reports）には手を加えず、写しを取ってください。"
        "続いて auditor verify を実行して内容を確かめ、別の場所に保管した以前の知らせの値と照らし合わせてください。"
        "心当たりがないときは、情報セキュリティの責任者に連絡してください。",
        en="Leave the records on the audit server (state and reports) as they are and take a copy. Then run “auditor "
        "verify” for the details and compare with the values in earlier messages kept elsewhere. If nobody can "
        "explain it, tell the officer responsible for information security.",
    ),
    "fault": Text(ja="［{kind}］{what}", en="[{kind}] {what}"),
    "fault_runs": Text(ja="［{kind}］{what}（{first} から {last}）", en="[{kind}] {what} ({first} to {last})"),
    "fault_run": Text(ja="［{kind}］{what}（{first}）", en="[{kind}] {what} ({first})"),
    "altered": Text(ja="変更", en="altered"),
    "removed": Text(ja="削除", en="removed"),
    "inserted": Text(ja="追加", en="inserted"),
    "more_faults": Text(
        ja="ほか {count:number} 件は、auditor verify の結果をご覧ください。",
        en="And {count:number} more: see what “auditor verify” says.",
    ),
}

_WEEK = {
    "week_title": Text(ja="監査の定期連絡（{day:date}）", en="Regular report of {day:date}"),
    "week_lead": Text(
        ja="監査が動いていることをお知らせする定期の連絡です。この連絡が予定の日に届かないときは、監査が止まっている"
        "おそれがあります。監査用サーバで auditor status を実行してください。",
        en="This message says that the audit is running. If it does not come when it is due, the audit may have "
        "stopped: run “auditor status” on the audit server.",
    ),
    "nights_heading": Text(ja="最近の監査", en="The last audits"),
    "nights_none": Text(
        ja="この期間に完了した監査はありません。"
        "監査用サーバで auditor status を実行し、止まった理由を確かめてください。",
        en="No audit was completed in this time. Run “auditor status” on the audit server and find out why.",
    ),
    "night_figures": Text(
        ja="判定 {percent} %（{judged:number}/{applicable:number}）、不適合 {failed:number} 件"
        "（うち例外承認 {waived:number} 件）、未判定 {open:number} 件",
        en="{percent} % judged ({judged:number}/{applicable:number}), {failed:number} not satisfied "
        "({waived:number} waived), {open:number} open",
    ),
    "classes_heading": Text(ja="残っている指摘（最新の監査）", en="What stands open (latest audit)"),
    "classes_none": Text(ja="対応の要る不適合は 0 件です。", en="The number of findings to work on is 0."),
    "verified": Text(
        ja="封印の確認: {at:datetime}に行い、封印したときの記録と一致しました。",
        en="The seals were verified at {at:datetime}; everything was as it was sealed.",
    ),
    "waiting": Text(
        ja="まだ送れていない知らせが {count:number} 件あります。auditor status で確かめてください。",
        en="Messages that still wait to be sent: {count:number}. See “auditor status”.",
    ),
}

_BACKLOG = {
    "backlog_title": Text(ja="送れなかった知らせのまとめ", en="Messages that could not be sent"),
    "backlog_lead": Text(
        ja="送り先につながらなかったため、{since:date}からの知らせ {count:number} 件をまとめてお送りします。"
        "一件ずつの内容は、各回の報告書にあります。",
        en="The server could not be reached; here are {count:number} messages since {since:date} in one. The reports "
        "of each audit hold the details.",
    ),
    "backlog_heading": Text(ja="知らせの一覧", en="The messages"),
    "backlog_earlier": Text(
        ja="これより前の知らせが、さらに {count:number} 件あります。",
        en="There were {count:number} more before these.",
    ),
    "backlog_night": Text(ja="監査（実施番号 {run}）: {counts}", en="audit (run {run}): {counts}"),
    "backlog_failure": Text(ja="{duty:term}ができませんでした", en="could not be done: {duty:term}"),
    "backlog_seal": Text(
        ja="封印の確認で食い違い {count:number} 件", en="differences in what was sealed: {count:number}"
    ),
    "backlog_sign_of_life": Text(ja="定期連絡", en="regular report"),
    "backlog_trouble": Text(ja="送信の支障", en="messages held up"),
    "backlog_missed": Text(ja="実施されなかった回の知らせを含みます", en="an audit had been missed"),
}

_TROUBLE = {
    "trouble_title": Text(ja="知らせの送信の支障", en="Trouble with messages"),
    "trouble_lead": Text(
        ja="監査そのものとは別に、知らせを送る仕組みに次の支障があります。",
        en="Apart from the audit itself, there is trouble with the sending of messages.",
    ),
    "trouble_do": Text(
        ja="監査用サーバで auditor doctor を実行し、台帳の notify の設定と送り先のサーバを確かめてください。",
        en="Run “auditor doctor” on the audit server; check the inventory’s “notify” settings and the server.",
    ),
    "trouble_damaged": Text(
        ja="送信待ちの知らせ {count:number} 件のファイルが壊れていたため、送らずに取り分けました"
        "（state/spool/damaged）。もとの内容は、その日の報告書にあります。",
        en="{count:number} waiting messages were damaged on the disk and were set aside unsent "
        "(state/spool/damaged). The reports of those days hold what they said.",
    ),
    "trouble_refused": Text(
        ja="{channel:term}の送り先 {count:number} 件が、{moment:datetime}の知らせの受け取りを拒みました。"
        "その知らせは、その送り先には届いていません。送り先の設定を確かめてください。",
        en="{count:number} recipients by {channel:term} refused the message of {moment:datetime}; they do not have it. "
        "Check the route’s settings.",
    ),
    "trouble_down": Text(
        ja="{channel:term}では{since:datetime}から知らせを送れていません。{count:number} 件が待っています。",
        en="Nothing could be sent by {channel:term} since {since:datetime}; {count:number} messages wait.",
    ),
}

_TEST = {
    "test_title": Text(ja="送信試験", en="Test"),
    "test_lead": Text(
        ja="監査の知らせが届くかどうかの試験です。届いていれば、この送り先の設定は働いています。対応は要りません。",
        en="This tests whether messages of the audit arrive. If you read it, this route works; nothing needs doing.",
    ),
    "made": Text(ja="作成: {made:datetime}（auditor {version}）", en="Made {made:datetime} (auditor {version})"),
}

TEXTS = (
    _SUBJECTS
    | _SHORT_KINDS
    | _KINDS
    | _LINES
    | _NIGHT
    | _SEALS
    | _FAILURE
    | _VERIFICATION
    | _WEEK
    | _BACKLOG
    | _TROUBLE
    | _TEST
)

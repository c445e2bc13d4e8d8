"""Labels of the reports for what the store adds to a night: changes, course, seal. Said as texts of ``report``."""

from auditor.messages.text import Text

_CHANGES = {
    "changes_heading": Text(ja="前回の監査からの変化", en="Changes since the night before"),
    "changes_again": Text(ja="元の監査の判定との違い", en="Differences from the original judgement"),
    "changes_lead": Text(
        ja="{before:date}の監査（{run}）と比べました。", en="Compared with the audit of {before:date} ({run})."
    ),
    "changes_first": Text(
        ja="最初の監査のため、比べる相手がありません。指摘はすべて今回から数えます。",
        en="This is the first audit; there is none to compare it with. All findings count from now on.",
    ),
    "changes_none": Text(ja="判定の変化は 0 件です。", en="The number of changes is 0."),
    "changes_none_told": Text(
        ja="新しい指摘、再び現れた指摘、期限を過ぎた指摘などは 0 件です。",
        en="The number of new, returned, overdue or solved findings is 0.",
    ),
    "changes_others": Text(
        ja="このほかの変化: {kinds:list}（auditor diff で見られます）",
        en="Other changes: {kinds:list} (auditor diff shows them)",
    ),
    "changes_more": Text(
        ja="ほか {count:number} 件は results.json にあります。", en="{count:number} more are in results.json."
    ),
    "change_counted": Text(ja="{kind} {count:number} 件", en="{kind} {count:number}"),
    "change_new": Text(ja="新しい指摘", en="new"),
    "change_back": Text(ja="再び現れた指摘", en="back again"),
    "change_overdue": Text(ja="期限を過ぎた指摘", en="overdue"),
    "change_unjudged": Text(ja="判定できなくなったもの", en="could not be judged any more"),
    "change_gone": Text(ja="監査の対象でなくなったもの", en="not audited any more"),
    "change_solved": Text(ja="解消した指摘", en="solved"),
    "change_judged": Text(ja="判定できるようになり適合したもの", en="could be judged again, and satisfied"),
    "change_added": Text(ja="初めて監査したもの", en="audited for the first time"),
    "change_changed": Text(ja="内容が変わったもの", en="said otherwise"),
    "change_sign_new": Text(ja="＋", en="+"),
    "change_sign_back": Text(ja="↺", en="↺"),
    "change_sign_overdue": Text(ja="！", en="!"),
    "change_sign_unjudged": Text(ja="?", en="?"),
    "change_sign_gone": Text(ja="－", en="–"),
    "change_sign_solved": Text(ja="○", en="✓"),
    "change_sign_judged": Text(ja="○", en="✓"),
    "change_sign_added": Text(ja="・", en="·"),
    "change_sign_changed": Text(ja="≠", en="≠"),
    "change_was": Text(ja="それまでの内容: {said}", en="What it was: {said}"),
    "change_move": Text(ja="{before} → {now}", en="{before} → {now}"),
    "not_audited": Text(ja="監査の対象外", en="not audited"),
    "revised": Text(ja="規定が変わり数え直し", en="requirement changed; counted anew"),
    "since": Text(ja="指摘の始まり", en="Since"),
    "due": Text(ja="期限", en="Due"),
    "since_value": Text(ja="{since:date}から", en="since {since:date}"),
    "due_value": Text(ja="期限 {due:date}", en="due {due:date}"),
    "due_passed": Text(ja="期限 {due:date}（過ぎています）", en="due {due:date} (overdue)"),
    "change_kind": Text(ja="変化", en="Change"),
    "change_before": Text(ja="前の判定", en="State before"),
    "change_now": Text(ja="今の判定", en="State now"),
    "comparison_heading": Text(ja="二つの監査の比較", en="Comparison of two audits"),
    "comparison_before": Text(ja="前", en="Before"),
    "comparison_after": Text(ja="後", en="After"),
    "comparison_run": Text(ja="{day:date}（{run}）", en="{day:date} ({run})"),
    "comparison_none": Text(ja="判定の変化は 0 件です。", en="Nothing changed."),
}

_TREND = {
    "trend_heading": Text(ja="これまでの経過", en="How it went"),
    "trend_lead": Text(
        ja="{first:date}から{last:date}までの監査 {count:number} 回の、例外承認のない不適合と、判定できた割合です。",
        en="Findings that no waiver covers and the share that was judged, over {count:number} audits from "
        "{first:date} to {last:date}.",
    ),
    "trend_one": Text(ja="経過の図は、二回目の監査から示します。", en="The course is shown from the second audit on."),
    "trend_picture": Text(
        ja="区分ごとの不適合の件数と、判定できた割合の移り変わりを示す折れ線グラフ。数値は下の表にあります。",
        en="Line charts of the findings by class and of the share that was judged; the table below has the numbers.",
    ),
    "trend_findings": Text(ja="不適合の件数", en="Findings"),
    "trend_share": Text(ja="判定できた割合（%）", en="Share judged (%)"),
    "trend_table": Text(ja="経過の数値", en="The numbers"),
    "trend_sampled": Text(
        ja="表は月ごとの最初の監査と、最新の監査を示します。すべての監査の数値は results.json にあります。",
        en="The table has the first audit of each month and the newest; results.json has them all.",
    ),
    "trend_night": Text(ja="監査", en="Audit"),
    "trend_day": Text(ja="監査基準日", en="Date"),
    "trend_judged": Text(ja="判定", en="Judged"),
    "trend_waived": Text(ja="例外承認", en="Waived"),
    "trend_applicable": Text(ja="適用", en="Applicable"),
    "trend_passed": Text(ja="適合", en="Satisfied"),
    "trend_failed": Text(ja="不適合", en="Not satisfied"),
    "trend_open": Text(ja="未判定", en="Open"),
    "trend_legend": Text(
        ja="例外承認のない不適合: {classes}。右端は規定集ごとの件数です。",
        en="Findings that no waiver covers: {classes}. The last columns count them by pack.",
    ),
    "trend_rate": Text(ja="判定率", en="Share"),
    "trend_packs": Text(ja="規定集別の不適合", en="Findings by pack"),
    "trend_none": Text(ja="監査の記録がまだありません。", en="No audit is on record yet."),
}

_COURSE = {
    "course_whole": Text(ja="判定全体の指摘の経過", en="How the finding of the whole row went"),
    "course_finding": Text(ja="指摘「{item}」の経過", en="How the finding “{item}” went"),
    "course_nights": Text(
        ja="{first:date} ～ {last:date}（{count:number} 回）", en="{first:date} to {last:date} ({count:number})"
    ),
    "course_night": Text(ja="{first:date}（1 回）", en="{first:date} (1)"),
    "course_not_shown": Text(ja="見当たらない", en="not there"),
    "course_lead": Text(ja="監査 {count:number} 回の記録です。", en="Over {count:number} audits."),
    "course_steady": Text(
        ja="ほか {count:number} 件は、この期間を通して適合でした。",
        en="{count:number} more were satisfied throughout.",
    ),
    "course_class": Text(ja="区分", en="Class"),
    "course_from": Text(ja="始め", en="From"),
    "course_to": Text(ja="終わり", en="To"),
    "course_first_run": Text(ja="最初の実施番号", en="First run"),
    "course_last_run": Text(ja="最後の実施番号", en="Last run"),
    "course_count": Text(ja="回数", en="Audits"),
}

_SEAL = {
    "seal_heading": Text(ja="封印", en="Seal"),
    "seal_value": Text(ja="第 {number:number} 号　{digest}", en="no. {number:number}, {digest}"),
    "seal_key": Text(ja="鍵 {key}", en="key {key}"),
    "seal_stamped": Text(ja="時刻証明あり", en="time-stamped"),
}

TEXTS = _CHANGES | _TREND | _COURSE | _SEAL

"""Labels and sentences of the reports in every form. What the rows say themselves comes from the checks' topics."""

from auditor.messages.text import Text
from auditor.messages.texts import report_past

_FRAME = {
    "title": Text(ja="監査結果報告書", en="Audit report"),
    "subtitle": Text(
        ja="オンライン結合、住基ネット、監視カメラの取扱いと規定との照合",
        en="Online linkages, Juki-net and surveillance cameras held against the rules",
    ),
    "page_title": Text(
        ja="{organisation} 監査結果報告書（{as_of:date}）", en="{organisation}: audit report ({as_of:date})"
    ),
    "draft": Text(ja="草案", en="Draft"),
    "draft_note": Text(ja="責任者の確認・署名を経ていません", en="not signed off by a responsible person"),
    "position": Text(ja="内部監査・自己点検の支援資料", en="Support for internal audit and self-check"),
    "sample": Text(ja="見本（架空の市の記録）", en="Sample (a made-up city)"),
    "skip": Text(ja="本文へ移動", en="Skip to the content"),
    "contents": Text(ja="目次", en="Contents"),
    "purpose_heading": Text(ja="監査の目的", en="Purpose"),
    "purpose": Text(
        ja="庁内のシステム、回線機器、カメラ、台帳の実際の状態を規定と照らし合わせ、直すべき点と、まだ分かっていない点を示します。"
        "判定した範囲で見たことを述べるもので、見ていない範囲のことは、この資料からは分かりません。",
        en="The real state of systems, line devices, cameras and registers is held against the rules, to show what "
        "needs mending and what is not known yet. It speaks of what was looked at; it says nothing about the rest.",
    ),
    "colon": Text(ja="：", en=": "),
    "comma": Text(ja="、", en=", "),
    "stop": Text(ja="　", en=" · "),
    "space": Text(ja="", en=" "),
    "day": Text(ja="{day:date}", en="{day:date}"),
    "as_of": Text(ja="監査基準日", en="Date of the audit"),
    "period": Text(ja="実施日時", en="Carried out"),
    "period_value": Text(
        ja="{started:datetime} から {finished:datetime} まで", en="{started:datetime} to {finished:datetime}"
    ),
    "scope": Text(ja="監査の対象", en="Scope"),
    "scope_value": Text(
        ja="対象 {subjects:number} 件、規定 {controls:number} 件（プロファイル「{profile}」）",
        en="{subjects:number} subjects, {controls:number} controls (profile “{profile}”)",
    ),
    "scope_part": Text(ja="一部だけの監査です（{scope}）。", en="An audit of a part ({scope})."),
    "run": Text(ja="実施番号", en="Run"),
    "made_by": Text(ja="作成", en="Made by"),
    "made_by_value": Text(ja="auditor {version} による自動作成", en="auditor {version}, automatically"),
}

_HEADLINE = {
    "coverage_heading": Text(ja="判定の状況", en="How much was judged"),
    "coverage": Text(
        ja="適用 {applicable:number} 件のうち {judged:number} 件を判定しました（{percent} %）。",
        en="{judged:number} of {applicable:number} applicable rows were judged ({percent} %).",
    ),
    "coverage_none": Text(ja="適用される件数が 0 件です。", en="No row applies."),
    "row_note": Text(
        ja="1 件は、一つの規定を一つの対象に当てはめたものです。", en="A row is one control applied to one subject."
    ),
    "open": Text(ja="未判定", en="open"),
    "count": Text(ja="{count:number} 件", en="{count:number}"),
    "percent": Text(ja="{percent} %", en="{percent} %"),
    "waived_note": Text(ja="うち例外承認 {count:number} 件", en="{count:number} of them under a waiver"),
    "open_note": Text(
        ja="エラー {error:number}、判定不能 {unknown:number}、未確認 {notchecked:number}",
        en="error {error:number}, undecided {unknown:number}, not checked {notchecked:number}",
    ),
    "bar": Text(
        ja="適合 {passed:number} 件、不適合 {failed:number} 件、未判定 {open:number} 件の割合を示す帯グラフ",
        en="Bar of the shares: satisfied {passed:number}, not satisfied {failed:number}, open {open:number}",
    ),
    "worst_heading": Text(ja="特に重い指摘", en="Gravest findings"),
    "worst_none": Text(
        ja="対応の要る不適合は 0 件です。これは判定した {judged:number} 件に限った数です。",
        en="The number of findings to work on is 0. That counts only the {judged:number} rows judged.",
    ),
    "more_subjects": Text(ja="ほか {count:number} 件の対象", en="and {count:number} more subjects"),
    "open_count": Text(
        ja="{count:number} 件は判定に至っていません。適合か不適合かは分かっていません。",
        en="{count:number} rows could not be judged; whether they are satisfied is not known.",
    ),
    "open_count_none": Text(ja="判定に至らなかったものは 0 件です。", en="The number of rows left open is 0."),
    "left_out_heading": Text(ja="この報告に含まれないもの", en="What this report leaves out"),
    "left_out_notapplicable": Text(
        ja="規定の適用対象でないもの（対象外）: {count:number} 件",
        en="Rows to which a control does not apply: {count:number}",
    ),
    "left_out_notselected": Text(
        ja="今回選ばなかったもの（選択外）: {count:number} 件", en="Rows not selected for this audit: {count:number}"
    ),
    "left_out_targets": Text(
        ja="読み取れなかった対象: {count:number} 件（{names:list}）",
        en="Targets that were not reached: {count:number} ({names:list})",
    ),
    "left_out_rest": Text(
        ja="台帳に記載のない機器や結合、プロファイルが選んでいない規定、監査基準日より後の変化",
        en="Systems and linkages that the inventory does not name, controls that the profile does not choose, and "
        "changes after the date of the audit",
    ),
}

_FINDINGS = {
    "findings_count": Text(
        ja="{count:number} 件（同じことを求める項目をまとめています。判定した行は {rows:number} 件）",
        en="{count:number} (what several clauses ask alike is told once; {rows:number} rows)",
    ),
    "also": Text(ja="同じことを求める、ほかの条項", en="Other clauses that ask the same"),
    "findings_heading": Text(ja="指摘事項", en="Findings"),
    "findings_none": Text(ja="不適合と判定した件数は 0 件です。", en="The number of rows judged not satisfied is 0."),
    "findings_lead": Text(
        ja="区分の重い順に、規定ごとにまとめています。",
        en="By class, gravest first, then by control.",
    ),
    "findings_undated": Text(
        ja="対応の期限は、所管課と協議して定めてください。",
        en="Agree the due dates with the sections that answer for them.",
    ),
    "requirement": Text(ja="求めていること", en="What it asks"),
    "why": Text(ja="なぜ重要か", en="Why it matters"),
    "remediation": Text(ja="対応", en="What to do"),
    "legal_basis": Text(ja="根拠", en="Legal basis"),
    "legacy": Text(ja="旧基準（参考適用）", en="Former standard (applied for reference)"),
    "legacy_maps_to": Text(
        ja="現行の規定では {controls:list} に当たります。", en="Under the rules in force: {controls:list}."
    ),
    "owner": Text(ja="所管", en="Section"),
    "no_owner": Text(ja="所管の記載なし", en="no section on record"),
    "subject": Text(ja="対象", en="Subject"),
    "seen": Text(ja="見たこと", en="What was seen"),
    "place": Text(ja="場所と抜粋", en="Place and excerpt"),
    "state": Text(ja="判定", en="State"),
    "reason": Text(ja="理由", en="Reason"),
    "evidence": Text(ja="証拠", en="Evidence"),
    "evidence_none": Text(ja="記録なし", en="none on record"),
    "evidence_more": Text(ja="ほか {count:number} 件", en="{count:number} more"),
    "part": Text(ja="判定項目", en="Part"),
    "more_items": Text(
        ja="ほか {count:number} 件の詳細は、同じフォルダの {files:list} にあります。",
        en="Details of {count:number} more are in {files:list} in the same folder.",
    ),
    "waiver": Text(ja="例外承認", en="Waiver"),
    "waiver_whole": Text(ja="この件全体", en="the whole row"),
    "waiver_items": Text(ja="次の項目: {items:list}", en="these items: {items:list}"),
    "waiver_text": Text(
        ja="{scope}。理由: {reason}。代わりの措置: {measure}。承認: {approver}（{approved:date}）。"
        "期限: {expires:date}。",
        en="{scope}. Reason: {reason}. Compensating measure: {measure}. Approved by {approver} ({approved:date}). "
        "Expires {expires:date}.",
    ),
    "attestation": Text(ja="確認書", en="Attestation"),
    "attestation_text": Text(
        ja="{by} が{on:date}に「{looked_at}」を確かめ、「{finding}」と記録（確認書 {id}、ファイル {file}、"
        "{until:date}まで）。",
        en="{by} looked at “{looked_at}” on {on:date}: {finding} (attestation {id}, file {file}, until {until:date}).",
    ),
    "attested_met": Text(ja="適合", en="met"),
    "attested_not_met": Text(ja="不適合", en="not met"),
    "attestation_key": Text(
        ja="二人目の確認: {by}（{on:date}、本人の鍵による署名）。",
        en="Confirmed by {by} ({on:date}, signed with their own key).",
    ),
    "attestation_account": Text(
        ja="二人目の確認: {by}（{on:date}、別の利用者アカウントから）。",
        en="Confirmed by {by} ({on:date}, from another account of the operating system).",
    ),
    "attestation_alone": Text(ja="二人目の確認: なし。", en="No second person has confirmed it."),
    "attested_heading": Text(ja="確認書で判定した項目", en="What was judged by attestation"),
    "attested_lead": Text(
        ja="証拠や台帳では見えないため、人が確かめた記録（確認書）によって判定したものです。誰が何を見たか、二人目がどの方法で"
        "確認したかを示します。",
        en="No evidence or register shows these; what a person looked at decided them. It says who looked at what, and "
        "how a second person confirmed it.",
    ),
    "waivers_heading": Text(ja="期限が近い、または切れた例外承認", en="Waivers that expire soon or have expired"),
    "waivers_lead": Text(
        ja="30日以内に期限が来るものと、期限が切れてなお不適合のものです。直すか、あらためて承認を受けてください。",
        en="Those that end within 30 days, and those that ended while the row still fails. Mend it, or have it "
        "accepted "
        "anew.",
    ),
    "waiver_lapsed": Text(ja="期限切れ", en="expired"),
    "waiver_ends_soon": Text(ja="まもなく期限", en="expires soon"),
    "owners_heading": Text(ja="所管別の指摘事項", en="Findings by section"),
    "owners_lead": Text(
        ja="所管課ごとに、対応の要る規定と対象を並べています。例外承認のあるものも含みます。",
        en="For each section, the controls and subjects to work on; those under a waiver are included.",
    ),
    "control": Text(ja="規定", en="Control"),
    "class": Text(ja="区分", en="Class"),
    "number": Text(ja="件数", en="Number"),
}

_OPEN = {
    "open_heading": Text(ja="未判定の事項", en="Open questions"),
    "open_lead": Text(
        ja="判定に必要な証拠がそろわなかったものです。適合として数えていません。理由ごとに、答えを得るために行うことを示します。",
        en="The evidence did not suffice for a judgement; none of these counts as satisfied. For each reason it says "
        "what would bring an answer.",
    ),
    "todo": Text(ja="答えを得るには", en="To get an answer"),
    "remarks_heading": Text(ja="参考となる気付き", en="Remarks"),
    "remarks_lead": Text(
        ja="規定には反しませんが、お知らせしたい点です。", en="Nothing is broken here, but it is worth knowing."
    ),
}

_REST = {
    "passes_heading": Text(ja="適合と判定したもの", en="Rows judged satisfied"),
    "passes_lead": Text(
        ja="読み取った時点の証拠に基づく判定です。証拠のハッシュ値は先頭 12 桁を示し、全桁は results.json にあります。",
        en="Judged on the evidence at the time of reading. Digests show their first 12 digits; results.json has them "
        "whole.",
    ),
    "passes_more": Text(
        ja="この規定のほか {count:number} 件は {files:list} にあります。",
        en="{count:number} more of this control are in {files:list}.",
    ),
    "targets_heading": Text(ja="対象の読み取り状況", en="How reading the targets went"),
    "targets_none": Text(ja="読み取りの対象となった機器は 0 件です。", en="The number of targets read is 0."),
    "reached": Text(ja="読み取れた", en="read"),
    "reached_partly": Text(ja="一部読み取れた", en="read in part"),
    "not_reached": Text(ja="読み取れない", en="not read"),
    "result": Text(ja="状況", en="Result"),
    "seconds": Text(ja="所要時間", en="Time"),
    "seconds_value": Text(ja="{seconds} 秒", en="{seconds} s"),
    "commands": Text(ja="実行した読み取り", en="Requests"),
    "commands_value": Text(ja="{count:number} 回", en="{count:number}"),
    "controls_heading": Text(ja="適用した規定", en="Controls applied"),
    "controls_lead": Text(ja="規定ごとの判定件数です。", en="Rows of each control by state."),
    "instrument": Text(ja="規程・基準", en="Instrument"),
    "clause": Text(ja="条項", en="Clause"),
    "method": Text(ja="判定方法", en="Method"),
    "method_heading": Text(ja="方法と除外範囲", en="Method and exclusions"),
    "method_read": Text(
        ja="監査は読み取りだけで行い、対象の設定や記録を変えていません。実行した読み取りは証拠とともに保存しています。",
        en="The audit only reads; it changes no setting or record of a target. What it ran is kept with the evidence.",
    ),
    "method_pass": Text(
        ja="判定に必要な証拠がすべて読み取れたときに限り「適合」とします。読めない、古い、食い違う、基準の数値がない場合は「適合」とせず、未判定の事項に理由を示します。",
        en="A row is satisfied only when all the evidence it needs was read. What could not be read, is out of date, "
        "contradicts itself or lacks a criterion stays an open question with its reason.",
    ),
    "method_number": Text(
        ja="数値の基準は市の規程から設定したものを用います。設定がないときは「基準未設定」として判定しません。",
        en="Numbers come from the city's own rules; where none is set, the row is not judged (no criterion set).",
    ),
    "method_declared": Text(
        ja="申告だけでは「適合」とせず、別の人が根拠の文書を確かめるまで「未確認（申告のみ）」とします。",
        en="A statement alone never satisfies; until a second person has seen the cited file it is “declared only”.",
    ),
    "method_legacy": Text(
        ja="効力を失った基準によるものは「旧基準（参考適用）」と記し、観察事項にとどめます。",
        en="What rests on a standard no longer in force is marked as such and stays an observation at most.",
    ),
    "glossary_heading": Text(ja="判定と区分の見方", en="How to read states and classes"),
    "meaning": Text(ja="意味", en="Meaning"),
    "mean_pass": Text(
        ja="必要な証拠がそろい、規定の求める状態を確かめました。",
        en="All the evidence was there and shows what the clause asks.",
    ),
    "mean_fail": Text(
        ja="規定の求める状態と異なる事実を確かめました。",
        en="Something was seen that differs from what the clause asks.",
    ),
    "mean_partial_fail": Text(
        ja="確かめた事実の一部が規定と異なり、残りは規定に沿っています。",
        en="Part of what was examined differs from what the clause asks; the rest does not.",
    ),
    "mean_error": Text(ja="読み取ろうとしましたが、読み取れませんでした。", en="We tried to look and could not."),
    "mean_unknown": Text(
        ja="読み取れましたが、判定を決める内容ではありませんでした。", en="What was seen does not decide the question."
    ),
    "mean_notchecked": Text(ja="まだだれも確かめていません。", en="Nobody has looked yet."),
    "mean_notapplicable": Text(ja="規定の適用対象ではありません。", en="The control does not apply."),
    "mean_notselected": Text(ja="今回の監査では選んでいません。", en="Left out of this audit by choice."),
    "mean_informational": Text(ja="規定には反しない、参考の情報です。", en="For information; nothing is broken."),
    "mean_major": Text(
        ja="規定の目的を大きく損なうもの。速やかな是正が要ります。",
        en="Defeats the purpose of the clause; mend it promptly.",
    ),
    "mean_minor": Text(
        ja="規定に反するが、影響が限られるもの。計画を立てて是正します。",
        en="Breaks the clause with limited effect; mend it by plan.",
    ),
    "mean_observation": Text(
        ja="直ちに規定に反するとはいえないが、放置すると問題になり得るもの。",
        en="No clear breach, but may become a problem.",
    ),
    "mean_recommendation": Text(ja="規定を超えて、行うとよいもの。", en="Goes beyond the clause; worth doing."),
    "truncated_cell": Text(ja="…（以下略。全文は results.json）", en="… (cut; results.json has it whole)"),
}

_SIGNS = {
    "sign_pass": Text(ja="○", en="✓"),
    "sign_fail": Text(ja="×", en="✗"),
    "sign_partial_fail": Text(ja="△", en="△"),
    "sign_open": Text(ja="?", en="?"),
    "sign_informational": Text(ja="i", en="i"),
    "sign_none": Text(ja="－", en="–"),
    "sign_major": Text(ja="■", en="■"),
    "sign_minor": Text(ja="▲", en="▲"),
    "sign_observation": Text(ja="◇", en="◇"),
    "sign_recommendation": Text(ja="▷", en="▷"),
}

_TABLE = {
    "line_kind": Text(ja="行の種類", en="Line"),
    "line_row": Text(ja="判定", en="row"),
    "line_item": Text(ja="項目", en="item"),
    "control_title": Text(ja="規定名", en="Title"),
    "subject_kind": Text(ja="対象の種類", en="Kind of subject"),
    "subject_title": Text(ja="対象名", en="Name of subject"),
    "item": Text(ja="項目名", en="Item"),
    "places": Text(ja="場所", en="Places"),
    "excerpts": Text(ja="証拠の抜粋", en="Excerpts"),
    "measured": Text(ja="測定値", en="Measured values"),
    "standing": Text(ja="基準の位置づけ", en="Standing"),
    "evidence_digests": Text(ja="証拠のハッシュ値", en="Evidence digests"),
}

_TERMINAL = {
    "reports_heading": Text(ja="報告書", en="Reports"),
    "exit_heading": Text(ja="終了コード", en="Exit code"),
    "exit_0": Text(
        ja="適用されるすべての行を判定し、対応の要る不適合は 0 件でした（例外承認を除く）。",
        en="Every applicable row was judged; findings to work on: 0 (waived ones aside).",
    ),
    "exit_1": Text(
        ja="対応の要る不適合が {findings:number} 件あります。", en="Findings to work on: {findings:number}."
    ),
    "exit_3": Text(
        ja="判定していない行が {open:number} 件あります（対応の要る不適合は {findings:number} 件）。",
        en="Rows not judged: {open:number} (findings to work on: {findings:number}).",
    ),
    "targets_missed_heading": Text(ja="読み取れなかった対象", en="Targets not reached"),
    "known_first": Text(ja="はじめにお読みください", en="Read this first"),
    "more_in_reports": Text(ja="ほか {count:number} 件（報告書に記載）", en="{count:number} more (in the reports)"),
}

TEXTS = _FRAME | _HEADLINE | _FINDINGS | _OPEN | _REST | _SIGNS | _TABLE | _TERMINAL | report_past.TEXTS

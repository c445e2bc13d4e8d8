"""What is said of seals: things that are not as they were sealed, and what must be known beside them.

A fault is shown after the word for what was done to it (altered, removed, inserted), so that the texts name the thing.
"""

from auditor.messages.text import Text

_CHAIN = {
    "statement_altered": Text(
        ja="封印 {number} 番（内容と署名が合わないか、読み取れません）",
        en="Seal no. {number}: its content and its signature do not fit, or it cannot be read.",
    ),
    "statements_removed": Text(
        ja="封印 {first_number} 番から {last_number} 番まで（記録にありません）",
        en="Seals no. {first_number} to {last_number}: they are missing.",
    ),
    "statement_misplaced": Text(
        ja="封印 {number} 番（{place} 番の場所に置かれています）",
        en="Seal no. {number}: it stands in the place of no. {place}.",
    ),
    "statement_foreign": Text(
        ja="封印 {first_number} 番から {last_number} 番まで（引継ぎの記録がない鍵 {key} で署名されています）",
        en="Seals no. {first_number} to {last_number}: signed with the key {key}, to which no seal hands over.",
    ),
    "chain_broken": Text(
        ja="封印 {before} 番（次の {number} 番が指している封印と違います）",
        en="Seal no. {before}: it is not the one that no. {number} follows.",
    ),
    "chain_unreadable": Text(
        ja="封印の記録（表が壊れているため読み取れません）",
        en="The chain of seals: its table is damaged and cannot be read.",
    ),
    "endorsement_altered": Text(
        ja="封印 {number} 番にある、新しい鍵 {key} による署名",
        en="The signature of the new key {key} on seal no. {number}.",
    ),
    "column_altered": Text(
        ja="封印 {number} 番の見出し（{column}）。封印の内容と合いません",
        en="The column “{column}” of seal no. {number}: it does not say what the seal says.",
    ),
    "column_inserted": Text(
        ja="封印 {number} 番の {column}（封印のときにはなかったものです）",
        en="The column “{column}” of seal no. {number}: it was empty when it was sealed.",
    ),
    "manifest_altered": Text(
        ja="封印 {number} 番（監査 {run}）の明細",
        en="The list of rows of seal no. {number} (run {run}).",
    ),
    "manifest_removed": Text(
        ja="封印 {number} 番（監査 {run}）の明細",
        en="The list of rows of seal no. {number} (run {run}).",
    ),
    "stamp_altered": Text(ja="封印 {number} 番の時刻証明", en="The time stamp of seal no. {number}."),
    "stamp_removed": Text(ja="封印 {number} 番の時刻証明", en="The time stamp of seal no. {number}."),
    "key_not_trusted": Text(
        ja="封印のすべて（控えの公開鍵 {trusted} ではなく、{found} で署名されています）",
        en="All seals: they are signed with {found}, and not with the key that was kept elsewhere ({trusted}).",
    ),
    "loss_not_trusted": Text(
        ja="封印 {number} 番以降（鍵をなくしたとして別の鍵 {found} に替わっています。"
        "控えの公開鍵 {trusted} では、それより前だけを確かめられます）",
        en="Seal no. {number} and all after it: the key was declared lost and {found} took over. The key that was kept "
        "elsewhere ({trusted}) bears out what stands before.",
    ),
    "head_missing": Text(
        ja="封印 {number} 番（控えにありますが、記録は {last_number} 番で終わっています）",
        en="Seal no. {number}: it was noted elsewhere, but the chain ends at no. {last_number}.",
    ),
    "head_other": Text(
        ja="封印 {number} 番（控えは {digest}、記録は {found}）",
        en="Seal no. {number}: {digest} was noted elsewhere; the chain has {found}.",
    ),
}

_RUNS = {
    "run": Text(ja="監査 {run} の記録", en="The record of run {run}."),
    "run_seal": Text(ja="監査 {run} の封印", en="The seal of run {run}."),
    "run_field": Text(
        ja="監査 {run} の {field}（封印時: {sealed}、現在: {found}）",
        en="{field} of run {run}: sealed as “{sealed}”, found as “{found}”.",
    ),
    "run_row": Text(ja="監査 {run} の記録の書き方", en="The way run {run} is written down."),
}

_ROWS = {
    "row": Text(
        ja="管理項目 {control}、対象 {subject} の判定（{state:term}）",
        en="The result of {control} for {subject} ({state:term}).",
    ),
    "row_state": Text(
        ja="管理項目 {control}、対象 {subject} の判定（封印時: {sealed:term}、現在: {found:term}）",
        en="The result of {control} for {subject}: sealed as “{sealed:term}”, found as “{found:term}”.",
    ),
    "row_items": Text(
        ja="管理項目 {control}、対象 {subject} の判定（{state:term}）の内訳 {items:list}",
        en="The items {items:list} in the result of {control} for {subject} ({state:term}).",
    ),
    "row_content": Text(
        ja="管理項目 {control}、対象 {subject} の判定（{state:term}）の説明・根拠",
        en="The explanation or evidence in the result of {control} for {subject} ({state:term}).",
    ),
    "row_measured": Text(
        ja="管理項目 {control}、対象 {subject} の判定にある測定値",
        en="The measured values in the result of {control} for {subject}.",
    ),
    "row_column": Text(
        ja="管理項目 {control}、対象 {subject} の判定の集計欄 {column}（判定の内容: {sealed}、欄: {found}）",
        en="The column “{column}” of the result of {control} for {subject}: the result says “{sealed}”, the column "
        "“{found}”.",
    ),
    "row_series": Text(
        ja="管理項目 {control}、対象 {subject} の判定（夜間監査の結果か、それとは別の結果かの区別が変わっています）",
        en="The result of {control} for {subject}: it was taken out of, or put among, the results of the nights.",
    ),
    "row_moved": Text(
        ja="管理項目 {control}、対象 {subject} の判定"
        "（管理項目 {other_control}、対象 {other_subject} に付け替えられています）",
        en="The result of {control} for {subject}: it now stands as that of {other_control} for {other_subject}.",
    ),
}

_ENTRIES = {
    "fact": Text(
        ja="対象 {subject} の事実「{fact:term}」（{origin} {where}）",
        en="A fact of {subject}: {fact:term} ({origin} {where}).",
    ),
    "fact_set": Text(
        ja="対象 {subject} について「{fact:term}」をどこまで読み取れたか",
        en="What could be read of {subject}: {fact:term}.",
    ),
    "reference": Text(
        ja="対象 {target} の証跡 {origin} への参照",
        en="The reference to the artefact {origin} of {target}.",
    ),
    "capture": Text(ja="対象 {target} で {command} を実行した記録", en="The record of {command} on {target}."),
    "record": Text(ja="{source} の収集記録", en="The record of {source}."),
    "entry": Text(ja="収集記録の {number} 行", en="Row {number} of the records."),
}

_PERIODS = {
    f"{name}_period": Text(
        ja=text.ja + "の期間（封印時: {sealed_first} から {sealed_last}、現在: {found_first} から {found_last}）",
        en=text.en.rstrip(".")
        + ": sealed as standing from {sealed_first} to {sealed_last}, found as from {found_first} to {found_last}.",
    )
    for name, text in {
        **_ENTRIES,
        "row": Text(ja="管理項目 {control}、対象 {subject} の判定", en="The result of {control} for {subject}."),
    }.items()
}

_TABLES = {
    "names": Text(ja="名前の一覧の {number} 番「{text}」", en="Name no. {number}: “{text}”."),
    "names_changed": Text(
        ja="名前の一覧の {number} 番（封印時: {sealed}、現在: {found}）",
        en="Name no. {number}: sealed as “{sealed}”, found as “{found}”.",
    ),
    "writers": Text(ja="収集元の一覧の {number} 番「{text}」", en="Source no. {number}: “{text}”."),
    "writers_changed": Text(
        ja="収集元の一覧の {number} 番（封印時: {sealed}、現在: {found}）",
        en="Source no. {number}: sealed as “{sealed}”, found as “{found}”.",
    ),
    "slots": Text(ja="収集記録の見出し {number} 番「{text}」", en="Heading no. {number} of the records: “{text}”."),
    "slots_changed": Text(
        ja="収集記録の見出し {number} 番（封印時: {sealed}、現在: {found}）",
        en="Heading no. {number} of the records: sealed as “{sealed}”, found as “{found}”.",
    ),
    "form": Text(
        ja="内容の一覧の {number} 番（どの判定・収集記録にも使われていません）",
        en="Content no. {number}, on which no result and no record rests.",
    ),
}

_ARTEFACTS = {
    "artefact": Text(ja="対象 {target} の証跡 {origin}", en="The artefact {origin} of {target}."),
    "pruned_bytes": Text(
        ja="対象 {target} の証跡 {origin}（保存期間を過ぎて消した記録がありますが、内容が残っています）",
        en="The artefact {origin} of {target}: it was deleted by its retention, yet its bytes are there.",
    ),
    "tombstone": Text(
        ja="対象 {target} の証跡 {origin} を保存期間により消したことの記録",
        en="The mark that the artefact {origin} of {target} was deleted by its retention.",
    ),
    "measured": Text(
        ja="その夜の測定値（{part} 組、収集元 {sources:list}）",
        en="What the night measured, part {part} ({sources:list}).",
    ),
    "pruned_measured": Text(
        ja="その夜の証跡（{part} 組、収集元 {sources:list}。"
        "保存期間を過ぎて消した記録がありますが、内容が残っています）",
        en="Artefacts of the night, part {part} ({sources:list}): they were deleted by their retention, yet their "
        "bytes are there.",
    ),
    "pack": Text(ja="その夜の測定値（収集元 {source}）", en="What the night measured ({source})."),
    "log_file": Text(
        ja="対象 {subject} のログ {source} のファイル {path} を最初に見たときの記録",
        en="The first record of the log file {path} ({source}) of {subject}.",
    ),
}

_REPORTS = {
    "report_file": Text(ja="監査 {run} の報告書 {file}", en="The report file {file} of run {run}."),
    "report_unreadable": Text(
        ja="監査 {run} の報告書 {file}（読み取れません: {detail}）",
        en="The report file {file} of run {run}: it cannot be read ({detail}).",
    ),
    "folder_seal": Text(
        ja="報告書フォルダ {run} の seal.json（この記録の封印ではないか、読み取れません）",
        en="seal.json in the report folder {run}: it is no seal of this store, or cannot be read.",
    ),
    "folder_seal_missing": Text(
        ja="封印 {number} 番（監査 {run}。報告書フォルダの seal.json にはありますが、"
        "記録は {last_number} 番で終わっています）",
        en="Seal no. {number} (run {run}): seal.json in the report folder bears it, but the chain ends at no. "
        "{last_number}.",
    ),
    "folder_seal_other": Text(
        ja="封印 {number} 番（監査 {run} の報告書フォルダの seal.json にある封印と違います）",
        en="Seal no. {number}: seal.json in the report folder of run {run} bears another one.",
    ),
}

_SECTIONS = {
    f"section_{name}": Text(
        ja=f"{ja}（封印時 {{sealed:number}} 件、現在 {{found:number}} 件。明細がないため、どれかは分かりません）",
        en=f"{en}: {{sealed:number}} sealed, {{found:number}} found. Without the list of rows none can be named.",
    )
    for name, (ja, en) in {
        "results": ("判定", "Results"),
        "records": ("収集記録", "Records"),
        "entries": ("収集記録の内容", "Entries of records"),
        "artefacts": ("証跡", "Artefacts"),
        "measured": ("その夜の測定値", "What the night measured"),
        "first_recorded": ("ログファイルを最初に見たときの記録", "First records of log files"),
        "names": ("名前の一覧", "Names"),
        "writers": ("収集元の一覧", "Sources"),
        "slots": ("収集記録の見出し", "Headings of the records"),
        "forms": ("内容の一覧", "Contents"),
    }.items()
}

_DAMAGE = {
    "row_unreadable": Text(
        ja="表 {table} の行 {row}（壊れていて読み取れません）{detail}",
        en="Row {row} of the table {table}: it is damaged and cannot be read. {detail}",
    ),
    "table_unreadable": Text(
        ja="表 {table}（壊れていて最後まで読み取れません: {detail}）{row}",
        en="The table {table}: it is damaged and cannot be read to its end ({detail}). {row}",
    ),
    "structure": Text(ja="記録ファイルの構造（{detail}）", en="The structure of the store’s file: {detail}"),
    "more": Text(ja="同じ種類のものが、ほかに {count:number} 件", en="{count:number} more of the same kind."),
}

_REMARKS = {
    "first_key": Text(
        ja="封印がこの記録の最初の鍵（{key}）で署名されていることを確かめました。"
        "その鍵が本物かどうかは、別の場所に控えた公開鍵（--public-key）か封印の先頭（--head）と見比べると分かります。",
        en="The seals were checked against the first key in the store itself ({key}). Whether that key is the "
        "installation’s own is told by a public key (--public-key) or a head (--head) that was kept elsewhere.",
    ),
    "key_lost": Text(
        ja="封印の鍵 {lost} は失われたとして、{made:datetime} に鍵 {key} へ替わりました（封印 {number} 番、"
        "担当: {by}、理由: {reason}）。古い鍵の署名はありません。担当者の控えと見比べてください。",
        en="The key {lost} was declared lost at {made:datetime}, and {key} took over (seal no. {number}; by: {by}; "
        "reason: {reason}). The old key did not sign this: compare it with what the person in charge has on file.",
    ),
    "adopted": Text(
        ja="{first} から {last} までの監査 {count:number} 件は、あとから封印されました。"
        "封印される前に変えられていないかは確かめられません。",
        en="{count:number} runs ({first} to {last}) were sealed late. Whether they were altered before that cannot be "
        "told.",
    ),
    "unsealed": Text(
        ja="終わった監査が {count:number} 件、まだ封印されていません（最初のもの: {first}）。"
        "次の監査のときに封印されます。",
        en="{count:number} finished runs are not sealed yet (the first: {first}). The next audit seals them.",
    ),
    "pruned": Text(
        ja="{made:datetime} に、{before:date} より前の証跡 {count:number} 件と夜ごとの証跡 {bundles:number} 組を、"
        "保存期間により消しました。要約値は残っています。",
        en="At {made:datetime} {count:number} artefacts and {bundles:number} nightly sets from before {before:date} "
        "were deleted by their retention. Their digests remain.",
    ),
    "measured_unsealed": Text(
        ja="途中で終わった監査 {run} の測定値は、封印のときに読み取れなかったため、封印されていません。",
        en="What the run {run}, which broke off, had measured could not be read when it was sealed, and is not sealed.",
    ),
    "report_folder_missing": Text(
        ja="監査 {run} の報告書フォルダがありません。記録から書き直せます（auditor report）。",
        en="The report folder of run {run} is not there. It can be written again from the store (auditor report).",
    ),
    "report_files_missing": Text(
        ja="監査 {run} の報告書のうち {files:list} がありません。記録から書き直せます（auditor report）。",
        en="Of the reports of run {run}, {files:list} are not there. They can be written again from the store "
        "(auditor report).",
    ),
    "reports_unsealed": Text(
        ja="監査 {run} の報告書が封印されていません（封印の前に中断したか、その封印が消されています）。"
        "報告書が変えられていないかは確かめられません。記録から書き直せます（auditor report）。",
        en="The reports of run {run} are not sealed: it broke off before that, or their seal was taken away. Whether "
        "they were altered cannot be told. They can be written again from the store (auditor report).",
    ),
    "report_files_added": Text(
        ja="監査 {run} の報告書フォルダに、封印のあとで {files:list} が加わっています。",
        en="The report folder of run {run} got {files:list} after it was sealed.",
    ),
    "reports_unreadable": Text(
        ja="報告書フォルダ {path} を読み取れません（{detail}）。",
        en="The report folder {path} cannot be read ({detail}).",
    ),
}

_ERRORS = {
    "no_public_key": Text(
        ja="Ed25519 の公開鍵（PEM）ではありません。",
        en="This is no Ed25519 public key (PEM).",
    ),
    "bad_signature": Text(
        ja="署名が公開鍵 {key} のものではありません。",
        en="The signature is not that of the key {key}.",
    ),
    "run_unsealed": Text(
        ja="監査 {run} はまだ封印されていません。",
        en="Run {run} is not sealed yet.",
    ),
    "unsealable": Text(
        ja="監査 {run} を封印できません（{detail}）。記録ファイルの番号が書き換えられています。"
        "記録ファイルを別名で保管したうえで、直近の控え（auditor restore）から戻してください。",
        en="Run {run} cannot be sealed ({detail}): numbers in the store were altered. Keep the store under another "
        "name and restore the latest back-up (auditor restore).",
    ),
    "other_key": Text(
        ja="封印は鍵 {expected} で続いていますが、保管庫にあるのは鍵 {found} です。"
        "保管庫を正しいバックアップから戻すか、鍵をなくした場合は auditor seal lost を実行してください。",
        en="The chain goes on with the key {expected}, but the vault holds {found}. Restore the right vault or, if the "
        "key is lost, run “auditor seal lost”.",
    ),
}

TEXTS = {
    **_CHAIN,
    **_RUNS,
    **_ROWS,
    **_ENTRIES,
    **_PERIODS,
    **_TABLES,
    **_ARTEFACTS,
    **_REPORTS,
    **_SECTIONS,
    **_DAMAGE,
    **_REMARKS,
    **_ERRORS,
}

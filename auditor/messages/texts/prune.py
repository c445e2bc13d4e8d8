"""What ``auditor prune`` says."""

from auditor.messages.text import Text

TEXTS = {
    "before_option": Text(
        ja="この日より前の夜だけがよりどころとする証跡を消します。既定は台帳の care: evidence_retention です。",
        en="Delete artefacts on which only nights before this day rest. Default: the inventory's care: "
        "evidence_retention.",
    ),
    "dry_run_option": Text(ja="何が消えるかを示すだけで、消しません。", en="Only say what would go."),
    "no_retention": Text(
        ja="証跡の保存期間が決められていません。台帳の care: に evidence_retention を書くか（例: P3Y）、"
        "--before で日を指定してください。",
        en="No retention for evidence is set. Write evidence_retention under care: in the inventory (for example P3Y), "
        "or give a day with --before.",
    ),
    "too_late": Text(
        ja="{before:date}は、最も新しい夜（{run}、{newest:date}）より後です。最も新しい夜の証跡は消せません。",
        en="{before:date} lies after the newest night ({run}, {newest:date}), whose evidence must stay.",
    ),
    "nothing": Text(
        ja="{before:date}より前の夜だけがよりどころとする証跡はありません。何も消していません。",
        en="There is no artefact on which only nights before {before:date} rest. Nothing was deleted.",
    ),
    "would": Text(
        ja="{before:date}より前の夜だけがよりどころとする証跡 {artefacts:number} 件と、"
        "夜ごとの証跡 {volatile:number} 組（合わせて {size:bytes}）が消えます。",
        en="Would be deleted, as only nights before {before:date} rest on them: artefacts {artefacts:number}, "
        "nightly sets {volatile:number} ({size:bytes} in all).",
    ),
    "done": Text(
        ja="{before:date}より前の夜だけがよりどころとする証跡 {artefacts:number} 件と、"
        "夜ごとの証跡 {volatile:number} 組（合わせて {size:bytes}）を消しました。",
        en="Deleted, as only nights before {before:date} rest on them: artefacts {artefacts:number}, nightly sets "
        "{volatile:number} ({size:bytes} in all).",
    ),
    "targets": Text(ja="対象: {targets:list}", en="Of: {targets:list}"),
    "last_run": Text(
        ja="これらをよりどころとする最も新しい夜: {run}", en="The newest night that rests on any of them: {run}"
    ),
    "stays": Text(
        ja="残るもの: 判定、事実、証跡の要約値、報告書、封印。消したことも封印され、auditor verify で示されます。",
        en="What stays: results, facts, the artefacts' digests, reports and seals. The deletion is sealed, too, and "
        "“auditor verify” tells of it.",
    ),
    "dry": Text(
        ja="まだ何も消していません。消すには --dry-run を付けずに実行してください。",
        en="Nothing was deleted yet. Run it without --dry-run to delete.",
    ),
    "parsing": Text(
        ja="消した証跡は、reassess --reparse で読み直せなくなります。",
        en="Deleted artefacts can no longer be read anew (reassess --reparse).",
    ),
}

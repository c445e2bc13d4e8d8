"""What is said of camera recordings: how long they are kept, and whether they are gone when they must be."""

from auditor.messages.text import Text

TEXTS = {
    "no_retention": Text(
        ja="このカメラの保存期間が台帳に定められていないため、判定の基準がありません。",
        en="No retention is declared for this camera, so there is nothing to judge by.",
    ),
    "erased": Text(
        ja="保存期間（{days}日）と猶予（{grace:duration}）を過ぎた録画は見つかりませんでした。残っている "
        "{recordings:number} 件のうち最も古いものは {oldest:datetime} です。",
        en="No recording past its {days} days and {grace:duration} of grace was found. Of the {recordings:number} "
        "that are kept the oldest is of {oldest:datetime}.",
    ),
    "broken": Text(
        ja="保存期間（{days}日、猶予 {grace:duration}）を過ぎた画像は消去することになっていますが、"
        "期間を過ぎた録画が残っているか、録画装置の時計がずれています。",
        en="Pictures are to be erased after {days} days ({grace:duration} of grace); recordings past that are still "
        "there, or the recorder's clock is off.",
    ),
    "over": Text(
        ja="録画「{path}」（{began:datetime} 開始）は保存期間の {days} 日を過ぎています。{due:datetime} "
        "までに消去するものでした。",
        en="Recording “{path}”, begun {began:datetime}, is past its {days} days. It was to be erased by "
        "{due:datetime}.",
    ),
    "over_leftover": Text(
        ja="書き出しやごみ箱などのファイル「{path}」（{began:datetime}）は保存期間の {days} 日を過ぎています。"
        "残す必要の記録がなければ消去してください。",
        en="Leftover “{path}” (export, trash or snapshot, {began:datetime}) is past the {days} days. Please erase "
        "it unless a need to keep it is on record.",
    ),
    "over_shared": Text(
        ja="ファイル「{path}」（{began:datetime}）は、どのカメラのものか分からないまま、このカメラの保存期間（{days}"
        "日）より長く残っています。不要であれば消去してください。",
        en="Which camera file “{path}” ({began:datetime}) is of cannot be told; it is kept longer than this "
        "camera's {days} days. Please erase it if it is not needed.",
    ),
    "unknown_kind": Text(
        ja="録画のフォルダにある「{path}」は {days} 日より古いファイルですが、録画かどうかを判別できません。"
        "画像を含まないものなら、録画のフォルダから移してください。",
        en="File “{path}” among the recordings is older than {days} days, and whether it holds pictures is not "
        "known. If it does not, please keep it elsewhere.",
    ),
    "future": Text(
        ja="先の日時（{newest:datetime}）の録画があり、古さを確かめられません。録画装置の日付を確かめてください。",
        en="There are recordings of a time to come ({newest:datetime}), so their age is not known. Please check the "
        "recorder's date.",
    ),
    "empty": Text(
        ja="録画が一件も残っていません。消去されたのか、録画の停止や場所の誤りなのか、区別できません。",
        en="No recording is kept at all. That they were erased, that the camera stopped, or that this is the wrong "
        "folder looks the same.",
    ),
    "none_named": Text(
        ja="録画のフォルダに、台帳の名前の形に合うファイルが一つもありません。書き込みの日時は写しや復元で新しくなるため、"
        "録画の古さを確かめられません。台帳の名前の形と場所を確かめてください。",
        en="No file in the camera's folder is named as the inventory declares. Times of writing are renewed by copying "
        "and restoring, so the age of the recordings is not known. Please check the declared names and the folder.",
    ),
    "no_clock": Text(
        ja="録画装置の時計のずれを測れていないため、録画の古さを判定できません。",
        en="The recorder's clock was not measured, so the age of its recordings cannot be judged.",
    ),
    "clock_ahead": Text(
        ja="録画装置の時計が {skew:duration} 進んでいます（許容 {limit:duration}）。"
        "消去の時期と録画の日時がずれるため、合わせてください。",
        en="The recorder's clock is {skew:duration} ahead ({limit:duration} allowed). Please set it: times of "
        "recordings and of erasure go by it.",
    ),
    "clock_behind": Text(
        ja="録画装置の時計が {skew:duration} 遅れています（許容 {limit:duration}）。"
        "消去の時期と録画の日時がずれるため、合わせてください。",
        en="The recorder's clock is {skew:duration} behind ({limit:duration} allowed). Please set it: times of "
        "recordings and of erasure go by it.",
    ),
    "clock_inexact": Text(
        ja="録画装置の時計のずれ（{skew:duration}）は測定の誤差（±{uncertainty:duration}）が大きく、許容 "
        "{limit:duration} の内か外かを決められません。",
        en="The recorder's clock is off by {skew:duration}, give or take {uncertainty:duration}: too inexact to "
        "tell whether that is within {limit:duration}.",
    ),
    "names_contradict": Text(
        ja="名前の日時と書き込まれた日時が一日より大きく違う録画が {contradicting:number} 件あります。"
        "古い方の日時で数えました。",
        en="Of {contradicting:number} recordings the name and the time of writing differ by more than a day. The "
        "older counts.",
    ),
    "period_kept": Text(
        ja="録画装置での保存は、定められた {days} 日以内です。期間を決めた理由と日付が記録されています。",
        en="The recorder keeps pictures for no more than the declared {days} days, and why and when that was "
        "decided is on record.",
    ),
    "period_broken": Text(
        ja="画像の保存期間は必要最小限度とし、その理由を記録することになっています。定められた {days} 日について、"
        "満たしていない点があります。",
        en="Pictures are to be kept for the least necessary period, with its reason on record. For the declared "
        "{days} days something is lacking.",
    ),
    "no_setting": Text(
        ja="録画装置の保存期間の設定が得られませんでした。",
        en="The recorder's retention setting is not known.",
    ),
    "set_longer": Text(
        ja="録画装置の設定は {set} 日で、定められた保存期間の {days} 日より長くなっています。設定を直すか、"
        "期間を決め直してください。",
        en="The recorder is set to {set} days, longer than the declared {days}. Please change the setting, or "
        "decide anew.",
    ),
    "overwritten_late": Text(
        ja="上書きされるまでに {kept} 日かかっており、定められた保存期間の {days} 日より長くなっています。",
        en="It takes {kept} days until recordings are overwritten, longer than the declared {days}.",
    ),
    "overwriting_unproven": Text(
        ja="上書き式ですが、まだ {days} 日を超えて動いた記録がなく、上書きされるまでの期間を測れません。",
        en="The recorder overwrites, but nothing shows that it has run for longer than {days} days, so the time "
        "until recordings are overwritten is not known yet.",
    ),
    "nothing_to_measure": Text(
        ja="上書き式ですが、録画が一件もなく、上書きされるまでの期間を測れません。",
        en="The recorder overwrites, but holds no recording to measure the time by.",
    ),
    "no_reason": Text(
        ja="保存期間を必要最小限度とした理由も、管理責任者が定めた記録も、台帳にありません。",
        en="Neither why this period is the least necessary, nor a decision by the manager in charge, is on record.",
    ),
    "reason_undated": Text(
        ja="保存期間の理由に、決めた日付が記載されていません。",
        en="The reason for the period bears no date.",
    ),
    "reason_later": Text(
        ja="保存期間を決めた日（{decided:date}）が監査基準日より後です。",
        en="The period is said to be decided on {decided:date}, after the date of this audit.",
    ),
    "reason_unsigned": Text(
        ja="保存期間の理由に、決めた人の職名が記載されていません。",
        en="The reason for the period does not say who decided.",
    ),
    "manager_undated": Text(
        ja="管理責任者が定めたとする保存期間に、有効な日付がありません。",
        en="The manager's decision on the period bears no valid date.",
    ),
    "above_ceiling": Text(
        ja="定められた保存期間の {days} 日は、市の規程の上限（{ceiling:duration}）を超えています。",
        en="The declared {days} days are above the city's own limit ({ceiling:duration}).",
    ),
}

"""What is said of operation logs kept for years."""

from auditor.messages.text import Text

TEXTS = {
    "not_declared": Text(
        ja="操作履歴の置き場所が台帳に記載されていないため、保存されているかを確かめられません。",
        en="The inventory does not say where the operation log is kept, so it cannot be shown to exist.",
    ),
    "nothing_due": Text(
        ja="操作履歴があるはずの日がまだ一日もありません（運用開始前、または開始直後です）。",
        en="There is no day yet for which a log must exist (the system has not begun, or only just has).",
    ),
    "all_closed": Text(
        ja="台帳の閉庁日が期間のすべての日に及び、操作履歴（{source}）があるはずの日が一日も残りません。"
        "閉庁日の記載を確かめてください。",
        en="The declared closed days leave no day for which a log ({source}) must exist. Please check them.",
    ),
    "before_start": Text(
        ja="台帳の稼働開始日（{started:date}）より前の操作履歴（{source}）が {days:number} 日分あります（最も古い日は "
        "{earliest:date}）。開始日が正しいか、移した履歴かを確かめてください。",
        en="There are logs ({source}) of {days:number} days before the declared go-live of {started:date}, the oldest "
        "of {earliest:date}. Please check whether that date is right, or the logs were moved here.",
    ),
    "continuous": Text(
        ja="保存が必要な期間（{retention:duration}）の {days:number} 日すべてについて、操作履歴を読み取れました。"
        "内容が変わっていないことは {proven_since:date} 以降について確かめています。",
        en="An operation log could be read for each of the {days:number} days of the period to be kept "
        "({retention:duration}). That contents are unchanged is shown since {proven_since:date}.",
    ),
    "broken": Text(
        ja="操作履歴は {retention:duration}分そろっている必要がありますが、欠けている日、"
        "または読めないか変わっているファイルがあります。控えがあれば戻し、無ければ原因と経過を記録してください。",
        en="The operation log must be whole for {retention:duration}; days are missing, or files are damaged or "
        "altered. Restore them from a copy, or put the cause on record.",
    ),
    "day_missing": Text(
        ja="{day:date}の操作履歴（{source}）がありません。",
        en="There is no operation log ({source}) of {day:date}.",
    ),
    "month_missing": Text(
        ja="{year}年{month}月の操作履歴（{source}）が、一日分もありません。",
        en="There is no operation log ({source}) of any day in {year}-{month:02}.",
    ),
    "gone": Text(
        ja="{day:date}のファイル「{path}」は{recorded:date}に記録しましたが、保存期間の途中で無くなっています。",
        en="File “{path}” of {day:date}, recorded on {recorded:date}, is gone before its time.",
    ),
    "gone_undated": Text(
        ja="{recorded:date}に記録したファイル「{path}」が無くなっています。何日分かを確かめられず、"
        "消去が早すぎるかは判定できません。",
        en="File “{path}”, recorded on {recorded:date}, is gone. Of which day it was cannot be told, so neither "
        "whether it went too early.",
    ),
    "repacked": Text(
        ja="{recorded:date}に記録した{day:date}のファイル「{path}」が、別の名前（圧縮など）になっています。"
        "中身が同じであることは示されていません。",
        en="File “{path}” of {day:date}, recorded on {recorded:date}, now has another name (compressed, perhaps). "
        "That its content is the same is not shown.",
    ),
    "future": Text(
        ja="ファイル「{path}」は、まだ来ていない日（{day:date}）の名前です。記録する機器の日付を確かめてください。",
        en="File “{path}” bears a day that has not come yet ({day:date}). Please check the date of the machine that "
        "writes it.",
    ),
    "unseen": Text(
        ja="操作履歴（{source}）を読み取ったのは監査基準日より前で、{last:date} より後の日は確かめていません。",
        en="The operation log ({source}) was read before the audit's date; the days after {last:date} were not "
        "looked at.",
    ),
    "strays": Text(
        ja="操作履歴（{source}）のフォルダに、名前から日付が分からないファイルが {strays:number} 件あります（"
        "{names:list}）。",
        en="The folder of the operation log ({source}) holds {strays:number} files whose names tell no day "
        "({names:list}).",
    ),
    "empty": Text(
        ja="{day:date}のファイル「{path}」に記録が一件もありません。操作が無かったことを示す記録でもありません。",
        en="File “{path}” of {day:date} holds no entry, nor does it say that there was no operation.",
    ),
    "unreadable": Text(
        ja="{day:date}のファイル「{path}」を開けませんでした。監査用アカウントに読取りの権限があるか、"
        "確かめてください。",
        en="File “{path}” of {day:date} could not be opened. Please see whether the auditor's account may read it.",
    ),
    "not_a_file": Text(
        ja="{day:date}の「{path}」は通常のファイルではありません（リンクなど）。この場所に記録があるとは言えません。",
        en="“{path}” of {day:date} is no regular file (a link, say). It does not show that the log is kept here.",
    ),
    "truncated": Text(
        ja="{day:date}のファイル「{path}」は途中で切れており、最後まで開けません。",
        en="File “{path}” of {day:date} is cut short and does not open to its end.",
    ),
    "corrupt": Text(
        ja="{day:date}のファイル「{path}」は壊れています（圧縮形式、検査値、または媒体の誤り）。",
        en="File “{path}” of {day:date} is damaged (its compression, its checksum, or the medium).",
    ),
    "unparsed": Text(
        ja="{day:date}のファイル「{path}」は、半分を超える行から時刻を読み取れません。台帳に記載した形式と違います。",
        en="In file “{path}” of {day:date}, more than half of the lines carry no time "
        "of the form that the inventory describes.",
    ),
    "wrong_day": Text(
        ja="{day:date}のファイル「{path}」に、別の日（{days:list}）の記録が入っています。",
        en="File “{path}” of {day:date} holds entries of other days ({days:list}).",
    ),
    "wrong_encoding": Text(
        ja="{day:date}のファイル「{path}」は、台帳に記載した文字コードでは読めません。",
        en="File “{path}” of {day:date} cannot be read in the encoding that the inventory names.",
    ),
    "too_large": Text(
        ja="{day:date}のファイル「{path}」は、展開すると上限を超えます。異常に圧縮されたファイルのおそれがあります。",
        en="File “{path}” of {day:date} grows beyond the limit when unpacked; it may be made to overwhelm whoever "
        "opens it.",
    ),
    "shrunk": Text(
        ja="{day:date}のファイル「{path}」が、{recorded:date}に記録したときより小さくなっています（{before:bytes} "
        "から {after:bytes}）。",
        en="File “{path}” of {day:date} is smaller than when first recorded on {recorded:date} ({before:bytes}, now "
        "{after:bytes}).",
    ),
    "changed": Text(
        ja="{day:date}のファイル「{path}」の内容が、{recorded:date}に記録したときと変わっています。",
        en="The content of file “{path}” of {day:date} is not what was first recorded on {recorded:date}.",
    ),
}

"""What is said of accounts that are no one person's."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="使えるアカウント{count}件は、一人ずつの所有者がいるか、管理者を定めた共用として届け出られています。",
        en="Each of the {count} usable accounts has one holder, or is declared as shared with a custodian.",
    ),
    "broken": Text(
        ja="だれが使っているか特定できないアカウントが{count}件あります。",
        en="{count} accounts cannot be held to one person.",
    ),
    "declared": Text(
        ja="「{account}」は共用アカウントとして届け出られています（管理者: {custodian}）。",
        en="“{account}” is declared as shared (custodian: {custodian}).",
    ),
    "terms": Text(
        ja="共用アカウント「{account}」の理由又は管理者が台帳に記入されていません。",
        en="The reason or the custodian of the shared account “{account}” is not entered.",
    ),
    "generic": Text(
        ja="アカウント「{account}」は個人を特定しない名前で、共用の届出がありません。",
        en="Account “{account}” has a name that tells no person, and is not declared as shared.",
    ),
    "several": Text(
        ja="アカウント「{account}」を複数の人（{people:list}）が使っていますが、共用の届出がありません。",
        en="Account “{account}” is held by several people ({people:list}) and is not declared as shared.",
    ),
    "nobody": Text(
        ja="アカウント「{account}」を使う在職者が職員名簿にいません。",
        en="Nobody serving on the roster holds account “{account}”.",
    ),
}

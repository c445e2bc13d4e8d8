"""What is said of posts and of those who hold them."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="求められている役割（{posts:terms}）に、過去{window:duration}の間、空白なく担当者がいます。",
        en="The posts asked for ({posts:terms}) have been held without a gap for the last {window:duration}.",
    ),
    "never": Text(
        ja="「{register_ja}」に、「{post:term}」に就いている人の記録がありません。",
        en="“{register_en}” has nobody in the post “{post:term}”.",
    ),
    "no_history": Text(
        ja="「{post:term}」について、{day:date}までの担当者の記録がなく、空白がなかったか確かめられません。"
        "前任者の記録を加えてください。",
        en="Nobody is on record as “{post:term}” up to {day:date}, so it cannot be told whether there was a gap. "
        "Please add whoever held it before.",
    ),
    "vacant": Text(
        ja="「{post:term}」は、{first:date}から監査基準日まで担当者がいません。",
        en="“{post:term}” has been vacant since {first:date}.",
    ),
    "gap": Text(
        ja="「{post:term}」に、{first:date}から{last:date}まで担当者がいませんでした。",
        en="“{post:term}” was vacant from {first:date} to {last:date}.",
    ),
    "wrong_position": Text(
        ja="「{post:term}」の {holder} の職は「{found:term}」で、定められた職（{accepted:terms}）でありません。",
        en="{holder}, who is “{post:term}”, is “{found:term}”, not one of the positions laid down ({accepted:terms}).",
    ),
    "wrong_rank": Text(
        ja="「{post:term}」の {holder} の職位は「{found:term}」で、定められた職位（{accepted:terms}）でありません。",
        en="{holder}, who is “{post:term}”, ranks as “{found:term}”, not as laid down ({accepted:terms}).",
    ),
    "not_own": Text(
        ja="「{post:term}」の {holder} は「{organisation}」に所属しています。市の職員を充てる役割です。",
        en="{holder}, who is “{post:term}”, belongs to “{organisation}”; the post is for the city's own staff.",
    ),
    "other_holder": Text(
        ja="「{post:term}」の {holder} が「{other:term}」を兼ねている記録がありません。",
        en="{holder}, who is “{post:term}”, is not on record as “{other:term}” as well.",
    ),
}

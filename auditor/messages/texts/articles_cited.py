"""What is said of what contracts and memoranda must say."""

from auditor.messages.text import Text

TEXTS = {
    "met": Text(
        ja="{agreements:list} に、求められている事項（{items:terms}）の条項があります。",
        en="{agreements:list}: there is an article for everything that is asked for ({items:terms}).",
    ),
    "broken": Text(
        ja="{agreements:list} に、求められている事項（{items:terms}）のうち要件を満たさないものがあります。",
        en="{agreements:list}: not everything that is asked for ({items:terms}) is agreed as it must be.",
    ),
    "no_agreement": Text(
        ja="「{register_ja}」に、この対象についての契約・覚書の記録がありません。",
        en="“{register_en}” holds no contract or memorandum about this.",
    ),
    "no_article": Text(
        ja="「{title}」に「{item:term}」の条項の記録がありません。",
        en="No article of “{title}” is on record for “{item:term}”.",
    ),
}

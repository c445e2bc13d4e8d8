"""Did you mean …?"""

import difflib
import unicodedata
from collections.abc import Iterable


def closest(word: str, candidates: Iterable[str]) -> str:
    """The candidate that a mistyped word was probably meant to be; empty when none is near."""
    pool = list(dict.fromkeys(candidates))
    wanted = unicodedata.normalize("NFKC", word[:80]).lower().replace("-", "_")
    folded = {c.lower().replace("-", "_"): c for c in reversed(pool)}
    if wanted in folded:
        return folded[wanted]
    near = difflib.get_close_matches(wanted, list(folded), n=1, cutoff=0.6)
    return folded[near[0]] if near else ""

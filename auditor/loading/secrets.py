"""Keys that look as if somebody wrote a secret into a file."""

import re

_SECRET = re.compile(
    r"pass(?:word|wd|phrase)?|pw|pwd|secret|community|token|pin|private_?key|(?:auth|priv)_?(?:key|pass\w*)|api_?key|psk"
    r"|パスワード|暗証番号|秘密鍵|コミュニティ名?",
    re.IGNORECASE,
)


def looks_secret(key: str) -> bool:
    """Whether a key asks for a secret, which belongs into the vault."""
    return _SECRET.fullmatch(key.strip().replace("-", "_")) is not None

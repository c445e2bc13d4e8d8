"""The public key beside the store, for everybody to read and to keep elsewhere."""

from pathlib import Path

from auditor.errors import StoreError
from auditor.model.places import SEAL_KEY
from auditor.model.words import message
from auditor.replacing import replacing
from auditor.seal.keys import PublicKey


def publish_key(state: Path, key: PublicKey) -> None:
    """Write the public key (PEM) that the newest seals are signed with, unless it is there already.

    Raises StoreError when it cannot be written.
    """
    path, text = state / SEAL_KEY, key.pem()
    try:
        if path.is_file() and path.read_bytes() == text:
            return
        with replacing(path, 0o644) as out:
            out.write(text)
    except OSError as error:
        raise StoreError(message("store.unwritable", path=str(path), detail=error.strerror or str(error))) from error

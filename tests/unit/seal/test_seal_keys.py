"""Keys: the test vectors of RFC 8032, and the forms in which keys are shown."""

import pytest

from auditor.errors import ExitCode, SealError
from auditor.seal.keys import PublicKey, SealingKey

VECTORS = [  # RFC 8032, 7.1: private key, public key, message, signature
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd"
        "25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c3"
        "87b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594"
        "a7c15e9716ed28dc027beceea1ec40a",
    ),
]

PEM = b"""-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
-----END PUBLIC KEY-----
"""
"""The public key of the first vector, as OpenSSL writes it."""


@pytest.mark.parametrize(("private", "public", "message", "signature"), VECTORS)
def test_vectors(private: str, public: str, message: str, signature: str) -> None:
    key = SealingKey(bytes.fromhex(private))
    assert key.public.raw.hex() == public
    assert key.sign(bytes.fromhex(message)).hex() == signature
    key.public.verify(bytes.fromhex(signature), bytes.fromhex(message))


def test_a_signature_of_something_else_is_refused() -> None:
    key = SealingKey(bytes(32))
    signature = key.sign(b"a")
    for wrong in (signature[:-1], b"", bytes(64), signature[:-1] + bytes([signature[-1] ^ 1])):
        with pytest.raises(SealError) as caught:
            key.public.verify(wrong, b"a")
        assert caught.value.message.code == "seal.bad_signature"
        assert caught.value.exit_code is ExitCode.SEAL_BROKEN
    assert not key.public.signed(signature, b"b")


def test_a_key_is_shown_as_other_programs_show_it() -> None:
    key = PublicKey(bytes.fromhex(VECTORS[0][1]))
    assert key.pem() == PEM
    assert PublicKey.from_pem(PEM) == key
    assert PublicKey.from_text(key.text) == key
    # ssh-keygen -l of the same key
    assert key.fingerprint == "SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8"


@pytest.mark.parametrize("data", [b"", b"-----BEGIN PUBLIC KEY-----\n", PEM * 200, b"\xff" * 100])
def test_what_is_no_public_key_is_refused(data: bytes) -> None:
    with pytest.raises(SealError) as caught:
        PublicKey.from_pem(data)
    assert caught.value.message.code == "seal.no_public_key"


def test_a_private_key_is_not_shown() -> None:
    assert "private" not in repr(SealingKey(bytes(32)))


@pytest.mark.parametrize("make", [SealingKey, PublicKey])
def test_keys_have_32_bytes(make: type[SealingKey] | type[PublicKey]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        make(bytes(31))

"""RFC 3161 over HTTP: one question to a time-stamping authority on the LAN, and what its answer is worth."""

import asyncio
import hashlib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client.errors import VerificationError
from rfc3161_client.tsp import PKIStatus

from auditor.errors import StampError
from auditor.model.operation import TimestampAuthority
from auditor.model.words import message

PATIENCE = timedelta(seconds=20)
"""For the whole of one question and answer."""

_LARGEST_ANSWER = 256 * 1024
"""Bytes. An answer has some 1 to 10 KB: a signature and a chain of certificates."""
_LARGEST_CA_FILE = 1024 * 1024

_QUESTION = "application/timestamp-query"
"""RFC 3161, 3.4."""

_SHA256 = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")

Certificates = Sequence[x509.Certificate]


@dataclass(frozen=True, kw_only=True, slots=True)
class Stamp:
    """A stamp that holds."""

    time: datetime
    """The moment that the authority vouches for."""
    signer: str
    """Issuer and serial number of the certificate that signed it."""


def ask(authority: TimestampAuthority, data: bytes, patience: timedelta = PATIENCE) -> bytes:
    """Have the SHA-256 of ``data`` stamped. Returns the authority's answer (DER of a TimeStampResp), checked.

    Only the digest leaves this machine. Raises StampError: unreachable, slow, no RFC 3161 answer, an answer to
    something else, or one that the authority's certificates do not bear out.
    """
    trusted = certificates(authority.ca_file)
    request = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256).build()
    if request.nonce is None:
        raise AssertionError("the library asks with a nonce unless told otherwise")
    answer = asyncio.run(_post(authority, request.as_bytes(), patience.total_seconds()))
    _hold(_decoded(answer), data, VerifierBuilder(roots=list(trusted), nonce=request.nonce))
    return answer


def check(stamp: bytes, data: bytes, trusted: Certificates) -> Stamp:
    """Hold a stamp against what it was given for, offline. Certificates need to have been valid at its moment only.

    Raises StampError when it does not hold.
    """
    response = _decoded(stamp)
    _hold(response, data, VerifierBuilder(roots=list(trusted)))
    moment = response.tst_info.gen_time
    (signer,) = response.signed_data.signer_infos
    return Stamp(
        time=moment if moment.tzinfo else moment.replace(tzinfo=UTC),
        signer=f"{signer.issuer.rfc4514_string()} {signer.serial_number:x}",
    )


def certificates(ca_file: Path) -> Certificates:
    """The authority's certificates. Raises StampError when the file holds none."""
    try:
        with ca_file.open("rb") as file:
            text = file.read(_LARGEST_CA_FILE)
        return tuple(x509.load_pem_x509_certificates(text))
    except OSError as error:
        detail = error.strerror or str(error)
        raise StampError(message("stamp.ca_unreadable", file=str(ca_file), detail=detail)) from error
    except ValueError as error:
        raise StampError(message("stamp.ca_empty", file=str(ca_file))) from error


async def _post(authority: TimestampAuthority, question: bytes, patience: float) -> bytes:
    """The answer's bytes. No proxy of the environment, no redirect: the digest goes to the named server alone.

    One deadline over all of it: a server that sends a byte now and then would outlive a timeout of single reads.
    """
    headers = {"Content-Type": _QUESTION, "Accept-Encoding": "identity"}
    client = httpx.AsyncClient(trust_env=False, follow_redirects=False, timeout=patience, verify=_tls(authority))
    try:
        async with (
            asyncio.timeout(patience),
            client,
            client.stream("POST", authority.url, content=question, headers=headers) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise StampError(message("stamp.refused", url=authority.url, status=response.status_code))
            answer = b""
            async for piece in response.aiter_raw():
                answer += piece
                if len(answer) > _LARGEST_ANSWER:
                    raise StampError(message("stamp.too_large", url=authority.url))
            return answer
    except TimeoutError as error:
        raise StampError(message("stamp.slow", url=authority.url, patience=patience)) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        detail = str(error) or type(error).__name__
        raise StampError(message("stamp.unreachable", url=authority.url, detail=detail)) from error


def _tls(authority: TimestampAuthority) -> ssl.SSLContext | bool:
    """For https: the system's authorities and the one that also signs the stamps."""
    if not authority.url.startswith("https:"):
        return False
    context = ssl.create_default_context()
    try:
        context.load_verify_locations(cafile=str(authority.ca_file))
    except (OSError, ssl.SSLError) as error:
        raise StampError(message("stamp.ca_empty", file=str(authority.ca_file))) from error
    return context


def _decoded(answer: bytes) -> TimeStampResponse:
    try:
        response = decode_timestamp_response(answer)
        status = response.status
    except ValueError as error:
        raise StampError(message("stamp.garbage")) from error
    if status != PKIStatus.GRANTED:
        raise StampError(message("stamp.rejected", status=status))
    return response


def _hold(response: TimeStampResponse, data: bytes, builder: VerifierBuilder) -> None:
    try:
        imprint = response.tst_info.message_imprint
        if imprint.hash_algorithm != _SHA256 or imprint.message != hashlib.sha256(data).digest():
            raise StampError(message("stamp.of_something_else"))
        builder.build().verify(response, imprint.message)
    except (VerificationError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise StampError(message("stamp.not_borne_out", detail=str(error)[:200])) from error

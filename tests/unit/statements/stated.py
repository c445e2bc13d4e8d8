"""Attestations, confirmations and keys made for tests."""

import base64
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from auditor.facts.base import FactSet
from auditor.facts.statements import AttestedFile
from auditor.model.evidence import ArtefactRef, Place
from auditor.model.japan import JST
from auditor.model.subject import SubjectRef
from auditor.model.terms import Basis, Completeness, SubjectKind
from auditor.seal.keys import SealingKey
from auditor.statements.files import SeenFile
from auditor.statements.people import Identity
from auditor.statements.reading import Statements
from auditor.statements.records import Attestation, Confirmation, Finding, Origin, Signer
from auditor.statements.signing import sign
from auditor.statements.standing import Day

AS_OF = date(2026, 11, 20)
ENTERED = datetime(2026, 11, 1, 9, 0, tzinfo=JST)
HOST = SubjectRef(SubjectKind.TARGET, "host")
CITY = SubjectRef(SubjectKind.ORGANISATION, "city")
NOWHERE = Origin(file="inventory/registers/attestations.yaml", index=0, line=3)
ONE = Identity(uid=1001, name="tantou")
TWO = Identity(uid=1002, name="kachou")
WHOLE = "sha256:" + "a" * 64
OTHER = "sha256:" + "b" * 64
KEY = SealingKey(bytes(range(32)))


def attestation(**changes: Any) -> Attestation:
    made = Attestation(
        id="a-1",
        control="C-1",
        revision="r1",
        subject=HOST,
        part="p",
        by="情報政策課長",
        looked_at="施錠の状態",
        file="lock.pdf",
        digest=WHOLE,
        finding=Finding.MET,
        on=date(2026, 11, 1),
        valid_until=date(2027, 4, 30),
        account=ONE,
        entered=ENTERED,
        origin=NOWHERE,
    )
    return replace(made, **changes)


def confirmation(of: Attestation, key: SealingKey | None = None, **changes: Any) -> Confirmation:
    made = Confirmation(
        id="c-1",
        attestation=of.id,
        attestation_digest=of.own_digest,
        file_digest=of.digest,
        by="総務課長",
        on=of.on + timedelta(days=1),
        account=TWO,
        entered=of.entered + timedelta(days=1),
        key=key.public.text if key is not None else "",
        origin=NOWHERE,
    )
    made = replace(made, **changes)
    return made if key is None else replace(made, signature=sign(key, made.signed_bytes(of)))


def signer(person: str = "総務課長", key: SealingKey = KEY, **changes: Any) -> Signer:
    entered = ENTERED - timedelta(days=30)
    return replace(Signer(person=person, key=key.public.text, account=ONE, entered=entered, origin=NOWHERE), **changes)


def statements(
    attestations: Iterable[Attestation], confirmations: Iterable[Confirmation] = (), signers: Iterable[Signer] = ()
) -> Statements:
    every = tuple(attestations)
    return Statements(
        attestations=every,
        confirmations=tuple(confirmations),
        signers=tuple(signers),
        found={a.file: SeenFile(state="present", digest=a.digest, size=1) for a in every},
    )


def file_fact(name: str = "lock.pdf", state: str = "present", digest: str = WHOLE) -> AttestedFile:
    return AttestedFile(place=Place(origin="register:attestations"), file=name, state=state, found_digest=digest)


def files(*facts: AttestedFile) -> FactSet[AttestedFile]:
    names = ["register:attestations", "register:confirmations"]
    names += [f"register-file:{f.file}" for f in facts if f.state == "present"]
    refs = tuple(ArtefactRef(origin=n, target="inventory", digest=WHOLE, size=1, collected_at=ENTERED) for n in names)
    return FactSet(
        type=AttestedFile,
        subject=CITY,
        facts=facts,
        completeness=Completeness.COMPLETE,
        basis=Basis.REGISTER,
        collected_at=ENTERED,
        artefacts=refs,
    )


def on_day(made: Statements, as_of: date = AS_OF, *facts: AttestedFile) -> Day:
    return Day(as_of=as_of, statements=made, files={f.file: f for f in facts or (file_fact(),)})


def private_pem(key: SealingKey = KEY) -> bytes:
    own = Ed25519PrivateKey.from_private_bytes(key.private)
    return own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def public_line(key: SealingKey = KEY) -> str:
    blob = b"".join(len(p).to_bytes(4, "big") + p for p in (b"ssh-ed25519", key.public.raw))
    return f"ssh-ed25519 {base64.b64encode(blob).decode()} soumu"

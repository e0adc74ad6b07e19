"""Both sides of a connection as the protocol wants them: the provider, and we with our keys."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.db.tx import Transaction
from turnout.kernel.ids import new_id
from turnout.modules.saml import queries, rules
from turnout.modules.saml.errors import SamlConnectionNotFound
from turnout.modules.saml.types import CertificateSide, CertificateState, StoredConnection
from turnout.modules.sso import api as sso
from turnout.saml.certificates import new_key_pair, read_certificate
from turnout.saml.types import KeyPair, Provider, Service

SEALED: Final = "saml_certificates.sealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """Who speaks with whom."""

    stored: sso.StoredProvider
    connection: StoredConnection
    provider: Provider
    service: Service


def parties_of(tx: Transaction, stored: sso.StoredProvider) -> Parties:
    """SamlConnectionNotFound for a provider of another protocol."""
    connection = queries.find_connection(tx, stored.id)
    if connection is None:
        raise SamlConnectionNotFound
    certificates = queries.list_certificates(tx, stored.id)
    keys = [
        KeyPair(certificate=each.certificate, private_key=_opened(stored, each.id, each.sealed))
        for each in rules.signing_order(certificates)
        if each.sealed is not None
    ]
    theirs = [each for each in certificates if each.side == CertificateSide.PROVIDER]
    address = sso.address_of_provider(stored)
    return Parties(
        stored=stored,
        connection=connection,
        provider=Provider(
            entity_id=stored.issuer,
            sso_url=connection.sso_url,
            slo_url=connection.slo_url,
            slo_response_url=connection.slo_response_url,
            certificates=tuple(each.certificate for each in theirs),
        ),
        service=Service(
            entity_id=f"{address}/metadata",
            acs_url=f"{address}/acs",
            slo_url=f"{address}/slo",
            keys=tuple(keys),
        ),
    )


def make_key(tx: Transaction, provider_id: UUID, *, state: CertificateState) -> UUID:
    """Make a key of ours for one provider, with a certificate; it is kept sealed."""
    settings = runtime.current().settings
    row_id = new_id()
    pair = new_key_pair(settings.public_host, tx.now)
    sealed = runtime.current().keys.seal(
        pair.private_key.encode(),
        organization_id=tx.here()["organization_id"],
        field=f"{SEALED}/{row_id}",
    )
    queries.insert_our_certificate(
        tx, provider_id, row_id, read_certificate(pair.certificate), sealed=sealed, state=state
    )
    return row_id


def _opened(stored: sso.StoredProvider, certificate_id: UUID, sealed: bytes) -> str:
    key = runtime.current().keys.open(
        sealed, organization_id=stored.organization_id, field=f"{SEALED}/{certificate_id}"
    )
    return key.decode()

"""SAML connections: set up by the organization's managers, with certificates of both sides."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from turnout.kernel.context import OrganizationContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid, require_version
from turnout.kernel.values import from_attributes
from turnout.modules.organizations import api as organizations
from turnout.modules.saml import policies, queries, rules
from turnout.modules.saml.errors import (
    CertificateInUse,
    CertificateNotFound,
    SamlConnectionNotFound,
    TooManyCertificates,
)
from turnout.modules.saml.service.parties import make_key, parties_of
from turnout.modules.saml.types import (
    CertificateState,
    Changes,
    SamlCertificate,
    SamlConnection,
    StoredConnection,
)
from turnout.modules.sso import api as sso
from turnout.saml.certificates import Certificate, read_certificate
from turnout.saml.errors import SamlRefused
from turnout.saml.metadata import our_metadata, require_web_address

JOB: Final = "saml.service-metadata"
MOST_OF_OURS: Final = 3
ADDRESSES: Final = ("sso_url", "slo_url")


def create_connection(tx: Transaction, provider_id: UUID) -> None:
    """What a new provider of SAML gets: a connection without addresses, and a key of ours."""
    queries.insert_connection(tx, provider_id)
    make_key(tx, provider_id, state=CertificateState.ACTIVE)


def missing_of(tx: Transaction, provider_id: UUID) -> Sequence[str]:
    """What a provider lacks before it can sign anybody in."""
    connection = queries.find_connection(tx, provider_id)
    if connection is None:
        return ()
    return rules.missing(connection, queries.list_certificates(tx, provider_id))


def get_connection(ctx: OrganizationContext, provider_id: UUID) -> SamlConnection:
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        return shown(tx, sso.find_stored_provider(tx, provider_id))


def update_connection(
    ctx: OrganizationContext,
    provider_id: UUID,
    changes: Changes,
    *,
    version: int | None = None,
) -> SamlConnection:
    """Change what is named. Certificates given here take the place of all that were there."""
    policies.require_can_manage(ctx)
    organizations.raise_if(_address_errors(changes))
    certificates = _read(changes.pop("certificates", None))
    entity_id = changes.pop("provider_entity_id", None)
    with transaction(ctx) as tx:
        stored = sso.lock_stored_provider(tx, provider_id)
        policies.require_can_change(ctx, stored)
        before = lock(tx, provider_id)
        require_version(version, before.version)
        _require_still_whole(stored, before, changes, certificates)
        if entity_id is not None:
            sso.name_issuer(tx, provider_id, entity_id.strip())
        if certificates is not None:
            queries.replace_certificates(tx, provider_id, certificates)
        changed = replace(before, **changes)
        if "slo_url" in changes:
            changed = replace(changed, slo_response_url="")
        queries.update_connection(tx, changed)
        return shown(tx, sso.find_stored_provider(tx, provider_id))


def make_next_certificate(ctx: OrganizationContext, provider_id: UUID) -> SamlConnection:
    """Make the next key of ours: published and able to decrypt at once, signing when activated."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        stored = sso.lock_stored_provider(tx, provider_id)
        lock(tx, provider_id)
        if len(rules.signing_order(queries.list_certificates(tx, provider_id))) >= MOST_OF_OURS:
            raise TooManyCertificates
        make_key(tx, provider_id, state=CertificateState.NEXT)
        return shown(tx, stored)


def activate_certificate(
    ctx: OrganizationContext, provider_id: UUID, certificate_id: UUID
) -> SamlConnection:
    """Sign by this certificate from now on; the one before still decrypts."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        stored = sso.lock_stored_provider(tx, provider_id)
        lock(tx, provider_id)
        if queries.lock_our_certificate(tx, provider_id, certificate_id) is None:
            raise CertificateNotFound
        queries.activate(tx, provider_id, certificate_id)
        return shown(tx, stored)


def delete_certificate(ctx: OrganizationContext, provider_id: UUID, certificate_id: UUID) -> None:
    """Forget a key of ours; what is encrypted for it can be read no more."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        sso.lock_stored_provider(tx, provider_id)
        found = queries.lock_our_certificate(tx, provider_id, certificate_id)
        if found is None:
            raise CertificateNotFound
        if found.state == CertificateState.ACTIVE:
            raise CertificateInUse
        queries.delete_certificate(tx, provider_id, certificate_id)


def get_service_metadata(ctx: OrganizationContext, provider_id: UUID) -> bytes:
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        return our_metadata(parties_of(tx, sso.find_stored_provider(tx, provider_id)).service)


def service_metadata(organization_id: UUID, provider_id: UUID) -> bytes:
    """Our metadata for this provider, for whoever asks: it holds nothing secret."""
    with transaction(system_in(organization_id, JOB)) as tx:
        return our_metadata(parties_of(tx, sso.find_stored_provider(tx, provider_id)).service)


def service_certificate(organization_id: UUID, provider_id: UUID) -> str:
    """Our certificate that signs, as PEM, for whoever asks: providers encrypt for it."""
    with transaction(system_in(organization_id, JOB)) as tx:
        keys = parties_of(tx, sso.find_stored_provider(tx, provider_id)).service.keys
    return keys[0].certificate


def lock(tx: Transaction, provider_id: UUID) -> StoredConnection:
    found = queries.lock_connection(tx, provider_id)
    if found is None:
        raise SamlConnectionNotFound
    return found


def shown(tx: Transaction, stored: sso.StoredProvider) -> SamlConnection:
    connection = queries.find_connection(tx, stored.id)
    if connection is None:
        raise SamlConnectionNotFound
    address = sso.address_of_provider(stored)
    certificates = tuple(
        from_attributes(SamlCertificate, each, warning=rules.warning_of(each, now=tx.now))
        for each in queries.list_certificates(tx, stored.id)
    )
    return from_attributes(
        SamlConnection,
        connection,
        entity_id=f"{address}/metadata",
        acs_url=f"{address}/acs",
        single_logout_url=f"{address}/slo",
        service_metadata_url=f"{address}/metadata",
        provider_entity_id=stored.issuer,
        refresh_explanation=sso.explanation_of(connection.refresh_problem),
        certificates=certificates,
    )


def _address_errors(changes: Changes) -> list[FieldError]:
    errors = []
    for name in ADDRESSES:
        if changes.get(name):
            try:
                require_web_address(changes[name], name)
            except SamlRefused:
                errors.append(FieldError(f"/{name}", "Write an https address."))
    return errors


def _read(pasted: Sequence[str] | None) -> list[Certificate] | None:
    if pasted is None:
        return None
    read, errors = {}, []
    for index, each in enumerate(pasted):
        try:
            certificate = read_certificate(each)
            read[certificate.fingerprint] = certificate
        except SamlRefused as refused:
            says = sso.explanation_of(refused.reason)
            pointer, seen = f"/certificates/{index}", f"{says} ({refused.detail})"
            errors.append(FieldError(pointer, seen, refused.reason))
    organizations.raise_if(errors)
    return list(read.values())


def _require_still_whole(
    stored: sso.StoredProvider,
    before: StoredConnection,
    changes: Changes,
    certificates: Sequence[Certificate] | None,
) -> None:
    """A provider that is switched on keeps what it needs: nobody is locked out by a slip."""
    if stored.state != sso.ProviderState.ACTIVE:
        return
    if certificates == []:
        raise Invalid(FieldError("/certificates", "Switch the provider off first."))
    if not changes.get("sso_url", before.sso_url):
        raise Invalid(FieldError("/sso_url", "Switch the provider off first."))

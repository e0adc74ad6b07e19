"""A provider's metadata: by address, fetched again and again, or by the document itself."""

from dataclasses import replace
from datetime import timedelta
from typing import Final
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.outbound.outbound_http import require_callable
from turnout.kernel.security import permissions
from turnout.modules.saml import policies, queries
from turnout.modules.saml.metrics import REFRESHES
from turnout.modules.saml.service.connections import lock, shown
from turnout.modules.saml.types import DueConnection, NewMetadata, SamlConnection
from turnout.modules.sso import api as sso
from turnout.saml.certificates import read_certificate
from turnout.saml.errors import SamlRefused
from turnout.saml.metadata import fetch_metadata, read_metadata
from turnout.saml.types import Provider

JOB: Final = "saml.refresh"
EVERY: Final = timedelta(hours=6)
AGAIN: Final = timedelta(hours=1)
MOST_AT_ONCE: Final = 500


def set_metadata(ctx: OrganizationContext, provider_id: UUID, new: NewMetadata) -> SamlConnection:
    """Take a provider's metadata: the document, or what stands at the address now.

    Fetching waits five seconds at most, outside of any transaction. Invalid names what is wrong
    with the document in plain words; what was there before still counts then.
    """
    policies.require_can_manage(ctx)
    if new.url and new.document:
        raise Invalid(FieldError("/document", "Give the address or the document, not both."))
    with transaction(ctx) as tx:
        sso.find_stored_provider(tx, provider_id)
        url = new.url or (lock(tx, provider_id).metadata_url if not new.document else "")
        now = tx.now
    if not url and not new.document:
        raise Invalid(FieldError("/url", "Give the address of the metadata, or the document."))
    try:
        if url:
            _require_fetchable(ctx, url)
        raw = fetch_metadata(url) if url else new.document.encode()
        read = read_metadata(raw, now=now, entity_id=new.entity_id)
    except SamlRefused as refused:
        says = f"{sso.explanation_of(refused.reason)} ({refused.detail})"
        raise Invalid(FieldError("/url" if url else "/document", says, refused.reason)) from None
    with transaction(ctx) as tx:
        policies.require_can_change(ctx, sso.lock_stored_provider(tx, provider_id))
        _apply(tx, provider_id, read, url=url)
        return shown(tx, sso.find_stored_provider(tx, provider_id))


def _require_fetchable(ctx: OrganizationContext, url: str) -> None:
    require_callable(url, runtime.current().rules, pointer="/url")
    runtime.current().limiter.require("export", f"saml-metadata:{ctx.organization_id}")


def list_due(ctx: SystemContext) -> list[DueConnection]:
    """Whose metadata is to be fetched now."""
    with transaction(ctx) as tx:
        return queries.list_due(tx, limit=MOST_AT_ONCE)


def refresh_metadata(ctx: OrganizationContext, provider_id: UUID) -> None:
    """Fetch a provider's metadata again; when that fails, what is known still counts.

    The next turn is planned before anything is fetched: one that hangs is not asked twice at once.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        connection = queries.lock_connection(tx, provider_id)
        if connection is None or not connection.metadata_url:
            return
        queries.plan_refresh(tx, provider_id, tx.now + AGAIN)
        issuer, now = sso.find_stored_provider(tx, provider_id).issuer, tx.now
    try:
        raw = fetch_metadata(connection.metadata_url)
        read = read_metadata(raw, now=now, entity_id=issuer)
    except SamlRefused as refused:
        REFRESHES.add(outcome="failed")
        with transaction(ctx) as tx:
            before = lock(tx, provider_id)
            if before.refresh_problem != refused.reason:
                queries.update_connection(tx, replace(before, refresh_problem=refused.reason))
        return
    with transaction(ctx) as tx:
        changed = _apply(tx, provider_id, read, url=connection.metadata_url)
    REFRESHES.add(outcome="changed" if changed else "same")


def _apply(tx: Transaction, provider_id: UUID, read: Provider, *, url: str) -> bool:
    """Write what the metadata says; whether it says something new."""
    before = lock(tx, provider_id)
    sso.name_issuer(tx, provider_id, read.entity_id)
    has_other_keys = queries.replace_certificates(
        tx, provider_id, [read_certificate(each) for each in read.certificates]
    )
    said = replace(
        before,
        sso_url=read.sso_url,
        slo_url=read.slo_url,
        slo_response_url=read.slo_response_url,
        metadata_url=url,
        refresh_problem="",
        valid_until=read.valid_until,
    )
    queries.update_connection(tx, replace(said, refreshed_at=tx.now))
    queries.plan_refresh(tx, provider_id, tx.now + EVERY if url else None)
    return has_other_keys or said != before

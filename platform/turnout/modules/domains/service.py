"""Domains: named, proven by a TXT record, looked at again every day, led to the pages."""

import secrets
from uuid import UUID

from turnout.kernel import runtime
from turnout.kernel.context import OrganizationContext, SystemContext, system_in
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.kernel.http.own_hosts import Home
from turnout.kernel.outbound.dns_records import DnsUnavailable, find_txt
from turnout.kernel.security import permissions
from turnout.modules.domains import policies, queries, rules
from turnout.modules.domains.errors import (
    DnsSilent,
    DomainKnown,
    DomainNotFound,
    DomainNotProven,
    DomainTaken,
)
from turnout.modules.domains.facts import DomainLost, DomainVerified
from turnout.modules.domains.metrics import CHECKS
from turnout.modules.domains.types import Domain, DueDomain
from turnout.modules.organizations import api as organizations

TOKEN_BYTES = 20
MOST_FOUND = 5
JOB = "domains.recheck"


def list_domains(ctx: OrganizationContext) -> list[Domain]:
    """Every domain that the organization named, proven or not."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return queries.list_domains(tx)


def get_domain(ctx: OrganizationContext, domain_id: UUID) -> Domain:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return _there(queries.find_domain(tx, domain_id))


def add_domain(ctx: OrganizationContext, host: str, *, leads_here: bool = False) -> Domain:
    """Name a domain; it counts once its record was found. DomainKnown when it is there already."""
    policies.require_can_manage(ctx)
    settings = runtime.current().settings
    name = rules.host_of(host)
    own = (settings.public_host, *settings.hosts)
    organizations.raise_if(rules.host_errors(name, own_hosts=own))
    with transaction(ctx) as tx:
        token = secrets.token_urlsafe(TOKEN_BYTES)
        made = queries.insert_domain(tx, name or "", token=token, leads_here=leads_here)
    if made is None:
        raise DomainKnown
    return made


def verify_domain(ctx: OrganizationContext, domain_id: UUID) -> Domain:
    """Look for the domain's record now; no transaction is open while the name servers are asked.

    DomainNotProven says what was found instead, DomainTaken that another organization was faster,
    DnsSilent that nobody answered.
    """
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        domain = _there(queries.find_domain(tx, domain_id))
    try:
        found = find_txt(domain.record_name)
    except DnsUnavailable:
        CHECKS.add(outcome="silent")
        raise DnsSilent from None
    if not rules.is_proven(found, domain.record_value):
        with transaction(ctx) as tx:
            queries.miss_domain(tx, domain_id)
        CHECKS.add(outcome="missing")
        raise DomainNotProven(
            record_name=domain.record_name,
            record_value=domain.record_value,
            found=found[:MOST_FOUND],
        )
    return _prove(ctx, domain)


def _prove(ctx: OrganizationContext, domain: Domain) -> Domain:
    try:
        with transaction(ctx) as tx:
            before = _there(queries.lock_domain(tx, domain.id))
            proven = queries.prove_domain(tx, domain.id)
            if before.proven_at is None:
                tx.publish(DomainVerified(domain_id=domain.id, host=domain.host))
            _choose_host(tx)
    except DomainTaken:
        CHECKS.add(outcome="taken")
        raise
    CHECKS.add(outcome="proven")
    return proven


def update_domain(
    ctx: OrganizationContext, domain_id: UUID, *, leads_here: bool, version: int | None = None
) -> Domain:
    """Say whether the organization's pages stand at the host, once it is proven."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        require_version(version, _there(queries.lock_domain(tx, domain_id)).version)
        changed = queries.lead(tx, domain_id, leads_here=leads_here)
        _choose_host(tx)
        return changed


def delete_domain(ctx: OrganizationContext, domain_id: UUID) -> None:
    """Remove a domain; from now on another organization may prove it."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        domain = _there(queries.lock_domain(tx, domain_id))
        queries.delete_domain(tx, domain_id)
        if domain.proven_at is not None:
            _announce_loss(tx, domain)


def list_due(ctx: SystemContext) -> list[DueDomain]:
    """Proven domains whose record is to be looked at again."""
    with transaction(ctx) as tx:
        return queries.list_due(tx)


def check_again(ctx: OrganizationContext, domain_id: UUID) -> None:
    """Look again at a proven domain: one whose record was gone for a week counts no more.

    When nobody answers nothing is learned, and nothing is lost.
    """
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        domain = queries.find_domain(tx, domain_id)
    if domain is None or domain.proven_at is None:
        return
    try:
        found = find_txt(domain.record_name)
    except DnsUnavailable:
        CHECKS.add(outcome="silent")
        return
    if rules.is_proven(found, domain.record_value):
        _prove(ctx, domain)
        return
    CHECKS.add(outcome="missing")
    with transaction(ctx) as tx:
        missed = queries.miss_domain(tx, domain_id)
        if rules.is_lost(missed.missing_since, tx.now):
            queries.lose_domain(tx, domain_id)
            _announce_loss(tx, missed)


def find_home(host: str) -> Home | None:
    """The organization to whose pages a host leads, with the host of those; None for any other."""
    name = rules.host_of(host.partition(":")[0])
    if name is None:
        return None
    with transaction(SystemContext(job="domains.find-home")) as tx:
        organization_id = queries.find_home(tx, name)
    if organization_id is None:
        return None
    with transaction(system_in(organization_id, "domains.find-home")) as tx:
        found = organizations.get_organization(tx)
    if found.state != "active" or not found.host:
        return None
    return Home(organization_id=organization_id, slug=found.slug, host=found.host)


def _choose_host(tx: Transaction) -> None:
    """The pages' one host is the first that was proven of those that lead here."""
    organizations.set_host(tx, queries.find_main_host(tx))


def _announce_loss(tx: Transaction, domain: Domain) -> None:
    _choose_host(tx)
    tx.publish(DomainLost(domain_id=domain.id, host=domain.host))
    tx.after_commit.append(lambda: CHECKS.add(outcome="lost"))


def _there(domain: Domain | None) -> Domain:
    if domain is None:
        raise DomainNotFound
    return domain

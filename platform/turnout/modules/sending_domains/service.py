"""Sending domains: added, looked up in the name system, given new keys, removed.

What the name servers say is asked while no transaction is open. A domain whose records were right
and are no more is not sent from, at once, and the team is told.
"""

import secrets
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import msgspec

from turnout.kernel import clock, runtime
from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import require_version
from turnout.kernel.ids import new_id
from turnout.kernel.outbound.dns_records import DnsUnavailable, find_mail_servers, find_txt
from turnout.kernel.security import permissions
from turnout.l10n.mail_headers import mail_host
from turnout.modules.domains import api as domains
from turnout.modules.inbox import api as inbox
from turnout.modules.inbox.api import MessageKind, NewTeamMessage
from turnout.modules.organizations import api as organizations
from turnout.modules.sending_domains import keys, policies, queries, rules
from turnout.modules.sending_domains.errors import (
    KeyOfProvider,
    SendingDnsSilent,
    SendingDomainKnown,
    SendingDomainNotFound,
    SendingDomainsFull,
)
from turnout.modules.sending_domains.facts import SendingDomainFailed, SendingDomainVerified
from turnout.modules.sending_domains.metrics import CHECKS
from turnout.modules.sending_domains.models import SendingDomainState, SignedBy
from turnout.modules.sending_domains.records import records_of
from turnout.modules.sending_domains.types import (
    DueDomain,
    Finding,
    NewSendingDomain,
    Problem,
    RecordKind,
    SendingDomain,
    StoredDomain,
)

JOB: Final = "sending-domains.check"
PATH: Final = "sending-domains"


def list_domains(ctx: OrganizationContext) -> list[SendingDomain]:
    """Every sending domain, verified or not, with the records that it needs."""
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        announced = queries.list_announced(tx)
        return [_shown(each, announced) for each in queries.list_domains(tx)]


def list_names(tx: Transaction) -> list[str]:
    """The names of the organization's sending domains."""
    return [each.domain for each in queries.list_domains(tx)]


def get_domain(ctx: OrganizationContext, domain_id: UUID) -> SendingDomain:
    policies.require_can_read(ctx)
    with transaction(ctx) as tx:
        return _answer(tx, _there(queries.find_domain(tx, domain_id)))


def add_domain(ctx: OrganizationContext, new: NewSendingDomain) -> SendingDomain:
    """Add a domain; mails leave by it once its records are found.

    SendingDomainKnown when it is there already, SendingDomainsFull beyond five.
    """
    policies.require_can_manage(ctx)
    settings, domain = runtime.current().settings, rules.normal_domain(new.domain)
    own = [each.partition(":")[0] for each in (settings.public_host, *settings.hosts)]
    errors = rules.address_errors(domain, new.local_part, own=[*own, spf_host()])
    if new.signed_by is SignedBy.PROVIDER:
        errors += rules.selector_errors(new.selectors)
    organizations.raise_if(errors)
    values = _signature(ctx.organization_id, new)
    with transaction(ctx) as tx:
        if queries.count_locked(tx) >= rules.MOST_DOMAINS:
            raise SendingDomainsFull
        made = queries.insert_domain(
            tx,
            domain=domain,
            local_part=new.local_part,
            signed_by=new.signed_by.value,
            **values,
        )
        if made is None:
            raise SendingDomainKnown
        return _answer(tx, made)


def update_domain(
    ctx: OrganizationContext,
    domain_id: UUID,
    *,
    local_part: str | None,
    is_used: bool,
    version: int | None = None,
) -> SendingDomain:
    """Change what stands before the @, or let mails leave by this domain."""
    policies.require_can_manage(ctx)
    if local_part is not None:
        organizations.raise_if(rules.address_errors("", local_part, own=()))
    with transaction(ctx) as tx:
        queries.count_locked(tx)
        require_version(version, _there(queries.find_domain(tx, domain_id)).version)
        changed = queries.update_domain(tx, domain_id, local_part=local_part)
        if is_used and not changed.is_used:
            changed = queries.use_domain(tx, domain_id)
        return _answer(tx, changed)


def delete_domain(ctx: OrganizationContext, domain_id: UUID) -> None:
    """Remove a domain and its keys; mails leave by another one of the organization, or by ours."""
    policies.require_can_manage(ctx)
    with transaction(ctx) as tx:
        queries.count_locked(tx)
        _there(queries.find_domain(tx, domain_id))
        queries.delete_domain(tx, domain_id)


def rotate_key(ctx: OrganizationContext, domain_id: UUID) -> SendingDomain:
    """Make a second key; it signs as soon as its record is found, and the first one is forgotten.

    KeyOfProvider where the provider signs.
    """
    policies.require_can_manage(ctx)
    private, public = keys.make_key()
    with transaction(ctx) as tx:
        domain = _there(queries.lock_domain(tx, domain_id))
        if domain.keys is None:
            raise KeyOfProvider
        current = keys.open_keys(domain.organization_id, domain.keys)[0]
        kept = queries.store_keys(
            tx,
            domain_id,
            selectors=[domain.selectors[0], rules.selector_of(tx.now, _mark())],
            keys=keys.seal_keys(domain.organization_id, [current, private]),
            public_keys=[domain.public_keys[0], public],
        )
        return _answer(tx, kept)


def check_domain(ctx: OrganizationContext, domain_id: UUID) -> SendingDomain:
    """Look for the records now; SendingDnsSilent, and nothing changed, when nobody answers."""
    policies.require_can_manage(ctx)
    try:
        return _check(ctx, domain_id)
    except DnsUnavailable:
        CHECKS.add(outcome="silent")
        raise SendingDnsSilent from None


def check_again(ctx: OrganizationContext, domain_id: UUID) -> None:
    """Look again by itself; when nobody answers nothing is learned, and nothing is lost."""
    permissions.require_platform(ctx)
    try:
        _check(ctx, domain_id)
    except DnsUnavailable:
        CHECKS.add(outcome="silent")
    except SendingDomainNotFound:
        return


def list_due(ctx: SystemContext) -> list[DueDomain]:
    """Domains whose records are to be looked at again."""
    with transaction(ctx) as tx:
        return queries.list_due(tx)


def spf_host() -> str:
    """Whose SPF record an organization includes: that of the address we send from."""
    return mail_host(runtime.current().settings.mail_from)


def _check(ctx: OrganizationContext, domain_id: UUID) -> SendingDomain:
    with transaction(ctx) as tx:
        domain = _there(queries.find_domain(tx, domain_id))
        proven = domains.list_proven(tx, _names_above(domain.domain))
    findings = _look(domain, is_proven=bool(proven))
    with transaction(ctx) as tx:
        now = _there(queries.lock_domain(tx, domain_id))
        if now.selectors != domain.selectors:  # a key was made meanwhile: the next look has it
            return _answer(tx, now)
        now = _with_next_key(tx, now, findings)
        state, problem = rules.state_after(SendingDomainState(now.state), findings)
        noted = queries.note_findings(
            tx, domain_id, state=state.value, findings=msgspec.to_builtins(findings)
        )
        _announce(tx, before=now.state, noted=noted, problem=problem)
        CHECKS.add(outcome=state.value)
        return _answer(tx, noted)


def _look(domain: StoredDomain, *, is_proven: bool) -> list[Finding]:
    """What the name servers say of each record; DnsUnavailable when one does not answer."""
    name, found = domain.domain, []
    is_ours = domain.signed_by == SignedBy.PLATFORM
    if not is_ours:
        problem = None if is_proven else Problem.NOT_PROVEN
        found.append(Finding(kind=RecordKind.OWNERSHIP, is_right=is_proven, problem=problem))
    for number, selector in enumerate(domain.selectors):
        public_key = domain.public_keys[number] if is_ours else ""
        texts = find_txt(f"{selector}._domainkey.{name}")
        finding = rules.judge_dkim(texts, public_key, selector=selector)
        is_next = is_ours and number > 0
        found.append(replace(finding, is_needed=False) if is_next else finding)
    if is_ours:
        found.append(rules.judge_spf(find_txt(name), spf_host()))
    found.append(rules.judge_dmarc(_dmarc_of(name)))
    back = rules.judge_return(find_mail_servers(name))
    found.append(replace(back, is_needed=False))
    return found


def _dmarc_of(name: str) -> list[str]:
    """A domain without a record of its own has that of the one above (RFC 7489, 6.6.3)."""
    for each in _names_above(name):
        found = find_txt(f"_dmarc.{each}")
        if found:
            return found
    return []


def _names_above(name: str) -> list[str]:
    """The domain and those above it that are no top-level domain."""
    labels = name.split(".")
    return [".".join(labels[at:]) for at in range(len(labels) - 1)]


def _with_next_key(tx: Transaction, domain: StoredDomain, findings: list[Finding]) -> StoredDomain:
    """Let the second key sign once its record is there; the findings of the first one go."""
    if domain.keys is None or len(domain.selectors) == 1:
        return domain
    first, second = domain.selectors
    mine = {each.selector: each for each in findings if each.kind is RecordKind.DKIM}
    if not mine[second].is_right:
        return domain
    findings.remove(mine[first])
    findings.remove(mine[second])
    findings.insert(0, replace(mine[second], is_needed=True))
    private = keys.open_keys(domain.organization_id, domain.keys)[1]
    return queries.store_keys(
        tx,
        domain.id,
        selectors=[second],
        keys=keys.seal_keys(domain.organization_id, [private]),
        public_keys=domain.public_keys[1:],
    )


def _announce(
    tx: Transaction, *, before: str, noted: StoredDomain, problem: Problem | None
) -> None:
    if noted.state == before:
        return
    if noted.state == SendingDomainState.VERIFIED:
        was_failing = before == SendingDomainState.FAILING
        tx.publish(
            SendingDomainVerified(domain_id=noted.id, domain=noted.domain, was_failing=was_failing)
        )
    if noted.state == SendingDomainState.FAILING and problem is not None:
        tx.publish(
            SendingDomainFailed(domain_id=noted.id, domain=noted.domain, problem=problem.value)
        )
        new = NewTeamMessage(
            kind=MessageKind.SENDING_DOMAIN_FAILED,
            source_id=new_id(),
            permission=policies.READ,
            path=PATH,
            about=noted.domain,
        )
        inbox.tell_team(tx, new)


def _signature(organization_id: UUID, new: NewSendingDomain) -> dict[str, Any]:
    if new.signed_by is SignedBy.PROVIDER:
        return {"selectors": list(new.selectors), "keys": None, "public_keys": []}
    private, public = keys.make_key()
    return {
        "selectors": [rules.selector_of(clock.now(), _mark())],
        "keys": keys.seal_keys(organization_id, [private]),
        "public_keys": [public],
    }


def _mark() -> str:
    return secrets.token_hex(3)


def _answer(tx: Transaction, domain: StoredDomain) -> SendingDomain:
    return _shown(domain, queries.list_announced(tx))


def _shown(domain: StoredDomain, announced: dict[UUID, int]) -> SendingDomain:
    is_ours = domain.signed_by == SignedBy.PLATFORM
    return SendingDomain(
        id=domain.id,
        domain=domain.domain,
        address=domain.address,
        signed_by=domain.signed_by,
        state=domain.state,
        is_used=domain.is_used,
        records=records_of(domain, include=spf_host()),
        selector=domain.selectors[0] if is_ours else "",
        next_selector=domain.selectors[1] if is_ours and len(domain.selectors) > 1 else "",
        checked_at=domain.checked_at,
        verified_at=domain.verified_at,
        failing_since=domain.failing_since,
        daily_limit=rules.daily_limit(domain.verified_at, clock.now()),
        announced_today=announced.get(domain.id, 0),
        created_at=domain.created_at,
        version=domain.version,
    )


def _there(domain: StoredDomain | None) -> StoredDomain:
    if domain is None:
        raise SendingDomainNotFound
    return domain

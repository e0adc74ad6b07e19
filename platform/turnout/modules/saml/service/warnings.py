"""Warnings of certificates that end: 30, 7 and 1 days before, by mail, once each."""

from datetime import timedelta

from turnout.kernel.context import OrganizationContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.security import permissions
from turnout.modules.members import api as members
from turnout.modules.notifications import api as notifications
from turnout.modules.saml import policies, queries, rules
from turnout.modules.saml.facts import CertificateExpiryWarned
from turnout.modules.saml.metrics import WARNINGS
from turnout.modules.saml.types import EndingCertificate
from turnout.modules.sso import api as sso


def list_ending(ctx: SystemContext) -> list[EndingCertificate]:
    """Those that end within 30, 7 or 1 days, and of which nobody was told at that threshold."""
    with transaction(ctx) as tx:
        before = tx.now + timedelta(days=rules.WARNING_DAYS[0])
        return [
            each
            for each in queries.list_ending(tx, before=before)
            if rules.warning_due(each.ends_at, each.warned_days, now=tx.now) is not None
        ]


def warn_of(ctx: OrganizationContext, ending: EndingCertificate) -> None:
    """Tell administrators of one certificate, once for each threshold; the mails commit with it."""
    permissions.require_platform(ctx)
    with transaction(ctx) as tx:
        provider = sso.find_stored_provider(tx, ending.provider_id)
        days = rules.warning_due(ending.ends_at, ending.warned_days, now=tx.now)
        if days is None or provider.state == sso.ProviderState.OFF:
            return
        if not queries.note_warning(tx, ending.id, days):
            return
        WARNINGS.add(side=ending.side)
        fact = CertificateExpiryWarned(
            provider_id=ending.provider_id,
            certificate_id=ending.id,
            provider_name=provider.name,
            side=ending.side,
            days=days,
            ends_on=ending.ends_at.date().isoformat(),
        )
        tx.publish(fact)
        _write_to_administrators(tx, fact)


def _write_to_administrators(tx: Transaction, fact: CertificateExpiryWarned) -> None:
    for person in members.people_with(tx, policies.MANAGE):
        notice = notifications.NewMail.to_person(
            person,
            notifications.Template.ORGANIZATION_CERTIFICATE_ENDING,
            source_id=fact.certificate_id,
            serial=fact.days,
            details={"path": "/account", "day": fact.ends_on},
        )
        notifications.queue_mail(tx, notice)

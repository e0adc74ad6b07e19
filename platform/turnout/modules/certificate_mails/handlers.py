"""Which mail follows when a certificate is ready."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.attendance_certificates.facts import CertificateOffered
from turnout.modules.certificate_mails import service
from turnout.modules.notifications import api as notifications
from turnout.modules.notifications.api import Template

notifications.register_composers({Template.CERTIFICATE_READY: service.compose})


@on(CertificateOffered, queue="messages")
def send_certificate(ctx: OrganizationContext, fact: CertificateOffered) -> None:
    service.announce(ctx, fact.ticket_id)

"""Which messages follow what happened."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.messaging.facts import on
from turnout.modules.connections.facts import ConnectionFailed
from turnout.modules.files.facts import FileInfected
from turnout.modules.inbox.api import MessageKind
from turnout.modules.jobs.facts import JobFinished
from turnout.modules.notifications.api import Template
from turnout.modules.orders.facts import OrderApprovalAwaited, OrderReviewOpened
from turnout.modules.organizations.facts import MemberAdded
from turnout.modules.payments.facts import PaymentHeldForReview, PaymentRefundFailed
from turnout.modules.reconciliation.facts import DifferencesFound, StatementImported
from turnout.modules.sending_domains.facts import SendingDomainFailed, SendingDomainVerified
from turnout.modules.session_files.facts import SessionFileSubmitted
from turnout.modules.team_messages import service


@on(OrderReviewOpened, queue="messages")
def tell_of_review(ctx: OrganizationContext, fact: OrderReviewOpened) -> None:
    service.tell_of_order(ctx, fact.event_id, MessageKind.ORDER_REVIEW)


@on(OrderApprovalAwaited, queue="messages")
def tell_of_application(ctx: OrganizationContext, fact: OrderApprovalAwaited) -> None:
    service.tell_of_order(ctx, fact.event_id, MessageKind.APPLICATION)


@on(PaymentRefundFailed, queue="messages")
def tell_of_refund(ctx: OrganizationContext, fact: PaymentRefundFailed) -> None:
    service.tell_of_payment(ctx, fact.payment_id, MessageKind.REFUND_FAILED)


@on(PaymentHeldForReview, queue="messages")
def tell_of_held_payment(ctx: OrganizationContext, fact: PaymentHeldForReview) -> None:
    service.tell_of_payment(ctx, fact.payment_id, MessageKind.PAYMENT_HELD)


@on(DifferencesFound, queue="messages")
def tell_of_differences(ctx: OrganizationContext, _fact: DifferencesFound) -> None:
    service.tell_of_differences(ctx)


@on(StatementImported, queue="messages")
def tell_of_statement(ctx: OrganizationContext, fact: StatementImported) -> None:
    if fact.unmatched:
        service.tell_of_statement(ctx)


@on(JobFinished, queue="messages")
def tell_of_job(ctx: OrganizationContext, fact: JobFinished) -> None:
    service.tell_of_job(ctx, fact.job_id)


@on(MemberAdded, queue="messages")
def tell_of_member(ctx: OrganizationContext, fact: MemberAdded) -> None:
    service.tell_of_member(ctx, fact.user_id)


@on(SessionFileSubmitted, queue="messages")
def tell_of_session_file(ctx: OrganizationContext, fact: SessionFileSubmitted) -> None:
    service.tell_of_session_file(ctx, fact.event_id, fact.session_id)


@on(FileInfected, queue="messages")
def tell_of_infection(ctx: OrganizationContext, _fact: FileInfected) -> None:
    service.tell_of_infection(ctx)


@on(ConnectionFailed, queue="messages")
def tell_of_connection(ctx: OrganizationContext, fact: ConnectionFailed) -> None:
    service.tell_of_connection(ctx, fact.connection_id, fact.kind)


@on(SendingDomainFailed, queue="messages")
def mail_of_failed_domain(ctx: OrganizationContext, fact: SendingDomainFailed) -> None:
    template = Template.ORGANIZATION_SENDING_DOMAIN_FAILED
    service.mail_of_sending_domain(ctx, fact.domain, template)


@on(SendingDomainVerified, queue="messages")
def mail_of_restored_domain(ctx: OrganizationContext, fact: SendingDomainVerified) -> None:
    if fact.was_failing:
        template = Template.ORGANIZATION_SENDING_DOMAIN_RESTORED
        service.mail_of_sending_domain(ctx, fact.domain, template)

"""HTTP of the delivery log."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, TenantContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import idempotent, requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.mail_providers.api import MailHistory
from turnout.modules.notifications import policies
from turnout.modules.notifications.schemas import MailArguments
from turnout.modules.notifications.service import resend
from turnout.modules.notifications.types import Mail
from turnout.modules.orders import api as orders

blueprint = StrictBlueprint(
    "mails",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Which mails were sent to whom.",
)


@blueprint.route("/mails")
class Mails(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(MailArguments, location="query")
    @blueprint.response(200, page_of(Mail))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[Mail]:
        """List mails (of one order or event, or in one state), newest first."""
        request = page_request(query.pop("cursor"), query.pop("limit"))
        return resend.list_mails(ctx, request, **query)


@blueprint.route("/mails/<uuid:mail_id>/history")
class History(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getMailHistory")
    @blueprint.response(200, response(MailHistory))
    def get(self, ctx: OrganizationContext, mail_id: UUID) -> MailHistory:
        """Show what was tried with a mail and what its provider told of it."""
        return resend.get_history(ctx, mail_id)


@blueprint.route("/mails/<uuid:mail_id>/resend")
class Resend(MethodView):
    @requires(policies.SEND)
    @blueprint.doc(operationId="resendMail")
    @blueprint.response(201, response(Mail))
    @idempotent(Mail)
    def post(self, ctx: OrganizationContext, mail_id: UUID) -> Mail:
        """Send a mail about an order once more, to the order's present address."""
        return resend.resend_mail(ctx, mail_id)


@blueprint.route("/orders/<uuid:order_id>/resend-tickets")
class ResendTickets(MethodView):
    @orders.requires_buyer_or(policies.SEND)
    @blueprint.response(204)
    def post(self, ctx: TenantContext, order_id: UUID) -> None:
        """Mail a confirmed order's tickets to its buyer once more, at most every five minutes."""
        resend.resend_confirmation(ctx, order_id)


blueprints = (blueprint,)

"""HTTP of e-mail providers: where they tell what became of mails."""

from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import PublicContext
from turnout.kernel.http.access import public
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.mail_providers import reports
from turnout_sdk.webhooks import Delivery

hooks = StrictBlueprint(
    "mail hooks",
    __name__,
    url_prefix="/hooks/v1/email/<uuid:organization_id>",
    description="Where e-mail providers tell what became of mails.",
)


@hooks.route("/<uuid:connection_id>")
class MailHook(MethodView):
    @public("the adapter proves the sender by the signature over the raw body", limited="hooks")
    @hooks.doc(operationId="receiveMailReports")
    @hooks.response(204)
    def post(self, ctx: PublicContext, connection_id: UUID) -> None:
        """Take a provider's reports about mails: checked, and each counted once."""
        delivery = Delivery(
            headers=dict(request.headers),
            body=request.get_data(cache=False),
            query=request.args.to_dict(),
        )
        reports.receive(ctx, connection_id, delivery)


blueprints = (hooks,)

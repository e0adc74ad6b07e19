"""HTTP of the registration form: organizers write and try it, the checkout shows it."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_info import access_code
from turnout.modules.forms import policies, service
from turnout.modules.forms.schemas import FormSchema, ShownArguments, TrialSchema
from turnout.modules.forms.types import Evaluation, FormVersion, Scope, ShownForm

blueprint = StrictBlueprint(
    "forms",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="What an event asks of those who register.",
)


@blueprint.route("/form")
class CheckoutForm(MethodView):
    @public("a checkout asks the questions")
    @blueprint.arguments(ShownArguments, location="query")
    @blueprint.response(200, response(ShownForm))
    def get(self, ctx: PublicContext, asked: dict[str, Any], event_id: UUID) -> ShownForm:
        """Show the questions in one language; `version` is 0 when nothing is asked."""
        return service.get_shown_form(ctx, event_id, language=asked["language"], code=access_code())


@blueprint.route("/registration-form")
class RegistrationForm(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(FormVersion))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Any:
        """Show the form in every language."""
        return with_etag(service.get_form_version(ctx, event_id))

    @requires(policies.EDIT)
    @blueprint.arguments(FormSchema)
    @blueprint.response(200, response(FormVersion))
    def put(self, ctx: OrganizationContext, definition: dict[str, Any], event_id: UUID) -> Any:
        """Ask these questions from now on; `If-Match` refuses to overwrite somebody else's."""
        return with_etag(service.save_form(ctx, event_id, definition, version=if_match()))


@blueprint.route("/registration-form/versions")
class FormVersions(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(FormVersion))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, list[FormVersion]]:
        """List every version that was ever asked, newest first."""
        return {"items": service.list_form_versions(ctx, event_id)}


@blueprint.route("/registration-form/preview")
class FormPreview(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(TrialSchema)
    @blueprint.response(200, response(Evaluation))
    def post(self, ctx: OrganizationContext, body: dict[str, Any], event_id: UUID) -> Evaluation:
        """Try answers on the form, or on one that is not saved yet; nothing is kept."""
        trial = service.Trial(
            scope=Scope(body["scope"]),
            answers=body["answers"],
            ticket_type_ids=[str(each) for each in body["ticket_type_ids"]],
            definition=body["form"],
        )
        return service.try_form(ctx, event_id, trial)


blueprints = (blueprint,)

"""HTTP of message templates."""

from typing import Any, TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.message_templates import policies, service
from turnout.modules.message_templates.schemas import (
    MessageTemplateArguments,
    MessageTemplateUpdateSchema,
    NewMessageTemplateSchema,
    PreviewRequestSchema,
)
from turnout.modules.message_templates.types import (
    MessageKind,
    MessageTemplate,
    NewMessageTemplate,
    PreviewRequest,
    TemplateContent,
    TemplatePreview,
    TemplateVersion,
)

Tagged: TypeAlias = tuple[MessageTemplate, int, dict[str, str]]
ONE = "/<uuid:message_template_id>"
blueprint = StrictBlueprint(
    "message_templates",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/message-templates",
    description="An organization's own words for the mails that attendees and buyers get.",
)


@blueprint.route("")
class MessageTemplates(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(MessageTemplateArguments, location="query")
    @blueprint.response(200, list_of(MessageTemplate))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any]
    ) -> dict[str, list[MessageTemplate]]:
        """List the templates for all events, or those of one."""
        return {"items": service.list_templates(ctx, query["event_id"])}

    @requires(policies.EDIT)
    @blueprint.arguments(NewMessageTemplateSchema)
    @blueprint.response(201, response(MessageTemplate))
    def post(self, ctx: OrganizationContext, new: NewMessageTemplate) -> Tagged:
        """Begin a template; mails stay as they are until it is published."""
        return with_etag(service.create_template(ctx, new), 201)


@blueprint.route("/messages")
class Messages(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listMessages")
    @blueprint.response(200, list_of(MessageKind))
    def get(self, ctx: OrganizationContext) -> dict[str, list[MessageKind]]:
        """List the mails that can be written, with their variables and a sample of each."""
        return {"items": service.list_messages(ctx)}


@blueprint.route("/previews")
class TemplatePreviews(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="previewMessageTemplate")
    @blueprint.arguments(PreviewRequestSchema)
    @blueprint.response(200, response(TemplatePreview))
    def post(self, ctx: OrganizationContext, asked: PreviewRequest) -> TemplatePreview:
        """Show a mail as it would leave, of sample data or of an order; nothing is kept."""
        return service.preview(ctx, asked)


@blueprint.route(ONE)
class OneMessageTemplate(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(MessageTemplate))
    def get(self, ctx: OrganizationContext, message_template_id: UUID) -> Tagged:
        """Show a template."""
        return with_etag(service.get_template(ctx, message_template_id))

    @requires(policies.EDIT)
    @blueprint.arguments(MessageTemplateUpdateSchema)
    @blueprint.response(200, response(MessageTemplate))
    def patch(
        self,
        ctx: OrganizationContext,
        changes: dict[str, TemplateContent],
        message_template_id: UUID,
    ) -> Tagged:
        """Write the draft. `If-Match` guards it."""
        content = changes["content"]
        return with_etag(
            service.update_template(ctx, message_template_id, content, version=if_match())
        )

    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, message_template_id: UUID) -> None:
        """Delete a template with its versions. `If-Match` guards it."""
        service.delete_template(ctx, message_template_id, version=if_match())


@blueprint.route(f"{ONE}/publish")
class Publication(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="publishMessageTemplate")
    @blueprint.response(200, response(MessageTemplate))
    def post(self, ctx: OrganizationContext, message_template_id: UUID) -> Tagged:
        """Make mails of the draft from now on. `If-Match` guards it."""
        return with_etag(service.publish_template(ctx, message_template_id, version=if_match()))


@blueprint.route(f"{ONE}/withdraw")
class Withdrawal(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="withdrawMessageTemplate")
    @blueprint.response(200, response(MessageTemplate))
    def post(self, ctx: OrganizationContext, message_template_id: UUID) -> Tagged:
        """Make mails of the built-in template again. `If-Match` guards it."""
        return with_etag(service.withdraw_template(ctx, message_template_id, version=if_match()))


@blueprint.route(f"{ONE}/versions")
class TemplateVersions(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listMessageTemplateVersions")
    @blueprint.response(200, list_of(TemplateVersion))
    def get(
        self, ctx: OrganizationContext, message_template_id: UUID
    ) -> dict[str, list[TemplateVersion]]:
        """List what was published, the newest first, and how the draft differs from it."""
        return {"items": service.list_versions(ctx, message_template_id)}


@blueprint.route(f"{ONE}/test")
class TemplateTest(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="testMessageTemplate")
    @blueprint.response(204)
    def post(self, ctx: OrganizationContext, message_template_id: UUID) -> None:
        """Mail the draft to yourself, with sample data."""
        service.send_test(ctx, message_template_id)


blueprints = (blueprint,)

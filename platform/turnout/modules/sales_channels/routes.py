"""HTTP of channel settings."""

from typing import Any, TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import list_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.sales_channels import policies, service
from turnout.modules.sales_channels.schemas import (
    ChannelSettingUpdateSchema,
    NewChannelSettingSchema,
)
from turnout.modules.sales_channels.types import ChannelSetting, NewChannelSetting

Tagged: TypeAlias = tuple[ChannelSetting, int, dict[str, str]]
blueprint = StrictBlueprint(
    "sales_channels",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>"
    "/channel-settings",
    description="Where ticket types are sold, how many there, and what is kept for whom.",
)


@blueprint.route("")
class ChannelSettings(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, list_of(ChannelSetting))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the channel settings of an event with what they sold and keep."""
        return {"items": service.list_settings(ctx, event_id)}

    @requires(policies.EDIT)
    @blueprint.arguments(NewChannelSettingSchema)
    @blueprint.response(201, response(ChannelSetting))
    def post(self, ctx: OrganizationContext, new: NewChannelSetting, event_id: UUID) -> Tagged:
        """Limit a ticket type in a channel, or keep places of it for a channel or partner."""
        return with_etag(service.create_setting(ctx, event_id, new), 201)


@blueprint.route("/<uuid:channel_setting_id>")
class OneChannelSetting(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(ChannelSetting))
    def get(self, ctx: OrganizationContext, event_id: UUID, channel_setting_id: UUID) -> Tagged:
        """Show how a ticket type is sold through a channel."""
        return with_etag(service.get_setting(ctx, event_id, channel_setting_id))

    @requires(policies.EDIT)
    @blueprint.arguments(ChannelSettingUpdateSchema)
    @blueprint.response(200, response(ChannelSetting))
    def patch(
        self,
        ctx: OrganizationContext,
        changes: dict[str, Any],
        event_id: UUID,
        channel_setting_id: UUID,
    ) -> Tagged:
        """Raise or lower what is kept, its return date or the limit. `If-Match` guards it."""
        changed = service.update_setting(
            ctx, event_id, channel_setting_id, changes, version=if_match()
        )
        return with_etag(changed)

    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, channel_setting_id: UUID) -> None:
        """Sell the ticket type there as anything else; what is kept goes back."""
        service.delete_setting(ctx, event_id, channel_setting_id, version=if_match())


@blueprint.route("/<uuid:channel_setting_id>/return")
class AllotmentReturn(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="returnAllotment")
    @blueprint.response(200, response(ChannelSetting))
    def post(self, ctx: OrganizationContext, event_id: UUID, channel_setting_id: UUID) -> Tagged:
        """Let what is kept and not sold go back now; doing so again changes nothing."""
        return with_etag(service.return_allotment(ctx, event_id, channel_setting_id))


blueprints = (blueprint,)

"""HTTP of waitlists: joining and a place of one's own, and the list for the team."""

from typing import Any, TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext, TenantContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import public, requires, requires_or_secret, requires_secret
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_info import access_code
from turnout.modules.waitlist import policies, secrets, service
from turnout.modules.waitlist.schemas import (
    EntryArguments,
    EntryUpdateSchema,
    NewEntrySchema,
    SettingsSchema,
)
from turnout.modules.waitlist.types import (
    JoinedWaitlist,
    NewEntry,
    NewSettings,
    WaitlistEntry,
    WaitlistFigures,
    WaitlistPlace,
    WaitlistSettings,
)

TaggedSettings: TypeAlias = tuple[WaitlistSettings, int, dict[str, str]]
TaggedEntry: TypeAlias = tuple[WaitlistEntry, int, dict[str, str]]
blueprint = StrictBlueprint(
    "waitlist",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Who waits for tickets that are sold out, and the offers that they get.",
)
of_its_owner = requires_secret(header=secrets.HEADER, path_id="entry_id", proves=secrets.opens)
of_its_owner_or_team = requires_or_secret(
    policies.EDIT, header=secrets.HEADER, path_id="entry_id", proves=secrets.proves
)


@blueprint.route("/events/<uuid:event_id>/waitlist")
class Entries(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listWaitlist")
    @blueprint.arguments(EntryArguments, location="query")
    @blueprint.response(200, page_of(WaitlistEntry))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], event_id: UUID
    ) -> Page[WaitlistEntry]:
        """List who waits for an event's tickets, in the order of the queue."""
        return service.list_entries(
            ctx,
            event_id,
            page_request(query["cursor"], query["limit"]),
            state=query["state"],
            ticket_type_id=query["ticket_type_id"],
            text=query["q"],
        )

    @public("anyone who may buy may wait; mails are limited by address", limited="purchase")
    @blueprint.doc(operationId="joinWaitlist")
    @blueprint.arguments(NewEntrySchema)
    @blueprint.response(202, response(JoinedWaitlist))
    def post(self, ctx: PublicContext, new: NewEntry, event_id: UUID) -> JoinedWaitlist:
        """Join the waitlist of a ticket type that is sold out; a mail has the link to the place."""
        return service.join(ctx, event_id, new, code=access_code())


@blueprint.route("/events/<uuid:event_id>/waitlist-figures")
class Figures(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getWaitlistFigures")
    @blueprint.response(200, response(WaitlistFigures))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> WaitlistFigures:
        """Count who waits for an event, and what became of offers."""
        return service.count_entries(ctx, event_id)


@blueprint.route("/events/<uuid:event_id>/waitlist-settings")
class Settings(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="getWaitlistSettings")
    @blueprint.response(200, response(WaitlistSettings))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> TaggedSettings:
        """Show how an event's waitlist works."""
        return with_etag(service.get_settings(ctx, event_id))

    @requires(policies.EDIT)
    @blueprint.doc(operationId="setWaitlistSettings")
    @blueprint.arguments(SettingsSchema)
    @blueprint.response(200, response(WaitlistSettings))
    def put(self, ctx: OrganizationContext, new: NewSettings, event_id: UUID) -> TaggedSettings:
        """Open or close an event's waitlist and say how it works. `If-Match` guards it."""
        return with_etag(service.update_settings(ctx, event_id, new, version=if_match()))


@blueprint.route("/waitlist-entries/<uuid:entry_id>")
class OneEntry(MethodView):
    @of_its_owner
    @blueprint.doc(operationId="getWaitlistPlace")
    @blueprint.response(200, response(WaitlistPlace))
    def get(self, ctx: PublicContext, entry_id: UUID) -> WaitlistPlace:
        """Look at one's own place: its position, or the offer and its deadline."""
        return service.get_place(ctx, entry_id)

    @requires(policies.EDIT)
    @blueprint.doc(operationId="updateWaitlistEntry")
    @blueprint.arguments(EntryUpdateSchema)
    @blueprint.response(200, response(WaitlistEntry))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], entry_id: UUID
    ) -> TaggedEntry:
        """Put somebody into another priority class. `If-Match` guards it."""
        return with_etag(service.update_entry(ctx, entry_id, **changes, version=if_match()))

    @of_its_owner_or_team
    @blueprint.doc(operationId="leaveWaitlist")
    @blueprint.response(204)
    def delete(self, ctx: TenantContext, entry_id: UUID) -> None:
        """Leave the waitlist, or take somebody off it; an open offer passes on."""
        service.leave(ctx, entry_id)


@blueprint.route("/waitlist-entries/<uuid:entry_id>/confirm")
class Confirmation(MethodView):
    @of_its_owner
    @blueprint.doc(operationId="confirmWaitlistPlace")
    @blueprint.response(200, response(WaitlistPlace))
    def post(self, ctx: PublicContext, entry_id: UUID) -> WaitlistPlace:
        """Take the place that the mail was sent for; the order of arrival counts from here."""
        return service.confirm(ctx, entry_id)


@blueprint.route("/waitlist-entries/<uuid:entry_id>/offer")
class ManualOffer(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="offerWaitlistEntry")
    @blueprint.response(200, response(WaitlistEntry))
    def post(self, ctx: OrganizationContext, entry_id: UUID) -> TaggedEntry:
        """Offer places to one who waits, whoever stands before them."""
        return with_etag(service.offer_entry(ctx, entry_id))


blueprints = (blueprint,)

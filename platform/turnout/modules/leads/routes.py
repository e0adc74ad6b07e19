"""HTTP of lead retrieval: for organizers, for stand members by their link, for ticket holders."""

from typing import Any, Final, TypeAlias
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.errors import NotFound
from turnout.kernel.file_formats import SPREADSHEET_TYPES
from turnout.kernel.http.access import of_protocol, public, requires, requires_secret, secret_in
from turnout.kernel.http.answers import file_document, list_of, page_of, report_answer, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import SpreadsheetArguments
from turnout.kernel.http.request_info import request_id
from turnout.modules.leads import policies
from turnout.modules.leads.schemas import (
    LeadArguments,
    LeadConsentSchema,
    LeadScanSchema,
    LeadSettingsSchema,
    LeadSponsorSchema,
    LeadUpdateSchema,
    LeadUploadSchema,
    NewLeadMemberSchema,
    StatementArguments,
)
from turnout.modules.leads.service import consents, leads, scans, stands
from turnout.modules.leads.types import (
    ConsentChoice,
    IssuedLeadMember,
    Lead,
    LeadConsent,
    LeadMember,
    LeadMemberContext,
    LeadScan,
    LeadSettings,
    LeadSponsor,
    LeadSponsorUpdate,
    LeadUpdate,
    NewLeadSettings,
    ScannedLead,
    StandSetup,
)
from turnout.modules.orders import api as orders

TaggedSettings: TypeAlias = tuple[LeadSettings, int, dict[str, str]]
TaggedSponsor: TypeAlias = tuple[LeadSponsor, int, dict[str, str]]
TaggedLead: TypeAlias = tuple[Lead, int, dict[str, str]]
blueprint = StrictBlueprint(
    "leads",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Sponsors collect whom they met at their stand, with the attendee's consent.",
)
stand_blueprint = StrictBlueprint(
    "lead-stand",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/lead-stand",
    description="What a sponsor's stand member does by their link.",
)
OF_EVENT: Final = "/events/<uuid:event_id>"
SPONSOR: Final = f"{OF_EVENT}/lead-sponsors/<uuid:sponsor_id>"
BOUGHT: Final = "/orders/<uuid:order_id>/tickets/<uuid:ticket_id>/lead-consent"
HELD: Final = "/held-tickets/<uuid:transfer_id>/lead-consent"
OF_SPONSOR: Final = "/sponsors/<uuid:sponsor_id>"
buys = public("whoever has the secret of the order decides", limited="secret")
holds = requires_secret(
    header=orders.TICKET_HEADER, path_id="transfer_id", proves=orders.holds_ticket
)


def _proved(organization_id: UUID, bearer: str) -> LeadMemberContext:
    return scans.member_of(organization_id, bearer, request_id=request_id())


by_member = of_protocol("the link of a stand member proves it", proves=_proved, limited="scan")
exports = of_protocol("the link of a stand member proves it", proves=_proved, limited="export")


@blueprint.route(f"{OF_EVENT}/lead-settings")
class Settings(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="getLeadSettings")
    @blueprint.response(200, response(LeadSettings))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> TaggedSettings:
        """Show whether sponsors collect leads, and what they get of attendees who agree."""
        return with_etag(stands.get_settings(ctx, event_id))

    @requires(policies.EDIT)
    @blueprint.doc(operationId="setLeadSettings")
    @blueprint.arguments(LeadSettingsSchema)
    @blueprint.response(200, response(LeadSettings))
    def put(self, ctx: OrganizationContext, new: NewLeadSettings, event_id: UUID) -> TaggedSettings:
        """Replace them. Who agreed before shares nothing more until they agree again.

        `If-Match` guards it.
        """
        return with_etag(stands.update_settings(ctx, event_id, new, version=if_match()))


@blueprint.route(f"{OF_EVENT}/lead-sponsors")
class LeadSponsors(MethodView):
    @requires(policies.EDIT)
    @blueprint.response(200, list_of(LeadSponsor))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> dict[str, Any]:
        """List the event's sponsors with their seats and how many leads they have."""
        return {"items": stands.list_sponsors(ctx, event_id)}


@blueprint.route(SPONSOR)
class OneLeadSponsor(MethodView):
    @requires(policies.EDIT)
    @blueprint.response(200, response(LeadSponsor))
    def get(self, ctx: OrganizationContext, event_id: UUID, sponsor_id: UUID) -> TaggedSponsor:
        """Show a sponsor's seats and how many leads it has."""
        return with_etag(stands.get_sponsor(ctx, event_id, sponsor_id))

    @requires(policies.EDIT)
    @blueprint.doc(operationId="setLeadSponsor")
    @blueprint.arguments(LeadSponsorSchema)
    @blueprint.response(200, response(LeadSponsor))
    def put(
        self, ctx: OrganizationContext, stated: LeadSponsorUpdate, event_id: UUID, sponsor_id: UUID
    ) -> TaggedSponsor:
        """Say how many seats a sponsor has, until when, and what it can tag leads with.

        `If-Match` guards it.
        """
        return with_etag(
            stands.update_sponsor(ctx, event_id, sponsor_id, stated, version=if_match())
        )


@blueprint.route(f"{SPONSOR}/members")
class Members(MethodView):
    @requires(policies.EDIT)
    @blueprint.response(200, list_of(LeadMember))
    def get(self, ctx: OrganizationContext, event_id: UUID, sponsor_id: UUID) -> dict[str, Any]:
        """List who stands at a sponsor's stand, revoked links last."""
        return {"items": stands.list_members(ctx, event_id, sponsor_id)}

    @requires(policies.EDIT)
    @blueprint.arguments(NewLeadMemberSchema)
    @blueprint.response(201, response(IssuedLeadMember))
    def post(
        self, ctx: OrganizationContext, new: dict[str, str], event_id: UUID, sponsor_id: UUID
    ) -> IssuedLeadMember:
        """Give a stand member a link of their own; it is in this answer alone."""
        return stands.add_member(ctx, event_id, sponsor_id, new["name"])


@blueprint.route(f"{SPONSOR}/members/<uuid:lead_member_id>/revoke")
class RevokedMember(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="revokeLeadMember")
    @blueprint.response(200, response(LeadMember))
    def post(
        self, ctx: OrganizationContext, event_id: UUID, sponsor_id: UUID, lead_member_id: UUID
    ) -> LeadMember:
        """End the link of a stand member at once; the leads stay with the sponsor."""
        return stands.revoke_member(ctx, event_id, sponsor_id, lead_member_id)


@stand_blueprint.route("")
class Stand(MethodView):
    @by_member
    @stand_blueprint.doc(operationId="getLeadStand")
    @stand_blueprint.response(200, response(StandSetup))
    def get(self, ctx: LeadMemberContext) -> StandSetup:
        """Show what the stand's page works with: event, sponsor, tags, what attendees share."""
        return scans.get_setup(ctx)


@stand_blueprint.route("/scans")
class Scans(MethodView):
    @by_member
    @stand_blueprint.doc(operationId="scanLead")
    @stand_blueprint.arguments(LeadScanSchema)
    @stand_blueprint.response(200, response(ScannedLead))
    def post(self, ctx: LeadMemberContext, sent: LeadScan) -> ScannedLead:
        """Make a lead of a ticket whose holder agreed, or say why not.

        A ticket is one lead of a sponsor, whoever of the stand scans it. Without consent nothing is
        stored. The same `scan_id` again has the same answer.
        """
        return scans.scan(ctx, sent)


@stand_blueprint.route("/scans/uploads")
class Uploads(MethodView):
    @by_member
    @stand_blueprint.doc(operationId="uploadLeadScans")
    @stand_blueprint.arguments(LeadUploadSchema)
    @stand_blueprint.response(200, list_of(ScannedLead))
    def post(self, ctx: LeadMemberContext, sent: dict[str, Any]) -> dict[str, Any]:
        """Upload scans that were made without a connection, as often as needed.

        Each is judged as it is now: whoever has taken their consent back since is no lead.
        """
        return {"items": scans.upload(ctx, sent["scans"])}


@stand_blueprint.route("/leads")
class Leads(MethodView):
    @by_member
    @stand_blueprint.doc(operationId="listStandLeads")
    @stand_blueprint.arguments(LeadArguments, location="query")
    @stand_blueprint.response(200, page_of(Lead))
    def get(self, ctx: LeadMemberContext, asked: dict[str, Any]) -> Page[Lead]:
        """List the sponsor's leads, the newest first; withdrawn ones have no data."""
        request = page_request(asked["cursor"], asked["limit"])
        return leads.list_leads(ctx, request, asked["wanted"])


@stand_blueprint.route("/leads/export")
class LeadExport(MethodView):
    @exports
    @stand_blueprint.doc(
        operationId="exportStandLeads",
        **file_document(SPREADSHEET_TYPES, "A line for each lead."),
    )
    @stand_blueprint.arguments(SpreadsheetArguments, location="query")
    def get(self, ctx: LeadMemberContext, asked: dict[str, Any]) -> Response:
        """Download the sponsor's leads as CSV or as a workbook, without withdrawn ones."""
        found = leads.export_leads(ctx, **SpreadsheetArguments.to_file(asked))
        return report_answer(found)


@stand_blueprint.route("/leads/<uuid:lead_id>")
class OneLead(MethodView):
    @by_member
    @stand_blueprint.doc(operationId="getStandLead")
    @stand_blueprint.response(200, response(Lead))
    def get(self, ctx: LeadMemberContext, lead_id: UUID) -> TaggedLead:
        """Show a lead of the sponsor."""
        return with_etag(leads.get_lead(ctx, lead_id))

    @by_member
    @stand_blueprint.doc(operationId="markStandLead")
    @stand_blueprint.arguments(LeadUpdateSchema)
    @stand_blueprint.response(200, response(Lead))
    def put(self, ctx: LeadMemberContext, stated: LeadUpdate, lead_id: UUID) -> TaggedLead:
        """Replace rating, tags and note of a lead. `If-Match` guards it."""
        return with_etag(leads.update_lead(ctx, lead_id, stated, version=if_match()))


@blueprint.route(BOUGHT)
class ConsentOfTicket(MethodView):
    @buys
    @blueprint.doc(operationId="getLeadConsent")
    @blueprint.arguments(StatementArguments, location="query")
    @blueprint.response(200, response(LeadConsent))
    def get(
        self, ctx: PublicContext, query: dict[str, Any], order_id: UUID, ticket_id: UUID
    ) -> LeadConsent:
        """Show what a ticket's holder would agree to, and which sponsors have their details."""
        _require_buyer(ctx, order_id)
        return consents.get_consent(ctx, ticket_id, language=query["language"], order_id=order_id)

    @buys
    @blueprint.doc(operationId="setLeadConsent")
    @blueprint.arguments(LeadConsentSchema)
    @blueprint.response(200, response(LeadConsent))
    def put(
        self, ctx: PublicContext, choice: ConsentChoice, order_id: UUID, ticket_id: UUID
    ) -> LeadConsent:
        """Agree that sponsors who scan the ticket have the details, or take everything back."""
        _require_buyer(ctx, order_id)
        return consents.set_consent(ctx, ticket_id, choice, order_id=order_id)


@blueprint.route(f"{BOUGHT}{OF_SPONSOR}")
class SponsorOfTicket(MethodView):
    @buys
    @blueprint.doc(operationId="withdrawLead")
    @blueprint.response(204)
    def delete(self, ctx: PublicContext, order_id: UUID, ticket_id: UUID, sponsor_id: UUID) -> None:
        """Take back what one sponsor has; their scans get nothing until it is allowed again."""
        _require_buyer(ctx, order_id)
        consents.withdraw_from_sponsor(ctx, ticket_id, sponsor_id, order_id=order_id)

    @buys
    @blueprint.doc(operationId="allowLead")
    @blueprint.response(204)
    def put(self, ctx: PublicContext, order_id: UUID, ticket_id: UUID, sponsor_id: UUID) -> None:
        """Let the next scan of a sponsor that was refused have the details again."""
        _require_buyer(ctx, order_id)
        consents.allow_sponsor(ctx, ticket_id, sponsor_id, order_id=order_id)


@blueprint.route(HELD)
class ConsentOfHeldTicket(MethodView):
    @holds
    @blueprint.doc(operationId="getLeadConsentOfHeldTicket")
    @blueprint.arguments(StatementArguments, location="query")
    @blueprint.response(200, response(LeadConsent))
    def get(self, ctx: PublicContext, query: dict[str, Any], transfer_id: UUID) -> LeadConsent:
        """The same for a ticket that was passed on to whoever asks."""
        ticket_id = consents.ticket_of_transfer(ctx, transfer_id)
        return consents.get_consent(ctx, ticket_id, language=query["language"])

    @holds
    @blueprint.doc(operationId="setLeadConsentOfHeldTicket")
    @blueprint.arguments(LeadConsentSchema)
    @blueprint.response(200, response(LeadConsent))
    def put(self, ctx: PublicContext, choice: ConsentChoice, transfer_id: UUID) -> LeadConsent:
        """Agree, or take everything back, for a ticket that was passed on."""
        ticket_id = consents.ticket_of_transfer(ctx, transfer_id)
        return consents.set_consent(ctx, ticket_id, choice)


@blueprint.route(f"{HELD}{OF_SPONSOR}")
class SponsorOfHeldTicket(MethodView):
    @holds
    @blueprint.doc(operationId="withdrawLeadOfHeldTicket")
    @blueprint.response(204)
    def delete(self, ctx: PublicContext, transfer_id: UUID, sponsor_id: UUID) -> None:
        """Take back what one sponsor has of a ticket that was passed on."""
        ticket_id = consents.ticket_of_transfer(ctx, transfer_id)
        consents.withdraw_from_sponsor(ctx, ticket_id, sponsor_id)

    @holds
    @blueprint.doc(operationId="allowLeadOfHeldTicket")
    @blueprint.response(204)
    def put(self, ctx: PublicContext, transfer_id: UUID, sponsor_id: UUID) -> None:
        """Let the next scan of a sponsor that was refused have them again."""
        ticket_id = consents.ticket_of_transfer(ctx, transfer_id)
        consents.allow_sponsor(ctx, ticket_id, sponsor_id)


def _require_buyer(ctx: PublicContext, order_id: UUID) -> None:
    """NotFound without the order's secret; no permission stands in for it."""
    if not orders.proves(ctx, order_id, secret_in(orders.HEADER)):
        raise NotFound


blueprints = (blueprint, stand_blueprint)

"""HTTP of discounts for the team, and of their codes for buyers."""

from typing import Any, TypeAlias
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.file_formats import SPREADSHEET_TYPES
from turnout.kernel.http.access import idempotent, public, requires
from turnout.kernel.http.answers import file_document, page_of, report_answer, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import SpreadsheetArguments
from turnout.kernel.http.request_info import access_code
from turnout.kernel.http.secret_tries import counting_wrong_codes
from turnout.modules.discounts import codes, policies, service
from turnout.modules.discounts.errors import DiscountCodeRefused
from turnout.modules.discounts.schemas import (
    CheckSchema,
    CodeArguments,
    CodeUpdateSchema,
    DiscountArguments,
    DiscountUpdateSchema,
    NewCodesSchema,
    NewDiscountSchema,
)
from turnout.modules.discounts.types import Discount, DiscountCode, NewDiscount
from turnout.modules.jobs.api import Job
from turnout.modules.ticket_prices.api import SellerUnknown

Tagged: TypeAlias = tuple[Discount, int, dict[str, str]]
blueprint = StrictBlueprint(
    "discounts",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Discounts and the codes by which buyers ask for them.",
)


@blueprint.route("/discounts")
class Discounts(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(DiscountArguments, location="query")
    @blueprint.response(200, page_of(Discount))
    def get(self, ctx: OrganizationContext, query: dict[str, Any]) -> Page[Discount]:
        """List discounts, newest first, with how often they are used."""
        return service.list_discounts(
            ctx,
            page_request(query["cursor"], query["limit"]),
            event_id=query["event_id"],
            shared=query["shared"],
            state=query["state"],
            text=query["q"],
        )

    @requires(policies.EDIT)
    @blueprint.arguments(NewDiscountSchema)
    @blueprint.response(201, response(Discount))
    def post(self, ctx: OrganizationContext, new: NewDiscount) -> Tagged:
        """Create a discount with its code."""
        return with_etag(service.create_discount(ctx, new), 201)


@blueprint.route("/discounts/<uuid:discount_id>")
class OneDiscount(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(Discount))
    def get(self, ctx: OrganizationContext, discount_id: UUID) -> Tagged:
        """Show a discount, also an archived one."""
        return with_etag(service.get_discount(ctx, discount_id))

    @requires(policies.EDIT)
    @blueprint.arguments(DiscountUpdateSchema)
    @blueprint.response(200, response(Discount))
    def patch(self, ctx: OrganizationContext, changes: dict[str, Any], discount_id: UUID) -> Tagged:
        """Change, pause or archive a discount. `If-Match` guards it."""
        return with_etag(service.update_discount(ctx, discount_id, changes, version=if_match()))

    @requires(policies.EDIT)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, discount_id: UUID) -> None:
        """Delete a discount that no order ever used; archive others."""
        service.delete_discount(ctx, discount_id, version=if_match())


@blueprint.route("/discounts/<uuid:discount_id>/codes")
class Codes(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listDiscountCodes")
    @blueprint.arguments(CodeArguments, location="query")
    @blueprint.response(200, page_of(DiscountCode))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], discount_id: UUID
    ) -> Page[DiscountCode]:
        """List a discount's codes, newest first, with how often each is used."""
        request = page_request(query["cursor"], query["limit"])
        return codes.list_codes(ctx, discount_id, request, text=query["q"], is_used=query["used"])

    @requires(policies.EDIT)
    @blueprint.doc(operationId="makeDiscountCodes")
    @blueprint.arguments(NewCodesSchema)
    @blueprint.response(202, response(Job))
    @idempotent(Job, required=True)
    def post(self, ctx: OrganizationContext, body: dict[str, Any], discount_id: UUID) -> Job:
        """Make codes in numbers, as a job; each is new and unlike all others."""
        return codes.start_codes(ctx, discount_id, **body)


@blueprint.route("/discounts/<uuid:discount_id>/codes/export")
class CodeExport(MethodView):
    @requires(policies.READ, limited="export", confirmed=True)
    @blueprint.doc(
        operationId="exportDiscountCodes",
        **file_document(SPREADSHEET_TYPES, "A line for each code."),
    )
    @blueprint.arguments(SpreadsheetArguments, location="query")
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], discount_id: UUID) -> Response:
        """Download all codes of a discount as CSV or as a workbook."""
        found = codes.export_codes(ctx, discount_id, **SpreadsheetArguments.to_file(asked))
        return report_answer(found)


@blueprint.route("/discounts/<uuid:discount_id>/codes/<uuid:code_id>")
class OneCode(MethodView):
    @requires(policies.EDIT)
    @blueprint.doc(operationId="updateDiscountCode")
    @blueprint.arguments(CodeUpdateSchema)
    @blueprint.response(200, response(DiscountCode))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], discount_id: UUID, code_id: UUID
    ) -> DiscountCode:
        """Pause a single code, or let it count again."""
        return codes.update_code(ctx, discount_id, code_id, **changes)

    @requires(policies.EDIT)
    @blueprint.doc(operationId="deleteDiscountCode")
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, discount_id: UUID, code_id: UUID) -> None:
        """Delete a code that no order ever used; pause others."""
        codes.delete_code(ctx, discount_id, code_id)


@blueprint.route("/events/<uuid:event_id>/check-codes")
class CheckCodes(MethodView):
    @public("buyers try the codes that they were given; wrong ones are counted")
    @blueprint.doc(operationId="checkDiscountCodes")
    @blueprint.arguments(CheckSchema)
    @blueprint.response(200, response(service.CheckedCodes))
    def post(
        self, ctx: PublicContext, body: dict[str, Any], event_id: UUID
    ) -> service.CheckedCodes:
        """Say what codes take off and which hidden ticket types they open; nothing is used yet."""
        with counting_wrong_codes(event_id, DiscountCodeRefused, SellerUnknown):
            return service.check_codes(
                ctx,
                event_id,
                body["codes"],
                language=body["language"],
                currency=body["currency"],
                access_code=access_code(),
                partner=body["partner"],
            )


blueprints = (blueprint,)

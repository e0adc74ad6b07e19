"""HTTP of privacy: a person's copy and erasure, and erasures as operators see them."""

from typing import Any
from uuid import UUID

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OperatorContext, PersonContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import operates, personal
from turnout.kernel.http.answers import file_answer, file_document, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.privacy import policies
from turnout.modules.privacy.schemas import (
    ErasureReasonSchema,
    NewErasureSchema,
    PersonErasureSchema,
)
from turnout.modules.privacy.service import copies, requests
from turnout.modules.privacy.types import Erasure, ErasureDetail, PersonalDataCopy

me_blueprint = StrictBlueprint(
    "privacy", __name__, url_prefix="/api/v1/me", description="What is kept of you, and its erasure"
)


@me_blueprint.route("/erasure")
class MyErasure(MethodView):
    @personal()
    @me_blueprint.doc(operationId="getMyErasure")
    @me_blueprint.response(200, response(Erasure))
    def get(self, ctx: PersonContext) -> Erasure:
        """Show the erasure of your account that is under way."""
        return requests.get_own_erasure(ctx)

    @personal(limited="sign-in", confirmed=True)
    @me_blueprint.doc(operationId="eraseMyAccount")
    @me_blueprint.arguments(NewErasureSchema)
    @me_blueprint.response(201, response(Erasure))
    def post(self, ctx: PersonContext, asked: dict[str, str]) -> Erasure:
        """Have your account erased, with what organizations keep of you; a mail tells when.

        Until `due_at` you can cancel it. What the law has organizers keep, such as invoices, stays.
        """
        return requests.request_erasure(ctx, email=asked["email"])

    @personal()
    @me_blueprint.doc(operationId="cancelMyErasure")
    @me_blueprint.response(204)
    def delete(self, ctx: PersonContext) -> None:
        """Keep your account after all."""
        requests.cancel_erasure(ctx)


@me_blueprint.route("/personal-data")
class MyPersonalData(MethodView):
    @personal()
    @me_blueprint.doc(operationId="getMyPersonalDataCopy")
    @me_blueprint.response(200, response(PersonalDataCopy))
    def get(self, ctx: PersonContext) -> PersonalDataCopy:
        """Show how far the copy of your data is, and until when it can be downloaded."""
        return copies.get_copy(ctx)

    @personal(limited="export", confirmed=True)
    @me_blueprint.doc(operationId="copyMyPersonalData")
    @me_blueprint.response(202, response(PersonalDataCopy))
    def post(self, ctx: PersonContext) -> tuple[PersonalDataCopy, dict[str, str]]:
        """Have everything copied that is kept of you, here and by organizations, without secrets.

        A mail tells when it is ready; it takes the place of the copy before.
        """
        return copies.request_copy(ctx), {"Location": "/api/v1/me/personal-data"}

    @personal()
    @me_blueprint.doc(operationId="deleteMyPersonalDataCopy")
    @me_blueprint.response(204)
    def delete(self, ctx: PersonContext) -> None:
        """Delete the copy of your data, or stop making it."""
        copies.delete_copy(ctx)


@me_blueprint.route("/personal-data/file")
class MyPersonalDataFile(MethodView):
    @personal(limited="export", confirmed=True)
    @me_blueprint.doc(
        operationId="downloadMyPersonalData",
        **file_document("application/json", "By organization (empty: the platform) and table."),
    )
    def get(self, ctx: PersonContext) -> Response:
        """Download the copy of your data once it is ready."""
        found = copies.open_copy(ctx)
        return file_answer(found, "personal-data.json", media_type="application/json")


platform_blueprint = StrictBlueprint(
    "erasures",
    __name__,
    url_prefix="/api/v1/platform/erasures",
    description="People erased at their request; for operators of the platform",
)


@platform_blueprint.route("")
class Erasures(MethodView):
    @operates(policies.ERASE, is_personal=True)
    @platform_blueprint.doc(operationId="listErasures")
    @platform_blueprint.arguments(PageArguments, location="query")
    @platform_blueprint.response(200, page_of(ErasureDetail))
    def get(self, ctx: OperatorContext, asked: dict[str, Any]) -> Page[ErasureDetail]:
        """List every erasure that was asked for, oldest first."""
        return requests.list_erasures(ctx, page_request(asked["cursor"], asked["limit"]))

    @operates(policies.ERASE, confirmed=True, is_personal=True)
    @platform_blueprint.doc(operationId="erasePerson")
    @platform_blueprint.arguments(PersonErasureSchema)
    @platform_blueprint.response(201, response(ErasureDetail))
    def post(self, ctx: OperatorContext, asked: dict[str, Any]) -> ErasureDetail:
        """Have somebody erased who asked the platform; you have made sure that it is they."""
        return requests.erase_person(
            ctx, asked["email"], reason=asked["reason"], at_once=asked["at_once"]
        )


@platform_blueprint.route("/<uuid:erasure_id>")
class OneErasure(MethodView):
    @operates(policies.ERASE, is_personal=True)
    @platform_blueprint.doc(operationId="getErasure")
    @platform_blueprint.response(200, response(ErasureDetail))
    def get(self, ctx: OperatorContext, erasure_id: UUID) -> ErasureDetail:
        """Show an erasure with its report: what went, what stayed and why."""
        return requests.get_erasure(ctx, erasure_id)


@platform_blueprint.route("/<uuid:erasure_id>/cancel")
class CancelledErasures(MethodView):
    @operates(policies.ERASE, confirmed=True, is_personal=True)
    @platform_blueprint.doc(operationId="cancelErasure")
    @platform_blueprint.arguments(ErasureReasonSchema)
    @platform_blueprint.response(204)
    def post(self, ctx: OperatorContext, told: dict[str, str], erasure_id: UUID) -> None:
        """Stop an erasure that has not begun."""
        requests.cancel_erasure_of(ctx, erasure_id, reason=told["reason"])


blueprints = (me_blueprint, platform_blueprint)

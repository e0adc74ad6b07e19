"""HTTP of the platform's operators: themselves, their tokens, organizations, people, payments."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OperatorContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import operates
from turnout.kernel.http.answers import list_of, page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.operators import policies
from turnout.modules.operators.schemas import (
    NewOperatorSchema,
    NewOperatorTokenSchema,
    OperatorUpdateSchema,
    OrganizationSearchArguments,
    PaymentSearchArguments,
    ReasonSchema,
    SearchArguments,
)
from turnout.modules.operators.service import operators, organizations, people
from turnout.modules.operators.types import (
    FoundPerson,
    IssuedOperatorToken,
    MyOperation,
    NewOperatorToken,
    Operator,
    OperatorToken,
    OrganizationDetail,
    PersonDetail,
)
from turnout.modules.organizations.api import FoundOrganization
from turnout.modules.payments.api import FoundPayment
from turnout.modules.support_access.api import ActiveSupportAccess

blueprint = StrictBlueprint(
    "platform",
    __name__,
    url_prefix="/api/v1/platform",
    description="What operators of the platform do; to anybody else there is nothing here",
)


@blueprint.route("/me")
class Me(MethodView):
    @operates(policies.READ_SELF)
    @blueprint.doc(operationId="getPlatformMe")
    @blueprint.response(200, response(MyOperation))
    def get(self, ctx: OperatorContext) -> MyOperation:
        """Show yourself as an operator, with what your role may do."""
        return operators.get_self(ctx)


@blueprint.route("/operators")
class Operators(MethodView):
    @operates(policies.MANAGE, is_personal=True)
    @blueprint.doc(operationId="listPlatformOperators")
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(Operator))
    def get(self, ctx: OperatorContext, asked: dict[str, Any]) -> Page[Operator]:
        """List the operators, oldest first."""
        return operators.list_operators(ctx, page_request(asked["cursor"], asked["limit"]))

    @operates(policies.MANAGE, confirmed=True, is_personal=True)
    @blueprint.doc(operationId="createPlatformOperator")
    @blueprint.arguments(NewOperatorSchema)
    @blueprint.response(201, response(Operator))
    def post(self, ctx: OperatorContext, new: dict[str, str]) -> Operator:
        """Make somebody with an account an operator."""
        email, role = new["email"], new["role"]
        return operators.create_operator(ctx, email, role=role, reason=new["reason"])


@blueprint.route("/operators/<uuid:operator_id>")
class OneOperator(MethodView):
    @operates(policies.MANAGE, confirmed=True, is_personal=True)
    @blueprint.doc(operationId="updatePlatformOperator")
    @blueprint.arguments(OperatorUpdateSchema)
    @blueprint.response(200, response(Operator))
    def patch(self, ctx: OperatorContext, changes: dict[str, str], operator_id: UUID) -> Operator:
        """Give an operator another role."""
        return operators.update_operator(ctx, operator_id, **changes)


@blueprint.route("/operators/<uuid:operator_id>/end")
class EndedOperators(MethodView):
    @operates(policies.MANAGE, confirmed=True, is_personal=True)
    @blueprint.doc(operationId="endPlatformOperator")
    @blueprint.arguments(ReasonSchema)
    @blueprint.response(204)
    def post(self, ctx: OperatorContext, told: dict[str, str], operator_id: UUID) -> None:
        """Take an operator's rights and tokens."""
        operators.end_operator(ctx, operator_id, reason=told["reason"])


@blueprint.route("/tokens")
class Tokens(MethodView):
    @operates(policies.OWN_TOKENS, is_personal=True)
    @blueprint.doc(operationId="listOperatorTokens")
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(OperatorToken))
    def get(self, ctx: OperatorContext, asked: dict[str, Any]) -> Page[OperatorToken]:
        """List your own operator tokens."""
        return operators.list_tokens(ctx, page_request(asked["cursor"], asked["limit"]))

    @operates(policies.OWN_TOKENS, confirmed=True, is_personal=True)
    @blueprint.doc(operationId="createOperatorToken")
    @blueprint.arguments(NewOperatorTokenSchema)
    @blueprint.response(201, response(IssuedOperatorToken))
    def post(self, ctx: OperatorContext, new: NewOperatorToken) -> IssuedOperatorToken:
        """Make an operator token of your own for some hours; its secret is shown this once."""
        return operators.create_token(ctx, new)


@blueprint.route("/tokens/<uuid:operator_token_id>")
class OneToken(MethodView):
    @operates(policies.OWN_TOKENS, is_personal=True)
    @blueprint.doc(operationId="revokeOperatorToken")
    @blueprint.response(204)
    def delete(self, ctx: OperatorContext, operator_token_id: UUID) -> None:
        """End an operator token of yours."""
        operators.revoke_token(ctx, operator_token_id)


@blueprint.route("/organizations")
class Organizations(MethodView):
    @operates(policies.FIND_ORGANIZATIONS)
    @blueprint.doc(operationId="searchPlatformOrganizations")
    @blueprint.arguments(OrganizationSearchArguments, location="query")
    @blueprint.response(200, page_of(FoundOrganization))
    def get(self, ctx: OperatorContext, asked: dict[str, Any]) -> Page[FoundOrganization]:
        """Find organizations by name, address or id."""
        request = page_request(asked["cursor"], asked["limit"])
        return organizations.search_organizations(
            ctx, asked["query"], request, state=asked["state"]
        )


@blueprint.route("/organizations/<uuid:tenant_id>")
class OneOrganization(MethodView):
    @operates(policies.FIND_ORGANIZATIONS)
    @blueprint.doc(operationId="getPlatformOrganization")
    @blueprint.response(200, response(OrganizationDetail))
    def get(self, ctx: OperatorContext, tenant_id: UUID) -> OrganizationDetail:
        """Show an organization's state and size."""
        return organizations.get_found_organization(ctx, tenant_id)


@blueprint.route("/organizations/<uuid:tenant_id>/suspend")
class SuspendedOrganizations(MethodView):
    @operates(policies.SUSPEND_ORGANIZATIONS, confirmed=True)
    @blueprint.doc(operationId="suspendOrganization")
    @blueprint.arguments(ReasonSchema)
    @blueprint.response(200, response(OrganizationDetail))
    def post(
        self, ctx: OperatorContext, told: dict[str, str], tenant_id: UUID
    ) -> OrganizationDetail:
        """Suspend an organization; its owners hear the reason."""
        return organizations.suspend(ctx, tenant_id, reason=told["reason"])


@blueprint.route("/organizations/<uuid:tenant_id>/lift")
class LiftedOrganizations(MethodView):
    @operates(policies.SUSPEND_ORGANIZATIONS, confirmed=True)
    @blueprint.doc(operationId="liftOrganizationSuspension")
    @blueprint.arguments(ReasonSchema)
    @blueprint.response(200, response(OrganizationDetail))
    def post(
        self, ctx: OperatorContext, told: dict[str, str], tenant_id: UUID
    ) -> OrganizationDetail:
        """Let a suspended organization go on."""
        return organizations.lift(ctx, tenant_id, reason=told["reason"])


@blueprint.route("/support-access")
class SupportAccess(MethodView):
    @operates(policies.ENTER_ORGANIZATIONS, is_personal=True)
    @blueprint.doc(operationId="listPlatformSupportAccess")
    @blueprint.response(200, list_of(ActiveSupportAccess))
    def get(self, ctx: OperatorContext) -> dict[str, Any]:
        """List the organizations that have let support in."""
        return {"items": organizations.list_support_access(ctx)}


@blueprint.route("/users")
class Users(MethodView):
    @operates(policies.FIND_PEOPLE)
    @blueprint.doc(operationId="searchPlatformUsers")
    @blueprint.arguments(SearchArguments, location="query")
    @blueprint.response(200, page_of(FoundPerson))
    def get(self, ctx: OperatorContext, asked: dict[str, Any]) -> Page[FoundPerson]:
        """Find people by address, name or id."""
        request = page_request(asked["cursor"], asked["limit"])
        return people.search_users(ctx, asked["query"], request)


@blueprint.route("/users/<uuid:user_id>")
class OneUser(MethodView):
    @operates(policies.FIND_PEOPLE)
    @blueprint.doc(operationId="getPlatformUser")
    @blueprint.response(200, response(PersonDetail))
    def get(self, ctx: OperatorContext, user_id: UUID) -> PersonDetail:
        """Show a person with their memberships and logins."""
        return people.get_user(ctx, user_id)


@blueprint.route("/users/<uuid:user_id>/suspend")
class SuspendedUsers(MethodView):
    @operates(policies.SUSPEND_PEOPLE, confirmed=True)
    @blueprint.doc(operationId="suspendUser")
    @blueprint.arguments(ReasonSchema)
    @blueprint.response(200, response(PersonDetail))
    def post(self, ctx: OperatorContext, told: dict[str, str], user_id: UUID) -> PersonDetail:
        """Close a person's account; their logins and tokens end at once."""
        return people.suspend_user(ctx, user_id, reason=told["reason"])


@blueprint.route("/users/<uuid:user_id>/lift")
class LiftedUsers(MethodView):
    @operates(policies.SUSPEND_PEOPLE, confirmed=True)
    @blueprint.doc(operationId="liftUserSuspension")
    @blueprint.arguments(ReasonSchema)
    @blueprint.response(200, response(PersonDetail))
    def post(self, ctx: OperatorContext, told: dict[str, str], user_id: UUID) -> PersonDetail:
        """Open a suspended account again."""
        return people.lift_user(ctx, user_id, reason=told["reason"])


@blueprint.route("/users/<uuid:user_id>/unlock")
class UnlockedUsers(MethodView):
    @operates(policies.HELP_PEOPLE)
    @blueprint.doc(operationId="unlockUser")
    @blueprint.arguments(ReasonSchema)
    @blueprint.response(200, response(PersonDetail))
    def post(self, ctx: OperatorContext, told: dict[str, str], user_id: UUID) -> PersonDetail:
        """Let a person try again who is paused after failed sign-ins."""
        return people.unlock_user(ctx, user_id, reason=told["reason"])


@blueprint.route("/users/<uuid:user_id>/end-logins")
class EndedLogins(MethodView):
    @operates(policies.HELP_PEOPLE)
    @blueprint.doc(operationId="endUserLogins")
    @blueprint.arguments(ReasonSchema)
    @blueprint.response(200, response(PersonDetail))
    def post(self, ctx: OperatorContext, told: dict[str, str], user_id: UUID) -> PersonDetail:
        """Sign a person out everywhere."""
        return people.end_logins(ctx, user_id, reason=told["reason"])


@blueprint.route("/payments")
class Payments(MethodView):
    @operates(policies.FIND_PAYMENTS)
    @blueprint.doc(operationId="findPlatformPayments")
    @blueprint.arguments(PaymentSearchArguments, location="query")
    @blueprint.response(200, list_of(FoundPayment))
    def get(self, ctx: OperatorContext, asked: dict[str, str]) -> dict[str, Any]:
        """Find a payment by its provider's reference; who paid is not said."""
        return {"items": organizations.find_payments(ctx, asked["provider_ref"])}


blueprints = (blueprint,)

"""HTTP of a person's own things."""

from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import PersonContext
from turnout.kernel.db.pagination import Page
from turnout.kernel.http.access import personal
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_info import visitor
from turnout.modules.identity.schemas import (
    AddressChangeSchema,
    AddressSchema,
    LoginListSchema,
    MyOrganizationListSchema,
    PasswordChangeSchema,
    PersonChangeSchema,
    PersonSchema,
)
from turnout.modules.identity.service import email_change, passwords, profile, sessions
from turnout.modules.identity.types import Client, Login, Person, PersonChanges
from turnout.modules.organizations import api as organizations

blueprint = StrictBlueprint(
    "me", __name__, url_prefix="/api/v1/me", description="The signed-in person"
)


@blueprint.route("")
class Me(MethodView):
    @personal()
    @blueprint.response(200, PersonSchema)
    def get(self, ctx: PersonContext) -> tuple[Person, int, dict[str, str]]:
        """Show yourself; the `ETag` is the version for `If-Match`."""
        return with_etag(profile.show_me(ctx))

    @personal()
    @blueprint.arguments(PersonChangeSchema)
    @blueprint.response(200, PersonSchema)
    def patch(
        self, ctx: PersonContext, changes: PersonChanges
    ) -> tuple[Person, int, dict[str, str]]:
        """Change your name, language or time zone."""
        return with_etag(profile.change_me(ctx, changes, version=if_match()))


@blueprint.route("/email")
class MyAddress(MethodView):
    @personal(limited="sign-in")
    @blueprint.arguments(AddressChangeSchema)
    @blueprint.response(202, AddressSchema)
    def post(self, ctx: PersonContext, asked: dict[str, str]) -> dict[str, str]:
        """Ask for another address: a link goes to it, and `POST …/auth/change-email` takes it.

        The answer is the same whoever has that address. Until the link is opened, the present
        one stays. A wrong `present_password` is counted as at the sign-in.
        """
        email, password = asked["email"], asked["present_password"]
        return {"email": email_change.request_email_change(ctx, email, password, client=_client())}


@blueprint.route("/password")
class MyPassword(MethodView):
    @personal(limited="sign-in")
    @blueprint.arguments(PasswordChangeSchema)
    @blueprint.response(204)
    def put(self, ctx: PersonContext, asked: dict[str, str]) -> None:
        """Set a new password; every other login of yours ends, and a mail tells you.

        This login goes on. A wrong `present_password` is counted as at the sign-in.
        """
        present, new = asked["present_password"], asked["password"]
        passwords.change_password(ctx, present, new, client=_client())


@blueprint.route("/organizations")
class MyOrganizations(MethodView):
    @personal()
    @blueprint.response(200, MyOrganizationListSchema)
    def get(self, ctx: PersonContext) -> Page[organizations.MyOrganization]:
        """List every organization you may enter, by name; clients of your agencies too."""
        return Page(organizations.list_my_organizations(ctx), None)


@blueprint.route("/logins")
class Logins(MethodView):
    @personal()
    @blueprint.response(200, LoginListSchema)
    def get(self, ctx: PersonContext) -> Page[Login]:
        """List where you are signed in, latest use first."""
        return Page(sessions.list_logins(ctx), None)


@blueprint.route("/logins/<uuid:login_id>")
class OneLogin(MethodView):
    @personal()
    @blueprint.response(204)
    def delete(self, ctx: PersonContext, login_id: UUID) -> None:
        """Sign out there; its access token stops working at once."""
        sessions.end_login(ctx, login_id)


def _client() -> Client:
    asking = visitor()
    return Client(address=asking.address, agent=asking.agent)

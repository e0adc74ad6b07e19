"""HTTP of inboxes: a member's in an organization, and a person's own as an attendee."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PersonContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import personal, requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.inbox import policies, service
from turnout.modules.inbox.schemas import InboxArguments, LanguageArguments, TeamInboxArguments
from turnout.modules.inbox.types import InboxCount, InboxMessage, InboxStream, TeamMessage

team_blueprint = StrictBlueprint(
    "team-inbox",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/inbox",
    description="What a member of the team was told, as far as their rights open it today",
)
own_blueprint = StrictBlueprint(
    "inbox",
    __name__,
    url_prefix="/api/v1/me/inbox",
    description="What organizers told you as an attendee",
)


@team_blueprint.route("")
class TeamInbox(MethodView):
    @requires(policies.READ, is_personal=True)
    @team_blueprint.doc(operationId="listTeamMessages")
    @team_blueprint.arguments(TeamInboxArguments, location="query")
    @team_blueprint.response(200, page_of(TeamMessage))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[TeamMessage]:
        """List what you were told as a member, the newest first."""
        request = page_request(asked["cursor"], asked["limit"])
        said = {"unread": asked["unread"], "language": asked["language"]}
        return service.list_messages(ctx, request, **said)


@team_blueprint.route("/unread")
class TeamInboxUnread(MethodView):
    @requires(policies.READ, is_personal=True)
    @team_blueprint.doc(operationId="countUnreadTeamMessages")
    @team_blueprint.response(200, response(InboxCount))
    def get(self, ctx: OrganizationContext) -> InboxCount:
        """Count what you have not read."""
        return service.count_unread(ctx)


@team_blueprint.route("/read")
class TeamInboxRead(MethodView):
    @requires(policies.READ, is_personal=True, while_closing=True)
    @team_blueprint.doc(operationId="markAllTeamMessagesRead")
    @team_blueprint.response(200, response(InboxCount))
    def post(self, ctx: OrganizationContext) -> InboxCount:
        """Mark everything as read."""
        return service.mark_all_read(ctx)


@team_blueprint.route("/<uuid:message_id>/read")
class TeamMessageRead(MethodView):
    @requires(policies.READ, is_personal=True, while_closing=True)
    @team_blueprint.doc(operationId="markTeamMessageRead")
    @team_blueprint.arguments(LanguageArguments, location="query")
    @team_blueprint.response(200, response(TeamMessage))
    def post(
        self, ctx: OrganizationContext, asked: dict[str, Any], message_id: UUID
    ) -> TeamMessage:
        """Mark a message as read."""
        return service.mark_read(ctx, message_id, language=asked["language"])


@team_blueprint.route("/stream")
class TeamInboxStream(MethodView):
    @requires(policies.READ, is_personal=True, while_closing=True)
    @team_blueprint.doc(operationId="openTeamInboxStream")
    @team_blueprint.response(200, response(InboxStream))
    def post(self, ctx: OrganizationContext) -> InboxStream:
        """Get an address at which you hear for some minutes that inboxes of the team changed."""
        return service.open_stream(ctx)


@own_blueprint.route("")
class OwnInbox(MethodView):
    @personal()
    @own_blueprint.doc(operationId="listMyMessages")
    @own_blueprint.arguments(InboxArguments, location="query")
    @own_blueprint.response(200, page_of(InboxMessage))
    def get(self, ctx: PersonContext, asked: dict[str, Any]) -> Page[InboxMessage]:
        """List what organizers told you, the newest first."""
        request = page_request(asked["cursor"], asked["limit"])
        return service.list_of_me(ctx, request, unread=asked["unread"])


@own_blueprint.route("/unread")
class OwnInboxUnread(MethodView):
    @personal()
    @own_blueprint.doc(operationId="countMyUnreadMessages")
    @own_blueprint.response(200, response(InboxCount))
    def get(self, ctx: PersonContext) -> InboxCount:
        """Count what you have not read."""
        return service.count_unread_of_me(ctx)


@own_blueprint.route("/read")
class OwnInboxRead(MethodView):
    @personal()
    @own_blueprint.doc(operationId="markAllMyMessagesRead")
    @own_blueprint.response(200, response(InboxCount))
    def post(self, ctx: PersonContext) -> InboxCount:
        """Mark everything as read."""
        return service.mark_all_of_me_read(ctx)


@own_blueprint.route("/<uuid:message_id>/read")
class OwnMessageRead(MethodView):
    @personal()
    @own_blueprint.doc(operationId="markMyMessageRead")
    @own_blueprint.response(200, response(InboxMessage))
    def post(self, ctx: PersonContext, message_id: UUID) -> InboxMessage:
        """Mark a message as read."""
        return service.mark_of_me_read(ctx, message_id)


blueprints = (team_blueprint, own_blueprint)

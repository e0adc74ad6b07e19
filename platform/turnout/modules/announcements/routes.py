"""HTTP of announcements."""

from datetime import datetime
from typing import Any, TypeAlias
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.announcements import policies
from turnout.modules.announcements.content import SegmentSchema
from turnout.modules.announcements.models import AnnouncementChannel
from turnout.modules.announcements.schemas import (
    AnnouncementUpdateSchema,
    NewAnnouncementSchema,
    PreviewArguments,
    ScheduleSchema,
    TestSchema,
)
from turnout.modules.announcements.service import announcements, mails
from turnout.modules.announcements.types import (
    Announcement,
    AnnouncementPreview,
    Audience,
    NewAnnouncement,
    Segment,
)

Tagged: TypeAlias = tuple[Announcement, int, dict[str, str]]
ONE = "/<uuid:announcement_id>"
blueprint = StrictBlueprint(
    "announcements",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/announcements",
    description="Mails that an organizer writes to attendees of an event.",
)


@blueprint.route("")
class Announcements(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(Announcement))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], event_id: UUID
    ) -> Page[Announcement]:
        """List an event's announcements, newest first, with what became of their mails."""
        request = page_request(query["cursor"], query["limit"])
        return announcements.list_announcements(ctx, event_id, request)

    @requires(policies.SEND)
    @blueprint.arguments(NewAnnouncementSchema)
    @blueprint.response(201, response(Announcement))
    def post(self, ctx: OrganizationContext, new: NewAnnouncement, event_id: UUID) -> Tagged:
        """Write a draft; nobody gets it before it is scheduled."""
        return with_etag(announcements.create_announcement(ctx, event_id, new), 201)


@blueprint.route("/audience")
class AnnouncementAudience(MethodView):
    @requires(policies.SEND)
    @blueprint.doc(operationId="countAnnouncementAudience")
    @blueprint.arguments(SegmentSchema)
    @blueprint.response(200, response(Audience))
    def post(self, ctx: OrganizationContext, segment: Segment, event_id: UUID) -> Audience:
        """Count the people of a segment, with some of them; nothing is sent."""
        return announcements.count_audience(ctx, event_id, segment)


@blueprint.route(ONE)
class OneAnnouncement(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(Announcement))
    def get(self, ctx: OrganizationContext, event_id: UUID, announcement_id: UUID) -> Tagged:
        """Show an announcement and what became of its mails."""
        return with_etag(announcements.get_announcement(ctx, event_id, announcement_id))

    @requires(policies.SEND)
    @blueprint.arguments(AnnouncementUpdateSchema)
    @blueprint.response(200, response(Announcement))
    def patch(
        self,
        ctx: OrganizationContext,
        changes: dict[str, Any],
        event_id: UUID,
        announcement_id: UUID,
    ) -> Tagged:
        """Change a draft. `If-Match` guards it."""
        changed = announcements.update_announcement(
            ctx, event_id, announcement_id, changes=changes, version=if_match()
        )
        return with_etag(changed)

    @requires(policies.SEND)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, announcement_id: UUID) -> None:
        """Delete a draft. `If-Match` guards it."""
        announcements.delete_announcement(ctx, event_id, announcement_id, version=if_match())


@blueprint.route(f"{ONE}/preview")
class Preview(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="previewAnnouncement")
    @blueprint.arguments(PreviewArguments, location="query")
    @blueprint.response(200, response(AnnouncementPreview))
    def get(
        self, ctx: OrganizationContext, query: dict[str, str], event_id: UUID, announcement_id: UUID
    ) -> AnnouncementPreview:
        """Show the mail in a language, as you yourself would get it."""
        return mails.preview(ctx, event_id, announcement_id, language=query["language"])


@blueprint.route(f"{ONE}/test")
class TestSend(MethodView):
    @requires(policies.SEND)
    @blueprint.doc(operationId="testAnnouncement")
    @blueprint.arguments(TestSchema)
    @blueprint.response(204)
    def post(
        self, ctx: OrganizationContext, body: dict[str, str], event_id: UUID, announcement_id: UUID
    ) -> None:
        """Send it to yourself: to your address, or to the number of your profile."""
        channel = AnnouncementChannel(body["channel"])
        mails.send_test(ctx, event_id, announcement_id, language=body["language"], channel=channel)


@blueprint.route(f"{ONE}/schedule")
class Schedule(MethodView):
    @requires(policies.SEND)
    @blueprint.doc(operationId="scheduleAnnouncement")
    @blueprint.arguments(ScheduleSchema)
    @blueprint.response(200, response(Announcement))
    def post(
        self,
        ctx: OrganizationContext,
        body: dict[str, datetime | None],
        event_id: UUID,
        announcement_id: UUID,
    ) -> Announcement:
        """Have a draft sent now or at a moment. `If-Match` guards it."""
        return announcements.schedule(
            ctx, event_id, announcement_id, send_at=body["send_at"], version=if_match()
        )


@blueprint.route(f"{ONE}/withdraw")
class Withdraw(MethodView):
    @requires(policies.SEND)
    @blueprint.doc(operationId="withdrawAnnouncement")
    @blueprint.response(200, response(Announcement))
    def post(self, ctx: OrganizationContext, event_id: UUID, announcement_id: UUID) -> Announcement:
        """Make a draft of what has not begun. `If-Match` guards it."""
        return announcements.withdraw(ctx, event_id, announcement_id, version=if_match())


@blueprint.route(f"{ONE}/pause")
class Pause(MethodView):
    @requires(policies.SEND)
    @blueprint.doc(operationId="pauseAnnouncement")
    @blueprint.response(200, response(Announcement))
    def post(self, ctx: OrganizationContext, event_id: UUID, announcement_id: UUID) -> Announcement:
        """Hold back the mails that have not left."""
        return announcements.pause(ctx, event_id, announcement_id)


@blueprint.route(f"{ONE}/resume")
class Resume(MethodView):
    @requires(policies.SEND)
    @blueprint.doc(operationId="resumeAnnouncement")
    @blueprint.response(200, response(Announcement))
    def post(self, ctx: OrganizationContext, event_id: UUID, announcement_id: UUID) -> Announcement:
        """Go on with a paused announcement; nobody is written to twice."""
        return announcements.resume(ctx, event_id, announcement_id)


@blueprint.route(f"{ONE}/cancel")
class Cancel(MethodView):
    @requires(policies.SEND)
    @blueprint.doc(operationId="cancelAnnouncement")
    @blueprint.response(200, response(Announcement))
    def post(self, ctx: OrganizationContext, event_id: UUID, announcement_id: UUID) -> Announcement:
        """Send no more of it, for good; what has left has left."""
        return announcements.cancel(ctx, event_id, announcement_id)


blueprints = (blueprint,)

"""HTTP of reminders."""

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
from turnout.modules.announcements.api import AnnouncementChannel, AnnouncementPreview
from turnout.modules.reminders import policies, service
from turnout.modules.reminders.schemas import (
    NewReminderSchema,
    PreviewArguments,
    ReminderUpdateSchema,
    TestSchema,
    TimingSchema,
)
from turnout.modules.reminders.types import (
    NewReminder,
    Reminder,
    ReminderMoment,
    ReminderPreset,
    Timing,
)

Tagged: TypeAlias = tuple[Reminder, int, dict[str, str]]
ONE = "/<uuid:reminder_id>"
blueprint = StrictBlueprint(
    "reminders",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>/reminders",
    description="Emails to attendees at moments that follow an event.",
)


@blueprint.route("")
class Reminders(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(Reminder))
    def get(
        self, ctx: OrganizationContext, query: dict[str, Any], event_id: UUID
    ) -> Page[Reminder]:
        """List an event's reminders with their moments and what became of them."""
        request = page_request(query["cursor"], query["limit"])
        return service.list_reminders(ctx, event_id, request)

    @requires(policies.SEND)
    @blueprint.arguments(NewReminderSchema)
    @blueprint.response(201, response(Reminder))
    def post(self, ctx: OrganizationContext, new: NewReminder, event_id: UUID) -> Tagged:
        """Define a reminder; its moment follows the event."""
        return with_etag(service.create_reminder(ctx, event_id, new), 201)


@blueprint.route("/presets")
class Presets(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="listReminderPresets")
    @blueprint.response(200, response(ReminderPreset)(many=True))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> list[ReminderPreset]:
        """List reminders to start from, in the languages of the event."""
        return service.list_presets(ctx, event_id)


@blueprint.route("/moment")
class Moment(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="tellReminderMoment")
    @blueprint.arguments(TimingSchema)
    @blueprint.response(200, response(ReminderMoment))
    def post(self, ctx: OrganizationContext, timing: Timing, event_id: UUID) -> ReminderMoment:
        """Say when a reminder would be sent; nothing is kept."""
        return service.tell_moment(ctx, event_id, timing)


@blueprint.route(ONE)
class OneReminder(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, response(Reminder))
    def get(self, ctx: OrganizationContext, event_id: UUID, reminder_id: UUID) -> Tagged:
        """Show a reminder."""
        return with_etag(service.get_reminder(ctx, event_id, reminder_id))

    @requires(policies.SEND)
    @blueprint.arguments(ReminderUpdateSchema)
    @blueprint.response(200, response(Reminder))
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], event_id: UUID, reminder_id: UUID
    ) -> Tagged:
        """Change a reminder that was not sent. `If-Match` guards it."""
        changed = service.update_reminder(
            ctx, event_id, reminder_id, changes=changes, version=if_match()
        )
        return with_etag(changed)

    @requires(policies.SEND)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, reminder_id: UUID) -> None:
        """Delete a reminder. `If-Match` guards it."""
        service.delete_reminder(ctx, event_id, reminder_id, version=if_match())


@blueprint.route(f"{ONE}/preview")
class ReminderPreview(MethodView):
    @requires(policies.READ)
    @blueprint.doc(operationId="previewReminder")
    @blueprint.arguments(PreviewArguments, location="query")
    @blueprint.response(200, response(AnnouncementPreview))
    def get(
        self, ctx: OrganizationContext, query: dict[str, str], event_id: UUID, reminder_id: UUID
    ) -> AnnouncementPreview:
        """Show the mail in a language, as you yourself would get it."""
        return service.preview(ctx, event_id, reminder_id, language=query["language"])


@blueprint.route(f"{ONE}/test")
class ReminderTest(MethodView):
    @requires(policies.SEND)
    @blueprint.doc(operationId="testReminder")
    @blueprint.arguments(TestSchema)
    @blueprint.response(204)
    def post(
        self, ctx: OrganizationContext, body: dict[str, str], event_id: UUID, reminder_id: UUID
    ) -> None:
        """Send it to yourself: to your address, or to the number of your profile."""
        channel = AnnouncementChannel(body["channel"])
        service.send_test(ctx, event_id, reminder_id, language=body["language"], channel=channel)


blueprints = (blueprint,)

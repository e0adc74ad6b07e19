"""HTTP of copies, series and events that repeat."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.events import api as events
from turnout.modules.events.api import Event
from turnout.modules.series import service
from turnout.modules.series.schemas import (
    NewSeriesSchema,
    OccurrenceUpdateSchema,
    RepetitionSchema,
    RuleUpdateSchema,
    SeriesEventsSchema,
    SeriesUpdateSchema,
)
from turnout.modules.series.types import (
    NewSeries,
    OccurrenceChange,
    PlannedTimes,
    PublicSeries,
    RecurrenceInput,
    Series,
    SeriesChange,
    SeriesPublished,
)

blueprint = StrictBlueprint(
    "series",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="Copies of events, events that repeat, and series",
)


@blueprint.route("/events/<uuid:event_id>/repeat")
class Repetitions(MethodView):
    @requires(events.WRITE)
    @blueprint.arguments(RepetitionSchema)
    @blueprint.response(202, response(Series))
    def post(self, ctx: OrganizationContext, wanted: RecurrenceInput, event_id: UUID) -> Any:
        """Make an event the first of a series; its copies are made in the background."""
        return with_etag(service.repeat_event(ctx, event_id, wanted), 202)


@blueprint.route("/events/<uuid:event_id>/repeat-preview")
class RepetitionPreview(MethodView):
    @requires(events.WRITE)
    @blueprint.doc(operationId="previewEventRepetition")
    @blueprint.arguments(RepetitionSchema)
    @blueprint.response(200, response(PlannedTimes))
    def post(
        self, ctx: OrganizationContext, wanted: RecurrenceInput, event_id: UUID
    ) -> PlannedTimes:
        """List when events would start by a rule, from this one on; nothing is kept."""
        return service.preview_rule(ctx, event_id, wanted)


@blueprint.route("/series")
class AllSeries(MethodView):
    @requires(events.READ)
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, page_of(Series))
    def get(self, ctx: OrganizationContext, asked: dict[str, Any]) -> Page[Series]:
        """List series, newest first."""
        return service.list_series(ctx, page_request(asked["cursor"], asked["limit"]))

    @requires(events.WRITE)
    @blueprint.arguments(NewSeriesSchema)
    @blueprint.response(201, response(Series))
    def post(self, ctx: OrganizationContext, new: NewSeries) -> Any:
        """Begin a series, to which events are added one by one."""
        return with_etag(service.create_series(ctx, new), 201)


@blueprint.route("/series/<uuid:series_id>")
class OneSeries(MethodView):
    @requires(events.READ)
    @blueprint.response(200, response(Series))
    def get(self, ctx: OrganizationContext, series_id: UUID) -> Any:
        """Show a series."""
        return with_etag(service.read_series(ctx, series_id))

    @requires(events.WRITE)
    @blueprint.arguments(SeriesUpdateSchema)
    @blueprint.response(200, response(Series))
    def patch(self, ctx: OrganizationContext, changes: dict[str, Any], series_id: UUID) -> Any:
        """Change what the page of a series shows."""
        return with_etag(service.change_series(ctx, series_id, changes, version=if_match()))

    @requires(events.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, series_id: UUID) -> None:
        """Take a series away; its events stay, each by itself."""
        service.delete_series(ctx, series_id)


@blueprint.route("/series/<uuid:series_id>/events")
class SeriesEvents(MethodView):
    @requires(events.READ)
    @blueprint.response(200, SeriesEventsSchema)
    def get(self, ctx: OrganizationContext, series_id: UUID) -> Page[Event]:
        """List the events of a series in order of time."""
        return Page(service.list_series_events(ctx, series_id), None)


@blueprint.route("/series/<uuid:series_id>/events/<uuid:event_id>")
class SeriesEvent(MethodView):
    @requires(events.WRITE)
    @blueprint.response(204)
    def put(self, ctx: OrganizationContext, series_id: UUID, event_id: UUID) -> None:
        """Put an event into a series."""
        service.add_event(ctx, series_id, event_id)

    @requires(events.WRITE)
    @blueprint.arguments(OccurrenceUpdateSchema)
    @blueprint.response(200, response(SeriesChange))
    def patch(
        self,
        ctx: OrganizationContext,
        wanted: OccurrenceChange,
        *,
        series_id: UUID,
        event_id: UUID,
    ) -> SeriesChange:
        """Change this event, this and the following, or all; the past is left alone."""
        return service.change_occurrence(
            ctx, series_id, event_id, wanted=wanted, version=if_match()
        )

    @requires(events.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, series_id: UUID, event_id: UUID) -> None:
        """Take an event out of a series; it goes on by itself."""
        service.remove_event(ctx, series_id, event_id)


@blueprint.route("/series/<uuid:series_id>/rule")
class SeriesRule(MethodView):
    @requires(events.WRITE)
    @blueprint.arguments(RuleUpdateSchema)
    @blueprint.response(200, response(SeriesChange))
    def put(
        self, ctx: OrganizationContext, change: dict[str, Any], series_id: UUID
    ) -> SeriesChange:
        """Repeat otherwise from one event on; nothing past, sold or changed by itself goes."""
        return service.change_rule(ctx, series_id, **change, version=if_match())


@blueprint.route("/series/<uuid:series_id>/publish")
class SeriesPublishing(MethodView):
    @requires(events.PUBLISH)
    @blueprint.response(200, response(SeriesPublished))
    def post(self, ctx: OrganizationContext, series_id: UUID) -> SeriesPublished:
        """Publish every draft of a series that is ready."""
        return service.publish_series(ctx, series_id)


@blueprint.route("/public-series/<slug>")
class OnePublicSeries(MethodView):
    @public("a public series shows those of its events that are public")
    @blueprint.response(200, response(PublicSeries))
    def get(self, ctx: PublicContext, slug: str) -> PublicSeries:
        """Show a public series with its public events in order of time."""
        return PublicSeries.of(*service.show_series(ctx, slug))


blueprints = (blueprint,)

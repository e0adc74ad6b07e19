"""HTTP of an event's speakers and tracks."""

from typing import Any
from uuid import UUID

from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.programme import policies
from turnout.modules.programme.schemas import (
    NewSpeakerSchema,
    NewTrackSchema,
    SpeakerChangeSchema,
    SpeakerPageSchema,
    SpeakerSchema,
    TrackChangeSchema,
    TrackListSchema,
    TrackSchema,
)
from turnout.modules.programme.service import speakers
from turnout.modules.programme.service import speakers as service
from turnout.modules.programme.types import NewSpeaker, Speaker, Track

blueprint = StrictBlueprint(
    "speakers",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/events/<uuid:event_id>",
    description="Speakers and tracks of an event",
)


@blueprint.route("/speakers")
class Speakers(MethodView):
    @requires(policies.READ)
    @blueprint.arguments(PageArguments, location="query")
    @blueprint.response(200, SpeakerPageSchema)
    def get(self, ctx: OrganizationContext, asked: dict[str, Any], event_id: UUID) -> Page[Speaker]:
        """List speakers by name."""
        return service.list_speakers(ctx, event_id, page_request(asked["cursor"], asked["limit"]))

    @requires(policies.WRITE)
    @blueprint.arguments(NewSpeakerSchema)
    @blueprint.response(201, SpeakerSchema)
    def post(self, ctx: OrganizationContext, new: NewSpeaker, event_id: UUID) -> Any:
        """Add a speaker."""
        return with_etag(service.create_speaker(ctx, event_id, new), 201)


@blueprint.route("/speakers/<uuid:speaker_id>")
class OneSpeaker(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, SpeakerSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID, speaker_id: UUID) -> Any:
        """Show a speaker."""
        return with_etag(service.read_speaker(ctx, event_id, speaker_id))

    @requires(policies.WRITE)
    @blueprint.arguments(SpeakerChangeSchema)
    @blueprint.response(200, SpeakerSchema)
    def patch(
        self,
        ctx: OrganizationContext,
        changes: dict[str, Any],
        *,
        event_id: UUID,
        speaker_id: UUID,
    ) -> Any:
        """Change a speaker."""
        return with_etag(
            service.change_speaker(ctx, event_id, speaker_id, changes=changes, version=if_match())
        )

    @requires(policies.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, speaker_id: UUID) -> None:
        """Delete a speaker, from every session as well."""
        service.delete_speaker(ctx, event_id, speaker_id)


@blueprint.route("/tracks")
class Tracks(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, TrackListSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[Track]:
        """List tracks in their order."""
        return Page(speakers.list_tracks(ctx, event_id), None)

    @requires(policies.WRITE)
    @blueprint.arguments(NewTrackSchema)
    @blueprint.response(201, TrackSchema)
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> Track:
        """Add a track."""
        return speakers.create_track(ctx, event_id, new["name"], colour=new["colour"])


@blueprint.route("/tracks/<uuid:track_id>")
class OneTrack(MethodView):
    @requires(policies.WRITE)
    @blueprint.arguments(TrackChangeSchema)
    @blueprint.response(200, TrackSchema)
    def patch(
        self, ctx: OrganizationContext, changes: dict[str, Any], *, event_id: UUID, track_id: UUID
    ) -> Track:
        """Change a track."""
        return speakers.update_track(ctx, event_id, track_id, changes=changes)

    @requires(policies.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, track_id: UUID) -> None:
        """Delete a track in which no session stands."""
        speakers.delete_track(ctx, event_id, track_id)

"""HTTP of speakers and tracks, and of links by which speakers keep their own part current."""

from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page, page_request
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.answers import page_of, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.kernel.http.request_fields import PageArguments
from turnout.modules.programme import policies
from turnout.modules.programme.schemas import (
    MergeSchema,
    NewLinkSchema,
    NewSpeakerSchema,
    NewTrackSchema,
    OwnPartChangeSchema,
    SpeakerPageSchema,
    SpeakerPartSchema,
    SpeakerSchema,
    SpeakerUpdateSchema,
    TrackUpdateSchema,
)
from turnout.modules.programme.service import self_service, speakers
from turnout.modules.programme.types import (
    MadeSelfServiceLink,
    NewSpeaker,
    SelfServiceLink,
    Speaker,
    Track,
)

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
        return speakers.list_speakers(ctx, event_id, page_request(asked["cursor"], asked["limit"]))

    @requires(policies.WRITE)
    @blueprint.arguments(NewSpeakerSchema)
    @blueprint.response(201, SpeakerSchema)
    def post(self, ctx: OrganizationContext, new: NewSpeaker, event_id: UUID) -> Any:
        """Add a speaker."""
        return with_etag(speakers.create_speaker(ctx, event_id, new), 201)


@blueprint.route("/speakers/<uuid:speaker_id>")
class OneSpeaker(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, SpeakerSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID, speaker_id: UUID) -> Any:
        """Show a speaker."""
        return with_etag(speakers.read_speaker(ctx, event_id, speaker_id))

    @requires(policies.WRITE)
    @blueprint.arguments(SpeakerUpdateSchema)
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
            speakers.change_speaker(ctx, event_id, speaker_id, changes=changes, version=if_match())
        )

    @requires(policies.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, speaker_id: UUID) -> None:
        """Delete a speaker, from every session as well."""
        speakers.delete_speaker(ctx, event_id, speaker_id)


@blueprint.route("/tracks")
class Tracks(MethodView):
    @requires(policies.READ)
    @blueprint.response(200, page_of(Track, called="TrackList"))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[Track]:
        """List tracks in their order."""
        return Page(speakers.list_tracks(ctx, event_id), None)

    @requires(policies.WRITE)
    @blueprint.arguments(NewTrackSchema)
    @blueprint.response(201, response(Track))
    def post(self, ctx: OrganizationContext, new: dict[str, Any], event_id: UUID) -> Track:
        """Add a track."""
        return speakers.create_track(ctx, event_id, new["name"], colour=new["colour"])


@blueprint.route("/tracks/<uuid:track_id>")
class OneTrack(MethodView):
    @requires(policies.WRITE)
    @blueprint.arguments(TrackUpdateSchema)
    @blueprint.response(200, response(Track))
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


SECRET = "Turnout-Link-Secret"  # noqa: S105  the header's name
HOLDER = "whoever has the secret of a link sees what it opens, and nothing else"

self_service_blueprint = StrictBlueprint(
    "self-service",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="What speakers and sponsors see and change by a link of their own",
)


@self_service_blueprint.route("/events/<uuid:event_id>/speakers/<uuid:speaker_id>/links")
class SpeakerLinks(MethodView):
    @requires(policies.WRITE)
    @self_service_blueprint.arguments(NewLinkSchema)
    @self_service_blueprint.response(201, response(MadeSelfServiceLink))
    def post(
        self, ctx: OrganizationContext, new: dict[str, Any], *, event_id: UUID, speaker_id: UUID
    ) -> MadeSelfServiceLink:
        """Make a link by which a speaker keeps their own part up to date."""
        return self_service.make_speaker_link(ctx, event_id, speaker_id, days=new["days"])


@self_service_blueprint.route("/events/<uuid:event_id>/self-service-links")
class SelfServiceLinks(MethodView):
    @requires(policies.WRITE)
    @self_service_blueprint.response(200, page_of(SelfServiceLink, called="SelfServiceLinkList"))
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[SelfServiceLink]:
        """List such links of the event, newest first; the secrets are not kept."""
        return Page(self_service.list_links(ctx, event_id), None)


@self_service_blueprint.route("/events/<uuid:event_id>/self-service-links/<uuid:link_id>")
class OneSelfServiceLink(MethodView):
    @requires(policies.WRITE)
    @self_service_blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, link_id: UUID) -> None:
        """Revoke a link: from now on it opens nothing."""
        self_service.revoke_link(ctx, event_id, link_id)


@self_service_blueprint.route("/events/<uuid:event_id>/speakers/<uuid:speaker_id>/merge")
class SpeakerMerge(MethodView):
    @requires(policies.WRITE)
    @self_service_blueprint.arguments(MergeSchema)
    @self_service_blueprint.response(200, SpeakerSchema)
    def post(
        self, ctx: OrganizationContext, asked: dict[str, Any], *, event_id: UUID, speaker_id: UUID
    ) -> Any:
        """Merge duplicates into this speaker: their sessions become this one's."""
        duplicates = asked["duplicate_ids"]
        return with_etag(
            speakers.merge_speakers(
                ctx, event_id, speaker_id, duplicates=duplicates, version=if_match()
            )
        )


@self_service_blueprint.route("/own-part/speaker")
class OwnSpeakerPart(MethodView):
    @public(HOLDER, limited="secret")
    @self_service_blueprint.response(200, SpeakerPartSchema)
    def get(self, ctx: PublicContext) -> Any:
        """Show the speaker of the link's secret what is theirs."""
        return with_etag(self_service.open_speaker_part(ctx, _secret()))

    @public(HOLDER, limited="secret")
    @self_service_blueprint.arguments(OwnPartChangeSchema)
    @self_service_blueprint.response(200, SpeakerPartSchema)
    def patch(self, ctx: PublicContext, changes: dict[str, Any]) -> Any:
        """Change biography, titles and links."""
        part = self_service.change_own_part(ctx, _secret(), changes=changes, version=if_match())
        return with_etag(part)


@self_service_blueprint.route("/own-part/speaker/photo")
class OwnPhoto(MethodView):
    @public(HOLDER, limited="secret")
    @self_service_blueprint.doc(
        requestBody={
            "required": True,
            "content": {"image/*": {"schema": {"type": "string", "format": "binary"}}},
        }
    )
    @self_service_blueprint.response(200, SpeakerPartSchema)
    def put(self, ctx: PublicContext) -> Any:
        """Take the body as the speaker's photo."""
        data = request.get_data(cache=False)
        return with_etag(
            self_service.set_own_photo(ctx, _secret(), data, declared=request.mimetype)
        )

    @public(HOLDER, limited="secret")
    @self_service_blueprint.response(200, SpeakerPartSchema)
    def delete(self, ctx: PublicContext) -> Any:
        """Take the photo away."""
        changes = {"photo_file_id": None}
        return with_etag(
            self_service.change_own_part(ctx, _secret(), changes=changes, version=if_match())
        )


def _secret() -> str:
    return request.headers.get(SECRET, "")

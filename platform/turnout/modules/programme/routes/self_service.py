"""HTTP of links to one's own part: organizers make them, speakers and sponsors open them."""

from typing import Any
from uuid import UUID

from flask import request
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext, PublicContext
from turnout.kernel.db.pagination import Page
from turnout.kernel.http.access import public, requires
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.programme import policies
from turnout.modules.programme.schemas import (
    MadeSelfServiceLinkSchema,
    MergeSchema,
    NewLinkSchema,
    OwnPartChangeSchema,
    SelfServiceLinkListSchema,
    SpeakerPartSchema,
    SpeakerSchema,
)
from turnout.modules.programme.service import self_service, speakers
from turnout.modules.programme.types import MadeSelfServiceLink, SelfServiceLink

SECRET = "Turnout-Link-Secret"  # noqa: S105  the header's name
HOLDER = "whoever has the secret of a link sees what it opens, and nothing else"

blueprint = StrictBlueprint(
    "self-service",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>",
    description="What speakers and sponsors see and change by a link of their own",
)


@blueprint.route("/events/<uuid:event_id>/speakers/<uuid:speaker_id>/links")
class SpeakerLinks(MethodView):
    @requires(policies.WRITE)
    @blueprint.arguments(NewLinkSchema)
    @blueprint.response(201, MadeSelfServiceLinkSchema)
    def post(
        self, ctx: OrganizationContext, new: dict[str, Any], *, event_id: UUID, speaker_id: UUID
    ) -> MadeSelfServiceLink:
        """Make a link by which a speaker keeps their own part up to date."""
        return self_service.make_speaker_link(ctx, event_id, speaker_id, days=new["days"])


@blueprint.route("/events/<uuid:event_id>/self-service-links")
class SelfServiceLinks(MethodView):
    @requires(policies.WRITE)
    @blueprint.response(200, SelfServiceLinkListSchema)
    def get(self, ctx: OrganizationContext, event_id: UUID) -> Page[SelfServiceLink]:
        """List such links of the event, newest first; the secrets are not kept."""
        return Page(self_service.list_links(ctx, event_id), None)


@blueprint.route("/events/<uuid:event_id>/self-service-links/<uuid:link_id>")
class OneSelfServiceLink(MethodView):
    @requires(policies.WRITE)
    @blueprint.response(204)
    def delete(self, ctx: OrganizationContext, event_id: UUID, link_id: UUID) -> None:
        """Revoke a link: from now on it opens nothing."""
        self_service.revoke_link(ctx, event_id, link_id)


@blueprint.route("/events/<uuid:event_id>/speakers/<uuid:speaker_id>/merge")
class SpeakerMerge(MethodView):
    @requires(policies.WRITE)
    @blueprint.arguments(MergeSchema)
    @blueprint.response(200, SpeakerSchema)
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


@blueprint.route("/own-part/speaker")
class OwnSpeakerPart(MethodView):
    @public(HOLDER, limited="secret")
    @blueprint.response(200, SpeakerPartSchema)
    def get(self, ctx: PublicContext) -> Any:
        """Show the speaker of the link's secret what is theirs."""
        return with_etag(self_service.open_speaker_part(ctx, _secret()))

    @public(HOLDER, limited="secret")
    @blueprint.arguments(OwnPartChangeSchema)
    @blueprint.response(200, SpeakerPartSchema)
    def patch(self, ctx: PublicContext, changes: dict[str, Any]) -> Any:
        """Change biography, titles and links."""
        part = self_service.change_own_part(ctx, _secret(), changes=changes, version=if_match())
        return with_etag(part)


@blueprint.route("/own-part/speaker/photo")
class OwnPhoto(MethodView):
    @public(HOLDER, limited="secret")
    @blueprint.doc(
        requestBody={
            "required": True,
            "content": {"image/*": {"schema": {"type": "string", "format": "binary"}}},
        }
    )
    @blueprint.response(200, SpeakerPartSchema)
    def put(self, ctx: PublicContext) -> Any:
        """Take the body as the speaker's photo."""
        data = request.get_data(cache=False)
        return with_etag(
            self_service.set_own_photo(ctx, _secret(), data, declared=request.mimetype)
        )

    @public(HOLDER, limited="secret")
    @blueprint.response(200, SpeakerPartSchema)
    def delete(self, ctx: PublicContext) -> Any:
        """Take the photo away."""
        changes = {"photo_file_id": None}
        return with_etag(
            self_service.change_own_part(ctx, _secret(), changes=changes, version=if_match())
        )


def _secret() -> str:
    return request.headers.get(SECRET, "")

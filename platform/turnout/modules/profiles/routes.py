"""HTTP of profiles: one's picture and interests."""

from typing import Any, Final
from uuid import UUID

from flask import Response, request
from flask.views import MethodView

from turnout.kernel.context import PersonContext, Visitor
from turnout.kernel.errors import FieldError, Invalid
from turnout.kernel.http.access import personal, public
from turnout.kernel.http.answers import response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.modules.files import api as files
from turnout.modules.profiles import service
from turnout.modules.profiles.schemas import InterestsUpdateSchema
from turnout.modules.profiles.types import Avatar, Interests

MOST_BYTES: Final = 5_000_000
ENVELOPE_BYTES: Final = 10_000
BINARY: Final = {"format": "binary", "type": "string"}
FORM: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": BINARY},
                    "additionalProperties": False,
                }
            }
        },
    }
}

avatars_blueprint = StrictBlueprint(
    "avatars", __name__, url_prefix="/api/v1/avatars", description="Pictures of people"
)


@avatars_blueprint.route("/<uuid:avatar_id>")
class OneAvatar(MethodView):
    @public("who was shown the picture knows its address, and nobody can guess one")
    @avatars_blueprint.response(200, BINARY, content_type="image/webp")
    def get(self, ctx: Visitor, avatar_id: UUID) -> Response:  # noqa: ARG002  every view gets its context
        """Show a person's picture: a square of 256 pixels."""
        answer = Response(service.read_avatar(avatar_id), mimetype="image/webp")
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Cross-Origin-Resource-Policy"] = "same-site"
        answer.headers["Cache-Control"] = "private, max-age=86400, immutable"
        return answer


profile_blueprint = StrictBlueprint(
    "profile", __name__, url_prefix="/api/v1/me", description="What people show and like"
)


@profile_blueprint.route("/avatar")
class MyAvatar(MethodView):
    @personal()
    @profile_blueprint.doc(operationId="setAvatar", **FORM)
    @profile_blueprint.response(200, response(Avatar))
    def put(self, ctx: PersonContext) -> Avatar:
        """Show a picture, sent as multipart/form-data; it is cut to a square.

        JPEG, PNG, WebP, AVIF or GIF, at most 5 MB. Where and when it was taken is left out.
        """
        return service.set_avatar(ctx, _upload())

    @personal()
    @profile_blueprint.doc(operationId="deleteAvatar")
    @profile_blueprint.response(204)
    def delete(self, ctx: PersonContext) -> None:
        """Show initials again."""
        service.delete_avatar(ctx)


def _upload() -> files.Upload:
    if (request.content_length or 0) > MOST_BYTES + ENVELOPE_BYTES:
        says = "Choose a picture of at most 5 MB."
        raise Invalid(FieldError("/file", says, "too-large"))
    request.max_content_length = MOST_BYTES + ENVELOPE_BYTES
    offered = request.files.get("file")
    if offered is None or len(request.files) != 1 or request.form:
        says = "Send one file in the field “file” of a form, and nothing else."
        raise Invalid(FieldError("/file", says, "missing"))
    return files.Upload(name="", data=offered.stream.read(), declared_type=offered.mimetype or "")


@profile_blueprint.route("/interests")
class MyInterests(MethodView):
    @personal()
    @profile_blueprint.doc(operationId="getInterests")
    @profile_blueprint.response(200, response(Interests))
    def get(self, ctx: PersonContext) -> Interests:
        """Show what you would like to hear of."""
        return service.get_interests(ctx)

    @personal()
    @profile_blueprint.doc(operationId="setInterests")
    @profile_blueprint.arguments(InterestsUpdateSchema)
    @profile_blueprint.response(200, response(Interests))
    def put(self, ctx: PersonContext, asked: dict[str, Any]) -> Interests:
        """Say what you would like to hear of; what you leave out is chosen no longer."""
        return service.set_interests(ctx, **asked)


blueprints = (avatars_blueprint, profile_blueprint)

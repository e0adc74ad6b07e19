"""Pictures and interests of people: theirs alone to change."""

from collections.abc import Sequence
from uuid import UUID

from turnout.kernel.context import PersonContext, SystemContext
from turnout.kernel.db.tx import Transaction, transaction
from turnout.kernel.errors import FieldError, Invalid
from turnout.modules.files import api as files
from turnout.modules.identity import api as identity
from turnout.modules.profiles import queries, rules
from turnout.modules.profiles.errors import AvatarNotFound
from turnout.modules.profiles.types import Avatar, Interests


def set_avatar(ctx: PersonContext, upload: files.Upload) -> Avatar:
    """Show a picture: looked through, cut to a square, written anew without what was hidden in it.

    Refused as a file of an organization would be, by size, type or damage. The one before goes.
    """
    content = files.sanitize(upload.data, upload.declared_type)
    if content.width is None:
        says = "Choose a picture: JPEG, PNG, WebP, AVIF or GIF."
        raise Invalid(FieldError("/file", says, "not-a-picture"))
    image = rules.avatar_of(content.data)
    with transaction(identity.in_name_of(ctx, job="profiles.set-avatar")) as tx:
        avatar_id = queries.insert_avatar(tx, ctx.user_id, image)
        identity.set_avatar(tx, ctx.user_id, avatar_id)
        queries.delete_avatars(tx, ctx.user_id, but=avatar_id)
    return Avatar(id=avatar_id, url=avatar_path(avatar_id))


def delete_avatar(ctx: PersonContext) -> None:
    """Show initials again; without a picture nothing changes."""
    if identity.get_me(ctx).avatar_id is None:
        return
    with transaction(identity.in_name_of(ctx, job="profiles.delete-avatar")) as tx:
        identity.set_avatar(tx, ctx.user_id, None)
        queries.delete_avatars(tx, ctx.user_id)


def read_avatar(avatar_id: UUID) -> bytes:
    """The picture as WebP, for whoever knows its address; AvatarNotFound."""
    with transaction(SystemContext(job="profiles.read-avatar")) as tx:
        found = queries.find_avatar(tx, avatar_id)
    if found is None:
        raise AvatarNotFound
    return found


def avatar_path(avatar_id: UUID) -> str:
    """Where a picture is; another one has another address, so that browsers may keep it."""
    return f"/api/v1/avatars/{avatar_id}"


def get_interests(ctx: PersonContext) -> Interests:
    with transaction(identity.in_name_of(ctx, job="profiles.get-interests")) as tx:
        return _interests(tx, ctx.user_id)


def set_interests(
    ctx: PersonContext, *, categories: Sequence[str], places: Sequence[str]
) -> Interests:
    """Keep exactly these; Invalid names each that cannot be one."""
    wanted = rules.interests_of(categories, places)
    with transaction(identity.in_name_of(ctx, job="profiles.set-interests")) as tx:
        queries.replace_interests(tx, ctx.user_id, "category", wanted.categories)
        queries.replace_interests(tx, ctx.user_id, "place", wanted.places)
        return _interests(tx, ctx.user_id)


def _interests(tx: Transaction, user_id: UUID) -> Interests:
    found = queries.list_interests(tx, user_id)
    return Interests(categories=found["category"], places=found["place"])

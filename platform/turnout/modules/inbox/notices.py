"""What a device is shown of a message: little, since others may see the screen too.

Of the team's messages what happened and where, of attendees' the subject and who wrote it. What a
message says beyond that is read after signing in, where the link leads.
"""

from typing import Final
from uuid import UUID, uuid5

from turnout.kernel import runtime
from turnout.kernel.db.tx import Transaction
from turnout.modules.identity import api as identity
from turnout.modules.inbox import queries, rules, words
from turnout.modules.inbox.models import InboxAudience, MessageKind
from turnout.modules.inbox.types import InboxNotice, StoredMessage
from turnout.modules.members import api as members
from turnout.modules.organizations import api as organizations

MESSAGES: Final = "/my-tickets/messages"


def find_notice(tx: Transaction, message_id: UUID) -> InboxNotice | None:
    """What to show now; None where it was read, is gone, or a member's rights have ended."""
    found = queries.find_unread(tx, message_id)
    if found is None:
        return None
    stored, user_id, audience, permission = found
    person = identity.get_people(tx, [user_id]).get(user_id)
    is_team = audience == InboxAudience.TEAM
    if person is None or person.is_disabled or not person.is_verified:
        return None
    if is_team and not _may_see(tx, user_id, permission, stored.event_id):
        return None
    branding = organizations.branding_of(tx)
    home = runtime.current().settings.origin_of("")
    title, about, path = stored.title, branding.name, MESSAGES
    if is_team:
        shown = words.shown_to_team(stored, person.locale)
        title, about = shown.title, shown.text or branding.name
        path = f"/console/{branding.slug}/{shown.path}".rstrip("/")
    return InboxNotice(
        title=title,
        about=about,
        url=f"{home}{path}",
        topic=_topic(stored, user_id),
        kind=stored.kind,
        user_id=user_id,
        email=person.email.lower(),
        time_zone=branding.time_zone,
    )


def _may_see(tx: Transaction, user_id: UUID, permission: str, event_id: UUID | None) -> bool:
    if not permission:
        return members.is_member(tx, user_id)
    people = members.people_with(tx, permission, event_id=event_id)
    return any(each.id == user_id for each in people)


def _topic(stored: StoredMessage, user_id: UUID) -> str:
    """Of kinds that are counted in one message, a later one takes the place of an earlier."""
    is_gathered = MessageKind(stored.kind) in rules.GATHERED
    return uuid5(user_id, f"{stored.kind} {stored.path}").hex if is_gathered else stored.id.hex

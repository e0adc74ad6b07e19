"""The life cycle as it is promised: what may follow what, and a way into every state."""

from turnout.modules.events.models import State
from turnout.modules.events.rules import Action

ALLOWED = """
    draft      submit     review
    draft      publish    published
    draft      archive    archived
    draft      delete     deleted
    review     send-back  draft
    review     publish    published
    review     archive    archived
    review     delete     deleted
    published  unpublish  draft
    published  begin      live
    published  end        ended
    published  cancel     cancelled
    published  postpone   postponed
    live       end        ended
    live       cancel     cancelled
    postponed  publish    published
    postponed  cancel     cancelled
    postponed  archive    archived
    cancelled  archive    archived
    cancelled  delete     deleted
    ended      archive    archived
    archived   restore    draft
    archived   delete     deleted
    deleted    restore    draft
    deleted    purge      deleted
"""
TABLE = {
    (State(a), Action(b)): State(c)
    for a, b, c in (line.split() for line in ALLOWED.split("\n") if line.strip())
}
WAYS = {
    State.DRAFT: (),
    State.REVIEW: ("submit",),
    State.PUBLISHED: ("publish",),
    State.LIVE: ("publish", "begin"),
    State.ENDED: ("publish", "end"),
    State.CANCELLED: ("publish", "cancel"),
    State.POSTPONED: ("publish", "postpone"),
    State.ARCHIVED: ("archive",),
    State.DELETED: ("delete",),
}
"""Steps from a new draft into each state."""

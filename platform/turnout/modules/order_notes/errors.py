"""Refusals of notes and tags."""

from turnout.kernel.errors import Conflict, Forbidden, NotFound


class NoteNotFound(NotFound):
    code = "order-notes.none"
    title = "There is no such note"


class NotYourNote(Forbidden):
    code = "order-notes.not-yours"
    title = "Whoever wrote a note changes it"


class TagNotFound(NotFound):
    code = "order-tags.none"
    title = "There is no such tag"


class TagNameTaken(Conflict):
    code = "order-tags.name-taken"
    title = "There is a tag of this name"


class TooManyTags(Conflict):
    code = "order-tags.too-many"
    title = "There are as many tags as an organization may have"

"""Refusals of embeds."""

from turnout.kernel.errors import Conflict, FieldError, Invalid, NotFound, TurnoutError


class EmbedOriginNotFound(NotFound):
    code = "embeds.none"
    title = "This site is not on the list"


class EmbedOriginTaken(Conflict):
    code = "embeds.taken"
    title = "This site is on the list already"


class EmbedOriginRefused(Invalid):
    """The page that an order names as the one around it is none of the organization's list."""

    code = "embeds.origin-refused"
    title = "Tickets are not sold in pages of this site"

    def __init__(self) -> None:
        super().__init__(FieldError("/embedding_origin", self.title, "origin-refused"))


class EmbedFormatNotOffered(TurnoutError):
    """What an address stands for is told as JSON and as XML (oEmbed)."""

    status = 501
    code = "embeds.format-not-offered"
    title = "This format is not offered: ask for json or xml"

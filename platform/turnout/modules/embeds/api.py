"""The front door of embeds."""

from turnout.modules.embeds.errors import EmbedFormatNotOffered, EmbedOriginRefused
from turnout.modules.embeds.rules import LONGEST_ORIGIN
from turnout.modules.embeds.service import create_origin, list_allowed, require_allowed
from turnout.modules.embeds.types import EmbedOrigin, NewEmbedOrigin

"""The front door of short links."""

from turnout.modules.short_links.rules import PATH
from turnout.modules.short_links.service import follow

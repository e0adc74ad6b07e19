"""What others may ask of sponsors."""

from turnout.modules.sponsors.service import open_sponsor_part, sponsors_of
from turnout.modules.sponsors.types import SponsorPart, SponsorsOfLevel

"""What others may ask of sponsors."""

from turnout.modules.sponsors.service import (
    create_level,
    create_sponsor,
    get_name,
    list_names,
    open_sponsor_part,
    sponsors_of,
)
from turnout.modules.sponsors.types import NewSponsor, SponsorPart, SponsorsOfLevel

"""Refusals of sponsors."""

from turnout.kernel.errors import Conflict, NotFound


class SponsorNotFound(NotFound):
    code = "events.sponsor-missing"
    title = "There is no such sponsor"


class SponsorLevelNotFound(NotFound):
    code = "events.sponsor-level-missing"
    title = "There is no such level of sponsors"


class SponsorLevelNameTaken(Conflict):
    code = "events.sponsor-level-name-taken"
    title = "The event has a level of this name already"


class SponsorLevelInUse(Conflict):
    code = "events.sponsor-level-in-use"
    title = "Sponsors stand in this level; move them first"

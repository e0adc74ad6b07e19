"""Who may write the read model: nobody but the reactions that index into it."""

from typing import Final

OPEN: Final = {
    "index_event": "a reaction and the rebuilding job: indexes what is published already",
    "index_organization": "a reaction and the rebuilding job: indexes what is public already",
    "index_image": "a reaction: indexes the published events that show an image",
    "index_series": "a reaction: indexes the published events of a series",
    "index_every_event": "a reaction: indexes all events of an organization",
    "index_upcoming": "a reaction: indexes the published events of an organization",
    "set_popularity": "a job: writes where published events stand among each other",
    "rebuild": "a job: indexes one organization again",
}

"""Who may write the read model: nobody but the reactions that copy into it."""

from typing import Final

OPEN: Final = {
    "refresh_event": "a reaction and the rebuilding job: copies what is published already",
    "refresh_organization": "a reaction and the rebuilding job: copies what is public already",
    "refresh_image": "a reaction: copies the published events that show an image",
    "refresh_series": "a reaction: copies the published events of a series",
    "refresh_upcoming": "a reaction: copies the published events of an organization",
    "rebuild": "a job: copies one organization again",
}

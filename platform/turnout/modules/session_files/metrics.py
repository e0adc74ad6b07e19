"""What is counted of session files, for those who watch the platform."""

from typing import Final

from turnout.kernel.observability.metrics import counter

ADDED: Final = counter(
    "turnout_session_files_added",
    "Files and links that sessions got, by who added them",
    content=("file", "link"),
    by=("organizer", "speaker"),
)
DOWNLOADS: Final = counter(
    "turnout_session_file_downloads",
    "Downloads of session files, by for whom the file is",
    audience=("public", "holders"),
)

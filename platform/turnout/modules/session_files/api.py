"""What others may ask of session files."""

from turnout.modules.session_files.errors import SessionFileNotReady
from turnout.modules.session_files.models import Release, SessionFileKind, SessionFileState
from turnout.modules.session_files.queries import events_with_files
from turnout.modules.session_files.rules import access, title_in
from turnout.modules.session_files.service.downloads import (
    download_public,
    list_for_tickets,
    list_published,
)
from turnout.modules.session_files.service.session_files import create_session_file
from turnout.modules.session_files.service.submissions import (
    list_submissions,
    submit_file,
    withdraw_submission,
)
from turnout.modules.session_files.types import (
    FileAccess,
    NewSessionFile,
    NewSubmission,
    PublishedSessionFile,
    SessionFile,
    SessionTimes,
    Submission,
    VisibleSessionFile,
)

"""What session files answer to those below them, and what they do about infected files."""

from turnout.kernel.context import OrganizationContext
from turnout.kernel.db.tx import transaction
from turnout.kernel.messaging.facts import on
from turnout.modules.events import api as events
from turnout.modules.files import api as files
from turnout.modules.files.facts import FileInfected
from turnout.modules.programme import api as programme
from turnout.modules.session_files import queries
from turnout.modules.session_files.facts import SessionFilesChanged
from turnout.modules.session_files.service import copies

events.EVENT_EXPORTED.register(copies.export_session_files)
events.EVENT_SHIFTED.register(copies.shift_releases)
programme.SESSIONS_COPIED.register(copies.copy_session_files)
files.FILE_USES.register(queries.list_file_uses)


@on(FileInfected, queue="search")
def hide_infected(ctx: OrganizationContext, fact: FileInfected) -> None:
    """Pages no longer name a file in which the scanner found something."""
    with transaction(ctx) as tx:
        for row in queries.list_with_file(tx, fact.file_id):
            tx.publish(SessionFilesChanged(event_id=row.event_id, session_id=row.session_id))

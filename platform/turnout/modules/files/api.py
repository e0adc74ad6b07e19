"""What others may ask of files."""

from turnout.modules.files.hooks import EVENT_EXISTS, FILE_USES
from turnout.modules.files.models import Audience, FileKind, FileVisibility, ScanState
from turnout.modules.files.policies import READ
from turnout.modules.files.queries import used_bytes
from turnout.modules.files.rules import MAX_FILE_BYTES
from turnout.modules.files.service.files import (
    attach,
    attach_files,
    detach,
    discard,
    list_event_files,
    open_file,
    share_files,
    signed_url,
)
from turnout.modules.files.service.pictures import find_public_image, picture, pictures, public_path
from turnout.modules.files.service.storage import sanitize, store, store_entrusted
from turnout.modules.files.types import (
    EventFile,
    File,
    ImageSource,
    NewEventFile,
    OpenFile,
    Picture,
    SharedFile,
    SignedLink,
    Upload,
)

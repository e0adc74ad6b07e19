"""What others may ask of files."""

from turnout.modules.files.event_lookup import events_known_by
from turnout.modules.files.models import Audience, Kind, Scan, Visibility
from turnout.modules.files.service.attaching import attach, detach, list_event_files
from turnout.modules.files.service.copying import copy_event_files
from turnout.modules.files.service.pictures import picture, pictures, public_path
from turnout.modules.files.service.removing import discard
from turnout.modules.files.service.showing import find_public_image, lend, open_file, signed_url
from turnout.modules.files.service.storing import store, store_entrusted
from turnout.modules.files.types import (
    EventFile,
    File,
    LentFile,
    NewEventFile,
    OpenFile,
    Picture,
    SignedLink,
    Source,
    Upload,
)

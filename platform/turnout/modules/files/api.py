"""What others may ask of files."""

from turnout.modules.files.event_lookup import events_known_by
from turnout.modules.files.models import Audience, Kind, Scan, Visibility
from turnout.modules.files.records import (
    EventFile,
    File,
    NewEventFile,
    OpenFile,
    Picture,
    SignedLink,
    Source,
    Upload,
)
from turnout.modules.files.service.attaching import attach, detach, list_event_files
from turnout.modules.files.service.copying import copy_event_files
from turnout.modules.files.service.pictures import picture, pictures, public_path
from turnout.modules.files.service.showing import find_public_image, open_file, signed_url
from turnout.modules.files.service.storing import store

__all__ = [
    "Audience",
    "EventFile",
    "File",
    "Kind",
    "NewEventFile",
    "OpenFile",
    "Picture",
    "Scan",
    "SignedLink",
    "Source",
    "Upload",
    "Visibility",
    "attach",
    "copy_event_files",
    "detach",
    "events_known_by",
    "find_public_image",
    "list_event_files",
    "open_file",
    "picture",
    "pictures",
    "public_path",
    "signed_url",
    "store",
]

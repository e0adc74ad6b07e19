"""What others may ask of files."""

from turnout.modules.files.models import Kind, Visibility
from turnout.modules.files.service import (
    File,
    OpenFile,
    SignedLink,
    Upload,
    find_public_image,
    open_file,
    public_path,
    signed_url,
    store,
)

__all__ = [
    "File",
    "Kind",
    "OpenFile",
    "SignedLink",
    "Upload",
    "Visibility",
    "find_public_image",
    "open_file",
    "public_path",
    "signed_url",
    "store",
]

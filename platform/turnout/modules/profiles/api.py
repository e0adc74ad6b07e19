"""The front door of profiles."""

from turnout.modules.profiles.errors import AvatarNotFound
from turnout.modules.profiles.service import (
    avatar_path,
    delete_avatar,
    get_interests,
    read_avatar,
    set_avatar,
    set_interests,
)
from turnout.modules.profiles.types import Avatar, Interests

"""What pictures are refused for."""

from turnout.kernel.errors import NotFound


class AvatarNotFound(NotFound):
    code = "profiles.avatar-not-found"
    title = "There is no such picture."

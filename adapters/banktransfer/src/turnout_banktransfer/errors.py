"""The error of a statement that cannot be read."""


class UnreadableStatement(ValueError):
    """The file is no statement; the text says where and why, and may be shown."""

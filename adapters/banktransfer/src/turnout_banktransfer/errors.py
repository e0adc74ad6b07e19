"""What a bank's file can be refused for."""


class UnreadableStatement(ValueError):
    """The file is no statement; the text says where and why, and may be shown."""

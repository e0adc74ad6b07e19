"""The local stack: PostgreSQL, Redis and every role of Turnout, without containers or root."""

from turnout_dev.stack.settings import environment

__all__ = ["environment"]

"""Refusals of audit."""

from turnout.kernel.errors import Forbidden


class WholeLogOnly(Forbidden):
    code = "audit.whole-log-only"
    title = "The audit log is for members of the whole organization"

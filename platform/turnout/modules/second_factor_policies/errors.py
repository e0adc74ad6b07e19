"""Refusals of second-factor policies."""

from turnout.kernel.errors import Conflict


class OwnFactorMissing(Conflict):
    """Said to who would ask others, and perhaps shut themselves out."""

    code = "second-factor-policies.own-factor-missing"
    title = "Set up a second factor for yourself first, then ask others for one"

"""Refusals of accounting."""

from turnout.kernel.errors import Conflict, Invalid, TooLarge


class TwoFiscalYears(Invalid):
    code = "accounting.two-fiscal-years"
    title = "One file holds one fiscal year"


class TooManyBookings(TooLarge):
    code = "accounting.too-many-bookings"
    title = "That is more than one file may hold; choose a shorter period"


class NotForThisCurrency(Conflict):
    code = "accounting.not-for-this-currency"
    title = "This format writes two decimals, and the currency has more"


class NotConfigured(Conflict):
    code = "accounting.not-configured"
    title = "First set your tax adviser's number and the client number that they keep you under"

"""Refusals of reconciliation: statements, payouts and findings."""

from turnout.kernel.errors import Conflict, Invalid, NotFound, TooLarge


class NoStatements(Conflict):
    code = "accounting.no-statements"
    title = "This connection reads no statements; its provider tells by itself what was paid"


class UnreadableStatement(Invalid):
    code = "accounting.unreadable-statement"
    title = "This file is no statement that we can read"


class WrongStatementType(Invalid):
    status = 415
    code = "accounting.wrong-statement-type"
    title = "Send the file itself as application/xml or text/csv"


class StatementTooLarge(TooLarge):
    code = "accounting.statement-too-large"
    title = "This statement is larger than we read at once"


class LineNotFound(NotFound):
    code = "accounting.no-such-line"
    title = "This line of a statement does not exist"


class LineIsSettled(Conflict):
    code = "accounting.line-is-settled"
    title = "Somebody has dealt with this line already"


class NoPaymentToAssign(Conflict):
    code = "accounting.no-payment-to-assign"
    title = "There is no payment by this connection that the line could be for"


class NoReports(Conflict):
    code = "accounting.no-reports"
    title = "This connection's provider reports no payouts"


class PayoutNotFound(NotFound):
    code = "accounting.no-such-payout"
    title = "This payout does not exist"


class FindingNotFound(NotFound):
    code = "accounting.no-such-finding"
    title = "This finding does not exist"


class FindingIsClosed(Conflict):
    code = "accounting.finding-is-closed"
    title = "This finding is not open any more"

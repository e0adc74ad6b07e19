"""HTTP of accounting: statements, payouts, reconciliations, exports."""

from turnout.modules.accounting.routes import exports, payouts, reconciliation, statements

blueprints = (
    reconciliation.reconciliations,
    reconciliation.findings,
    payouts.payouts,
    statements.statements,
    statements.lines,
    statements.refunds,
    exports.books,
)

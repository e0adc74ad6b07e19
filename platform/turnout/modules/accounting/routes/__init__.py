"""HTTP of accounting: statements, payouts, reconciliations, exports."""

from turnout.modules.accounting.routes import exporting, payouts, reconciling, statements

blueprints = (
    reconciling.reconciliations,
    reconciling.findings,
    payouts.payouts,
    statements.statements,
    statements.lines,
    statements.refunds,
    exporting.books,
)

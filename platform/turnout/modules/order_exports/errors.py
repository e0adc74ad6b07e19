"""Refusals of exports."""

from turnout.kernel.errors import Conflict, FieldError, Gone, Invalid, NotFound


class OrderExportNotFound(NotFound):
    code = "order-exports.none"
    title = "There is no such export"


class OrderExportNotReady(Conflict):
    code = "order-exports.not-ready"
    title = "The export is not ready"


class OrderExportExpired(Gone):
    code = "order-exports.expired"
    title = "The file of this export was deleted; export again"


class TooManyOrderExports(Conflict):
    code = "order-exports.too-many"
    title = "As many exports as may run at once are running; wait until one of them is ready"


class NothingToExport(Invalid):
    def __init__(self) -> None:
        super().__init__(FieldError("/filter", "This finds nothing."))


class TooMuchToExport(Invalid):
    def __init__(self, most: int) -> None:
        says = f"This finds more than {most:,} lines; narrow it down."
        super().__init__(FieldError("/filter", says))


class TooMuchForPdf(TooMuchToExport):
    def __init__(self, most: int) -> None:
        says = f"A PDF has at most {most:,} lines; take CSV or XLSX, or narrow it down."
        Invalid.__init__(self, FieldError("/format", says))

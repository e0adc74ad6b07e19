"""HTTP of accounting: exports of the books, and the accounts they use."""

from typing import Any, TypeAlias

from flask import Response
from flask.views import MethodView

from turnout.kernel.context import OrganizationContext
from turnout.kernel.file_formats import SPREADSHEET_TYPES
from turnout.kernel.http.access import requires
from turnout.kernel.http.answers import file_document, report_answer, response
from turnout.kernel.http.blueprint import StrictBlueprint
from turnout.kernel.http.etags import if_match, with_etag
from turnout.modules.accounting import policies, service
from turnout.modules.accounting.schemas import (
    BookSettingsUpdate,
    ExportArguments,
)
from turnout.modules.accounting.types import BookSettings

Tagged: TypeAlias = tuple[BookSettings, int, dict[str, str]]
FILE = file_document(SPREADSHEET_TYPES, "The file, as it is made.")

books = StrictBlueprint(
    "books",
    __name__,
    url_prefix="/api/v1/organizations/<uuid:organization_id>/accounting",
    description="The books for the tax adviser.",
)


@books.route("/exports")
class Exports(MethodView):
    @requires(policies.EXPORT, limited="export", confirmed=True)
    @books.doc(**FILE)
    @books.arguments(ExportArguments, location="query")
    def get(self, ctx: OrganizationContext, wish: dict[str, Any]) -> Response:
        """Download the ledger of a period as CSV, as a workbook or for DATEV."""
        exported = service.export_books(ctx, **wish)
        return report_answer(exported)


@books.route("/settings")
class Settings(MethodView):
    @requires(policies.READ)
    @books.response(200, response(BookSettings))
    def get(self, ctx: OrganizationContext) -> Tagged:
        """Show under which accounts the books are exported."""
        return with_etag(service.get_settings(ctx))

    @requires(policies.CONFIGURE, confirmed=True)
    @books.arguments(BookSettingsUpdate)
    @books.response(200, response(BookSettings))
    def put(self, ctx: OrganizationContext, settings: BookSettings) -> Tagged:
        """Set the accounts for the next exports; `If-Match` guards them."""
        return with_etag(service.set_settings(ctx, settings, version=if_match()))


blueprints = (books,)

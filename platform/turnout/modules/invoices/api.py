"""The front door of invoices."""

from turnout.modules.invoices.errors import InvoiceAlreadyIssued, InvoiceNotFound, NotConfirmed
from turnout.modules.invoices.models import DocumentKind
from turnout.modules.invoices.queries import list_of_order, numbers_of
from turnout.modules.invoices.service.billing import (
    get_billing,
    get_settings,
    set_billing,
    set_settings,
)
from turnout.modules.invoices.service.issuing import issue_invoice
from turnout.modules.invoices.service.reading import InvoiceFile, list_invoices, open_pdf
from turnout.modules.invoices.types import (
    Billing,
    BillingView,
    Document,
    InvoiceParty,
    InvoiceView,
    Line,
    SellerSettings,
    TaxTotal,
)

"""The front door of invoices."""

from turnout.modules.invoices.errors import InvoiceAlreadyIssued, InvoiceNotFound, NotConfirmed
from turnout.modules.invoices.queries import list_of_order, numbers_of
from turnout.modules.invoices.service import (
    follow_order_in,
    get_billing,
    get_settings,
    issue_invoice,
    list_invoices,
    open_pdf,
    set_billing,
    set_settings,
)
from turnout.modules.invoices.types import (
    Billing,
    BillingView,
    Document,
    DocumentKind,
    InvoiceFile,
    InvoiceParty,
    InvoiceView,
    Line,
    SellerSettings,
    TaxTotal,
)

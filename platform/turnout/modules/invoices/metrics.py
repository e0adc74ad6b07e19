"""What invoices count for the operator."""

from turnout.kernel.observability.metrics import counter
from turnout.modules.invoices.models import DocumentKind

ISSUED = counter("turnout_invoices_issued", "Documents issued", kind=tuple(DocumentKind))
DRAWN = counter(
    "turnout_invoices_drawn", "PDF files of invoices by how it went", outcome=("stored", "refused")
)

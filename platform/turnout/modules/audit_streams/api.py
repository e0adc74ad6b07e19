"""The front door of audit streams."""

from turnout.modules.audit_streams.service import (
    claim_due_streams,
    create_stream,
    delete_stream,
    get_stream,
    list_streams,
    send_stream,
    update_stream,
)
from turnout.modules.audit_streams.types import (
    AuditStream,
    AuditStreamUpdate,
    CreatedAuditStream,
    NewAuditStream,
    StreamKind,
)

"""The front door of privacy."""

from turnout.modules.privacy.commands import add_commands
from turnout.modules.privacy.errors import (
    AlreadyCopying,
    AlreadyErasing,
    CopyNotFound,
    CopyNotReady,
    OwnsAlone,
    StillOperator,
)
from turnout.modules.privacy.queries.personal_rows import (
    clear_rows,
    columns_of_tables,
    here,
    place,
    values_by_event,
    values_by_order,
)
from turnout.modules.privacy.registry import fields_of_records, is_of_events, personal_tables
from turnout.modules.privacy.service.copies import (
    delete_copy,
    find_copy,
    open_copy,
    request_copy,
)
from turnout.modules.privacy.service.ended_data import (
    erase_entries,
    take_out_along,
    take_out_field,
)
from turnout.modules.privacy.service.erasures import Columns, of_organization
from turnout.modules.privacy.service.requests import (
    cancel_erasure,
    find_erasure,
    find_erasure_of,
    request_erasure,
)
from turnout.modules.privacy.types import (
    Column,
    CopyState,
    Erasure,
    PersonalDataCopy,
    PersonalTable,
    ProcessingPurpose,
    Subject,
    TakenOut,
)

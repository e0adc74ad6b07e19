"""The front door of privacy."""

from turnout.modules.privacy.commands import add_commands
from turnout.modules.privacy.errors import AlreadyErasing, OwnsAlone, StillOperator
from turnout.modules.privacy.queries.personal_rows import clear_rows, columns_of_tables, here, place
from turnout.modules.privacy.registry import personal_tables
from turnout.modules.privacy.service.copies import copy_personal_data
from turnout.modules.privacy.service.requests import (
    cancel_erasure,
    find_erasure,
    find_erasure_of,
    request_erasure,
)
from turnout.modules.privacy.types import Column, Erasure, PersonalTable, Subject

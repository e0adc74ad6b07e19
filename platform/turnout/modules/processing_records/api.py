"""The front door of records of processing."""

from turnout.modules.processing_records.rules import BASES
from turnout.modules.processing_records.service import export_record, get_record
from turnout.modules.processing_records.types import (
    DataCategory,
    LegalBasis,
    Persons,
    ProcessingActivity,
    ProcessingRecord,
)

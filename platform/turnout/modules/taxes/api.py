"""The front door of taxes."""

from turnout.modules.taxes.identifiers import (
    EUROPEAN_UNION,
    clean_tax_id,
    country_of_vat_id,
    is_vat_id,
)
from turnout.modules.taxes.rules import (
    Item,
    Party,
    Portion,
    Prices,
    RateTotal,
    TaxedLine,
    Treatment,
    allocate,
    owes_reverse_charge,
    summarise,
    take_back,
    tax_lines,
    without_tax,
)

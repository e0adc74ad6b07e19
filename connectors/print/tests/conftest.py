"""Printers that the connector prints on: label printers on a socket of this machine."""

from collections.abc import Iterator

import pytest
from tests.factories.label_printer import LabelPrinter


@pytest.fixture
def make_label_printer() -> Iterator:
    made = []

    def make(**stated) -> LabelPrinter:
        made.append(LabelPrinter(**stated))
        return made[-1]

    yield make
    for each in made:
        each.close()

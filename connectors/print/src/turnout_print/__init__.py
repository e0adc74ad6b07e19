"""Prints Turnout's badges at the entrance, on label printers and by IPP."""

from typing import Final

VERSION: Final = "1.0.0"

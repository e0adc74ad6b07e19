"""The front door of figure shares."""

from turnout.modules.figure_shares.service import list_shared
from turnout.modules.figure_shares.types import SharedFigures

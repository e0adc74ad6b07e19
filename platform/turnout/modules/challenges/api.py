"""The front door of challenges."""

from turnout.modules.challenges.service import is_solved, issue
from turnout.modules.challenges.types import Challenge, ChallengeAction

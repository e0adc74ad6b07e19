"""The front door of challenges."""

from turnout.modules.challenges.service import find_widget, is_solved
from turnout.modules.challenges.signed_challenges import issue
from turnout.modules.challenges.types import Challenge, ChallengeAction, ChallengeWidget

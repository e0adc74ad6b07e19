"""What buyers agree to: the organization's terms, by the number of the version they saw. Pure."""

from dataclasses import dataclass

from turnout.modules.orders.errors import TermsChanged, TermsNotAccepted


@dataclass(frozen=True, slots=True)
class InForce:
    """The numbers of the organization's texts as they are now; None where there is no such text."""

    terms: int | None = None
    privacy: int | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a buyer agreed to; the privacy policy is the one that was shown beside the terms."""

    terms: int
    privacy: int | None


def judge(now: InForce, given: int | None, *, has_accepted: bool = False) -> Accepted | None:
    """What is to be kept with the order; None where nothing is asked, or it was answered before.

    TermsNotAccepted when the organization has terms and nobody agreed to any; TermsChanged when
    another version is in force than the one that was agreed to.
    """
    if now.terms is None:
        return None
    if given is None:
        if has_accepted:
            return None
        raise TermsNotAccepted(now.terms, now.privacy)
    if given != now.terms:
        raise TermsChanged(now.terms, now.privacy)
    return Accepted(given, now.privacy)

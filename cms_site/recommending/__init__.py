"""What of the offer to recommend to somebody, and why: one rule for every page."""

from .reading import Advice, for_roles, recommended_to
from .rule import Learner, Reason, Recommendation, recommend

__all__ = [
    "Advice",
    "Learner",
    "Reason",
    "Recommendation",
    "for_roles",
    "recommend",
    "recommended_to",
]

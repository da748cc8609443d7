"""What people hear about requests and attests, and can choose how."""

from django.utils.translation import gettext_lazy as _

from lms.messaging.kinds import Kind

REQUEST = Kind(
    slug="request",
    label=_("Requests and their answers"),
    explanation=_("Somebody asks to take part or for more time, or it was decided."),
)
ATTEST = Kind(
    slug="attest",
    label=_("Attests"),
    explanation=_("HR checked an attest that you brought."),
)
KINDS = (REQUEST, ATTEST)

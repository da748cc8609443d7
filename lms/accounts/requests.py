"""What a request tells about who makes it."""

from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """``request.user`` is a person with an account, for views behind ``login_required``.

    Names the type, is never built.
    """

    user: User


def client_address(request: HttpRequest) -> str:
    """The network address of the visitor, for limits; of IPv6 the network of one home.

    Behind ``TRUSTED_PROXIES`` it is what the outermost of these saw. allauth decides it
    for its own limits, so all limits see the same visitor. Raises ``PermissionDenied``
    when a request comes from no address at all.
    """
    return str(get_ip(request))

"""A request of somebody who is signed in, for views behind ``login_required``."""

from django.http import HttpRequest

from .models import User


class SignedInRequest(HttpRequest):
    """``request.user`` is a person with an account; names the type, is never built."""

    user: User

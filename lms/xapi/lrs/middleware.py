"""The short way in: a request for the LRS passes nothing that is there for pages."""

from collections.abc import Callable
from functools import cached_property

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import resolve, reverse

from . import door

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class Direct:
    """Answer what stands below the LRS's address right away.

    Sessions, messages, redirects and the like cost it a tenth of a millisecond, and a
    whole one at each 404, which clients that keep state ask for all the time. They would
    add nothing: the door says itself what holds for every resource. Stands after
    ``SecurityMiddleware``, which is for every answer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    @cached_property
    def base(self) -> str:
        """The address that everything of the LRS stands below."""
        return reverse("xapi:about").removesuffix("about")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith(self.base):
            return self.get_response(request)
        match = resolve(request.path_info)
        if match.func not in door.views:  # the profile is a page
            return self.get_response(request)
        request.resolver_match = match
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
        return response

"""Pages that can be completed, in the admin."""

from wagtail import hooks
from wagtail.api.v2.router import WagtailAPIRouter

from .page_admin import ActivityPageViewSet, WholeOrNotPages


@hooks.register("register_admin_viewset")
def activity_pages() -> ActivityPageViewSet:
    return ActivityPageViewSet()


@hooks.register("construct_admin_api")
def whole_or_not(router: WagtailAPIRouter) -> None:
    router.register_endpoint("pages", WholeOrNotPages)

"""Pages that can be completed, in the admin."""

from wagtail import hooks
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.snippets.models import register_snippet

from .models import Video
from .page_admin import ActivityPageViewSet, WholeOrNotPages

register_snippet(Video)  # blocks choose a video by it


@hooks.register("register_admin_viewset")
def activity_pages() -> ActivityPageViewSet:
    return ActivityPageViewSet()


@hooks.register("construct_admin_api")
def whole_or_not(router: WagtailAPIRouter) -> None:
    router.register_endpoint("pages", WholeOrNotPages)

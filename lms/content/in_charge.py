"""Who is in charge of an activity: who may edit its page, as Wagtail says.

For what an activity brings along and has no page of its own: dates, rolls, exemptions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

if TYPE_CHECKING:
    from lms.accounts.models import User


def in_charge_of(user: User, key: str) -> Q:
    """Filters rows down to the activities of somebody; ``key`` leads to the activity's.

    What has no page (any more) is of whoever has the permission.
    """
    pages = Page.objects.filter(translation_key=OuterRef(key))
    own = page_permission_policy.instances_user_has_permission_for(user, "change")
    in_own = pages.filter(pk__in=own.order_by().values("pk"))
    return Q(Exists(in_own)) | ~Q(Exists(pages))

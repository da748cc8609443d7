"""Where Wagtail meets the organisation."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from lms.common.permissions import NeverDeleted

from .models import Entity, IntegrityRole, Mandate, PolicyDomain
from .viewsets import OrganisationGroup

for model in (Entity, IntegrityRole, Mandate, PolicyDomain):
    register_permission_policy(model, NeverDeleted(model))


@hooks.register("register_admin_viewset")
def register_organisation() -> OrganisationGroup:
    return OrganisationGroup()

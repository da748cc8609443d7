"""What the groups of the platform may do in the admin."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
)

from cms_site.models import CataloguePage
from lms.accounts.enums import PlatformGroup
from lms.accounts.operations import grant

from .reading_over import set_up_reading_over

ADMIN = "wagtailadmin.access_admin"
WRITING = (
    "learning.record_completion",
    "learning.view_learningactivity",
    "dilemmas.add_value",
    "dilemmas.change_value",
    "dilemmas.view_value",
    *(
        f"courses.{action}_{model}"
        for model in ("bankquestion", "questiontopic", "extratime")
        for action in ("add", "change", "view")
    ),
    "courses.delete_extratime",
    "courses.publish_bankquestion",
    "courses.review_attempt",
    "courses.review_submission",
    "courses.add_survey",
    "courses.change_survey",
    "courses.view_survey",
    "courses.add_session",
    "courses.change_session",
    "courses.view_session",
    "courses.mark_attendance",
    "content.add_audio",
    "content.change_audio",
    "content.view_audio",
    "content.add_video",
    "content.change_video",
    "content.view_video",
    *(
        f"content.{action}_{model}"
        for model in ("law", "lawversion")
        for action in ("add", "change", "view")
    ),
)
ORGANISATION = tuple(
    f"organisation.{action}_{model}"
    for model in ("entity", "integrityrole", "mandate", "policydomain")
    for action in ("add", "change", "view")
)
# Periods and the record of processing; who decides on erasure is the officer alone.
PRIVACY = (
    "privacy.add_retentionrule",
    "privacy.change_privacysettings",
    "privacy.change_processing",
    "privacy.view_processing",
    "privacy.view_retentionrule",
)
# What a law asks to be followed elsewhere: it gets a last day, nobody deletes it.
LEGAL_TRAINING = tuple(
    f"learning.{action}_{model}"
    for model in ("externalrequirement", "listedinstitution")
    for action in ("add", "change", "view")
)
LIBRARY = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.change_document",
    "wagtaildocs.choose_document",
)
PERMISSIONS: dict[PlatformGroup, tuple[str, ...]] = {
    PlatformGroup.TRAINERS: (ADMIN, *WRITING),
    PlatformGroup.EXPERTS: (ADMIN, "content.view_law", "content.view_lawversion"),
    PlatformGroup.FACILITATORS: (ADMIN, "dilemmas.view_scenarioversion"),
    PlatformGroup.COORDINATORS: (
        ADMIN,
        "certification.issue_certificate",
        "certification.revoke_certificate",
        "certification.view_certificate",
        "courses.view_session",
        "learning.assign_everywhere",
        *LEGAL_TRAINING,
        "learning.import_completions",
        "learning.move_participation",
        "learning.record_completion",
        "learning.view_learningactivity",
    ),
    PlatformGroup.DATA_PROTECTION: (
        ADMIN,
        "api.view_apitoken",
        "api.view_tokenuse",
        "certification.view_certificate",
        *PRIVACY,
        "privacy.decide_erasurerequest",
        "reporting.view_recordlook",
        "reporting.view_exportaudit",
        "reporting.view_recordlook",
    ),
    PlatformGroup.ADMINISTRATORS: (
        ADMIN,
        *PRIVACY,
        *(f"api.{action}_apitoken" for action in ("add", "change", "view")),
        "api.view_tokenuse",
        "certification.issue_certificate",
        "certification.revoke_certificate",
        "certification.view_certificate",
        "learning.assign_everywhere",
        *LEGAL_TRAINING,
        "learning.import_completions",
        "learning.move_participation",
        "learning.record_completion",
        "messaging.view_sentmail",
        *ORGANISATION,
        "organisation.import_people",
        "reporting.view_exportaudit",
        *(f"xapi.{action}_credential" for action in ("add", "change", "view")),
        *(
            f"xapi.{action}_forwardingtarget"
            for action in ("add", "change", "delete", "view")
        ),
        "xapi.remove_storedstatement",
        "xapi.view_storedstatement",
    ),
}


# Wagtail makes one workflow by itself, with an English name.
WORKFLOW = ("Moderators approval", "Goedkeuring voor publicatie")


def set_up_groups() -> None:
    """Give every group of the platform what stands here, and leave what else it has."""
    for group, permissions in PERMISSIONS.items():
        grant(group, permissions)
    theirs, ours = WORKFLOW
    for named in (Workflow, Task):
        named.objects.filter(name=theirs).update(name=ours)
    trainers = Group.objects.get(name=PlatformGroup.TRAINERS)
    if root := Collection.get_first_root_node():
        for name in LIBRARY:
            GroupCollectionPermission.objects.get_or_create(
                group=trainers, collection=root, permission=_permission(name)
            )
    _let_coordinators_write_where_they_never_could()
    set_up_reading_over()


def let_trainers_write(page: Page) -> None:
    """Trainers write what stands below a page: the catalogue, the dilemmas."""
    _let_write(PlatformGroup.TRAINERS, page)


def let_coordinators_write(page: Page) -> None:
    """Coordinators write what stands below the catalogue: trajectories above all."""
    _let_write(PlatformGroup.COORDINATORS, page)


def _let_coordinators_write_where_they_never_could() -> None:
    """For a catalogue that is older than their right to write in it.

    A group that has any right on pages was arranged by somebody: that stays.
    """
    theirs = GroupPagePermission.objects.filter(group__name=PlatformGroup.COORDINATORS)
    if not theirs.exists():
        for page in CataloguePage.objects.all():
            let_coordinators_write(page)


def _let_write(name: PlatformGroup, page: Page) -> None:
    group, _created = Group.objects.get_or_create(name=name)
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.get_or_create(
            group=group,
            page=page,
            permission=_permission(f"wagtailcore.{codename}"),
        )


def _permission(name: str) -> Permission:
    app_label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)

"""What trainers write is read over by who knows the subject."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from wagtail.models import (
    GroupApprovalTask,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowMixin,
    WorkflowPage,
    WorkflowTask,
)

from cms_site.models import CataloguePage
from dilemmas.models import DilemmaIndexPage
from lms.accounts.enums import PlatformGroup
from lms.content.kept_up import others

NAME = "Nalezen door een inhoudsdeskundige"


def set_up_reading_over() -> None:
    """A workflow with one step, given to the experts, where trainers write.

    What administrators changed since (a name, more steps, another workflow for a page)
    stays as they made it.
    """
    before = Workflow.objects.filter(workflow_tasks__task__in=_tasks()).exists()
    workflow = _workflow()
    for model in others():
        if issubclass(model, WorkflowMixin):
            WorkflowContentType.objects.get_or_create(
                content_type=ContentType.objects.get_for_model(model),
                defaults={"workflow": workflow},
            )
    if not before:
        for kind in (CataloguePage, DilemmaIndexPage):
            for page in kind.objects.all():
                have_read_over(page)


def have_read_over(page: Page) -> None:
    """What stands below a page goes to the experts, unless it has a workflow of its own."""
    WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": _workflow()})


def _tasks() -> list[int]:
    """The steps that are given to the experts; the task is of a subtype, hence the ids."""
    tasks = GroupApprovalTask.objects.filter(
        active=True, groups__name=PlatformGroup.EXPERTS
    )
    return list(tasks.values_list("pk", flat=True))


def _workflow() -> Workflow:
    found = Workflow.objects.active().filter(workflow_tasks__task__in=_tasks()).first()
    if found:
        return found
    experts, _created = Group.objects.get_or_create(name=PlatformGroup.EXPERTS)
    task = GroupApprovalTask.objects.create(name=NAME)
    task.groups.add(experts)
    workflow = Workflow.objects.create(name=NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    return workflow

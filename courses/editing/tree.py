"""A course as its author has it: every page below it, live or not, with its state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from django.db.models import CharField, OuterRef, Subquery
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, TaskState, WorkflowState

from courses.models import CoursePage
from courses.operations import order_of

from .counting import questions_in

if TYPE_CHECKING:
    from collections.abc import Mapping

# Each state with its word and the icon beside it.
STATES: Final[dict[str, tuple[Any, str]]] = {
    "draft": (_("draft"), "edit"),
    "live": (_("published"), "check"),
    "changed": (_("published, with changes"), "draft"),
    "scheduled": (_("scheduled"), "calendar-alt"),
    "review": (_("being read"), "view"),
    "returned": (_("came back"), "comment"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A type of page that can be added below another."""

    app: str
    model: str
    name: str


@dataclass(slots=True, kw_only=True)
class Node:
    """A page of the course."""

    pk: int
    title: str
    kind: str
    state: str
    minutes: int | None
    questions: int
    previewed: bool
    remark: str = ""
    kinds: tuple[Kind, ...] = ()
    children: list[Node] = field(default_factory=list)
    place: int = 0
    is_last: bool = False
    can_go_up: bool = True
    can_go_down: bool = True

    @property
    def word(self) -> Any:
        return STATES[self.state][0]

    @property
    def icon(self) -> str:
        return STATES[self.state][1]

    @property
    def all_minutes(self) -> int:
        """Its own minutes, or those of what stands in it."""
        own = self.minutes or 0
        return sum(child.all_minutes for child in self.children) or own

    @property
    def all_questions(self) -> int:
        return self.questions + sum(child.all_questions for child in self.children)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The whole course with the mark of its order."""

    root: Node
    order: str

    @property
    def nodes(self) -> Iterator[Node]:
        """The course, then its pages in order."""
        yield from _walk(self.root)

    @property
    def lessons(self) -> int:
        """What stands in the modules."""
        return sum(len(module.children) for module in self.root.children)

    @property
    def to_review(self) -> int:
        """How many pages have changes that nobody reads yet."""
        waiting = {"draft", "changed", "returned"}
        return sum(node.state in waiting for node in self.nodes)

    def node(self, pk: int) -> Node | None:
        return next((node for node in self.nodes if node.pk == pk), None)


def read_tree(course: CoursePage) -> Tree:
    """The tree of a course: as many queries for any size."""
    pages = list(_pages(course))
    contents = _contents(pages)
    open_nodes: list[tuple[int, Node]] = []
    for page in pages:
        node = _node(page, contents.get(page.pk, {}))
        while open_nodes and open_nodes[-1][0] >= page.depth:
            open_nodes.pop()
        if open_nodes:
            open_nodes[-1][1].children.append(node)
        open_nodes.append((page.depth, node))
    root = open_nodes[0][1]
    for parent in _walk(root):
        for place, child in enumerate(parent.children):
            child.place, child.is_last = place, place == len(parent.children) - 1
    _bound(root)
    return Tree(root=root, order=order_of(course))


def _bound(root: Node) -> None:
    """Say which pages stand at an end: a lesson goes on to the next module, if any."""
    for edge, side in ((0, "can_go_up"), (-1, "can_go_down")):
        if root.children:
            module = root.children[edge]
            for node in (module, *module.children[edge:][:1]):
                setattr(node, side, False)


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _pages(course: CoursePage) -> Any:
    returned = TaskState.objects.filter(
        workflow_state__object_id=Cast(OuterRef("pk"), CharField()),
        workflow_state__status=WorkflowState.STATUS_NEEDS_CHANGES,
        workflow_state__base_content_type__app_label="wagtailcore",
        workflow_state__base_content_type__model="page",
        status=TaskState.STATUS_REJECTED,
    ).order_by("-finished_at")
    return (
        Page.objects.filter(path__startswith=course.path)
        .order_by("path")
        .select_related("latest_revision", "content_type")
        .annotate_approved_schedule()
        .prefetch_workflow_states()
        .annotate(remark=Subquery(returned.values("comment")[:1]))
    )


def _contents(pages: Sequence[Any]) -> Mapping[int, dict[str, Any]]:
    """What the newest draft of each says; of a page without one, what is stored."""
    found = {
        page.pk: page.latest_revision.content for page in pages if page.latest_revision
    }
    without = [page.pk for page in pages if page.pk not in found]
    if without:
        for page in Page.objects.filter(pk__in=without).specific():
            found[page.pk] = page.serializable_data()
    return found


def _node(page: Any, content: Mapping[str, Any]) -> Node:
    model = page.specific_class or Page
    minutes = content.get("duration_minutes")
    state = _state(page)
    return Node(
        pk=page.pk,
        title=page.get_admin_display_title(),
        kind=model.get_verbose_name(),
        state=state,
        minutes=minutes if isinstance(minutes, int) else None,
        questions=questions_in(content),
        previewed=model.preview_modes != [],
        remark=(page.remark or "") if state == "returned" else "",
        kinds=tuple(
            Kind(app=label, model=name, name=below.get_verbose_name())
            for below in model.creatable_subpage_models()
            for label, name in [_names(below)]
        ),
    )


def _names(model: type[Page]) -> tuple[str, str]:
    """The app and the model, as addresses of the admin name them."""
    meta = model._meta  # noqa: SLF001 (Django's own name for it)
    return meta.app_label, meta.model_name or ""


def _state(page: Any) -> str:
    """The one word that matters most to the author."""
    workflow = page.current_workflow_state
    if workflow is not None:
        needs_changes = workflow.status == WorkflowState.STATUS_NEEDS_CHANGES
        return "returned" if needs_changes else "review"
    if page.approved_schedule:
        return "scheduled"
    if not page.live:
        return "draft"
    return "changed" if page.has_unpublished_changes else "live"

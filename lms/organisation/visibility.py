"""Who may see whom: the scope of HR and of a manager, decided in one place."""

from lms.accounts.models import User

from .models import Entity, Mandate


def hr_scope(viewer: User) -> set[int]:
    """Ids of the entities whose people this person sees as HR-verantwoordelijke.

    The own entity, what lies under it and what it succeeded; empty for anyone who
    holds no such mandate today.
    """
    roots = list(
        Mandate.objects.of(viewer)
        .current()
        .held_as_hr()
        .values_list("entity_id", flat=True)
    )
    return Entity.objects.scope_of(roots) if roots else set()


def acts_as_hr(viewer: User) -> bool:
    """Whether this person is HR-verantwoordelijke anywhere today."""
    return Mandate.objects.of(viewer).current().held_as_hr().exists()

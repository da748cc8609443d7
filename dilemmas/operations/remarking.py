"""What authors say to one another about a scene."""

from uuid import UUID

from django.db import transaction

from dilemmas.models import ScenarioPage, SceneRemark
from lms.accounts.models import User
from lms.common import clock

from .writing import scene_in


@transaction.atomic
def remark(page: ScenarioPage, scene: UUID, text: str, *, author: User) -> SceneRemark:
    """Leave a remark on a scene of the draft. Raises ``SceneGone`` when it has none."""
    scene_in(page.draft_content, scene)
    return SceneRemark.objects.create(
        page=page, scene=scene, author=author, text=text, made_at=clock.now()
    )


@transaction.atomic
def settle(page: ScenarioPage, remark_id: int) -> None:
    """Close a remark; settling twice is settling once."""
    SceneRemark.objects.filter(page=page, pk=remark_id, settled_at=None).update(
        settled_at=clock.now()
    )

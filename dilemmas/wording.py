"""What the checks find, as sentences for an author."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from .graph import Code, Finding, Story


def sentences(findings: Iterable[Finding], story: Story) -> list[str]:
    """One sentence for each finding, with the titles that the author knows."""
    scenes = {scene.key: scene for scene in story.scenes}
    told = []
    for finding in findings:
        scene = scenes.get(finding.scene)
        choices = {choice.key: choice.text for choice in scene.choices} if scene else {}
        names = {
            "scene": (scene.title if scene else "") or _("a scene without a title"),
            "choice": choices.get(finding.choice) or _("a choice without words"),
            "detail": finding.detail,
        }
        told.append(_sentence(finding.code) % names)
    return told


def _sentence(code: Code) -> str:
    return {
        Code.NO_START: _("No scene is marked as the start. Mark one."),
        Code.SEVERAL_STARTS: _(
            "“%(scene)s” is marked as the start too. Only one scene can be."
        ),
        Code.REPEATED_KEY: _(
            "“%(scene)s” or one of its choices is there twice. Delete one of the two."
        ),
        Code.BROKEN_TARGET: _(
            "In “%(scene)s” the choice “%(choice)s” leads nowhere. Choose its next scene."
        ),
        Code.UNKNOWN_VALUE: _(
            "In “%(scene)s” the choice “%(choice)s” touches the value “%(detail)s”, "
            "which this scenario does not name. Add it to the values, or leave it out."
        ),
        Code.UNREACHABLE: _(
            "No choice leads to “%(scene)s”. Lead there, or delete the scene."
        ),
        Code.DEAD_END: _(
            "“%(scene)s” has no choice and is no ending. Add a choice, or make it an ending."
        ),
        Code.TRAP: _(
            "Who comes in “%(scene)s” goes round for ever. Let a choice lead out of it."
        ),
        Code.NO_ENDING: _("From the start no ending can be reached. Lead to one."),
    }[code]

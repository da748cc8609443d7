"""What the checks find and advise, as sentences for an author."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from .graph import Advice, Code, Finding, Hint, Scene, Story


def sentences(findings: Iterable[Finding], story: Story) -> list[str]:
    """One sentence for each finding, with the titles that the author knows."""
    scenes = {scene.key: scene for scene in story.scenes}
    return [
        _sentence(one.code) % _names(scenes.get(one.scene), one.choice, one.detail)
        for one in findings
    ]


def hints(advice: Iterable[Advice], story: Story) -> list[str]:
    """One sentence for each hint."""
    scenes = {scene.key: scene for scene in story.scenes}
    return [
        _hint(one.hint)
        % _names(
            scenes.get(one.scene),
            one.choice,
            story.values.get(one.detail, one.detail),
        )
        for one in advice
    ]


def _names(scene: Scene | None, choice: str, detail: str) -> dict[str, str]:
    choices = {one.key: one.text for one in scene.choices} if scene else {}
    return {
        "scene": (scene.title if scene else "") or _("a scene without a title"),
        "choice": choices.get(choice) or _("a choice without words"),
        "detail": detail,
    }


def _hint(hint: Hint) -> str:
    return {
        Hint.ONE_CHOICE: _(
            "“%(scene)s” is called a dilemma and has one choice. Is it a scene of the story?"
        ),
        Hint.MANY_CHOICES: _(
            "“%(scene)s” has %(detail)s choices. More than four are hard to weigh."
        ),
        Hint.FAKE_CHOICE: _(
            "In “%(scene)s” the choice “%(choice)s” brings the same as one before it. "
            "Does it matter which one takes?"
        ),
        Hint.NO_DILEMMA: _(
            "In “%(scene)s” the choice “%(choice)s” only gains, where another only "
            "loses. Is this a dilemma?"
        ),
        Hint.LONGEST_WINS: _(
            "In “%(scene)s” the choice that only gains is by far the longest. Readers "
            "will guess it."
        ),
        Hint.LONG_SCENE: _(
            "“%(scene)s” has %(detail)s words. Up to 150 are read in one breath."
        ),
        Hint.HARD_TO_READ: _(
            "“%(scene)s” reads hard. Shorter sentences and plainer words help."
        ),
        Hint.NO_STAKEHOLDER: _(
            "“%(scene)s” names nobody for whom something is at stake."
        ),
        Hint.UNTOUCHED_VALUE: _("No choice touches the value “%(detail)s”."),
    }[hint]


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
        Code.NO_REFLECTION: _(
            "The ending “%(scene)s” asks nothing to take away. Add a question."
        ),
    }[code]

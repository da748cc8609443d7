"""What the checks find and advise, as sentences for an author."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .graph import (
    DILEMMA,
    ENDING,
    STORY,
    Advice,
    Code,
    Finding,
    Findings,
    FlagState,
    Hint,
    Scene,
    Story,
)


def sentences(findings: Iterable[Finding], story: Story) -> list[str]:
    """One sentence for each finding, with the titles that the author knows."""
    scenes = {scene.key: scene for scene in story.scenes}
    told = _sentences()
    return [
        (_of_hidden_ways(one) or told[one.code])
        % {
            **_names(
                scenes.get(one.scene),
                one.choice,
                story.flags.get(one.detail, one.detail),
            ),
            "when": _when(one.states, story),
        }
        for one in findings
    ]


def kinds_in_words() -> dict[tuple[str, bool], str]:
    """What a scene does in the story, in a word, by its kind and whether it is the start."""
    words = {
        STORY: pgettext("scene", "story"),
        DILEMMA: pgettext("scene", "dilemma"),
        ENDING: pgettext("scene", "ending"),
    }
    start = pgettext("scene", "start")
    return {
        **{(kind, True): start for kind in words},
        **{(kind, False): word for kind, word in words.items()},
    }


def caveat(findings: Findings) -> str:
    """What an author must know of the checks themselves; nothing when they were exact."""
    if not findings.is_estimate:
        return ""
    return _(
        "There are too many situations to go through them all; this is a safe estimate. "
        "A choice that nobody meets, or a loop that conditions close, may go unnoticed."
    )


def _when(states: Iterable[FlagState], story: Story) -> str:
    """Flags as an author reads them: which holds, and which does not."""
    return _(" and ").join(
        (_("“%(flag)s” holds") if state.on else _("“%(flag)s” does not hold"))
        % {"flag": story.flags.get(state.flag, state.flag)}
        for state in states
    )


def hints(advice: Iterable[Advice], story: Story) -> list[str]:
    """One sentence for each hint."""
    scenes = {scene.key: scene for scene in story.scenes}
    told = _hints()
    return [
        told[one.hint]
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


def _hints() -> dict[Hint, str]:
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
            "“%(scene)s” names nobody for whom something is at stake. Say who, at "
            "“Stakeholders”."
        ),
        Hint.NO_VALUES: _(
            "No value is at stake yet. Tick some on the page around it: then each choice "
            "can give them weight, or have them give way."
        ),
        Hint.UNTOUCHED_VALUE: _("No choice touches the value “%(detail)s”."),
        Hint.UNTOUCHED_PRINCIPLE: _(
            "This dilemma is about the principle “%(detail)s”, but no choice touches a "
            "value that stands for it. Add such a value, or describe the dilemma by "
            "another principle."
        ),
        Hint.NEVER_TOLD: _(
            "In “%(scene)s” the choice “%(choice)s” brings something later, at a scene "
            "that never comes after it. Choose a scene further on."
        ),
        Hint.SAME_TITLE: _(
            "Another scene is called “%(scene)s” too. Where one picks a scene by its "
            "title, two names help."
        ),
    }


def _of_hidden_ways(finding: Finding) -> str:
    """What to say of a trap that only conditions close; nothing of anything else."""
    if finding.code != Code.TRAP or not finding.states:
        return ""
    return _(
        "Who comes in “%(scene)s” when %(when)s goes round for ever: every way out "
        "is hidden then. Let a choice without a condition lead out of it."
    )


def _sentences() -> dict[Code, str]:
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
        Code.BROKEN_LATER: _(
            "In “%(scene)s” the choice “%(choice)s” brings something later, but at no "
            "scene that is there. Choose the scene where it is told."
        ),
        Code.UNKNOWN_VALUE: _(
            "In “%(scene)s” the choice “%(choice)s” touches the value “%(detail)s”, "
            "which this scenario does not name. Add it to the values, or leave it out."
        ),
        Code.UNREACHABLE: _(
            "Nobody comes from the start to “%(scene)s”. Lead there, or delete the scene."
        ),
        Code.DEAD_END: _(
            "“%(scene)s” leads nowhere yet and is no ending. Add a choice that leads on, or "
            "make it an ending."
        ),
        Code.TRAP: _(
            "Who comes in “%(scene)s” goes round for ever. Let a choice lead out of it."
        ),
        Code.NO_ENDING: _("From the start no ending can be reached. Lead to one."),
        Code.NO_REFLECTION: _(
            "The ending “%(scene)s” asks nothing to take away. Add a question."
        ),
        Code.TOO_MANY_FLAGS: _(
            "The story remembers %(detail)s things. Sixteen is the most: delete what no "
            "choice asks for."
        ),
        Code.ASKS_UNKNOWN_FLAG: _(
            "In “%(scene)s” the choice “%(choice)s” asks for something that the story "
            "no longer remembers. Choose another condition, or leave it out."
        ),
        Code.SETS_UNKNOWN_FLAG: _(
            "In “%(scene)s” the choice “%(choice)s” has the story remember something "
            "that is no longer in the list. Choose another, or leave it out."
        ),
        Code.CONTRADICTION: _(
            "In “%(scene)s” the choice “%(choice)s” asks that “%(detail)s” holds and "
            "does not hold at once. Leave out one of the two."
        ),
        Code.NEVER_SET: _(
            "In “%(scene)s” the choice “%(choice)s” asks that “%(detail)s” holds, but no "
            "choice brings that about. Let an earlier choice do so, or leave it out."
        ),
        Code.NEVER_OFFERED: _(
            "Nobody ever meets the choice “%(choice)s” in “%(scene)s”: its condition "
            "holds on no road to there. Change the condition, or what leads there."
        ),
        Code.STUCK: _(
            "A learner can get stuck in “%(scene)s”: there is no choice when %(when)s. "
            "Add a choice for it, or one without a condition."
        ),
        Code.MAYBE_STUCK: _(
            "A learner may get stuck in “%(scene)s”: its conditions can hide every "
            "choice. Add a choice without a condition."
        ),
        Code.NO_ALTERNATIVE: _(
            "In “%(scene)s” the image in block %(detail)s has no alternative text. Say "
            "what a reader must know, or mark it as decorative."
        ),
        Code.NO_CAPTIONS: _(
            "In “%(scene)s” the video in block %(detail)s has no captions. Add them to "
            "the video."
        ),
        Code.NO_TRANSCRIPT: _(
            "In “%(scene)s” what is said in block %(detail)s is not written out. Add a "
            "transcript to the video or the recording."
        ),
        Code.NO_TEXT: _("In “%(scene)s” nothing happens yet. Write what does."),
        Code.NO_WORDS: _(
            "In “%(scene)s” a choice has no words yet. Write it, in the first person."
        ),
        Code.EMPTY_VIEW: _(
            "At the ending “%(scene)s” an expert view is half written. Complete it, or "
            "delete it."
        ),
    }

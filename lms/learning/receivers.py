"""Rules and lists are carried out when they change, and rules when mandates do.

All of it is also found without the signal, by ``tick``.
"""

from django.dispatch import receiver

from lms.organisation.signals import mandates_changed

from .models import AssignmentRule
from .signals import bulk_handed_in, rule_changed
from .tasks import apply_rule, apply_to_people, enrol_many

# Past so many the rules are carried out as a whole: a task holds no long list.
FEW = 500


@receiver(mandates_changed)
def rules_follow_mandates(*, people: frozenset[int], **kwargs: object) -> None:
    rules = AssignmentRule.objects.filter(stopped_at=None).values_list("pk", flat=True)
    if len(people) > FEW:
        for pk in rules:
            apply_rule.enqueue(pk)
    elif rules.exists():
        apply_to_people.enqueue(sorted(people))


@receiver(rule_changed)
def carry_out_the_rule(*, rule_id: int, **kwargs: object) -> None:
    apply_rule.enqueue(rule_id)


@receiver(bulk_handed_in)
def enrol_the_list(*, bulk_id: int, **kwargs: object) -> None:
    enrol_many.enqueue(bulk_id)

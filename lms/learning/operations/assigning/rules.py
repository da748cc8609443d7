"""Making, changing and stopping rules, and exceptions to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from lms.accounts.models import User
from lms.common import clock
from lms.learning.assigning.scope import reach_of
from lms.learning.assigning.terms import Terms, terms_of
from lms.learning.exceptions import NotInThePast, NotYours, RuleEnded
from lms.learning.models import AssignmentRule, RuleException, RuleVersion
from lms.learning.signals import rule_changed


@transaction.atomic
def make_rule(terms: Terms, *, name: str, by: User, key: UUID) -> AssignmentRule:
    """Have an activity asked of whoever fits, from its first day on.

    ``key`` is made with the form: the same twice is one rule. Raises ``NotYours`` for an
    entity in which this person does not assign.
    """
    _refuse_elsewhere(terms, by)
    values = _values(terms)
    rule, created = AssignmentRule.objects.get_or_create(
        key=key,
        defaults={**values, "name": name, "made_by": by, "made_at": clock.now()},
    )
    if created:
        rule.roles.set(terms.roles)
        _write_down(rule, terms, by)
    return rule


@transaction.atomic
def change_rule(
    rule_id: int, terms: Terms, *, name: str, by: User, version: int
) -> AssignmentRule:
    """Have a rule say something else from now on. What it asks stays the same activity.

    Raises ``RuleEnded`` when it was stopped, or changed since ``version``; ``NotYours``
    for a rule, or an entity, in which this person does not assign.
    """
    rule = _hold(rule_id, by)
    if rule.version != version:
        raise RuleEnded(
            _("Somebody else changed this rule meanwhile. Look at it once more.")
        )
    terms = replace(terms, activity=rule.activity_id)
    _refuse_elsewhere(terms, by)
    if terms == terms_of(rule) and name == rule.name:
        return rule
    for field, value in _values(terms).items():
        setattr(rule, field, value)
    rule.name = name
    rule.version += 1
    rule.save()
    rule.roles.set(terms.roles)
    _write_down(rule, terms, by)
    return rule


@transaction.atomic
def stop_rule(rule_id: int, *, by: User) -> AssignmentRule:
    """Have a rule ask nothing more. What people began or did stays as it was.

    Raises ``RuleEnded`` when it was stopped already, ``NotYours`` as above.
    """
    rule = _hold(rule_id, by)
    rule.stopped_by = by
    rule.stopped_at = clock.now()
    rule.save(update_fields=["stopped_by", "stopped_at"])
    _announce(rule)
    return rule


@transaction.atomic
def except_from_rule(
    rule_id: int,
    person: User,
    *,
    by: User,
    reason: str,
    since: date,
    until: date | None = None,
    due_on: date | None = None,
) -> RuleException:
    """Have a rule not hold for somebody, or with another due date, and say why.

    One that stands already ends with it. Raises ``RuleEnded`` and ``NotYours`` as above,
    ``NotInThePast`` for a due date before today.
    """
    rule = _hold(rule_id, by)
    today = clock.today()
    if due_on is not None and due_on < today:
        raise NotInThePast(_("This date is past. Choose today or a later day."))
    end_exceptions(rule, person, on=since - timedelta(days=1))
    made = RuleException.objects.create(
        rule=rule,
        person=person,
        by=by,
        reason=reason,
        valid_from=since,
        valid_to=until,
        due_on=due_on,
        at=clock.now(),
    )
    _announce(rule)
    return made


@transaction.atomic
def end_exception(exception_id: int, *, by: User) -> RuleException:
    """Have a rule hold for somebody again, from today. Raises ``NotYours``, ``RuleEnded``."""
    found = RuleException.objects.get(pk=exception_id)
    rule = _hold(found.rule_id, by)
    end_exceptions(rule, found.person, on=clock.today() - timedelta(days=1))
    _announce(rule)
    found.refresh_from_db()
    return found


def end_exceptions(rule: AssignmentRule, person: User, *, on: date) -> None:
    """Have what stands for somebody hold up to a day, and what begins later not at all."""
    standing = RuleException.objects.select_for_update().filter(
        rule=rule, person=person
    )
    for each in standing:
        if each.valid_to is None or each.valid_to > on:
            each.valid_to = on
            each.save(update_fields=["valid_to"])


def _hold(rule_id: int, by: User) -> AssignmentRule:
    rule = AssignmentRule.objects.select_for_update().get(pk=rule_id)
    if not reach_of(by).holds(rule.entity_id):
        raise NotYours(_("This rule is not of your entities."))
    if rule.is_stopped:
        raise RuleEnded(_("This rule was stopped meanwhile."))
    return rule


def _refuse_elsewhere(terms: Terms, by: User) -> None:
    if not reach_of(by).holds(terms.entity):
        raise NotYours(_("You assign only in your own entities."))


def _values(terms: Terms) -> dict[str, object]:
    """The fields of a rule, its roles apart."""
    return {
        "activity_id": terms.activity,
        "entity_id": terms.entity,
        "valid_from": terms.valid_from,
        "valid_to": terms.valid_to,
        "with_below": terms.with_below,
        "begins_from": terms.begins_from,
        "due_from": terms.due_from,
        "due_on": terms.due_on,
        "due_number": terms.due_number,
        "due_unit": terms.due_unit,
        "remind_before": list(terms.remind_before),
        "remind_after": list(terms.remind_after),
        "copy_to_manager": terms.copy_to_manager,
    }


def _write_down(rule: AssignmentRule, terms: Terms, by: User) -> None:
    RuleVersion.objects.create(
        rule=rule,
        version=rule.version,
        terms={"name": rule.name, **terms.as_json()},
        by=by,
        at=clock.now(),
    )
    _announce(rule)


def _announce(rule: AssignmentRule) -> None:
    transaction.on_commit(
        partial(rule_changed.send_robust, sender=AssignmentRule, rule_id=rule.pk)
    )

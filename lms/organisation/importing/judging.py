"""Whom each line is about, and what it changes: decided before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.organisation.enums import LineOutcome
from lms.organisation.models import Entity, Mandate

from .checking import Checked, check
from .known import Held, People, Person, read_organisation
from .lines import Column, PersonLine
from .matching import find
from .reports import Finding, Report
from .scoping import (
    ask_of_newcomer,
    compare_wholly,
    known_here,
    leave_ids_alone,
    new_here,
    waits_for_administrator,
)


def check_all(lines: Iterable[PersonLine]) -> list[Checked]:
    """What can be said of lines before anybody is looked up: it holds no lock."""
    organisation = read_organisation()
    return [check(line, organisation) for line in lines]


class Plan:
    """What an import comes to: the report, and the people and mandates to write.

    ``within``: ids of the entities whose mandates may be touched; None for all. People
    who hold no mandate there today keep their name, nobody gets another id or address,
    and what the report tells is the same whoever there is elsewhere (decision 40).
    """

    def __init__(
        self,
        checked: list[Checked],
        *,
        today: date,
        complete_for: Collection[Entity] = (),
        within: frozenset[int] | None = None,
    ) -> None:
        self.today = today
        self.within = within
        self.report = Report()
        self.people = People()
        self.new: list[Person] = []
        self.changed: list[Person] = []
        self.given: list[Held] = []
        self.altered: list[Held] = []
        self._names = dict(Entity.objects.order_by().values_list("pk", "name"))
        self._read(checked)
        self._ours = self._held_within()
        self._here = self._known_within()
        # An earlier period goes first: a later one then does not take its mandate over.
        for each in sorted(checked, key=lambda one: one.since or date.max):
            self._judge(each)
        if complete_for:
            self._end_the_others(checked, complete_for)
        self.report.findings.sort(key=lambda each: (each.number == 0, each.number))

    def _read(self, checked: list[Checked]) -> None:
        keys = {
            key
            for each in checked
            for key in (each.key, each.vo_id, each.personnel_number)
            if key
        }
        self.people.read(keys, {each.email for each in checked if each.email})

    def _judge(self, checked: Checked) -> None:
        if self.within is not None and not checked.faults:
            self._stay_within(checked, self.within)
        person = None if checked.faults else find(checked, self.people)
        if person is not None and checked.is_new_here and person.pk is not None:
            compare_wholly(checked, person)
        target = self._mandate_of(checked, person) if person is not None else None
        if checked.faults or person is None:
            self._refuse(checked)
            return
        done = [*self._write_person(checked, person)]
        is_new = person.pk is None and person.line == checked.line.number
        if target is not None:
            done.extend(self._write_mandate(checked, target))
        if checked.is_new_here:
            self._note(checked, LineOutcome.CREATED, new_here())
            return
        if not done:
            self.report.numbers[LineOutcome.UNCHANGED] += 1
            return
        outcome = LineOutcome.CREATED if is_new else LineOutcome.CHANGED
        self._note(checked, outcome, " ".join(done))

    # People

    def _stay_within(self, checked: Checked, within: frozenset[int]) -> None:
        """Note what may not be done here, without telling anything of people elsewhere."""
        if checked.entity is None or checked.entity.pk not in within:
            checked.fault(
                Column.ENTITY, _("You may only import people of your own entities.")
            )
            return
        person = known_here(checked, self.people, self._here)
        if person is None:
            ask_of_newcomer(checked)
            checked.is_new_here = not checked.faults
            return
        if column := leave_ids_alone(checked, person, self.people):
            finding = self._finding(
                checked,
                LineOutcome.REFUSED,
                waits_for_administrator(),
                column.value,
                checked.given(column),
            )
            self.report.findings.append(finding)
            self.report.held.append(finding)
        if person not in self._ours:
            checked.first_name = checked.last_name = ""

    def _known_within(self) -> set[Person]:
        """Who holds, held or will hold a mandate at an entity that may be touched."""
        return {
            person
            for person, entity_id, _role in self.people.held
            if entity_id in (self.within or ())
        }

    def _held_within(self) -> set[Person]:
        """Who holds a mandate today at an entity that may be touched."""
        return {
            person
            for (person, entity_id, _role), all_held in self.people.held.items()
            if entity_id in (self.within or ())
            and any(each.overlaps(self.today, self.today) for each in all_held)
        }

    def _write_person(self, checked: Checked, person: Person) -> list[str]:
        """Take over what the line says; the sentences that tell what is other now."""
        first = not person.line
        person.line = person.line or checked.line.number
        if person.pk is None and first:
            self.new.append(person)
            self.people.remember(person)
            return [_("Gets an account.")]
        done = []
        for name, words in _TOLD.items():
            value = getattr(checked, name)
            before = getattr(person, name)
            if not value or value == before:
                continue
            if person.pk is not None and not person.changed:
                self.changed.append(person)
            if person.pk is not None:
                person.changed.add(name)
            setattr(person, name, value)
            done.append(words() % {"before": before or "–", "now": value})
        self.people.remember(person)
        return done

    # Mandates

    def _mandate_of(self, checked: Checked, person: Person) -> Held | None:
        """The mandate that the line means: one that is held, or a new one.

        Notes on the line what cannot be. A new one has no line yet.
        """
        if checked.entity is None or checked.role_id is None:
            return None
        held = self.people.held[person, checked.entity.pk, checked.role_id]
        target = self._meant(checked, held)
        if target is None:
            if checked.since is None:
                if not checked.faults:
                    checked.fault(
                        Column.SINCE,
                        _("Give the first day of this mandate: it is a new one."),
                    )
                return None
            return Held(
                person, checked.entity.pk, checked.role_id, checked.since, checked.until
            )
        since = checked.since or target.since
        until = checked.until if checked.says_until else target.until
        if until is not None and until < since:
            checked.fault(
                Column.UNTIL,
                _("This mandate begins on %(day)s: it cannot end before.")
                % {"day": written(since)},
            )
        said_other = target.line and (since, until) != (target.since, target.until)
        if said_other:
            checked.fault(
                Column.SINCE,
                _("Line %(line)s says something else of the same mandate. Keep one.")
                % {"line": target.line},
            )
        return target

    def _meant(self, checked: Checked, held: list[Held]) -> Held | None:
        since = checked.since
        if since is None:
            running = [each for each in held if each.overlaps(self.today, None)]
            return running[0] if len(running) == 1 else None
        for each in held:
            if each.since == since:
                others = [other for other in held if other is not each]
                self._refuse_overlap(checked, others, since)
                return each
        overlapping = [each for each in held if each.overlaps(since, checked.until)]
        if len(overlapping) > 1:
            self._refuse_overlap(checked, overlapping, since)
        return overlapping[0] if overlapping else None

    @staticmethod
    def _refuse_overlap(checked: Checked, held: list[Held], since: date) -> None:
        """Two periods of one mandate never share a day."""
        other = next((one for one in held if one.overlaps(since, checked.until)), None)
        if other is not None and checked.says_until:
            checked.fault(
                Column.UNTIL,
                _(
                    "There is another period of this mandate from %(day)s on. Give a last "
                    "day before it."
                )
                % {"day": written(other.since)},
            )

    def _write_mandate(self, checked: Checked, target: Held) -> list[str]:
        place = {"entity": self._names[target.entity_id]}
        if target.pk is None and not target.line:
            target.line = checked.line.number
            self.people.held[target.person, target.entity_id, target.role_id].append(
                target
            )
            self.given.append(target)
            return [_("Gets a mandate at %(entity)s.") % place]
        target.line = target.line or checked.line.number
        since = checked.since or target.since
        until = checked.until if checked.says_until else target.until
        done = []
        if since != target.since:
            done.append(
                _("The mandate at %(entity)s begins on %(day)s.")
                % {**place, "day": written(since)}
            )
        if until != target.until:
            done.append(
                _("The mandate at %(entity)s ends on %(day)s.")
                % {**place, "day": written(until)}
                if until
                else _("The mandate at %(entity)s has no end any more.") % place
            )
        if done:
            self._alter(target, since, until)
        return done

    def _alter(self, held: Held, since: date, until: date | None) -> None:
        held.since, held.until = since, until
        if held.pk is not None and not held.changed:
            held.changed = True
            self.altered.append(held)

    def _end_the_others(
        self, checked: list[Checked], complete_for: Collection[Entity]
    ) -> None:
        """End what runs at these entities and stands on no line of the file.

        Nothing where a line was refused that may be about it: a mistake in a file never
        takes a mandate away.
        """
        refused = [each for each in checked if each.faults]
        unclear = [each for each in refused if each.entity is None and _has_place(each)]
        for entity in complete_for:
            wrong = [*unclear, *(each for each in refused if each.entity == entity)]
            if wrong:
                lines = sorted(each.line.number for each in wrong)
                self.report.notes.append(
                    _(
                        "No mandate at %(entity)s ends by its absence: first put right "
                        "what was refused (line %(lines)s)."
                    )
                    % {"entity": entity.name, "lines": _some(lines)}
                )
                continue
            self._end_at(entity)

    def _end_at(self, entity: Entity) -> None:
        running = Mandate.objects.filter(entity=entity).current(self.today)
        self.people.read_holders(running)
        for (person, entity_id, _role), all_held in list(self.people.held.items()):
            if entity_id != entity.pk or person.erased:
                continue
            for held in all_held:
                over = held.until is not None and held.until <= self.today
                if held.line or held.since > self.today or over:
                    continue
                self._alter(held, held.since, self.today)
                self.report.numbers[LineOutcome.ENDED] += 1
                self.report.findings.append(
                    Finding(
                        number=0,
                        who=person.vo_id or person.personnel_number or person.email,
                        outcome=LineOutcome.ENDED,
                        text=_(
                            "The mandate at %(entity)s ends today: it is on no line."
                        )
                        % {"entity": entity.name},
                    )
                )

    # Telling

    def _refuse(self, checked: Checked) -> None:
        findings = [
            self._finding(checked, LineOutcome.REFUSED, text, column, given)
            for column, given, text in checked.faults
        ]
        if checked.is_new_here:
            self.report.held.extend(findings)
            self._note(checked, LineOutcome.CREATED, new_here())
            return
        self.report.numbers[LineOutcome.REFUSED] += 1
        self.report.findings.extend(findings)

    def _note(self, checked: Checked, outcome: LineOutcome, text: str) -> None:
        self.report.numbers[outcome] += 1
        self.report.findings.append(self._finding(checked, outcome, text))

    @staticmethod
    def _finding(
        checked: Checked,
        outcome: LineOutcome,
        text: str,
        column: str = "",
        given: str = "",
    ) -> Finding:
        return Finding(
            number=checked.line.number,
            who=checked.line.who,
            outcome=outcome,
            column=column,
            given=given,
            text=text,
        )


_TOLD: dict[str, Callable[[], str]] = {
    "vo_id": lambda: _("vo_id is %(now)s."),
    "personnel_number": lambda: _("Personnel number is %(now)s."),
    "email": lambda: _("E-mail address was %(before)s, becomes %(now)s."),
    "first_name": lambda: _("First name was %(before)s, becomes %(now)s."),
    "last_name": lambda: _("Last name was %(before)s, becomes %(now)s."),
}


def written(day: date) -> str:
    """A day in a sentence."""
    return date_format(day, "j F Y")


def _has_place(checked: Checked) -> bool:
    line = checked.line
    return bool(line.entity or line.role or line.since or line.until)


def _some(lines: list[int], most: int = 5) -> str:
    shown = ", ".join(str(number) for number in lines[:most])
    return f"{shown} …" if len(lines) > most else shown

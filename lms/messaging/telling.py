"""Telling somebody something: in the product and by mail, each thing once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.mail import get_connection
from django.db import IntegrityError, transaction

from lms.accounts.models import User
from lms.common import clock

from .enums import Way
from .kinds import kind_of
from .letters import letter
from .models import Notification, Preference
from .weeks import next_monday


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What to tell whom; see ``tell``."""

    person: User
    kind: str
    key: str
    title: str
    text: str
    address: str = ""

    def __post_init__(self) -> None:
        """Raises ``ValueError`` for an address that is no path of ours."""
        outside = self.address and not self.address.startswith("/")
        if outside or self.address.startswith(("//", "/\\")):
            raise ValueError(f"A message leads to a path of ours, not {self.address}.")


def tell(
    person: User,
    *,
    kind: str,
    key: str,
    title: str,
    text: str,
    address: str = "",
    grouped: bool = False,
) -> Notification | None:
    """Tell a person something; nothing, and ``None``, when this key was told them before.

    ``kind`` says what sort of message it is (each app announces its own to
    ``lms.messaging.kinds``), ``key`` which one, such as ``due:41:2026-12-01:7``.
    ``title`` and ``text`` are plain text in the language of the reader; ``address`` is a
    path of ours that the message leads to, else ``ValueError`` is raised. The mail is
    written in the same transaction, so both are there or neither; ``grouped`` lets it
    wait for ``tick``, which mails everything of that day in one. How the person wants to
    hear of the kind decides whether and when it is mailed. Nobody is told who was erased.
    """
    message = Message(
        person=person, kind=kind, key=key, title=title, text=text, address=address
    )
    try:
        with transaction.atomic():
            told = tell_all([message], grouped=grouped)
    except IntegrityError:
        # Another process told it in between: the database decides, and it is told.
        if not Notification.objects.of(person).filter(key=key).exists():
            raise
        return None
    return told[0] if told else None


@transaction.atomic
def tell_all(
    messages: Sequence[Message], *, grouped: bool = False
) -> list[Notification]:
    """Tell many at once what was not told before; what was told now.

    The same number of queries however many they are. Raises ``IntegrityError`` when
    another process tells one of these at this moment: then nothing was told here.
    """
    new = _not_told_yet(messages)
    people = {message.person.pk for message in new}
    kinds = {kind.slug: kind for kind in (kind_of(each.kind) for each in new)}
    ways = Preference.objects.ways(people, kinds.values()) if new else {}
    now = clock.now()
    told = []
    for message in new:
        one = Notification(
            person=message.person,
            kind=message.kind,
            key=message.key,
            title=" ".join(message.title.split())[:200],
            text=message.text,
            address=message.address,
            told_at=now,
            way=ways[message.person.pk, kind_of(message.kind).slug],
        )
        if not (message.person.is_active and message.person.email):
            one.way = Way.IN_PRODUCT
        if one.way == Way.WEEKLY:
            one.mail_due_at = next_monday(now)
        elif one.way == Way.AT_ONCE and grouped:
            one.mail_due_at = now
        elif one.way == Way.AT_ONCE:
            one.mailed_at = now
        told.append(one)
    Notification.objects.bulk_create(told)
    if mails := [letter(one.person, [one]) for one in told if one.mailed_at]:
        get_connection().send_messages(mails)
    return told


def _not_told_yet(messages: Sequence[Message]) -> list[Message]:
    """Each key once for each person, without who was erased."""
    wanted = {
        (each.person.pk, each.key): each
        for each in messages
        if each.person.erased_at is None
    }
    if not wanted:
        return []
    known = Notification.objects.filter(
        person_id__in={person for person, _key in wanted},
        key__in={key for _person, key in wanted},
    )
    for place in known.values_list("person_id", "key"):
        wanted.pop(place, None)
    return list(wanted.values())

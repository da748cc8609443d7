"""Publishing a question of the bank freezes what was published."""

import json
from hashlib import sha256

from django.db import connection, transaction

from courses.models import BankQuestion, QuestionVersion
from lms.common import clock
from lms.content.exceptions import NotPublishable


@transaction.atomic
def freeze_question(question: BankQuestion) -> QuestionVersion:
    """The version of a question that is being published; a new one when it changed.

    Publishing the same again makes none. Raises ``NotPublishable`` for a question that
    cannot be asked.
    """
    if obstacles := question.obstacles():
        raise NotPublishable(obstacles)
    kind, content = question.content
    language = question.locale.language_code
    # In one order: PostgreSQL gives the keys of JSON back in an order of its own.
    said = json.dumps([kind, content], sort_keys=True)
    fingerprint = sha256(said.encode()).hexdigest()
    _hold(question)
    versions = QuestionVersion.objects.filter(
        key=question.translation_key, language=language
    )
    last = versions.order_by("-number").first()
    if last is not None and last.fingerprint == fingerprint:
        return last
    return QuestionVersion.objects.create(
        key=question.translation_key,
        language=language,
        number=last.number + 1 if last else 1,
        fingerprint=fingerprint,
        kind=kind,
        content=content,
        published_at=clock.now(),
    )


def _hold(question: BankQuestion) -> None:
    """Let those who publish the same question wait for each other."""
    if connection.features.has_select_for_update:
        BankQuestion.objects.select_for_update().only("pk").get(pk=question.pk)

"""What outside LRSs have to do with statements that leave."""

import pytest

from lms.common import clock
from lms.xapi.enums import Store
from lms.xapi.models import DeadLetter, StoredStatement
from lms.xapi.removing import erase, person_of, would_remove
from tests.xapi.forwarding.conftest import a_target, turned_on

from .left import NEW, NOOR, OLD, TERM, TOM, everything, said, stored

pytestmark = pytest.mark.django_db


def test_it_is_told_how_many_an_outside_lrs_has_yet_to_get():
    for at in (OLD, OLD, NEW):
        stored(said(), at=at)
    target = a_target()

    assert would_remove(Store.RECORD, TERM).undelivered == 0  # it is off

    turned_on(target)
    assert would_remove(Store.RECORD, TERM).undelivered == 2
    assert would_remove(Store.REFLECTION, TERM).undelivered == 0

    target.refresh_from_db()
    target.cursor = StoredStatement.objects.earliest("seq").seq
    target.save()
    assert would_remove(Store.RECORD, TERM).undelivered == 1


def test_what_an_outside_lrs_answered_goes_with_the_person():
    stored(said(NOOR), at=NEW)
    stored(said(TOM, context={"instructor": NOOR}), at=NEW)
    for statement in StoredStatement.objects.all():
        DeadLetter.objects.create(
            target=a_target(name=str(statement.seq)),
            statement=statement,
            refused_at=clock.now(),
            status=400,
            answer=f"not valid: {statement.payload}",
        )

    erase(person_of(NOOR["account"]["name"]))

    assert DeadLetter.objects.get().answer == ""
    assert NOOR["account"]["name"] not in everything()

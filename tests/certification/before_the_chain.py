"""A database as it was before certificates were sealed and chained, with certificates in it.

Built by going back: the pages are made as today, the migrations are undone, and the old
models fill what they had. Bytes of PDFs are rendered, none of them is signed.
"""

from __future__ import annotations

import gc
import hashlib
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from certification import pdf
from certification.chain.links import commitment
from certification.codes import new_code
from certification.models import Certificate, TrajectoryPage
from certification.printed import printed
from certification.validity import months_after
from courses.models import CoursePage
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.models import LearningActivity
from tests.factories.certification import a_trajectory_page, complete
from tests.factories.courses import a_course, a_text, lessons_of
from tests.factories.learning import an_activity
from tests.factories.organisation import MandateFactory
from tests.factories.site import a_site

AS_IT_WAS = [
    ("certification", "0003_audio"),
    ("learning", "0004_tests"),
    ("courses", "0010_blocks"),
]
MONTHS = 36
# Issued so many days ago: from yesterday to long expired, over all reminders.
AGES = (1, 200, 915, 1_003, 1_064, 1_088, 1_095, 1_096, 1_100, 2_500)
REVOKED, WAITING = 11, 8  # one in so many was revoked; has no PDF yet
RENDERED = 20  # so many PDFs; the others are these with their number in a comment


@dataclass
class Before:
    """What was there before an upgrade."""

    course: CoursePage
    page: TrajectoryPage
    codes: dict[str, str] = field(default_factory=dict)
    """The code of each certificate, by its number."""
    documents: dict[str, str] = field(default_factory=dict)
    """The hash of the bytes that each has, by its number."""
    standing: dict[str, str] = field(default_factory=dict)
    """How each stands today, by its number."""


def migrate(targets: list[tuple[str, str]] | None = None) -> Any:
    """Migrate to the end or to ``targets``; the models of then."""
    executor = MigrationExecutor(connection)
    targets = targets or executor.loader.graph.leaf_nodes()
    gc.disable()  # a fifth of the time goes to looking for garbage among many states
    try:
        return executor.migrate(targets).apps
    finally:
        gc.enable()


def a_database_of_before(certificates: int) -> Before:
    """Go back, and have so many certificates there. ``migrate()`` comes forward again."""
    home, _catalogue = a_site()
    course = a_course([a_text()], title="De code", code="C-01")
    activity = LearningActivity.objects.get(key=course.translation_key)
    other = an_activity(title="Melden")
    page = a_trajectory_page(
        groups=[("Kern", None, [activity]), ("Keuze", 1, [other])],
        code="TR-01",
        parent=home,
    )
    page.save_revision().publish()
    mandate = MandateFactory()
    trajectory = LearningActivity.objects.get(key=page.translation_key)
    for begun in (trajectory, activity):
        learning.register(mandate.person, begun, mandate=mandate)
    (lesson,) = lessons_of(course)
    lesson = LearningActivity.objects.get(key=lesson.translation_key)
    for part in (lesson, other):
        complete(mandate.person, part, mandate=mandate)
    papers = _papers(certificates)
    before = Before(course=course, page=page)
    old = migrate(AS_IT_WAS)
    _say_what_it_takes(old, page, activity, other)
    _Filler(old, mandate.person_id, before, papers).fill(certificates)
    return before


def _papers(certificates: int) -> list[bytes]:
    on_paper = printed(Certificate.objects.to_check().get())
    assert on_paper
    return [
        pdf.render(replace(on_paper, number=f"IC-OUD-{number:06d}"), {})
        for number in range(min(certificates, RENDERED))
    ]


def _say_what_it_takes(
    old: Any, page: TrajectoryPage, core: LearningActivity, choice: LearningActivity
) -> None:
    """As the page and its history said it then: in rows of two levels."""
    group = old.get_model("certification", "RequirementGroup")
    item = old.get_model("certification", "RequirementItem")
    told = []
    for place, (title, minimum, activity) in enumerate(
        (("Kern", None, core), ("Keuze", 1, choice))
    ):
        said = {
            "sort_order": place,
            "title": title,
            "introduction": "",
            "rule": "all" if minimum is None else "at-least",
            "minimum": minimum,
        }
        row = group.objects.create(page_id=page.pk, **said)
        part = item.objects.create(group=row, activity_id=activity.pk, sort_order=0)
        items = [{"pk": part.pk, "sort_order": 0, "activity": activity.pk}]
        told.append({"pk": row.pk, **said, "items": items})
    revisions = old.get_model("wagtailcore", "Revision")
    (revision,) = revisions.objects.filter(object_id=str(page.pk))
    for new in ("requirements", "refresher", "layout", "renewal_basis", "after_expiry"):
        revision.content.pop(new)
    revision.content["groups"] = told
    revision.save()


class _Filler:
    """Fills the old tables with people like one who completed the trajectory."""

    def __init__(
        self, old: Any, like: int, before: Before, papers: list[bytes]
    ) -> None:
        self.old, self.like, self.before, self.papers = old, like, before, papers
        self.now = clock.now()

    def _rows(self, app: str, model: str) -> Any:
        return self.old.get_model(app, model).objects

    def fill(self, certificates: int) -> None:
        """People who completed everything, and the certificate of each."""
        people = self._people(certificates)
        done = self._completions(people)
        awards = self._rows("certification", "Award").bulk_create(
            self._copy(
                self._rows("certification", "Award").get(),
                person_id=completion.learner_id,
                completion_id=completion.pk,
            )
            for completion in done
        )
        made = self._certificates(awards)
        for one in made:
            self.before.codes[one.number] = one.code
            over = one.valid_until < clock.today()
            held = "expired" if over else "valid"
            self.before.standing[one.number] = held if one.in_force else "revoked"
        self._happened(made)
        self._documents(made)
        year = clock.today().year
        self._rows("certification", "SerialNumber").filter(year=year).update(
            last=certificates + 1
        )

    @staticmethod
    def _copy(row: Any, **changes: Any) -> Any:
        fields = [one.attname for one in row._meta.local_concrete_fields]
        values = {name: getattr(row, name) for name in fields}
        return type(row)(**values | {"id": None} | changes)

    def _people(self, number: int) -> list[Any]:
        users = self._rows("accounts", "User")
        row = users.get(pk=self.like)
        return users.bulk_create(
            self._copy(
                row,
                public_id=uuid4(),
                vo_id=f"OUD-{place}",
                personnel_number=None,
                email=f"oud{place}@voorbeeld.test",
                first_name="Oude",
                last_name=f"Bekende {place}",
            )
            for place in range(number)
        )

    def _completions(self, people: list[Any]) -> list[Any]:
        """Of every activity, in the order in which the model did them; the last ones."""
        taken = self._rows("learning", "Participation")
        done = self._rows("learning", "Completion")
        last: list[Any] = []
        for row in done.filter(learner=self.like).order_by("pk"):
            parts = taken.bulk_create(
                self._copy(row.participation, learner_id=one.pk, registration=uuid4())
                for one in people
            )
            last = done.bulk_create(
                self._copy(row, learner_id=part.learner_id, participation_id=part.pk)
                for part in parts
            )
        return last

    def _certificates(self, awards: list[Any]) -> list[Any]:
        certificates = self._rows("certification", "Certificate")
        row = certificates.select_related("personalia").get()
        facts = deepcopy(row.personalia.facts)
        del facts["layout"]
        for group in facts["requirements"]:
            for step in group["steps"]:
                del step["source"]
        made, personal = [], []
        for place, award in enumerate(awards):
            name = f"Oude Bekende {place}"
            own = {**facts, "name": name, "family_name": f"Bekende {place}"}
            salt = f"{place:064x}"
            issued = self.now - timedelta(days=AGES[place % len(AGES)])
            day = clock.local_date(issued)
            made.append(
                self._copy(
                    row,
                    award_id=award.pk,
                    number=f"IC-{clock.today().year}-{place + 2:06d}",
                    code=new_code(),
                    issued_at=issued,
                    completed_on=day,
                    valid_until=months_after(day, MONTHS),
                    facts_sha256=commitment(salt, own),
                    in_force=place % REVOKED != 0,
                )
            )
            personal.append({"name": name, "salt": salt, "facts": own})
        made = certificates.bulk_create(made)
        kept = self._rows("certification", "CertificatePersonalia")
        kept.bulk_create(
            kept.model(certificate_id=one.pk, **own)
            for one, own in zip(made, personal, strict=True)
        )
        return made

    def _happened(self, made: list[Any]) -> None:
        events = self._rows("certification", "CertificateEvent")
        told = []
        for one in made:
            issued = {
                "certificate_id": one.pk,
                "recorded_at": one.issued_at,
                "on": clock.local_date(one.issued_at),
            }
            told.append(events.model(kind="issued", **issued))
            if not one.in_force:
                reason = {"by_id": self.like, "reason": "Vergissing in de naam"}
                told.append(events.model(kind="revoked", **issued, **reason))
        events.bulk_create(told)

    def _documents(self, made: list[Any]) -> None:
        documents = self._rows("certification", "CertificateDocument")
        row = documents.get()
        told = []
        for place, one in enumerate(made):
            if place % WAITING == WAITING - 1:
                continue
            content = self.papers[place % len(self.papers)]
            content += f"%{one.number}\n".encode()
            digest = hashlib.sha256(content).hexdigest()
            self.before.documents[one.number] = digest
            told.append(
                self._copy(row, certificate_id=one.pk, content=content, sha256=digest)
            )
        documents.bulk_create(told, batch_size=200)

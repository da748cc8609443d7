"""What people of the demo handed in for the assignment, and what the trainer made of it."""

from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override

from cms_site.demo.assignments import as_docx
from cms_site.demo.reading import Data, read
from courses.assignments import drafts
from courses.assignments.judging import Verdict, criteria_of, judge
from courses.enums import Decision
from courses.models import AssignmentPage
from lms.accounts.models import User
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.models import LearningActivity
from lms.organisation.enums import RoleSlug
from lms.organisation.models import Mandate


def load_handed_in(*, trainer: str) -> None:
    """Each person’s rounds in their order, so many days ago."""
    by = User.objects.get(email=trainer)
    for data in read("assignments.toml")["handed_in"]:
        page = AssignmentPage.objects.get(code=data["code"])
        mandate = Mandate.objects.select_related("person").get(
            person__email=data["who"],
            role__slug=RoleSlug.CONTACT_PERSON,
            valid_to=None,
        )
        activity = LearningActivity.objects.get(key=page.translation_key)
        with clock.at(_moment(data["rounds"][0]["days"] + 14)):
            part = learning.register(mandate.person, activity, mandate=mandate)
        for each in data["rounds"]:
            _do_a_round(part.pk, page, each, by)


def _do_a_round(part: int, page: AssignmentPage, data: Data, trainer: User) -> None:
    handed_in_at = _moment(data["days"])
    with clock.at(handed_in_at - timedelta(hours=1)):
        drafts.save_text(part, data["text"])
        for each in data.get("files", ()):
            upload = SimpleUploadedFile(each["name"], as_docx(each["text"]))
            drafts.add_file(part, page, upload)
    with clock.at(handed_in_at):
        round_ = drafts.hand_in(part, page)
    if "decision" not in data:
        return
    met = [key for key, _text in criteria_of(page)]
    verdict = Verdict(
        decision=Decision(data["decision"]),
        feedback=data["feedback"],
        met=[met[number] for number in data.get("met", range(len(met)))],
    )
    with clock.at(_moment(data["days"] - data["read_after"])), override("nl"):
        judge(round_.pk, verdict, by=trainer)


def _moment(days: int) -> datetime:
    """Late in the afternoon, so many days ago."""
    day = clock.today() - timedelta(days=days)
    return clock.start_of(day) + timedelta(hours=16, minutes=20)

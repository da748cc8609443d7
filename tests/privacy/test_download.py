"""Everything that is kept about somebody, and what of the tables is not in it and why."""

import io
import json
import zipfile

import pytest
from django.apps import apps
from django.db.models import ForeignKey, OneToOneField

from lms.accounts.models import User
from lms.common import personal
from lms.learning import operations as learning
from lms.privacy.download import everything_about
from tests.factories.accounts import UserFactory
from tests.factories.learning import an_activity
from tests.test_erasure import (  # noqa: F401
    ERASED,
    FACTS,
    OF_PLAYS,
    models_that_name_a_person,
    person,
    trainer,
)

pytestmark = pytest.mark.django_db

# Where a person stands as the one who did it for others: work, told by the log of the
# admin, or a fact of somebody else's record.
BY_THEM = {
    *(
        "certification.Batch",
        "certification.CertificateEvent",
        "certification.ChainLink",
    ),
    *("certification.CycleEvent", "courses.AnswerReview", "courses.Attendance"),
    *("courses.ReviewersTold", "courses.SubmissionReview"),
}


def unpacked(someone):
    archive = zipfile.ZipFile(everything_about(someone))
    return archive, json.loads(archive.read("mijn-gegevens.json"))


def test_a_download_holds_a_page_the_same_for_programs_and_the_files(person):  # noqa: F811
    archive, data = unpacked(person)
    page = archive.read("mijn-gegevens.html").decode()

    assert data["of"] == person.email
    assert "Het team zweeg eerst tien minuten" in page
    files = [name for name in archive.namelist() if name.startswith("bestanden/")]
    assert {name.split("-", 1)[1] for name in files} == {"attest.pdf", "verslag.txt"}
    assert all(archive.read(name) for name in files)
    held = data["held"]
    for name in (
        "accounts: account",
        "organisation: mandates",
        "learning: record",
        "learning: completions",
        "certification: certificates",
        "messaging: sent mails",
        "xapi: statements",
        "courses: assignments",
    ):
        assert held[name], name


def test_every_table_that_names_somebody_by_itself_is_collected(person):  # noqa: F811
    """Each row of theirs is found again in the download, by a value that stands in it."""
    collected = json.dumps(unpacked(person)[1]["held"], ensure_ascii=False, default=str)
    missing = set()
    for model in apps.get_models():
        label = model._meta.label
        if label not in ERASED | FACTS | OF_PLAYS or label in BY_THEM:
            continue
        for field in model._meta.concrete_fields:
            if not isinstance(field, ForeignKey | OneToOneField):
                continue
            if field.related_model is not User or field.name in {"by", "added_by"}:
                continue
            for row in model._base_manager.filter(**{field.name: person}):
                moments = [
                    value.isoformat()[:19]
                    for each in model._meta.concrete_fields
                    if hasattr(value := getattr(row, each.attname), "isoformat")
                ]
                if moments and not any(one in collected for one in moments):
                    missing.add(f"{label}.{field.name}")
    assert missing == set()


def test_every_model_that_names_a_person_belongs_to_an_app_that_collects():
    collecting = {name.split(":")[0] for name in personal._holdings}
    naming = {label.split(".")[0] for label in models_that_name_a_person()}

    assert naming - collecting == {"content"}  # pictures and upkeep: work of editors


def test_somebody_else_is_not_in_it(person):  # noqa: F811
    stranger = UserFactory(first_name="Onbekende", last_name="Vreemdeling")
    archive, _data = unpacked(stranger)

    for name in archive.namelist():
        assert b"Quoirin" not in archive.read(name)


@pytest.mark.parametrize("parts", [2, 12])
def test_a_download_costs_the_same_however_much_there_is(
    django_assert_max_num_queries, parts
):
    someone = UserFactory()
    for number in range(parts):
        part = learning.register(someone, an_activity(title=f"Cursus {number}"))
        learning.report_progress(part.pk, 50)

    with django_assert_max_num_queries(60):
        found = everything_about(someone)

    assert zipfile.is_zipfile(io.BytesIO(found.read()))

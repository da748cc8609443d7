"""A rule with an exception, a question for more time, and attests of a vertrouwenspersoon."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from lms.accounts.models import User
from lms.common import clock
from lms.learning import operations as learning
from lms.learning.assigning.terms import Terms
from lms.learning.enums import AttestKind, DueFrom, DueUnit
from lms.learning.models import (
    ExternalRequirement,
    LearningActivity,
    ListedInstitution,
    Participation,
)
from lms.organisation.models import Entity, IntegrityRole

from .reading import Data, read

HR = "hr@voorbeeld.test"
TEAM = "DEMO-011"
KEY = UUID("5b0f7a4e-6a43-4a0e-9d0e-0f6f1a7c2d11")
# As small as a PDF can be: one empty page.
PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""


def load_assigning() -> None:
    """All of it, by HR of DEMO-001."""
    data = read("assigning.toml")
    hr = User.objects.get(email=HR)
    _load_rule(data["rule"], hr)
    _ask_for_more_time(data["extension"])
    _load_requirement(data["requirement"], data["attests"], hr)


def _load_rule(data: Data, hr: User) -> None:
    address = f"/{data['activity']}/"
    activity = LearningActivity.objects.get(address__endswith=address)
    role = IntegrityRole.objects.get(slug=data["role"])
    terms = Terms(
        activity=activity.pk,
        entity=Entity.objects.get(code=data["entity"]).pk,
        roles=(role.pk,),
        valid_from=clock.today(),
        due_from=DueFrom.ASKED,
        due_number=data["months"],
        due_unit=DueUnit.MONTHS,
        remind_before=tuple(data["remind_before"]),
        remind_after=tuple(data["remind_after"]),
        copy_to_manager=True,
    )
    rule = learning.make_rule(terms, name=data["name"], by=hr, key=KEY)
    learning.apply_rule(rule.pk)
    asked = rule.assignments.select_related("learner").order_by("learner__email")
    learning.except_from_rule(
        rule.pk,
        asked[data["excepted"]].learner,
        by=hr,
        reason=data["reason"],
        since=clock.today(),
    )
    learning.apply_rule(rule.pk)


def _ask_for_more_time(data: Data) -> None:
    """Somebody of the team of the leidinggevende, whose request waits."""
    asked = Participation.objects.open().filter(
        assigned=True, due_on__isnull=False, mandate__entity__code=TEAM
    )
    if found := asked.order_by("due_on", "pk").first():
        latest = max(found.due_on or clock.today(), clock.today())
        learning.ask_for_more_time(
            found.pk,
            reason=data["reason"],
            wished_on=latest + timedelta(days=data["days"]),
        )


def _load_requirement(data: Data, attests: list[Data], hr: User) -> None:
    since = date.fromisoformat(data["valid_from"])
    roles = {role.slug: role for role in IntegrityRole.objects.all()}
    requirement = ExternalRequirement.objects.create(
        name=data["name"],
        role=roles[data["role"]],
        conflicting_role=roles[data["conflicting_role"]],
        hours=data["hours"],
        within_months=data["within_months"],
        yearly_supervision=True,
        source=data["source"],
        valid_from=since,
    )
    listed = [
        ListedInstitution.objects.create(
            requirement=requirement, name=name, valid_from=since
        )
        for name in data["institutions"]
    ]
    for each in attests:
        brought = learning.Brought(
            kind=AttestKind.TRAINING,
            institution=listed[each["institution"]],
            hours=Decimal(each["hours"]),
            held_on=clock.today() - timedelta(days=each["days_ago"]),
            file_name="attest.pdf",
            content=PAPER,
        )
        person = User.objects.get(email=each["who"])
        made = learning.bring_attest(person, requirement, brought)
        if each["accepted"]:
            learning.check_attest(made.pk, by=hr, accepted=True)

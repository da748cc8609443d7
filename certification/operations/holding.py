"""Taking hold of a certificate before something happens to it."""

from certification.models import Certificate
from lms.accounts.models import User
from lms.learning.operations.ledger import hold


def held(certificate_id: int) -> Certificate:
    """The certificate with what a record of it names, until the transaction ends.

    Its person is held first, as in every operation on somebody's learning; of somebody
    who was erased there is nobody to hold. Raises ``Certificate.DoesNotExist``.
    """
    person = User.objects.filter(awards__certificates=certificate_id).first()
    if person is not None:
        hold(person)
    return (
        Certificate.objects.select_for_update(of=("self",))
        .select_related(
            *("award__person", "award__trajectory__certificate_terms", "supersedes"),
            "award__completion__participation",
        )
        .get(pk=certificate_id)
    )

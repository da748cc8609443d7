"""The bytes of a certificate: rendered once, outside any transaction, then kept."""

import hashlib

from django.utils.translation import gettext as _

from certification import pdf
from certification.exceptions import Erased
from certification.models import Certificate, CertificateDocument
from certification.printed import printed
from certification.sealing.facts import attached
from lms.common import clock


def document_of(certificate: Certificate) -> CertificateDocument:
    """The document of a certificate, rendered when it is asked for the first time.

    Two that render at once keep one: the unique row decides. Raises ``Erased`` when
    its personal facts, or its bytes, are gone.
    """
    known = CertificateDocument.objects.filter(certificate=certificate).first()
    if known is None:
        on_paper = printed(certificate)
        if on_paper is None:
            raise Erased(_("The personal data of this certificate have been erased."))
        content = pdf.render(
            on_paper, attached(certificate), revision=certificate.template_revision
        )
        known, _created = CertificateDocument.objects.get_or_create(
            certificate=certificate,
            defaults={
                "content": content,
                "sha256": hashlib.sha256(content).hexdigest(),
                "template_revision": certificate.template_revision,
                "rendered_at": clock.now(),
            },
        )
    if known.content is None:
        raise Erased(_("The personal data of this certificate have been erased."))
    return known

"""Certificates prove themselves for ever: the database refuses to change them.

``in_force`` ends when a certificate is revoked or superseded. ``content`` goes when a
person is erased; the hash of the document stays. The personal facts stand outside.
"""

from django.db import migrations

from lms.xapi.append_only import protect


class Migration(migrations.Migration):
    dependencies = [("certification", "0001_initial")]

    operations = [
        protect("certification", "Certificate", except_columns=("in_force",)),
        protect("certification", "CertificateEvent"),
        protect("certification", "CertificateDocument", except_columns=("content",)),
    ]

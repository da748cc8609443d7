"""What pages tell the operations above them, inside the transaction."""

from django.dispatch import Signal

# page: BasePage, revision: Revision, refusal: ValidationError
publication_refused = Signal()

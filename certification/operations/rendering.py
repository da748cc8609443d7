"""Documents that were never made, because a process died or there was no key."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from certification.exceptions import Erased, NoSealingKey
from certification.models import Certificate

from .documents import document_of

logger = logging.getLogger(__name__)

# A task renders what was issued just now. Of the rest a few at each tick: rendering one
# takes some 40 ms, and the other jobs wait.
LEFT_TO_ITS_TASK: Final = timedelta(minutes=5)
AT_ONCE: Final = 100


def make_missing_documents(now: datetime) -> int:
    """Render what was issued a while ago and has no document; how many.

    One at a time is in memory. Without a key nothing is made, and the next tick asks
    again; of who was erased there is nothing to make.
    """
    missing = Certificate.objects.without_document(before=now - LEFT_TO_ITS_TASK)
    made = 0
    for pk in list(missing.values_list("pk", flat=True)[:AT_ONCE]):
        try:
            document_of(Certificate.objects.select_related("personalia").get(pk=pk))
            made += 1
        except Erased:
            continue
        except NoSealingKey as trouble:
            logger.error("Documents wait for a key to sign them: %s", trouble)
            break
        except Exception:  # one that fails must not keep the others waiting
            logger.exception("Certificate %s: its document could not be made.", pk)
    return made

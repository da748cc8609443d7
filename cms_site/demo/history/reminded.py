"""The reminders of the last weeks, each told at eight in the morning of its day."""

from datetime import timedelta

from lms.common import clock
from lms.learning.reminding import remind
from lms.messaging.models import Notification
from lms.messaging.operations import post_what_waits, read

WEEKS = timedelta(days=35)
READ = timedelta(days=10)


def load_reminded() -> None:
    """As ``tick`` would have told them; what is older than ten days was read since."""
    day = clock.today() - WEEKS
    while day <= clock.today():
        morning = clock.start_of(day) + timedelta(hours=8, minutes=30)
        if morning <= clock.now():
            with clock.at(morning):
                remind(morning)
                post_what_waits(morning)
        day += timedelta(days=1)
    for told in Notification.objects.unread():
        if told.told_at < clock.now() - READ:
            with clock.at(told.told_at + timedelta(hours=3)):
                read(told)

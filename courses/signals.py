"""What pages of this app say within their transaction; ``receivers`` calls the operation."""

from django.dispatch import Signal

# page: a CoursePage or LessonPage whose activity was just put on offer
put_on_offer = Signal()

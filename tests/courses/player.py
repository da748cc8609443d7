"""What tests of the player say of pages, learners and forms."""

from uuid import uuid4

from django.urls import reverse

from lms.learning import operations as learning
from lms.learning.models import LearningActivity, Participation
from tests.factories.courses import (
    an_id,
)


def activity_of(page):
    return LearningActivity.objects.get(key=page.translation_key)


def join(learner, page):
    return learning.register(learner, activity_of(page))


def in_(learner, page):
    return Participation.objects.get(learner=learner, activity=activity_of(page))


def text_of(response):
    return response.content.decode()


def answer_to(page, name="vraag"):
    return reverse("courses:answer", args=[page.pk, an_id(name)])


def give(client, page, *letters, name="vraag", key=None, **more):
    data = {
        "answer": [str(an_id(name, letter)) for letter in letters],
        "key": str(key or uuid4()),
    }
    return client.post(answer_to(page, name), data | more)

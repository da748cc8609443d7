"""Courses for tests: real pages, published as the button does."""

from uuid import NAMESPACE_URL, UUID, uuid5

from wagtail.models import Page, Site

from courses.models import CoursePage, LessonPage, ModulePage


def an_id(*parts: object) -> UUID:
    """The same id for the same parts."""
    return uuid5(NAMESPACE_URL, "/".join(map(str, parts)))


def publish(page: Page) -> Page:
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def add(parent: Page, page: Page) -> Page:
    page.live = False
    parent.add_child(instance=page)
    return publish(page)


def a_text(text: str = "<p>Je team kijkt naar wat je doet.</p>") -> dict:
    return {"type": "text", "id": str(an_id(text)), "value": text}


def a_question(name: str = "vraag", *, right=("a",), multiple=False) -> dict:
    """A question with the answers a, b and c; its id and theirs follow its name."""
    return {
        "type": "question",
        "id": str(an_id(name)),
        "value": {
            "prompt": f"Wat doe je met {name}?",
            "multiple": multiple,
            "answers": [
                {
                    "type": "item",
                    "id": str(an_id(name, letter)),
                    "value": {
                        "text": f"Antwoord {letter}",
                        "correct": letter in right,
                        "feedback": f"Over {letter}.",
                    },
                }
                for letter in "abc"
            ],
            "explanation": "Zo zit het.",
        },
    }


def a_reflection(name: str = "eigen-dienst") -> dict:
    return {
        "type": "reflection",
        "id": str(an_id(name)),
        "value": {"prompt": "Hoe is dat bij jou?"},
    }


def an_embedded(activity) -> dict:
    return {
        "type": "activity",
        "id": str(an_id("embedded", activity.key)),
        "value": {"activity": activity.pk, "introduction": "Nu jij."},
    }


def a_course(
    *bodies, slug="een-cursus", modules=1, parent: Page | None = None, **fields
) -> CoursePage:
    """A published course with a lesson for each body, spread over the modules."""
    parent = parent or Site.objects.get(is_default_site=True).root_page
    values = {"title": "Een cursus", "slug": slug, "duration_minutes": 30} | fields
    course = parent.add_child(instance=CoursePage(live=False, **values))
    parts = [
        add(course, ModulePage(title=f"Deel {number}", slug=f"deel-{number}"))
        for number in range(1, modules + 1)
    ]
    for number, body in enumerate(bodies, start=1):
        part = parts[(number - 1) * modules // len(bodies)]
        a_lesson(part, number, body, slug=f"{slug}-{number}")
    return publish(CoursePage.objects.get(pk=course.pk))


def a_lesson(module: ModulePage, number: int, body=(), **fields) -> LessonPage:
    defaults = {
        "title": f"Les {number}",
        "slug": f"les-{number}",
        "duration_minutes": 10,
    }
    lesson = LessonPage(**defaults | fields)
    lesson.body = lesson.body.stream_block.to_python(list(body))
    return add(module, lesson)


def lessons_of(course: CoursePage) -> list[LessonPage]:
    return list(LessonPage.objects.descendant_of(course).order_by("path"))

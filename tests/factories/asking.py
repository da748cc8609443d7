"""A lesson that asks a question of every kind."""

from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from PIL import Image, ImageDraw
from wagtail.images import get_image_model

from tests.factories.courses import a_course, an_id

OFFICE = [
    ("rectangle", (0, 0, 800, 330), "#dfe6ee"),  # wall
    ("rectangle", (0, 330, 800, 480), "#b9a58c"),  # floor
    ("rectangle", (60, 210, 330, 250), "#7a5c3e"),  # desk
    ("rectangle", (150, 120, 260, 200), "#2f3a4a"),  # screen
    ("rectangle", (400, 230, 520, 330), "#8b94a0"),  # printer
    ("rectangle", (425, 200, 495, 230), "#ffffff"),
    ("rectangle", (600, 90, 740, 330), "#54677d"),  # cupboard
    ("ellipse", (280, 190, 310, 214), "#c0392b"),  # cup
]


def an_image(title: str = "Een kantoor") -> Any:
    """A drawing of an office, in flat shapes."""
    drawing = Image.new("RGB", (800, 480), "#ffffff")
    pencil = ImageDraw.Draw(drawing)
    for shape, box, colour in OFFICE:
        getattr(pencil, shape)(box, fill=colour)
    file = BytesIO()
    drawing.save(file, "PNG")
    file.seek(0)
    return get_image_model().objects.create(
        title=title, file=ImageFile(file, name="kantoor.png")
    )


def items(name: str, values: list[Any]) -> list[dict[str, Any]]:
    """A list block; the ids of its items follow from the name and their number."""
    return [
        {"type": "item", "id": str(an_id(name, number)), "value": value}
        for number, value in enumerate(values, 1)
    ]


def asking(kind: str, prompt: str, **fields: Any) -> dict[str, Any]:
    """A question of a kind; its id follows from the kind."""
    return {
        "type": kind,
        "id": str(an_id(kind)),
        "value": {"prompt": prompt, "explanation": f"Uitleg bij {kind}.", **fields},
    }


def a_choice() -> dict[str, Any]:
    answers = [
        {
            "text": "Ik bedank en leg uit waarom ik het niet aanneem.",
            "correct": True,
            "feedback": "Zo blijft de relatie duidelijk voor iedereen.",
        },
        {
            "text": "Ik neem het aan: het is maar een kaartje.",
            "correct": False,
            "feedback": "Ook iets kleins kan de schijn wekken van een wederdienst.",
        },
        {
            "text": "Ik geef het door aan een collega.",
            "correct": False,
            "feedback": "Dan heeft je dienst het nog altijd aangenomen.",
        },
    ]
    return asking(
        "question",
        "Een leverancier biedt je een kaartje voor een concert aan. Wat doe je?",
        multiple=False,
        answers=items("question", answers),
    )


def a_statement() -> dict[str, Any]:
    return asking(
        "true_false",
        "Een geschenk van minder dan tien euro mag je altijd aannemen.",
        answer="false",
        feedback_true="Het bedrag alleen zegt niet genoeg.",
        feedback_false="Je kijkt ook naar wie het geeft, wanneer en waarom.",
    )


def a_matching() -> dict[str, Any]:
    pairs = [
        {"source": "Een mening geven", "target": "Spreekrecht", "feedback": ""},
        {
            "source": "Een misbruik melden",
            "target": "Spreekplicht",
            "feedback": "Dat moet je zelfs.",
        },
        {"source": "Namen doorgeven", "target": "Geheimhouding", "feedback": ""},
    ]
    return asking(
        "matching",
        "Wat hoort bij wat?",
        pairs=items("matching", pairs),
        distractors=items("afleider", ["Vakbondsverlof"]),
    )


def an_ordering() -> dict[str, Any]:
    steps = ["Opmerken", "Bespreken", "Beslissen", "Opvolgen"]
    return asking(
        "ordering",
        "Zet de stappen in de goede volgorde.",
        items=items("ordering", [{"text": step, "feedback": ""} for step in steps]),
    )


def a_gap_text() -> dict[str, Any]:
    return asking(
        "gaps",
        "Vul aan.",
        text="Een geschenk neem je [[*nooit|soms|altijd]] aan in ruil voor een"
        " [[beslissing|gunst]].",
        mistakes=items(
            "gaps", [{"answer": "bedankje", "feedback": "Dat is iets anders."}]
        ),
    )


def a_short_text() -> dict[str, Any]:
    return asking(
        "short_text",
        "Hoe heet wie bij je organisatie over integriteit waakt?",
        accepted=items("short_text", ["integriteitscoördinator"]),
        fold_accents=True,
        allow_typos=True,
    )


def a_number() -> dict[str, Any]:
    return asking(
        "number",
        "Binnen hoeveel dagen krijg je een ontvangstmelding?",
        value="7",
        tolerance="0",
        unit="dagen",
        mistakes=items(
            "number", [{"value": "30", "feedback": "Zo lang duurt het niet."}]
        ),
    )


def a_scale() -> dict[str, Any]:
    grades = ["Helemaal oneens", "Oneens", "Neutraal", "Eens", "Helemaal eens"]
    return asking(
        "likert",
        "In mijn team kan ik een fout toegeven.",
        scale=items("likert", grades),
    )


def a_hotspot(image: int) -> dict[str, Any]:
    regions = [
        {
            "label": "Op de printer in de gang",
            "correct": True,
            "feedback": "Iedereen kan het daar meenemen.",
            "shape": "rectangle",
            "x": "48",
            "y": "40",
            "width": "19",
            "height": "30",
        },
        {
            "label": "In de kast op slot",
            "correct": False,
            "feedback": "Daar ligt het veilig.",
            "shape": "polygon",
            "points": "75,18 93,18 93,69 75,69",
        },
        {
            "label": "Naast de kop koffie",
            "correct": False,
            "feedback": "",
            "shape": "circle",
            "x": "33",
            "y": "37",
            "width": "8",
            "height": "10",
        },
    ]
    return asking(
        "hotspot",
        "Waar ligt een vertrouwelijk dossier niet goed?",
        image=image,
        description="Een kantoor met een bureau, een printer en een kast.",
        multiple=False,
        regions=items("hotspot", regions),
    )


def a_sorting() -> dict[str, Any]:
    categories = [
        {
            "name": "Geschenk",
            "items": items(
                "geschenk",
                [{"text": "Een fles wijn", "feedback": ""}],
            ),
        },
        {
            "name": "Uitnodiging",
            "items": items(
                "uitnodiging",
                [
                    {"text": "Een etentje", "feedback": ""},
                    {"text": "Een congres", "feedback": "Vraag het eerst na."},
                ],
            ),
        },
    ]
    return asking(
        "categories",
        "Is het een geschenk of een uitnodiging?",
        categories=items("categories", categories),
    )


def an_open() -> dict[str, Any]:
    return asking(
        "open",
        "Hoe zou jij dit met je leidinggevende bespreken?",
        least_words=3,
        most_words=200,
        model_answer="Ik vertel wat er gebeurde en vraag wat zij ervan vindt.",
        criteria=items("open", ["Noemt de feiten."]),
    )


def every_kind(image: int) -> list[dict[str, Any]]:
    """A question of each kind."""
    return [
        a_choice(),
        a_statement(),
        a_matching(),
        an_ordering(),
        a_gap_text(),
        a_short_text(),
        a_number(),
        a_scale(),
        a_hotspot(image),
        a_sorting(),
        an_open(),
    ]


def a_course_of_every_kind(**fields: Any) -> Any:
    """A course of one lesson, which asks a question of each kind."""
    body = every_kind(an_image().pk)
    return a_course(body, slug="elke-soort-vraag", title="Elke soort vraag", **fields)

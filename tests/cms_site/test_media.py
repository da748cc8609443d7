"""Uploaded files: whole, in part, and never as a program."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

pytestmark = pytest.mark.django_db

FILM = bytes(range(200)) * 1000


@pytest.fixture
def film():
    default_storage.save("videos/film.mp4", ContentFile(FILM))
    return "/media/videos/film.mp4"


def body(response):
    return b"".join(response.streaming_content)


def test_a_document_of_a_closed_collection_is_had_by_no_address(client):
    closed = Collection.get_first_root_node().add_child(name="Voor collega's")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type="login"
    )
    document = Document.objects.create(
        title="Nota", file=ContentFile(b"geheim", "nota.txt"), collection=closed
    )
    assert document.file.name == "documents/nota.txt"

    for address in ("documents", "images/../documents", "./documents", "DOCUMENTS"):
        assert client.get(f"/media/{address}/nota.txt").status_code == 404
        assert client.get(f"/media//{address}/nota.txt").status_code == 404
    assert client.get(document.url).status_code == 302


def test_a_document_that_is_open_is_read_at_its_own_address(client):
    document = Document.objects.create(
        title="Nota", file=ContentFile(b"voor iedereen", "nota.txt")
    )

    assert body(client.get(document.url)) == b"voor iedereen"


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=100-299", 100, 299),
        ("bytes=199000-", 199_000, 199_999),
        ("bytes=199999-", 199_999, 199_999),
        ("bytes=-500", 199_500, 199_999),
        ("bytes=-999999999", 0, 199_999),
        ("bytes=150000-999999999", 150_000, 199_999),
    ],
)
def test_a_film_is_sought_in(client, film, asked, first, last):
    response = client.get(film, headers={"range": asked})

    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {first}-{last}/200000"
    assert response["Content-Length"] == str(last - first + 1)
    assert response["Content-Type"] == "video/mp4"
    assert body(response) == FILM[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=200000-", "bytes=300000-400000", "bytes=-0"])
def test_what_is_past_the_end_cannot_be_had(client, film, asked):
    response = client.get(film, headers={"range": asked})

    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */200000"


@pytest.mark.parametrize(
    "asked",
    [
        *("", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,5-6", "bytes=1-x"),
        *("lines=1-2", "bytes=" + "9" * 5000 + "-"),
    ],
)
def test_what_is_no_range_gets_the_whole(client, film, asked):
    response = client.get(film, headers={"range": asked})

    assert response.status_code == 200
    assert response["Accept-Ranges"] == "bytes"
    assert body(response) == FILM


def test_a_part_of_what_has_changed_is_the_whole(client, film):
    made = client.get(film)["Last-Modified"]
    ranged = {"range": "bytes=0-9"}

    same = client.get(film, headers=ranged | {"if-range": made})
    assert same.status_code == 206
    changed = client.get(
        film, headers=ranged | {"if-range": "Wed, 01 Jan 2020 00:00:00 GMT"}
    )
    assert changed.status_code == 200


def test_an_svg_that_is_opened_runs_no_script(client):
    hostile = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    default_storage.save("original_images/kwaad.svg", ContentFile(hostile))

    response = client.get("/media/original_images/kwaad.svg")

    assert response["Content-Type"] == "image/svg+xml"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "script" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"

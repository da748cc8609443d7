import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection

from tests.factories.site import a_content_page

pytestmark = pytest.mark.django_db


def test_healthz_answers_for_each_part(client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"database": True, "storage": True, "tasks": True}


def test_healthz_says_which_part_does_not_answer(client, settings, tmp_path):
    in_the_way = tmp_path / "a-file"
    in_the_way.write_text("")
    settings.MEDIA_ROOT = in_the_way

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {"database": True, "storage": False, "tasks": True}


def test_healthz_asks_the_queue_itself(client):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_tasks_database_dbtaskresult RENAME TO gone")

    response = client.get("/healthz")

    assert response.status_code == 503
    assert response.json() == {"database": True, "storage": True, "tasks": False}


def test_robots_keeps_machines_out_of_what_is_personal(client):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /mijn-leren/" in text
    assert "/sitemap.xml" in text


def test_the_sitemap_names_pages_by_their_full_address(client, site):
    home, _catalogue = site
    a_content_page(home, "voor-wie")

    text = client.get("/sitemap.xml").content.decode()

    assert "<loc>http://testserver/voor-wie/</loc>" in text


def test_the_favicon_is_where_browsers_look(client):
    assert client.get("/favicon.ico").url == "/static/theme/favicon.ico"


def test_an_uploaded_file_is_served(client):
    default_storage.save("iets.txt", ContentFile(b"hallo"))

    response = client.get("/media/iets.txt")

    assert b"".join(response.streaming_content) == b"hallo"
    assert client.get("/media/../manage.py").status_code in (400, 404)

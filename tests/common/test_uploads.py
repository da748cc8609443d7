"""What comes in stays within bounds before any view reads the form."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from lms.common import uploads
from tests.factories.accounts import UserFactory, who_may

pytestmark = pytest.mark.django_db

AT_ONCE = 64 * 1024


class Counted(TemporaryFileUploadHandler):
    """Keeps files as production does, and remembers how much it was given."""

    kept = 0

    def receive_data_chunk(self, raw_data, start):
        Counted.kept += len(raw_data)
        super().receive_data_chunk(raw_data, start)


@pytest.fixture(autouse=True)
def small_bounds(monkeypatch):
    """So that the tests are quick: 256 kB of a stranger, 512 kB of a learner."""
    monkeypatch.setattr(uploads, "MOST_OF_A_STRANGER", 4 * AT_ONCE)
    monkeypatch.setattr(uploads, "MOST_OF_A_LEARNER", 8 * AT_ONCE)


@pytest.fixture
def kept(settings, tmp_path):
    """How many bytes reached the disk; what a request left there is gone afterwards."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    ours = [each for each in settings.FILE_UPLOAD_HANDLERS if "django." not in each]
    settings.FILE_UPLOAD_HANDLERS = [*ours, f"{__name__}.{Counted.__qualname__}"]
    Counted.kept = 0
    yield lambda: Counted.kept
    assert not list(Path(tmp_path).iterdir())


def send(client, *files, to="/accounts/login/"):
    return client.post(to, {"file": list(files), "login": "wie@voorbeeld.test"})


def a_file_of(bytes_):
    return SimpleUploadedFile("groot.pdf", b"%PDF-" + bytes(bytes_))


@pytest.mark.parametrize("to", ["/accounts/login/", "/certificaten/"])
def test_a_stranger_fills_no_disk_whatever_the_address(client, kept, to):
    most = uploads.MOST_OF_A_STRANGER

    response = send(client, a_file_of(most * 2), a_file_of(most), to=to)

    assert response.status_code < 500
    assert kept() <= most


def test_the_files_of_one_request_count_together(client, kept):
    third = uploads.MOST_OF_A_STRANGER // 3

    send(client, *(a_file_of(third) for _ in range(6)))

    assert kept() <= uploads.MOST_OF_A_STRANGER


def test_the_rest_of_the_form_still_arrives(client, kept):
    response = send(client, a_file_of(uploads.MOST_OF_A_STRANGER))

    assert response.context["form"].data["login"] == "wie@voorbeeld.test"


def test_who_is_signed_in_has_room_and_who_enters_the_admin_all_of_it(client, kept):
    for person, most in ((UserFactory(), 8), (who_may("access_admin"), 12)):
        Counted.kept = 0
        client.force_login(person)
        send(client, a_file_of(12 * AT_ONCE - 5), to="/certificaten/")
        assert (most - 1) * AT_ONCE < kept() <= most * AT_ONCE

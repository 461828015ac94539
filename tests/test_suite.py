"""The suite keeps to itself: no network, no data folder but its own."""

import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def test_no_test_reaches_the_network():
    with socket.socket() as outside, pytest.raises(OSError, match="network"):
        outside.connect(("192.0.2.1", 80))


def test_the_product_s_data_folder_is_not_touched():
    assert Path(settings.DATA).name.startswith("gongjian-tests-")


def test_files_go_into_the_folder_of_the_test(data):
    default_storage.save("甲.txt", ContentFile("甲"))

    assert (data / "files" / "甲.txt").read_text() == "甲"

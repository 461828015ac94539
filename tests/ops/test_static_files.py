"""Static files are collected when they change and only then."""

import pytest

from gongjian.ops.static_files import collect_if_changed


@pytest.fixture
def source(tmp_path, settings):
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "face.css").write_text("a {}")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [folder]
    settings.STATIC_ROOT = tmp_path / "collected"
    return folder


def collected(settings):
    return {path.name for path in settings.STATIC_ROOT.iterdir() if not path.name.startswith(".")}


def test_unchanged_files_are_not_collected_again(source, settings):
    assert collect_if_changed()
    assert not collect_if_changed()
    assert collected(settings) == {"face.css"}


def test_a_changed_file_is_collected_and_a_removed_one_goes(source, settings):
    collect_if_changed()
    (source / "face.css").rename(source / "other.css")

    assert collect_if_changed()
    assert collected(settings) == {"other.css"}

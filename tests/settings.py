"""The product's settings over an empty data folder of this run's own; slow on purpose is made fast."""

import atexit
import os
import shutil
import tempfile

FOLDER = tempfile.mkdtemp(prefix="gongjian-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
os.environ["DATA"] = FOLDER

from gongjian.config.settings import *  # noqa: E402, F403 - DATA must be set before the settings look

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405

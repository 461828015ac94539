"""SM3 and SM4 under keys derived from SEAL_KEY, which never enters the database."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.hashes import SM3
from cryptography.hazmat.primitives.hmac import HMAC
from django.conf import settings

NONCE, TAG = 12, 16


def mac(purpose: str, text: bytes) -> str:
    seal = started(purpose).copy()
    seal.update(text)
    return seal.finalize().hex()


def started(purpose: str) -> HMAC:
    """An HMAC-SM3 that has taken in its key; copy it. Half as dear as beginning anew."""
    return _started(settings.SEAL_KEY, purpose)


def derived(purpose: str) -> bytes:
    """A key of its own for every purpose, so that no seal of one kind can pass for another."""
    return _derived(settings.SEAL_KEY, purpose)


@lru_cache(64)
def _started(secret: str, purpose: str) -> HMAC:
    return HMAC(_derived(secret, purpose), SM3())


@lru_cache(64)
def _derived(secret: str, purpose: str) -> bytes:
    hashing = HMAC(secret.encode(), SM3())
    hashing.update(f"gongjian/{purpose}".encode())
    return hashing.finalize()


def lock(key: bytes, text: bytes, bound_to: str) -> str:
    """SM4-GCM; the token opens only together with what it is bound to."""
    nonce = os.urandom(NONCE)
    sealing = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    sealing.authenticate_additional_data(bound_to.encode())
    hidden = sealing.update(text) + sealing.finalize()
    return urlsafe_b64encode(nonce + sealing.tag + hidden).decode()


def unlock(key: bytes, token: str, bound_to: str) -> bytes:
    """The text again; InvalidTag when token, key or binding is another."""
    try:
        raw = urlsafe_b64decode(token)
        nonce, tag, hidden = raw[:NONCE], raw[NONCE : NONCE + TAG], raw[NONCE + TAG :]
        opening = Cipher(algorithms.SM4(key), modes.GCM(nonce, tag)).decryptor()
    except ValueError as error:
        raise InvalidTag from error
    opening.authenticate_additional_data(bound_to.encode())
    return opening.update(hidden) + opening.finalize()

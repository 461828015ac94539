"""A person's key seals what the log guards about them; destroyed, they are forgotten and the chain holds."""

import pytest
from cryptography.exceptions import InvalidTag
from django.db import transaction

from gongjian.audit import chain, cipher, keys, log
from gongjian.audit.models import Entry, PersonKey
from tests.audit.deeds import AT, CHEN, change, note

pytestmark = pytest.mark.django_db
ZHOU = "member:5"


def forget(subject=ZHOU):
    with transaction.atomic():
        return keys.forget(subject, CHEN, AT, "本人要求")


def test_a_sealed_text_opens_again_and_never_looks_the_same_twice():
    first, second = keys.seal(ZHOU, "周敏"), keys.seal(ZHOU, "周敏")
    assert first != second
    assert [keys.open_(ZHOU, token) for token in (first, second)] == ["周敏", "周敏"]


def test_a_token_opens_for_its_own_person_only():
    token = keys.seal(ZHOU, "周敏")
    keys.seal("member:6", "别人")
    assert keys.open_("member:6", token) is None
    assert keys.open_(ZHOU, token[:-4] + "AAAA") is None
    assert keys.open_(ZHOU, "不是封条") is None


def test_a_page_of_tokens_costs_one_query(django_assert_num_queries):
    pairs = [(f"member:{n}", keys.seal(f"member:{n}", f"第 {n} 人")) for n in range(5)]
    with django_assert_num_queries(1):
        assert keys.open_many(pairs) == [f"第 {n} 人" for n in range(5)]


def test_guarded_values_do_not_stand_in_the_log_in_plain():
    note(change(3, "phone", "000-1", "000-2", subject=ZHOU))
    (row,) = Entry.objects.values_list("label", "before", "after")
    assert not any(word in text for text in row for word in ("走访", "000", "phone"))
    (entry,) = log.entries_of("visit", 3)
    assert (entry.title, entry.was, entry.now) == ("走访 3", {"phone": "000-1"}, {"phone": "000-2"})


def test_a_forgotten_person_cannot_be_read_and_the_chain_still_verifies():
    note(change(3, "phone", "000-1", "000-2", subject=ZHOU))
    token = keys.seal(ZHOU, "周敏")
    assert forget() is True
    (entry,) = log.entries_of("visit", 3)
    assert (entry.forgotten, entry.title, entry.was, entry.now) == (True, "", {}, {})
    assert keys.open_(ZHOU, token) is None
    assert chain.verify().findings == []


def test_forgetting_is_itself_logged_and_happens_once():
    keys.seal(ZHOU, "周敏")
    assert (forget(), forget()) == (True, False)
    (entry,) = log.entries_of("person", ZHOU)
    assert (entry.action, entry.user_name, entry.reason) == ("forget", "北小陈", "本人要求")
    (key,) = PersonKey.objects.all()
    assert (key.wrapped, key.destroyed_at) == ("", AT)


def test_nothing_more_is_sealed_of_a_forgotten_person_but_deeds_are_still_noted():
    forget()
    with pytest.raises(keys.Forgotten):
        keys.seal(ZHOU, "周敏")
    note(change(3, "phone", "000-1", "000-2", subject=ZHOU))
    (entry,) = log.entries_of("visit", 3)
    assert (entry.action, entry.label, entry.before, entry.after) == ("change", "", "", "")
    assert chain.verify().findings == []


def test_forgetting_rolled_back_forgets_nothing():
    token = keys.seal(ZHOU, "周敏")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        keys.forget(ZHOU, CHEN, AT)
        raise ZeroDivisionError
    assert keys.open_(ZHOU, token) == "周敏"


def test_keys_stand_in_the_database_wrapped_under_the_secret_outside(settings):
    keys.seal(ZHOU, "周敏")
    wrapped = PersonKey.objects.get().wrapped
    settings.SEAL_KEY = "another"
    with pytest.raises(InvalidTag):
        cipher.unlock(cipher.derived("wrap")[:16], wrapped, ZHOU)


def test_a_blind_index_is_equal_for_equal_texts_of_one_purpose():
    one = keys.blind_index("110101199001010015", "identity")
    assert one == keys.blind_index("110101199001010015", "identity")
    assert (
        len(
            {
                one,
                keys.blind_index("110101199001010023", "identity"),
                keys.blind_index("110101199001010015", "phone"),
            }
        )
        == 3
    )


def test_the_ciphers_agree_with_the_national_standard():
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: PLC0415

    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    sealing = Cipher(algorithms.SM4(key), modes.ECB()).encryptor()  # noqa: S305 - the standard's own vector
    assert sealing.update(key).hex() == "681edf34d206965e86b3e94f536e4246"

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from gongjian.access import passwords, sign_in
from gongjian.access.models import User
from gongjian.audit.models import Entry
from tests.world import NOW


def recover(username, reason="手机丢了"):
    out = StringIO()
    call_command("recover", username, reason=reason, stdout=out)
    return out.getvalue().splitlines()[0].rpartition("：")[2]


def test_it_lets_the_only_security_administrator_in_again(world):
    User.objects.filter(pk=world.security.pk).update(is_active=False)
    password = recover("Security")
    user = sign_in.try_password("security", password, "10.1.1.1", NOW).user
    assert (user, user.totp_since, passwords.must_change(user, NOW)) == (world.security, None, True)


def test_it_is_noted_with_its_reason_and_without_the_password(world):
    password = recover("security")
    entry = Entry.objects.get(kind="account", action="reset")
    said = entry.row, entry.user_name, entry.source, entry.reason
    assert said == (str(world.security.pk), "服务器控制台", "command", "手机丢了")
    assert password not in "".join(map(str, Entry.objects.values_list()))


def test_a_name_nobody_has_is_refused(db):
    with pytest.raises(CommandError, match="没有“nosuch”这个用户名。"):
        recover("nosuch")

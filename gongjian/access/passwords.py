"""What a password must be, how long it lives, and passwords for one use (R-DATA-30)."""

import re
import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError

from gongjian.access.models import PastPassword, User

# R-DATA-30: complexity, history, regular change.
LENGTH = 10
KINDS = 3
REMEMBERED = 5
LIFE = timedelta(days=90)

WORDS = """
a aa ab abc abcd abcdef admin administrator asd asdf asdfgh changeme dangjian gongjian guest hello huawei
iloveyou letmein login master passw password passwd qaz qazwsx qwe qwer qwert qwerty qwertyuiop root secret
sysadmin system test tmp user welcome woaini zaq zaqwsx zhongguo zxc zxcv zxcvbn
"""
COMMON = frozenset(WORDS.split())
LOOKALIKES = str.maketrans("@40!13$57", "aaoilesst")
TAIL = re.compile(r"[\W\d_]+$")

PLAIN = "abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"


class HouseRules:
    """Django's validator interface; each broken rule is a sentence of its own."""

    def validate(self, password: str, user: User | None = None) -> None:
        broken = [sentence for rule, sentence in RULES if rule(password, user)]
        if broken:
            raise ValidationError(broken)

    def get_help_text(self) -> str:
        return (
            f"至少 {LENGTH} 位；大写字母、小写字母、数字、符号至少用三种；"
            f"不带用户名；最近 {REMEMBERED} 次用过的不能再用。"
        )


def too_short(password, user):
    return len(password) < LENGTH


def too_plain(password, user):
    kinds = (str.isupper, str.islower, str.isdigit, is_sign)
    return sum(any(map(kind, password)) for kind in kinds) < KINDS


def is_sign(letter: str) -> bool:
    return not (letter.isupper() or letter.islower() or letter.isdigit())


def names_the_user(password, user):
    name = (user.username if user else "").casefold()
    typed = password.casefold()
    return bool(name) and (name == typed or (len(name) > 2 and (name in typed or name[::-1] in typed)))


def too_common(password, user):
    typed = password.casefold()
    letters = "".join(filter(str.isalpha, typed))
    folded = "".join(filter(str.isalpha, TAIL.sub("", typed).translate(LOOKALIKES)))
    return letters in COMMON or folded in COMMON or len(set(typed)) < 5


def used_before(password, user):
    if user is None or user.pk is None:
        return False
    earlier = user.past_passwords.order_by("-set_at", "-pk").values_list("password", flat=True)[:REMEMBERED]
    return any(check_password(password, digest) for digest in {user.password, *earlier})


RULES = (
    (too_short, f"密码至少 {LENGTH} 位。"),
    (too_plain, "大写字母、小写字母、数字、符号，至少用三种。"),
    (names_the_user, "密码里不要带用户名。"),
    (too_common, "这个密码太常见，换一个。"),
    (used_before, f"最近 {REMEMBERED} 次用过的密码不能再用。"),
)


def one_time() -> str:
    """A password to hand over once; letters that look alike are left out."""
    letters = [secrets.choice(kind) for kind in PLAIN]
    letters += [secrets.choice("".join(PLAIN)) for _ in range(9)]
    secrets.SystemRandom().shuffle(letters)
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def choose(user: User, password: str, now: datetime) -> None:
    """The holder's own choice, validated before; remembered so that it does not come back."""
    user.set_password(password)
    user.must_change = False
    keep(user, now)
    PastPassword.objects.create(user=user, password=user.password, set_at=now)
    kept = user.past_passwords.order_by("-set_at", "-pk").values_list("pk", flat=True)[:REMEMBERED]
    user.past_passwords.exclude(pk__in=list(kept)).delete()


def issue(user: User, now: datetime) -> str:
    """A new password for one use, to be changed at the first sign-in."""
    password = one_time()
    user.set_password(password)
    user.must_change = True
    keep(user, now)
    return password


def keep(user: User, now: datetime) -> None:
    user.password_set_at = now
    # Only what changed: the rest of the row may have moved on since it was read.
    user.save(update_fields=["password", "must_change", "password_set_at"] if user.pk else None)


def must_change(user: User, now: datetime) -> bool:
    return user.must_change or bool(user.password_set_at and now - user.password_set_at >= LIFE)

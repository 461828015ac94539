"""Accounts, what they were granted, the tokens and sessions that act for them."""

import unicodedata

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from gongjian.access.roles import HELD_BY_ACCOUNTS, ROLES
from gongjian.organisations.models import Organisation

plain_name = RegexValidator(r"^[\w.@+-]+\Z", "用户名只用文字、数字和 . _ - @。")


class User(AbstractBaseUser):
    username = models.CharField(
        "用户名",
        max_length=40,
        unique=True,
        validators=[plain_name],
        error_messages={"unique": "这个用户名已有人用。"},
    )
    name = models.CharField("姓名", max_length=40)
    is_active = models.BooleanField("启用", default=True)
    must_change = models.BooleanField("下次登录改密码", default=True, editable=False)
    password_set_at = models.DateTimeField("密码设于", null=True, editable=False)
    seen_at = models.DateTimeField("最近登录", null=True, editable=False)
    totp_secret = models.TextField("动态口令密钥", blank=True, editable=False)
    totp_since = models.DateTimeField("动态口令启用于", null=True, editable=False)
    totp_step = models.BigIntegerField("用过的口令", default=0, editable=False)
    large_text = models.BooleanField("大字", default=False)

    last_login = None  # `seen_at` says it, with the moment passed in

    objects = BaseUserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = verbose_name_plural = "账号"

    def __str__(self):
        return self.name

    @classmethod
    def normalize_username(cls, username):
        """One spelling for each name, so that no two people's differ by width or case alone."""
        return unicodedata.normalize("NFKC", username).strip().casefold()


class PastPassword(models.Model):
    """Digests of earlier passwords, so that the last five are not used again (R-DATA-30)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "用过的密码"

    def __str__(self):
        return f"{self.user} {self.set_at:%Y-%m-%d}"


class Tries(models.Model):
    """Wrong tries under one name typed, or from one address; known and unknown names alike (R-DATA-31)."""

    mark = models.CharField(max_length=80, unique=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = verbose_name_plural = "输错记录"

    def __str__(self):
        return f"{self.mark} {self.count}"


class GrantQuerySet(models.QuerySet):
    def in_force(self, day):
        """The first day belongs, the last (`until`) does not; a withdrawn grant ends at once."""
        return self.filter(since__lte=day).standing(day)

    def standing(self, day):
        """In force on the day or on a later one."""
        return self.filter(Q(until=None) | Q(until__gt=day), withdrawn_at=None)


class Grant(models.Model):
    user = models.ForeignKey(User, models.PROTECT, related_name="grants", verbose_name="账号")
    role = models.CharField("角色", max_length=30, choices=HELD_BY_ACCOUNTS)
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="单位")
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    purpose = models.CharField("事由", max_length=100, blank=True)
    given_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, editable=False, verbose_name="授权人"
    )
    # A delegated grant lives no longer, and reaches no further, than the one it came from.
    delegated_from = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="delegations", verbose_name="转自"
    )
    withdrawn_at = models.DateTimeField("收回于", null=True, editable=False)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "授权"
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="grant_ends_after_it_begins",
                violation_error_message="止日要晚于起日。",
            )
        ]

    def __str__(self):
        return f"{self.user} {self.get_role_display()} {self.organisation}"

    def clean(self):
        role = ROLES.get(self.role)
        if role and role.needs_end and not (self.until and self.purpose):
            raise ValidationError(f"{role.label}的授权要写止日和事由。")


class Token(models.Model):
    """A key for programs: it carries one grant of its holder and nothing else."""

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="tokens", verbose_name="授权")
    title = models.CharField("用途", max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    since = models.DateField("起")
    until = models.DateField("止")
    used_at = models.DateTimeField("最近使用", null=True, editable=False)
    withdrawn_at = models.DateTimeField("收回于", null=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "接口密钥"

    def __str__(self):
        return self.title


class Session(AbstractBaseSession):
    """Django's session with its holder, so that people see where they are signed in and sign out there."""

    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="sessions")
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "登录"

    @classmethod
    def get_session_store_class(cls):
        from gongjian.access.sessions import SessionStore  # noqa: PLC0415 - the store names this model

        return SessionStore

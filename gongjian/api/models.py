"""Answers to keyed requests: a program that did not hear one asks again, and nothing is done twice."""

from django.db import models


class Answered(models.Model):
    """Written in the transaction of the deed itself, so that there is never one without the other."""

    # The account with the grants it used: another token of the same person may see less.
    owner = models.TextField()
    key = models.CharField(max_length=100)
    method = models.CharField(max_length=6)
    path = models.TextField()
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    content = models.TextField(blank=True)
    # Whose key seals the content; empty where nothing personal stands in it.
    subject = models.TextField(blank=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "接口回执"
        constraints = [models.UniqueConstraint(fields=["owner", "key"], name="answered_once_a_key")]

    def __str__(self):
        return f"{self.method} {self.path}"

"""Who sweeps which part of a campaign, and by when."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from gongjian.ledger.declaration import Ledger
from gongjian.ledger.row import Row
from gongjian.organisations.models import Organisation


class CampaignShare(Row):
    campaign = models.ForeignKey("records.Campaign", models.PROTECT, verbose_name="排查")
    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="片区", related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="责任人"
    )
    due_on = models.DateField("期限", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "排查分工"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "organisation"], name="campaign_share_once"),
        ]

    def __str__(self):
        return f"{self.organisation} {self.person}"

    def clean(self):
        if not (self.campaign_id and self.organisation_id):
            return
        if not self.organisation.path.startswith(self.campaign.organisation.path):
            raise ValidationError({"organisation": f"{self.organisation}不在{self.campaign}的范围内。"})


ledger = Ledger(
    model=CampaignShare,
    columns=("campaign", "organisation", "person", "due_on"),
    form=("campaign", "organisation", "person", "due_on"),
    filters=("campaign", "organisation", "person"),
    search=("campaign__name",),
    key=("campaign", "organisation"),
    order="due_on",
    shelf="排查",
    named=("person",),
)

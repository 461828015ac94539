"""The index: a ledger exists once its file is named here."""

from gongjian.records.address_word import AddressWord
from gongjian.records.assignment import Assignment
from gongjian.records.campaign import Campaign
from gongjian.records.campaign_share import CampaignShare
from gongjian.records.change import Change
from gongjian.records.check import Check
from gongjian.records.contact import Contact
from gongjian.records.contact_point import ContactPoint
from gongjian.records.contact_record import ContactRecord
from gongjian.records.enterprise import Enterprise
from gongjian.records.formation import Formation
from gongjian.records.grid import Grid
from gongjian.records.headcount import Headcount
from gongjian.records.investor import Investor
from gongjian.records.local_value import LocalValue
from gongjian.records.mass_body import MassBody
from gongjian.records.placement import Placement
from gongjian.records.post import Post
from gongjian.records.reason import Reason
from gongjian.records.set_up import SetUp
from gongjian.records.set_up_firm import SetUpFirm
from gongjian.records.site import Site
from gongjian.records.site_count import SiteCount
from gongjian.records.talent import Talent
from gongjian.records.visit import Visit
from gongjian.records.yearly import Yearly

__all__ = [
    "AddressWord",
    "Assignment",
    "Campaign",
    "CampaignShare",
    "Change",
    "Check",
    "Contact",
    "ContactPoint",
    "ContactRecord",
    "Enterprise",
    "Formation",
    "Grid",
    "Headcount",
    "Investor",
    "LocalValue",
    "MassBody",
    "Placement",
    "Post",
    "Reason",
    "SetUp",
    "SetUpFirm",
    "Site",
    "SiteCount",
    "Talent",
    "Visit",
    "Yearly",
]

"""The index: a ledger exists once its file is named here."""

from gongjian.records.contact import Contact
from gongjian.records.enterprise import Enterprise
from gongjian.records.grid import Grid
from gongjian.records.visit import Visit

__all__ = ["Contact", "Enterprise", "Grid", "Visit"]

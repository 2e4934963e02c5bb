"""Heritage sites, who keeps them, what sources and residents tell of them."""

from openntm.heritage.models.proposals import Proposal
from openntm.heritage.models.sites import Account, Custodian, Site, SiteFile

__all__ = ["Account", "Custodian", "Proposal", "Site", "SiteFile"]

"""The log of acts: `record` adds a line in the transaction of the act; `verify` finds what was tampered with."""

from openntm.office.log.chain import row
from openntm.office.log.check import FORGET, Fault, verify
from openntm.office.log.write import record, remote_address

__all__ = ["FORGET", "Fault", "record", "remote_address", "row", "verify"]

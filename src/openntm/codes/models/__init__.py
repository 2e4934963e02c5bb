"""The tables of codes: single ones, runs of many, where each stands, what was printed and scanned."""

from openntm.codes.models.codes import Code
from openntm.codes.models.printing import PrintJob
from openntm.codes.models.runs import Movement, Run, Stock
from openntm.codes.models.scans import Journal, ScanDay, ScanTotal, SingleDay

__all__ = ["Code", "Journal", "Movement", "PrintJob", "Run", "ScanDay", "ScanTotal", "SingleDay", "Stock"]

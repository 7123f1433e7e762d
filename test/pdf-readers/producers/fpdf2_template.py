"""A template by fpdf2."""

import datetime
import sys
from fpdf import FPDF

pdf = FPDF(format="A4")
pdf.set_creation_date(datetime.datetime(2026, 11, 27, tzinfo=datetime.timezone.utc))
for number in range(4):
    pdf.add_page()
    pdf.set_font("Helvetica", size=14)
    pdf.cell(0, 10, f"Lease agreement, page {number + 1}")
    pdf.rect(20, 60, 80, 20)
pdf.output(sys.argv[1])

"""A template by reportlab: its own rotation and form fields, content under ASCII85 as by default."""

import sys
from reportlab.pdfgen import canvas

pdf = canvas.Canvas(sys.argv[1], pagesize=(595.28, 841.89), invariant=1)
for number, angle in enumerate((0, 90, 180, 270)):
    pdf.setPageRotation(angle)
    pdf.setFont("Helvetica", 14)
    pdf.drawString(60, 780, f"Lease agreement, page {number + 1}")
    pdf.rect(60, 600, 220, 60)
    pdf.acroForm.textfield(name=f"name{number}", x=320, y=690, width=200, height=28, value="to be filled in")
    pdf.acroForm.checkbox(name=f"agree{number}", x=320, y=640, size=20, checked=True)
    pdf.showPage()
pdf.save()

"""Printed briefings of one to eight schools: one content, as PDF and as a Word document."""

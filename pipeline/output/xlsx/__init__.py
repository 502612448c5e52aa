"""The workbook."""

from pipeline.output.xlsx import format as format

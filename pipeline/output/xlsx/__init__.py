"""The workbook."""

from pipeline.output.xlsx import writer as writer

"""The name of the workbook, and the limits of its format."""

from datetime import date

NAME = "glaneur.xlsx"
# Rows of a sheet, header included; columns; characters of a cell; characters of an address; the first day of its
# calendar, and the day before it.
MOST_ROWS, MOST_COLUMNS, MOST_CHARACTERS, MOST_ADDRESS = 1_048_576, 16_384, 32_767, 2_000
FIRST_DAY, DAY_ZERO = date(1900, 3, 1), date(1899, 12, 30)
# Addresses that a sheet may hold as links; XlsxWriter keeps them in memory, and Excel takes 65,530.
MOST_LINKS = 20_000

"""The goods list of a show as merchants send it: read from a table, and put into the sheet."""

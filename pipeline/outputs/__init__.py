"""Files that are read without csrecon.

`tables` gives the record's tables, `findings` a page, a workbook or an evidence pack of findings. Neither
knows the other.
"""

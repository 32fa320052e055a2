"""What a few words can be, whatever stands around them.

Takes a text; gives the references in it with the titles beside them, its dates, months, releases and
numbers, and the people and companies in a name, each as a frozen value with its place. Knows no page, no
wording of the vocabulary and no fact. The register's pages are read with it, too.
"""

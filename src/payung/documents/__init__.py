"""Decrees, letters, cards, bills, packs: rows in, bytes out.

Official documents are in Indonesian, as the law on the national language asks (UU 24/2009, article 27); messages
about input that cannot be used are in both languages. The same input gives the same bytes.
"""

"""What the law asks and gives: the contribution and benefit calculators, and every parameter they rest on.

Nothing is kept: no table, no act. The figures are those of ``payung.law``, shown.
"""

"""A second computation of contributions and death benefits, written from the regulations alone.

Nothing here is taken from the package, and nothing here may be: it is worth something only as long as it was
reached on another road. Plain Python, constants beside the rule they belong to, one function for each rule, so
that a reader can follow with a finger on the page of the regulation.
"""

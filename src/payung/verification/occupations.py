from payung.identity.occupations import recognise


def listed(written, programme):
    p = {x.lower() for x in programme}
    return [w.lower() in p for w in written]

"""Cover: person-months, enrolment with BPJS, memberships, cards."""

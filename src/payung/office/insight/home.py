from payung.office.core.home import First
from payung.office.insight import leader

FIRST = [First(0, "leader", lambda user: leader.leads(user) and leader.only_leads(user))]

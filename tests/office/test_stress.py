"""Twenty users at once at the last places, the last rupiah, the same people, the same bill: counted afterwards."""

from office.stress import crew, last_places, last_rupiah, one_bill, one_payer, one_payment
from office.test_decisions_concurrency import AtOnce, office
from payung.office.accounts.models import Role

MANY = 20


class ManyAtOnce(AtOnce):
    def setUp(self):
        self.manager, _other = office()

    def run_with(self, what, role=Role.PROGRAMME_MANAGER):
        came = what(self.manager, crew(MANY, role))
        assert came.holds, str(came)
        assert came.refused == MANY - came.expected

    def test_the_last_places_of_a_quota(self):
        self.run_with(last_places)

    def test_the_last_rupiah_of_a_ceiling(self):
        self.run_with(last_rupiah)

    def test_one_payer_for_a_person_and_month(self):
        self.run_with(one_payer)

    def test_one_bill_for_a_month(self):
        self.run_with(one_bill, Role.TREASURER)

    def test_one_sp2d_for_a_bill(self):
        self.run_with(one_payment, Role.TREASURER)

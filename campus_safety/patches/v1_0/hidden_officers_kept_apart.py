"""Hidden officers leave the network for records that only their circle opens (domain §1)."""

from campus_safety.services.people.hidden_officers import take_out_of_the_network


def execute() -> None:
	take_out_of_the_network()

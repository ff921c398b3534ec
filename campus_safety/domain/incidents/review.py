"""What a review of an incident says (domain §18)."""

# the notice's sections, none of which stays empty [N]
SECTIONS = (
	"basic_facts",
	"emergency_handling",
	"aftercare",
	"education_duties",
	"opinion_control",
	"responsibility",
	"causes",
	"improvements",
)

def create() -> None:
	pass

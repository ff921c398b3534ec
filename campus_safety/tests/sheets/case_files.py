"""Small files as offices really have them, each made to show one thing; all persons and numbers in them are invented."""

from pathlib import Path

FOLDER = Path(__file__).parent / "cases"


def case(name: str) -> bytes:
	return (FOLDER / name).read_bytes()

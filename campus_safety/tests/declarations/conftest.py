import pytest

from campus_safety.tests.declarations import sources


@pytest.fixture(scope="package", autouse=True)
def forget_sources():
	yield
	sources.forget()

"""Ports and secrets are remembered, free, and never given out twice."""

import json
import socket
import stat
import threading

import pytest

from sandbox.errors import SandboxError
from sandbox.state import State, first_free_port, is_free


@pytest.fixture
def state(tmp_path):
	return State(tmp_path / "state.json")


@pytest.fixture
def taken_port():
	with socket.socket() as listener:
		listener.bind(("127.0.0.1", 0))
		listener.listen()
		yield listener.getsockname()[1]


def test_taken_port_is_not_free(taken_port):
	assert not is_free(taken_port)
	assert first_free_port(taken_port, set()) > taken_port


def test_port_is_remembered(state):
	port = state.port("mariadb", 42000)
	assert state.port("mariadb", 43000) == port


def test_two_servers_never_get_one_port(state):
	assert state.port("redis-cache", 42000) != state.port("redis-queue", 42000)


def test_remembered_port_that_was_taken_since_is_replaced(state, taken_port):
	state.set("ports", "web", taken_port)
	port = state.port("web", taken_port)
	assert port != taken_port
	assert state.get("ports", "web") == port


def test_secret_stays_and_only_the_owner_reads_it(state):
	secret = state.password("mariadb_root")
	assert len(secret) >= 24
	assert state.password("mariadb_root") == secret
	assert stat.S_IMODE(state.path.stat().st_mode) == 0o600


def test_no_change_is_lost_when_many_write_at_once(state):
	threads = [threading.Thread(target=state.set, args=("steps", str(n), n)) for n in range(12)]
	for thread in threads:
		thread.start()
	for thread in threads:
		thread.join()
	assert len(json.loads(state.path.read_text())["steps"]) == 12


def test_damaged_state_says_what_to_do(state):
	state.path.write_text("{half")
	with pytest.raises(SandboxError) as error:
		state.read()
	assert "sandbox reset" in str(error.value)

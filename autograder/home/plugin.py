"""The pytest plugin."""
import pytest
def pytest_configure(config):
    config.addinivalue_line("markers", "points(worth, of, hint): a check")
@pytest.fixture
def student(): ...
@pytest.fixture
def reference(): ...

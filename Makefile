# Short names for what the README and .ci/run do.
.PHONY: test check demo validate

test:
	.venv/bin/pytest

check:
	.ci/run

demo:
	.venv/bin/autograder grade tests/sample_class --out grades

validate:
	.venv/bin/autograder validate

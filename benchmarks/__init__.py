"""Speed and quality, measured by `make bench` and `make evaluate`; never part of the tests."""

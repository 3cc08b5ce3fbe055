"""Results as text: pure functions of reports, escaped at the edge."""

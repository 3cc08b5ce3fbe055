"""Cases by topic: how each is made, how they are drawn, and what is said of one topic only."""

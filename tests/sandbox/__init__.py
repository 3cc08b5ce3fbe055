"""The wall keeps its promises."""

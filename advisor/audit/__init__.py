"""What can be said of a rule base: whether its examples come out as its authors wrote them."""

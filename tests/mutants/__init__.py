"""Plants faults all over the site, one at a time, and counts those that a check tells of."""

"""How fast it is, as ratios in one run on one machine: `make bench`. The numbers are for people; no goal fails a build.

Speaks to loopback only, and ends every process that it starts.
"""

"""Estimates of linkwright against those of SALib from the same points and results; reads the object of the example sensitivity_oracle."""

import json
import sys

import numpy as np
from SALib.analyze import morris, sobol

PROBLEM = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0.0, 1.0]] * 3}


def agree(what, ours, theirs, tolerance):
    """Ends with an error where two lists of numbers differ by more than the tolerance."""
    ours, theirs = np.array(ours), np.array(theirs)
    worst = np.max(np.abs(ours - theirs))
    print(f"{what}: linkwright {np.round(ours, 4)}, SALib {np.round(theirs, 4)}")
    if not worst <= tolerance:
        sys.exit(f"{what} differs by {worst}, more than {tolerance}")


found = json.load(sys.stdin)

# SALib wants the points of a block in the order A, A with one coordinate of B, B
blocks = np.array(found["sobol"]["results"])[:, :, 0]
results = np.concatenate([blocks[:, [0]], blocks[:, 2:], blocks[:, [1]]], axis=1).ravel()
theirs = sobol.analyze(PROBLEM, results, calc_second_order=False, num_resamples=1000, seed=1)
ours = np.array(found["sobol"]["measures"])
agree("total", ours[:, 0, 0], theirs["ST"], 1e-9)
agree("first", ours[:, 1, 0], theirs["S1"], 1e-9)
# SALib gives 1.96 standard deviations of its resamples, linkwright percentiles: the same to a fifth, as 1,000 resamples know a tail to about 3 %
half_widths = (ours[:, :, 2] - ours[:, :, 1]) / 2
agree("half-width of total, ratio", half_widths[:, 0] / theirs["ST_conf"], np.ones(3), 0.2)
agree("half-width of first, ratio", half_widths[:, 1] / theirs["S1_conf"], np.ones(3), 0.2)

points = np.array(found["morris"]["points"]).reshape(-1, 3)
results = np.array(found["morris"]["results"]).ravel()
theirs = morris.analyze(PROBLEM, points, results, num_levels=4, num_resamples=1000, seed=1)
ours = np.array(found["morris"]["measures"])
agree("mu*", ours[:, 0, 0], theirs["mu_star"], 1e-9)
agree("mu", ours[:, 1, 0], theirs["mu"], 1e-9)
agree("sigma", ours[:, 2, 0], theirs["sigma"], 1e-6)  # squares less the square of the mean lose digits where effects are all alike
print("linkwright and SALib agree")

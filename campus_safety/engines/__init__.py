"""Mechanisms that read declarations and name no feature's DocType: features declare to them."""

"""A believable service from a seed, driven by the same decisions that people drive."""
